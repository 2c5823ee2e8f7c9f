"""Questions that no article answered: which messages they are, grouped where they are alike, and what became of them.

Only references are kept; what was asked is read from the message, and is gone when that is.
"""

import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import events
from crm.base import Base, new_id, utc_now
from crm.errors import QuestionNotFound
from crm.events import Actor, Name
from crm.messages import Message

# So many of the newest are looked through for those that are alike.
_NEWEST = 2000


class State(StrEnum):
    """Whether somebody has to look at a question, and what they made of it."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class UnansweredQuestion(Base):
    """A customer's message that nothing on file answered. `view_key`: the article that was on the screen, if one was.

    `article_key` is the article that answers it; while the question is open, a draft that will.
    """

    __tablename__ = "unanswered_question"
    __table_args__ = (Index("ix_unanswered_question_state_id", "state", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), unique=True)
    language: Mapped[str] = mapped_column(String(8))
    view_key: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[State] = mapped_column(String(16), default=State.OPEN)
    article_key: Mapped[str] = mapped_column(String(100), default="")
    closed_by: Mapped[str] = mapped_column(String(100), default="")
    closed_at: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


@dataclass(frozen=True)
class Alike:
    """Questions that say the same, the newest first, and how the newest was put."""

    text: str
    questions: Sequence[UnansweredQuestion]

    @property
    def newest(self) -> UnansweredQuestion:
        return self.questions[0]


def record(
    session: Session, *, conversation_id: uuid.UUID, message_id: uuid.UUID, language: str, view_key: str | None
) -> None:
    """Note that nothing answered this message; once, however often an action is retried."""
    known = select(UnansweredQuestion.id).where(UnansweredQuestion.message_id == message_id)
    if session.scalars(known).first() is not None:
        return
    session.add(
        UnansweredQuestion(
            conversation_id=conversation_id, message_id=message_id, language=language, view_key=view_key or ""
        )
    )
    facts = {"language": language, "article": view_key} if view_key else {"language": language}
    events.record(session, conversation_id, Name.QUESTION_UNANSWERED, actor=Actor.BOT, data=facts)
    session.flush()


def listed(session: Session, *, closed: bool = False) -> list[Alike]:
    """The questions in groups that say the same, the newest group first."""
    states = (State.ANSWERED, State.DISMISSED) if closed else (State.OPEN,)
    query = (
        select(UnansweredQuestion, Message.body)
        .join(Message, Message.id == UnansweredQuestion.message_id)
        .where(UnansweredQuestion.state.in_(states))
        .order_by(UnansweredQuestion.id.desc())
        .limit(_NEWEST)
    )
    groups: dict[str, tuple[str, list[UnansweredQuestion]]] = {}
    for question, text in session.execute(query):
        if said := normalised(text):
            groups.setdefault(said, (text, []))[1].append(question)
    return [Alike(text, questions) for text, questions in groups.values()]


def close(session: Session, question_id: uuid.UUID, *, by: str, article_key: str = "") -> None:
    """Deal with this question and all that say the same: an article answers them, or nothing has to.

    Raises QuestionNotFound where somebody else did already.
    """
    found = _alike(session, question_id)
    if not found:
        raise QuestionNotFound
    _close(found, by=by, article_key=article_key)


def take_on(session: Session, question_id: uuid.UUID, *, article_key: str, by: str, published: bool) -> None:
    """Have an article answer this question and all that say the same: now, or once its draft is published.

    Nothing happens where they were dealt with meanwhile: the article is no worse for it.
    """
    found = _alike(session, question_id)
    if published:
        _close(found, by=by, article_key=article_key)
        return
    for question in found:
        question.article_key = article_key


def keep_promises(session: Session, *, article_key: str, by: str) -> None:
    """Count what a draft was to answer as answered: it is published."""
    session.execute(
        update(UnansweredQuestion)
        .where(UnansweredQuestion.article_key == article_key, UnansweredQuestion.state == State.OPEN)
        .values(state=State.ANSWERED, closed_by=by, closed_at=utc_now())
    )


def _alike(session: Session, question_id: uuid.UUID) -> Sequence[UnansweredQuestion]:
    """The open questions that say the same as this one; none where it is not open."""
    groups = (group.questions for group in listed(session))
    return next((questions for questions in groups if any(one.id == question_id for one in questions)), ())


def _close(questions: Sequence[UnansweredQuestion], *, by: str, article_key: str) -> None:
    for question in questions:
        question.state = State.ANSWERED if article_key else State.DISMISSED
        question.article_key, question.closed_by, question.closed_at = article_key, by, utc_now()


def normalised(text: str) -> str:
    """What two ways of writing the same have in common: no case, width, blanks or punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if unicodedata.category(one)[0] in "LN")

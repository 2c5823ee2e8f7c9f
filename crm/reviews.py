"""Reviews: messages that the assistant may have taken wrongly, put up by what happened, for people to label.

Only the way to a message is kept, and it is gone when that is. What was decided about it is in `crm.review_decisions`.
"""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import skills
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.decisions import Decision
from crm.messages import Author, Kind, Message
from crm.readings import KEY

# Of the held-out messages in tests/nlu that are acted on one in twenty is less sure, and three in ten of those are
# taken wrongly; of the surer ones one in twenty.
UNSURE_BELOW = 0.6


class Reason(StrEnum):
    """Why a message is looked at. The first ones say most."""

    FLAGGED = "flagged"
    ASKED_BACK = "asked_back"
    THUMBS_DOWN = "thumbs_down"
    HANDED_OVER = "handed_over"
    LOW_SCORE = "low_score"
    ABANDONED = "abandoned"
    UNSURE = "unsure"


class Review(Base):
    """A customer's message to learn from. `taken_for`: the intent that it was understood as, if any.

    `said` is what was labelled, without personal data; None until somebody proposes what it means.
    """

    __tablename__ = "review"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"), unique=True)
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    language: Mapped[str] = mapped_column(String(8))
    taken_for: Mapped[str] = mapped_column(String(64), default="")
    said: Mapped[str | None] = mapped_column(Text)
    decision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Decision.id), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    message: Mapped[Message] = relationship()


def put_up(session: Session, message: Message | None, reason: Reason) -> Review | None:
    """Have people look at a message, for one more reason if they do already; what was pressed is what it is."""
    if message is None or not _is_in_words(message):
        return None
    review = of_message(session, message.id)
    if review is None:
        review = Review(
            conversation_id=message.conversation_id,
            message_id=message.id,
            reasons=[],
            language=_language_of(message),
            taken_for=message.intent if message.intent and message.intent != _FALLBACK else "",
        )
        session.add(review)
    if reason not in review.reasons:
        review.reasons = sorted([*review.reasons, reason], key=list(Reason).index)
    session.flush()
    return review


def take_back(session: Session, message: Message | None, reason: Reason) -> None:
    """This is no reason any more; a message without one that nobody has decided about is off the list."""
    review = of_message(session, message.id) if message else None
    if review is None or reason not in review.reasons:
        return
    review.reasons = [one for one in review.reasons if one != reason]
    if not review.reasons and review.decision_id is None:
        session.delete(review)
    session.flush()


def of_message(session: Session, message_id: uuid.UUID) -> Review | None:
    """What is to be learned from a message."""
    return session.scalars(select(Review).where(Review.message_id == message_id)).one_or_none()


def after_turn(session: Session, message: Message, *, understood: bool, hand_over: str | None) -> None:
    """Look at a turn that was just taken: not understood, hardly understood, or a person is wanted after the last."""
    if not understood:
        put_up(session, message, Reason.ASKED_BACK)
    elif _is_unsure(message):
        put_up(session, message, Reason.UNSURE)
    if hand_over in _ASKED_FOR:
        put_up(session, last_understood(session, message.conversation_id, before=message.seq), Reason.HANDED_OVER)


def last_understood(session: Session, conversation_id: uuid.UUID, *, before: int | None = None) -> Message | None:
    """The last thing a customer wrote that the assistant took for something that it helps with."""
    query = select(Message).where(
        Message.conversation_id == conversation_id,
        Message.author == Author.VISITOR,
        Message.kind == Kind.TEXT,
        Message.payload.is_(None),
        Message.intent.is_not(None),
    )
    if before is not None:
        query = query.where(Message.seq < before)
    written = session.scalars(query.order_by(Message.seq.desc()).limit(_LOOKED_BACK))
    return next((one for one in written if skills.topic_of(one.intent or "")), None)


def ended(session: Session, conversation: Conversation, *, abandoned_at: str | None) -> None:
    """Look at what led to a form or a question that the customer left open."""
    if abandoned_at in _LEFT_OPEN:
        put_up(session, last_understood(session, conversation.id), Reason.ABANDONED)


_ASKED_FOR = frozenset({"requested", "not_understood"})
_LEFT_OPEN = frozenset({"form", "question"})
# What the assistant calls a message that it did not understand.
_FALLBACK = "nlu_fallback"
_LOOKED_BACK = 20


def _is_in_words(message: Message) -> bool:
    said = message.body.strip()
    written = message.author == Author.VISITOR and message.kind == Kind.TEXT and message.payload is None
    return written and not said.startswith("/") and any(sign.isalpha() for sign in said)


def _is_unsure(message: Message) -> bool:
    """Whether a topic was guessed; what the dialogue manager decided has its reasons beside it."""
    if message.confidence is None or KEY in message.data:
        return False
    return skills.topic_of(message.intent or "") is not None and message.confidence < UNSURE_BELOW


def _language_of(message: Message) -> str:
    """The language it is written in, as far as that is known; the conversation's may be the other one."""
    if message.written_in in ("zh-Hans", "zh-Hant"):
        return "zh"
    return message.written_in if message.written_in == "en" else message.language

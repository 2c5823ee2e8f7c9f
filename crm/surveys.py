"""Surveys: a customer is asked, answers, and what they say is kept as it was said, beside the wording they saw."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Self

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import conversations, events, messages, questionnaire_desk, questionnaires
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.counter_rows import Counter
from crm.errors import SurveyNotFound
from crm.events import Actor, Name
from crm.messages import Author, Kind, Message
from crm.questionnaire_items import Number
from crm.questionnaires import Questionnaire
from crm.site import Words, site

EMAIL = "email"


class Survey(Base):
    """One customer asked once. Its link is the only key to it; of the link only a hash is kept."""

    __tablename__ = "survey"
    __table_args__ = (
        # What a rule asks about is asked about once, however often its job runs.
        UniqueConstraint("rule", "about_kind", "about_id"),
        Index("ix_survey_customer_id_sent_at", "customer_id", "sent_at"),
        Index("ix_survey_questionnaire_sent_at", "questionnaire", "sent_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    questionnaire: Mapped[str] = mapped_column(String(32))
    # The wording as it was when this customer was asked, and the hash of it.
    version: Mapped[str] = mapped_column(String(16))
    # Not JSONB, which forgets in which order questions and choices stand.
    wording: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(8))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"))
    conversation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    # The message that asks it inside the conversation.
    message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    about_kind: Mapped[str | None] = mapped_column(String(32))
    about_id: Mapped[str | None] = mapped_column(String(64))
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    stage: Mapped[str | None] = mapped_column(String(8))
    skill: Mapped[str | None] = mapped_column(String(64))
    # The rule by which it was sent; None when the customer or the team asked for it.
    rule: Mapped[str | None] = mapped_column(String(32))
    # The sign that was scanned.
    counter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Counter.id), index=True)
    # Whom else this person is: a hash of the address it went to.
    address_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # The reminder has a link of its own: the first one cannot be read back.
    reminder_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column()
    sent_at: Mapped[datetime] = mapped_column(default=utc_now)
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    started_at: Mapped[datetime | None] = mapped_column()
    # When all that must be answered was.
    completed_at: Mapped[datetime | None] = mapped_column()
    opted_out: Mapped[bool] = mapped_column(default=False)
    # The case that a low score opened.
    recovery_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)

    answers: Mapped[list["SurveyAnswer"]] = relationship(
        lazy="selectin", back_populates="survey", order_by="SurveyAnswer.id", cascade="all, delete-orphan"
    )

    @property
    def asked(self) -> Questionnaire:
        """What this customer was asked, whatever the file says by now."""
        return Questionnaire.model_validate(self.wording)

    def answer_to(self, question: str | None) -> "SurveyAnswer | None":
        """The answer to one question."""
        return next((one for one in self.answers if one.question == question), None)

    @property
    def values(self) -> dict[str, int | None]:
        """The numbers given so far, by question."""
        return {one.question: one.value for one in self.answers}


class SurveyAnswer(Base):
    """The raw answer to one question, or to one line of it; statistics are made from these, never stored instead."""

    __tablename__ = "survey_answer"
    __table_args__ = (UniqueConstraint("survey_id", "question"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    survey_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey.id"))
    question: Mapped[str] = mapped_column(String(64))
    dimension: Mapped[str | None] = mapped_column(String(32))
    value: Mapped[int | None] = mapped_column()
    text: Mapped[str | None] = mapped_column(Text)
    not_applicable: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime] = mapped_column(default=utc_now)

    survey: Mapped[Survey] = relationship(back_populates="answers")


@dataclass(frozen=True)
class About:
    """What a survey is about, and the circumstances by which answers are compared."""

    kind: str | None = None
    id: str | None = None
    agent_id: uuid.UUID | None = None
    stage: str | None = None
    skill: str | None = None

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """A conversation as a whole."""
        return cls(
            kind="conversation",
            id=str(conversation.id),
            agent_id=conversation.assignee_id,
            stage=conversation.stage,
            skill=conversation.topic,
        )


class Sent(NamedTuple):
    """A survey, and the secret of its link, which nobody can read again."""

    survey: Survey
    token: str


def create(
    session: Session,
    *,
    questionnaire: str,
    customer_id: uuid.UUID,
    language: str,
    channel: str,
    about: About,
    conversation_id: uuid.UUID | None = None,
    rule: str | None = None,
    address: str | None = None,
    remind_at: datetime | None = None,
    counter_id: uuid.UUID | None = None,
    now: datetime,
) -> Sent:
    """Keep that a customer is asked from now on, and with which words. Who scanned a sign answers once, and soon."""
    questionnaire_desk.refresh(session)
    form, token = questionnaires.get(questionnaire), new_token()
    asked, open_for = form, timedelta(days=form.open_days)
    if counter_id is not None:
        asked = form.model_copy(update={"may_change": False})
        open_for = timedelta(hours=site().surveys.counter_hours)
    survey = Survey(
        questionnaire=questionnaire,
        version=form.version,
        wording=asked.as_json(),
        language=language,
        customer_id=customer_id,
        conversation_id=conversation_id,
        about_kind=about.kind,
        about_id=about.id,
        agent_id=about.agent_id,
        channel=channel,
        stage=about.stage,
        skill=about.skill,
        rule=rule,
        counter_id=counter_id,
        address_hash=hash_of(address.lower()) if address else None,
        remind_at=remind_at,
        token_hash=hash_of(token),
        sent_at=now,
        expires_at=now + open_for,
    )
    session.add(survey)
    session.flush()
    return Sent(survey, token)


def ask(
    session: Session,
    conversation: Conversation,
    *,
    questionnaire: str,
    about: About | None = None,
    rule: str | None = None,
    now: datetime | None = None,
) -> Sent:
    """Ask the customer inside the conversation. The conversation must be locked by this transaction."""
    sent = create(
        session,
        questionnaire=questionnaire,
        customer_id=conversation.customer_id,
        language=conversation.language,
        channel=conversation.channel,
        about=about or About.of(conversation),
        conversation_id=conversation.id,
        rule=rule,
        now=now or utc_now(),
    )
    message = messages.append(
        session,
        conversation,
        author=Author.SYSTEM,
        kind=Kind.SURVEY,
        body=first_question(sent.survey.asked)[conversation.language],
        data={"token": sent.token, "survey": questionnaire, "of": best_score(sent.survey.asked), "answered": None},
    )
    sent.survey.message_id = message.id
    note_sent(session, sent.survey)
    session.flush()
    return sent


def note_sent(session: Session, survey: Survey) -> None:
    """Write down that the customer of a conversation was asked."""
    if survey.conversation_id is not None:
        data = {"survey": survey.questionnaire}
        events.record(
            session, survey.conversation_id, Name.SURVEY_SENT, actor=Actor.SYSTEM, at=survey.sent_at, data=data
        )


def find(session: Session, token: str) -> Survey:
    """The survey behind a link. Raises SurveyNotFound."""
    hashed = hash_of(token)
    query = select(Survey).where(or_(Survey.token_hash == hashed, Survey.reminder_hash == hashed))
    survey = session.scalars(query).one_or_none()
    if survey is None:
        raise SurveyNotFound
    return survey


def locked(session: Session, token: str) -> Survey:
    """The survey behind a link, with nobody else answering it until the transaction ends. Raises SurveyNotFound."""
    survey = find(session, token)
    if survey.conversation_id is not None:
        # Before the survey: whoever moves the conversation locks it first, too.
        conversations.lock(session, survey.conversation_id)
    session.refresh(survey, with_for_update={"of": Survey, "key_share": True})
    session.refresh(survey, ["answers"])
    return survey


def is_closed(survey: Survey, now: datetime) -> bool:
    """Whether nothing more is taken: its time has passed, or it was finished."""
    return now >= survey.expires_at


def of(session: Session, conversation_id: uuid.UUID) -> list[Survey]:
    """Every survey of a conversation, oldest first."""
    query = select(Survey).where(Survey.conversation_id == conversation_id).order_by(Survey.id)
    return list(session.scalars(query))


def recovered(session: Session, survey: Survey) -> bool | None:
    """Whether the customer's next score in the same questionnaire was better; None while there is none."""
    before = survey.answer_to(survey.asked.score)
    if before is None or before.value is None:
        return None
    later = select(Survey).where(
        Survey.customer_id == survey.customer_id,
        Survey.questionnaire == survey.questionnaire,
        Survey.sent_at > survey.sent_at,
        Survey.started_at.is_not(None),
    )
    for one in session.scalars(later.order_by(Survey.sent_at, Survey.id)):
        after = one.answer_to(one.asked.score)
        if after is not None and after.value is not None:
            return after.value > before.value
    return None


def message_of(session: Session, survey: Survey) -> Message | None:
    """The message that asks it inside the conversation, if it was asked there."""
    return messages.get(session, survey.message_id) if survey.message_id else None


def first_question(form: Questionnaire) -> Words:
    """What is asked first."""
    return next(iter(form.questions.values())).text


def best_score(form: Questionnaire) -> int | None:
    """The end of the scale of its score, where it asks for one."""
    scale = form.items[form.score].kept if form.score else None
    return scale.high if isinstance(scale, Number) else None


def new_token() -> str:
    """A secret for a link: unguessable, and no id of anything."""
    return secrets.token_urlsafe(24)


def hash_of(secret: str) -> str:
    """What is kept of a link's secret, and of an address."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""What happened to a conversation: one row for each thing, written in the transaction that causes it, never changed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import webhook_calls
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.webhook_calls import Event


class Name(StrEnum):
    """Everything that can happen. Reports are made from these, so a name keeps its meaning for ever."""

    OPENED = "opened"
    TURN_ANSWERED = "turn_answered"
    TURN_ASKED_BACK = "turn_asked_back"
    TURN_FAILED = "turn_failed"
    QUEUED = "queued"
    TAKEN = "taken"
    WAITING = "waiting"
    LEFT_LINE = "left_line"
    WENT_SILENT = "went_silent"
    EMERGENCY = "emergency"
    FIRST_REPLY = "first_reply"
    REPLIED = "replied"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    RESOLVED = "resolved"
    ABANDONED = "abandoned"
    REOPENED = "reopened"
    SURVEY_SENT = "survey_sent"
    SURVEY_ANSWERED = "survey_answered"
    CASE_OPENED = "case_opened"
    CASE_MOVED = "case_moved"
    ARTICLE_SHOWN = "article_shown"
    ARTICLE_RATED = "article_rated"
    EXPERIMENT_SHOWN = "experiment_shown"
    QUESTION_UNANSWERED = "question_unanswered"
    LOOKUP_DONE = "lookup_done"
    LOOKUP_REFUSED = "lookup_refused"
    LABELLED = "labelled"
    UNLABELLED = "unlabelled"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"


# What other systems are told of it as; what is not named here is the team's own affair.
_TOLD_AS: dict[Name, Event] = {
    Name.OPENED: "conversation.created",
    Name.CASE_OPENED: "case.opened",
    Name.CASE_MOVED: "case.moved",
    Name.SURVEY_ANSWERED: "survey.answered",
    **dict.fromkeys(
        (
            *(Name.QUEUED, Name.TAKEN, Name.LEFT_LINE, Name.TRANSFERRED, Name.RETURNED, Name.SNOOZED, Name.WOKEN),
            *(Name.RESOLVED, Name.ABANDONED, Name.REOPENED, Name.LABELLED, Name.UNLABELLED),
        ),
        "conversation.updated",
    ),
}


class Actor(StrEnum):
    """Who did it. `system` is the passing of time: a job."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class ConversationEvent(Base):
    """One thing that happened. `seconds`: how long since what started the clock that this stops, if one ran."""

    __tablename__ = "conversation_event"
    __table_args__ = (
        Index("ix_conversation_event_conversation_id_id", "conversation_id", "id"),
        Index("ix_conversation_event_name_at", "name", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    name: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    actor: Mapped[str] = mapped_column(String(8))
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    # Set by what changes the owner of the conversation, and by its beginning.
    from_status: Mapped[str | None] = mapped_column(String(16))
    to_status: Mapped[str | None] = mapped_column(String(16))
    seconds: Mapped[float | None] = mapped_column()
    skill: Mapped[str | None] = mapped_column(String(64))
    # Facts for reports, never what somebody wrote. `waits`: a customer's wait for a person begins here, or ends.
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)


@dataclass(frozen=True)
class Wait:
    """A customer waited for a person; `end` is None while they still do."""

    start: datetime
    end: datetime | None


def record(
    session: Session,
    conversation_id: uuid.UUID,
    name: Name,
    *,
    actor: Actor,
    agent: Agent | None = None,
    at: datetime | None = None,
    since: datetime | None = None,
    **facts: Any,
) -> ConversationEvent:
    """Write down that something happened; `since` is when the clock that it stops was started."""
    at = at or utc_now()
    seconds = max(0.0, (at - since).total_seconds()) if since is not None else None
    event = ConversationEvent(
        conversation_id=conversation_id,
        name=name,
        at=at,
        actor=actor,
        agent_id=agent.id if agent else None,
        seconds=seconds,
        data=facts.pop("data", {}),
        **facts,
    )
    session.add(event)
    if told_as := _TOLD_AS.get(name):
        facts = {"what": str(name), "actor": str(actor), "from": event.from_status, "to": event.to_status}
        webhook_calls.tell(session, told_as, conversation_id=conversation_id, facts={**facts, **event.data})
    return event


def of(session: Session, conversation_id: uuid.UUID) -> list[ConversationEvent]:
    """What happened in a conversation, oldest first."""
    query = select(ConversationEvent).where(ConversationEvent.conversation_id == conversation_id)
    return list(session.scalars(query.order_by(ConversationEvent.id)))


def last_at(session: Session, conversation_id: uuid.UUID, *names: Name) -> datetime | None:
    """When one of these things happened last."""
    query = (
        select(ConversationEvent.at)
        .where(ConversationEvent.conversation_id == conversation_id, ConversationEvent.name.in_(names))
        .order_by(ConversationEvent.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def statuses(happened: Iterable[ConversationEvent]) -> list[str]:
    """The statuses that a conversation went through, from its beginning to the present one."""
    return [event.to_status for event in happened if event.to_status is not None]


def waits(happened: Iterable[ConversationEvent]) -> list[Wait]:
    """When the customer waited for a person: a wait goes on through transfers, snoozing and waking."""
    found: list[Wait] = []
    start: datetime | None = None
    for event in happened:
        if event.data.get("waits") is True:
            start = event.at
        elif event.data.get("waits") is False and start is not None:
            found.append(Wait(start, event.at))
            start = None
    return found if start is None else [*found, Wait(start, None)]

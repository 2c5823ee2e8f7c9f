"""Calls to other systems: queued in the transaction that caused them, sent by a job, tried again, given up, replayed.

A call holds no words of anybody: what it says is read from the store when it goes out, so that what was erased
meanwhile is never told.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ForeignKey, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.errors import WebhookNotFound

WAITING, SENT, FAILED = "waiting", "sent", "failed"
# Whoever claims a call has this long to make it; then another may.
LEASE = timedelta(minutes=1)
FIRST_RETRY, LONGEST_RETRY = timedelta(seconds=30), timedelta(hours=3)
# With the times between them: somewhat over ten hours.
TRIES = 12
BATCH, AT_ONE_ADDRESS = 100, 20

Event = Literal[
    "conversation.created",
    "conversation.updated",
    "message.created",
    "case.opened",
    "case.moved",
    "survey.answered",
]
EVENTS: tuple[Event, ...] = get_args(Event)
TEST = "webhook.test"
_SUBSCRIBED = "webhooks by event"


class Webhook(Base):
    """An address that is told of events. Its secret is not kept: it follows from `salt` and
    the product's own."""

    __tablename__ = "webhook"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(String(1000))
    events: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(String(200), default="")
    salt: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    active: Mapped[bool] = mapped_column(default=True)
    # Why the product switched it off by itself ("gone").
    stopped_because: Mapped[str | None] = mapped_column(String(32))
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    by: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


class WebhookCall(Base):
    """One event for one address. `facts` are ids and codes alone."""

    __tablename__ = "webhook_call"
    __table_args__ = (
        Index("ix_webhook_call_status_next_at", "status", "next_at"),
        Index("ix_webhook_call_webhook_id_id", "webhook_id", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str] = mapped_column(String(32))
    # What it is about may be erased while the call waits.
    conversation_id: Mapped[uuid.UUID | None] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(8), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    sent_at: Mapped[datetime | None] = mapped_column()
    # A code for programs ("refused", "timeout"), and what the address answered.
    last_error: Mapped[str | None] = mapped_column(String(32))
    answered: Mapped[int | None] = mapped_column()


@dataclass(frozen=True)
class Claimed:
    """A call that this process makes now."""

    call_id: uuid.UUID
    webhook_id: uuid.UUID
    event: str
    conversation_id: uuid.UUID | None
    facts: dict[str, Any]
    at: datetime


def tell(session: Session, event: Event, *, conversation_id: uuid.UUID | None, facts: dict[str, Any]) -> None:
    """Have everybody told who wants to know, once this transaction has committed."""
    for webhook_id in _subscribed(session).get(event, ()):
        add(session, webhook_id=webhook_id, event=event, conversation_id=conversation_id, facts=facts)


def add(
    session: Session,
    *,
    webhook_id: uuid.UUID,
    event: str,
    facts: dict[str, Any],
    conversation_id: uuid.UUID | None = None,
) -> WebhookCall:
    """Queue one call."""
    call = WebhookCall(
        id=new_id(), webhook_id=webhook_id, event=event, conversation_id=conversation_id, facts=facts, status=WAITING
    )
    session.add(call)
    return call


def claim(session: Session, *, now: datetime) -> list[Claimed]:
    """Take calls that are due, oldest first, so that nobody else makes them meanwhile: of each address so many, so that
    one that hangs keeps nobody else waiting."""
    # What was queued later than now was queued before the clock was set back.
    is_due = or_(WebhookCall.next_at <= now, and_(WebhookCall.attempts == 0, WebhookCall.created_at > now))
    place = func.row_number().over(partition_by=WebhookCall.webhook_id, order_by=WebhookCall.id)
    ranked = select(WebhookCall.id, place.label("place")).where(WebhookCall.status == WAITING, is_due).subquery()
    first = select(ranked.c.id).where(ranked.c.place <= AT_ONE_ADDRESS)
    due = select(WebhookCall).where(WebhookCall.id.in_(first), WebhookCall.status == WAITING, is_due)
    claimed = []
    query = due.order_by(WebhookCall.id).limit(BATCH).with_for_update(skip_locked=True)
    for call in session.scalars(query):
        call.attempts, call.next_at = call.attempts + 1, now + LEASE
        claimed.append(Claimed(call.id, call.webhook_id, call.event, call.conversation_id, call.facts, call.created_at))
    return claimed


def sent(session: Session, call_id: uuid.UUID, *, answered: int, now: datetime) -> None:
    """Note that a call was taken; nothing, if its address was removed meanwhile."""
    call = session.get(WebhookCall, call_id)
    if call is not None:
        call.status, call.sent_at, call.last_error, call.answered = SENT, now, None, answered


def failed(
    session: Session, call_id: uuid.UUID, *, error: str, final: bool, answered: int | None = None, now: datetime
) -> None:
    """Note that a try failed: again later, each time twice as late, or never when it is final or was the last."""
    call = session.get(WebhookCall, call_id)
    if call is None:
        return
    call.last_error, call.answered = error, answered
    if final or call.attempts >= TRIES:
        call.status = FAILED
        return
    call.next_at = now + min(FIRST_RETRY * 2 ** (call.attempts - 1), LONGEST_RETRY)


def replay(session: Session, *, webhook_id: uuid.UUID, call_id: uuid.UUID, now: datetime) -> WebhookCall:
    """Make a call again, whatever became of it, under the same id. Raises WebhookNotFound."""
    call = session.get(WebhookCall, call_id, with_for_update=True)
    if call is None or call.webhook_id != webhook_id:
        raise WebhookNotFound
    call.status, call.attempts, call.next_at, call.sent_at = WAITING, 0, now, None
    return call


def latest(session: Session, *, webhook_id: uuid.UUID, limit: int) -> list[WebhookCall]:
    """What an address was told lately, the newest first."""
    query = select(WebhookCall).where(WebhookCall.webhook_id == webhook_id)
    return list(session.scalars(query.order_by(WebhookCall.id.desc()).limit(limit)))


def _subscribed(session: Session) -> dict[str, list[uuid.UUID]]:
    """Who wants to know what: asked once in a transaction."""
    known: dict[str, list[uuid.UUID]] | None = session.info.get(_SUBSCRIBED)
    if known is None:
        known = {}
        for webhook_id, events in session.execute(select(Webhook.id, Webhook.events).where(Webhook.active)):
            for event in events:
                known.setdefault(event, []).append(webhook_id)
        session.info[_SUBSCRIBED] = known
    return known

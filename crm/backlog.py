"""What waits in the store, and for how long: for operators' metrics. A few indexed counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from crm import deliveries, outbox, verticals, webhook_calls
from crm.conversations import SERVED, UNANSWERED, Conversation, Status
from crm.deliveries import Delivery
from crm.outbox import Mail
from crm.webhook_calls import WebhookCall


@dataclass(frozen=True)
class Backlog:
    """How many customers are in line and how long the first has been, in seconds; for each kind of work how many things
    wait and for how long the oldest is past its time; how many messages of each feed are in quarantine."""

    queued: int
    longest_wait: float
    work: dict[str, tuple[int, float]]
    quarantine: dict[str, int]


def count(session: Session, now: datetime) -> Backlog:
    """What waits at this moment."""
    in_line = Conversation.status == Status.QUEUED
    queued, since = session.execute(select(func.count(), func.min(Conversation.waiting_since)).where(in_line)).one()
    answers = text(UNANSWERED), func.coalesce(Conversation.status, "").in_(SERVED)
    snoozed = Conversation.status == Status.SNOOZED
    mail, message = Mail.status == outbox.WAITING, Delivery.status == deliveries.WAITING
    return Backlog(
        queued=queued,
        longest_wait=_past(since, now),
        work={
            "answers": _of(session, now, Conversation.updated_at, *answers),
            "mails": _of(session, now, Mail.next_at, mail),
            "deliveries": _of(session, now, Delivery.next_at, message),
            "webhooks": _of(session, now, WebhookCall.next_at, WebhookCall.status == webhook_calls.WAITING),
            "snoozed": _of(session, now, Conversation.snoozed_until, snoozed),
        },
        quarantine={
            feed.name: feed.in_quarantine(session) for vertical in verticals.enabled() for feed in vertical.feeds
        },
    )


def _of(session: Session, now: datetime, due: Any, *which: Any) -> tuple[int, float]:
    number, oldest = session.execute(select(func.count(), func.min(due)).where(*which)).one()
    return number, _past(oldest, now)


def _past(due: datetime | None, now: datetime) -> float:
    return max(0.0, (now - due).total_seconds()) if due else 0.0

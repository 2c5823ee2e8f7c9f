"""The doors at which other systems post: each takes in messages of every kind, and tells whom it concerns."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from airline.cases import flight_following, subscriptions, tracing
from airline.ingest import intake, kinds, movements
from airline.ingest.feeds import Report
from airline.ingest.kinds import Book
from airline.ingest.quarantine import Quarantine, Replay
from crm.base import utc_now

_BOOKS = {"baggage": intake.ingest_messages, "flights": movements.ingest_messages}


def take_in(session: Session, *, text: str, received_at: datetime, door: Book) -> Report:
    """Take in a body of messages of any kind, and tell those who follow what changed.

    Safe to repeat: what is known already counts as a duplicate. The caller commits. Raises MessageTooLarge; then
    nothing is taken in.
    """
    return take_in_messages(session, messages=kinds.cut(text), received_at=received_at, door=door)


def cut(text: str) -> list[str]:
    """The messages in a body, each with the mark (COR, PDM) that stands before it: they may be taken in one by one."""
    return list(kinds.with_their_marks(kinds.cut(text)))


def take_in_messages(session: Session, *, messages: Iterable[str], received_at: datetime, door: Book) -> Report:
    """Take in messages that are cut apart already, in this order."""
    sorted_out = list(kinds.sort(messages, door))
    if len({book for book, _ in sorted_out}) > 1:
        # Always in this order: two bodies never wait for each other.
        movements.wait_turn(session)
        intake.wait_turn(session)
    report = Report()
    for book, some in sorted_out:
        # Microseconds apart, so that what comes later in a body stays later.
        at = received_at + timedelta(microseconds=report.received)
        report.add(_BOOKS[book](session, messages=some, received_at=at))
    return announced(session, report)


def replay(session: Session, quarantine: Quarantine[Any], *, message_id: uuid.UUID, raw: str) -> Report:
    """As `Quarantine.replay`, and tell those who follow what changed."""
    return announced(session, quarantine.replay(session, message_id=message_id, raw=raw))


def replay_waiting(
    session: Session, quarantine: Quarantine[Any], *, after: uuid.UUID | None = None, limit: int
) -> Replay:
    """As `Quarantine.replay_waiting`, and tell those who follow what changed."""
    page = quarantine.replay_waiting(session, after=after, limit=limit)
    announced(session, page.report)
    return page


def announced(session: Session, report: Report) -> Report:
    """Let reports have what tracing texts say, and tell customers who follow these bags and flights."""
    tracing.take_up(session, report.traced)
    now = utc_now()
    subscriptions.announce_changes(session, bags=report.bags, now=now)
    flight_following.announce_changes(session, legs=report.legs, now=now)
    return report

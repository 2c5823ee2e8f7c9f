"""The doors at which other systems post: each takes in messages of every kind, and tells whom it concerns."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from airline.cases import flight_following, subscriptions, tracing
from airline.ingest import kinds, movements
from airline.ingest.feeds import Report
from airline.ingest.intake import IngestReport, ingest_messages
from airline.ingest.intake import wait_turn as wait_for_bags
from airline.ingest.kinds import Book
from airline.ingest.movements import MovementReport
from airline.ingest.movements import wait_turn as wait_for_flights
from crm.base import utc_now


@dataclass(slots=True)
class Taken(Report):
    """What became of a body, and the bags and flights that changed."""

    bags: set[uuid.UUID] = field(default_factory=set)
    legs: set[uuid.UUID] = field(default_factory=set)


def take_in(session: Session, *, text: str, received_at: datetime, door: Book) -> Taken:
    """Take in a body of messages of any kind, and tell those who follow what changed.

    Safe to repeat: what is known already counts as a duplicate. The caller commits. Raises MessageTooLarge; then
    nothing is taken in.
    """
    return take_in_messages(session, messages=kinds.cut(text), received_at=received_at, door=door)


def take_in_messages(session: Session, *, messages: Iterable[str], received_at: datetime, door: Book) -> Taken:
    """Take in messages that are cut apart already, in this order."""
    sorted_out = list(kinds.sort(messages, door))
    if len({book for book, _ in sorted_out}) > 1:
        # Always in this order: two bodies never wait for each other.
        wait_for_flights(session)
        wait_for_bags(session)
    taken = Taken()
    for book, some in sorted_out:
        # Microseconds apart, so that what comes later in a body stays later.
        at = received_at + timedelta(microseconds=taken.received)
        if book == "baggage":
            add(taken, announced(session, ingest_messages(session, messages=some, received_at=at)))
        else:
            add(taken, announced_flights(session, movements.ingest_messages(session, messages=some, received_at=at)))
    return taken


def add(taken: Taken, report: IngestReport | MovementReport) -> None:
    """Count a part of a body in."""
    taken.results += report.results
    if isinstance(report, IngestReport):
        taken.bags |= report.bags
    else:
        taken.legs |= report.legs


def announced(session: Session, report: IngestReport) -> IngestReport:
    """Let reports have what tracing texts say, and tell customers who follow these bags."""
    tracing.take_up(session, report.traced)
    subscriptions.announce_changes(session, bags=report.bags, now=utc_now())
    return report


def announced_flights(session: Session, report: MovementReport) -> MovementReport:
    """Tell customers who follow these flights."""
    flight_following.announce_changes(session, legs=report.legs, now=utc_now())
    return report

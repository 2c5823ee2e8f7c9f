"""Messages come in: each becomes parsed, quarantined or a duplicate, and the bags it is about are updated."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.bags.bags import BaggageMessage
from airline.ingest.batch import Batch, enter, look_ahead, release, write
from airline.ingest.feeds import Outcome, Report, Result, in_words
from airline.ingest.parsed import ParsedMessage, read, read_again
from airline.ingest.quarantine import Quarantine
from airline.rp1745 import split_messages
from airline.tracing.messages import Tracing
from crm.errors import MessageTooLarge
from crm.store import one_at_a_time

# The parts of one message come within minutes; after this the ones that came are taken as they are.
PARTS_WAIT = timedelta(hours=1)
# So many parts are released in one transaction; the rest a minute later.
_AT_ONCE = 500
# A tag may stand for 999 bags: a page of text could otherwise make millions in one transaction.
MAX_BAGS = 30_000
# One ingest at a time on PostgreSQL, as SQLite's write lock has it anyway: two could make the same bag.
_LOCK = 1745


def ingest(session: Session, *, text: str, received_at: datetime) -> Report:
    """Take in a body of one or more messages. Safe to repeat: what is known already counts as a duplicate.

    The caller commits. `bags` in the report are the ids of the bags whose timeline changed.
    """
    return ingest_messages(session, messages=split_messages(text), received_at=received_at)


def ingest_messages(session: Session, *, messages: Iterable[str], received_at: datetime) -> Report:
    """Take in messages that are cut apart already, in this order."""
    # A microsecond apart, so that a DEL after its BSM in the same body stays after it.
    received = [(received_at + timedelta(microseconds=index), raw) for index, raw in enumerate(messages)]
    return ingest_archive(session, received=received)


def ingest_archive(session: Session, *, received: Iterable[tuple[datetime, str]]) -> Report:
    """Take in messages that each come with the time of their receipt, in any order.

    Raises MessageTooLarge when they name more than MAX_BAGS; then nothing is taken in.
    """
    incoming = _read_all(received)
    wait_turn(session)
    return _take_in_all(session, incoming)


def release_parts(session: Session, *, now: datetime) -> set[uuid.UUID]:
    """Apply parts whose siblings have not come in time; returns the bags that changed."""
    wait_turn(session)
    overdue = select(BaggageMessage).where(
        BaggageMessage.applied.is_(False), BaggageMessage.received_at < now - PARTS_WAIT
    )
    rows = session.scalars(overdue.order_by(BaggageMessage.received_at).limit(_AT_ONCE))
    incoming = [read_again(row) for row in rows]
    batch = Batch(session)
    look_ahead(batch, incoming)
    for parsed in incoming:
        release(batch, parsed)
    write(batch)
    return batch.changed


def wait_turn(session: Session) -> None:
    """Wait until no other transaction takes in messages."""
    one_at_a_time(session, _LOCK)


def _read_all(received: Iterable[tuple[datetime, str]]) -> list[ParsedMessage]:
    """Read what is to be taken in as one transaction. Raises MessageTooLarge when it names more than MAX_BAGS."""
    incoming = []
    named = 0
    for received_at, raw in received:
        incoming.append(read(raw, received_at=received_at))
        named += len(incoming[-1].facts)
        if named > MAX_BAGS:
            raise MessageTooLarge(
                "This names too many bags for one request. Please send it in pieces.", max_bags=MAX_BAGS
            )
    return incoming


def _take_in_all(session: Session, incoming: Sequence[ParsedMessage]) -> Report:
    batch = Batch(session)
    look_ahead(batch, incoming)
    report = Report([_take_in(batch, parsed) for parsed in incoming], bags=batch.changed)
    fresh = {result.id for result in report.results if result.status == "parsed"}
    report.traced = [one.message for one in incoming if isinstance(one.message, Tracing) and one.id in fresh]
    write(batch)
    return report


def _take_in(batch: Batch, parsed: ParsedMessage) -> Result:
    known = batch.known.get(parsed.content_hash)
    if known:
        return Result("duplicate", parsed.kind, None, known)
    enter(batch, parsed)
    status: Outcome = "parsed" if parsed.message else "quarantined"
    return Result(status, parsed.kind, parsed.reason or in_words(parsed.remarks), parsed.id)


QUARANTINE = Quarantine(
    messages=BaggageMessage,
    wait_turn=wait_turn,
    split=split_messages,
    why_not=lambda text, received_at: read(text, received_at=received_at).reason,
    ingest=lambda session, received: ingest_archive(session, received=received),
)

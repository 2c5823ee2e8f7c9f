"""Taking in baggage messages: each is read or put in quarantine, exactly once, and no bad one harms another."""

import argparse
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from tqdm import tqdm

from airline.bags import BaggageMessage
from airline.ledger import Ledger, Reading, apply, look_ahead, read, write
from airline.rp1745 import BaggageMessageText, split_messages
from crm.base import new_id, utc_now
from crm.store import is_sqlite, unit_of_work

Outcome = Literal["parsed", "quarantined", "duplicate"]

# A quarantined text may be anything; this much of it is enough to see what it was.
MAX_RAW = 65_536
# The parts of one message come within minutes; after this the ones that came are taken as they are.
PARTS_WAIT = timedelta(hours=1)
BATCH = 500
# One ingest at a time on PostgreSQL, as SQLite's write lock has it anyway: two could make the same bag.
_LOCK = 1745


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one message."""

    status: Outcome
    type: str | None
    reason: str | None
    id: uuid.UUID


@dataclass(slots=True)
class IngestReport:
    """What became of a body: received = parsed + quarantined + duplicates, and the bags whose story changed."""

    results: list[IngestResult] = field(default_factory=list)
    bags: set[uuid.UUID] = field(default_factory=set)

    @property
    def received(self) -> int:
        return len(self.results)

    @property
    def parsed(self) -> int:
        return self._count("parsed")

    @property
    def quarantined(self) -> int:
        return self._count("quarantined")

    @property
    def duplicates(self) -> int:
        return self._count("duplicate")

    def _count(self, status: Outcome) -> int:
        return sum(result.status == status for result in self.results)


def ingest(session: Session, *, text: str, received_at: datetime) -> IngestReport:
    """Take in a body of one or more messages. Safe to repeat: what is known already counts as a duplicate.

    The caller commits. `bags` in the report are the ids of the bags whose timeline changed.
    """
    return ingest_messages(session, messages=split_messages(text), received_at=received_at)


def ingest_messages(session: Session, *, messages: Sequence[str], received_at: datetime) -> IngestReport:
    """Take in messages that are cut apart already, in this order."""
    _one_at_a_time(session)
    # A microsecond apart, so that a DEL after its BSM in the same body stays after it.
    readings = [
        read(_storable(raw), received_at=received_at + timedelta(microseconds=index))
        for index, raw in enumerate(messages)
    ]
    ledger = Ledger(session)
    look_ahead(ledger, readings)
    report = IngestReport([_take_in(ledger, reading) for reading in readings])
    write(ledger)
    report.bags = ledger.changed
    return report


def release_parts(session: Session, *, now: datetime) -> set[uuid.UUID]:
    """Apply parts whose siblings have not come in time; returns the bags that changed."""
    ledger = Ledger(session)
    waiting = select(BaggageMessage).where(
        BaggageMessage.applied.is_(False), BaggageMessage.received_at < now - PARTS_WAIT
    )
    for row in session.scalars(waiting.order_by(BaggageMessage.received_at)):
        _apply_held(ledger, row)
    write(ledger)
    return ledger.changed


def _take_in(ledger: Ledger, reading: Reading) -> IngestResult:
    known = ledger.messages.get(reading.content_hash)
    if known:
        return IngestResult("duplicate", reading.kind, None, known)
    row = _row(reading)
    ledger.messages[reading.content_hash] = row.id
    ledger.session.add(row)
    if reading.message is not None:
        if row.applied:
            apply(ledger, reading.facts, message=row, told_at=reading.received_at)
        else:
            _apply_when_complete(ledger, row)
    return IngestResult(row.status, row.type, row.reason, row.id)


def _row(reading: Reading) -> BaggageMessage:
    message = reading.message
    return BaggageMessage(
        id=new_id(),
        content_hash=reading.content_hash,
        raw=reading.raw[:MAX_RAW] if message is None else reading.raw,
        type=reading.kind,
        change=message.change if message else "",
        status="parsed" if message else "quarantined",
        reason=reading.reason,
        received_at=reading.received_at,
        part=message.part if message else None,
        part_key=_part_key(message) if message and message.part else None,
        final=message is None or message.final,
        applied=message is None or message.part is None,
    )


def _part_key(message: BaggageMessageText) -> str:
    """Parts of one message share its type, sender, reference and flight."""
    version, blocks = message.version, message.blocks()
    flight = blocks[0].flight if blocks else None
    named = f"{flight.name}/{flight.date}" if flight else ""
    return f"{message.type}/{version.source}{version.airport}/{version.reference[:30]}/{named}"[:80]


def _apply_when_complete(ledger: Ledger, row: BaggageMessage) -> None:
    """Hold a part until all are there: 1 to n, where n is the one that ends the message."""
    ledger.session.flush()
    siblings = _waiting_with(ledger.session, row)
    last = next((sibling.part for sibling in siblings if sibling.final), None)
    if last is None or not {sibling.part for sibling in siblings}.issuperset(range(1, last + 1)):
        return
    for sibling in siblings:
        _apply_held(ledger, sibling)


def _waiting_with(session: Session, row: BaggageMessage) -> list[BaggageMessage]:
    same = select(BaggageMessage).where(
        BaggageMessage.part_key == row.part_key,
        BaggageMessage.applied.is_(False),
        BaggageMessage.received_at > row.received_at - timedelta(days=1),
    )
    return list(session.scalars(same.order_by(BaggageMessage.part)))


def _apply_held(ledger: Ledger, row: BaggageMessage) -> None:
    reading = read(row.raw, received_at=row.received_at)
    look_ahead(ledger, [reading])
    apply(ledger, reading.facts, message=row, told_at=row.received_at)
    row.applied = True


def _one_at_a_time(session: Session) -> None:
    if not is_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _storable(raw: str) -> str:
    """PostgreSQL stores neither NUL nor half a surrogate pair."""
    return raw.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m airline.ingest FILE…`: 0 all read, 1 something in quarantine, 2 a file could not be read.

    Each batch is a transaction of its own; after an interruption run it again, what is in counts as duplicate.
    """
    parser = argparse.ArgumentParser(prog="python -m airline.ingest", description="Take in baggage messages.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    try:
        texts = [file.read_bytes().decode("utf-8", "replace") for file in parser.parse_args(arguments).files]
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    results = [result for text in texts for result in _ingest_in_batches(split_messages(text))]
    counts = {status: sum(result.status == status for result in results) for status in ("parsed", "duplicate")}
    bad = [result for result in results if result.status == "quarantined"]
    for result in bad[:20]:
        print(f"quarantined {result.id}: {result.reason}", file=sys.stderr)
    print(
        f"{len(results)} received, {counts['parsed']} parsed, {len(bad)} quarantined, {counts['duplicate']} duplicates"
    )
    return 1 if bad else 0


def _ingest_in_batches(messages: Sequence[str]) -> Iterator[IngestResult]:
    with tqdm(total=len(messages), unit="message", disable=None) as progress:
        for start in range(0, len(messages), BATCH):
            batch = messages[start : start + BATCH]
            with unit_of_work() as session:
                report = ingest_messages(session, messages=batch, received_at=utc_now())
            progress.update(len(batch))
            yield from report.results


if __name__ == "__main__":
    sys.exit(main())

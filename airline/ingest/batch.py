"""Writing facts to bags: what is needed is read ahead and rows go in together, so that a batch costs few queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from airline.access.names import normalise_surname
from airline.bags.bags import Bag, BagEvent, BaggageMessage
from airline.bags.itinerary import merge, starts_on
from airline.ingest.facts import Fact
from airline.ingest.parsed import Reading, part_key, read_again, row_of
from crm.base import new_id

# Messages about one journey name flights at most this far apart; a tag number rests longer before it is used again.
SAME_JOURNEY = timedelta(days=14)
# Parts further apart than this belong to different messages.
SAME_MESSAGE = timedelta(days=1)
# How many values one query looks up.
CHUNK = 500

T = TypeVar("T", str, uuid.UUID)


@dataclass(slots=True)
class Ledger:
    """What is known about the bags and messages of one batch, and what is to be written."""

    session: Session
    bags: dict[str, list[Bag]] = field(default_factory=dict)
    known: dict[str, uuid.UUID] = field(default_factory=dict)  # messages by the hash of their content
    told: set[str] = field(default_factory=set)  # keys of events
    waiting: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))  # parts, by their common key
    changed: set[uuid.UUID] = field(default_factory=set)
    messages: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    released: list[uuid.UUID] = field(default_factory=list)  # parts in the store that are applied now


def look_ahead(ledger: Ledger, readings: Sequence[Reading]) -> None:
    """Fetch what the store knows about these messages, the parts they complete, their bags and their events."""
    _look_for_messages(ledger, {reading.content_hash for reading in readings})
    parts = [reading for reading in readings if reading.message and reading.part]
    waiting = _look_for_parts(ledger, parts) if parts else []
    _look_for_bags(ledger, [fact for reading in (*readings, *waiting) for fact in reading.facts])


def enter(ledger: Ledger, reading: Reading) -> None:
    """Keep the message and take in what it says; a part waits until every part of its message is there."""
    ledger.known[reading.content_hash] = reading.id
    ledger.messages[reading.id] = row_of(reading)
    if reading.part is None:
        apply(ledger, reading)
    else:
        _apply_when_complete(ledger, reading)


def apply(ledger: Ledger, reading: Reading) -> None:
    """Take the facts of one message into the bags they are about."""
    for fact in reading.facts:
        bag = _bag_for(ledger, fact) or (_new_bag(ledger, fact, reading.received_at) if fact.creates else None)
        if bag is None:
            continue
        touched = _describe(bag, fact) | _route(ledger, bag, fact) | _happen(ledger, bag, fact, reading)
        if touched:
            bag.updated_at = max(bag.updated_at, reading.received_at)
            ledger.changed.add(bag.id)


def release(ledger: Ledger, reading: Reading) -> None:
    """Apply a part that has waited."""
    apply(ledger, reading)
    if row := ledger.messages.get(reading.id):
        row["applied"] = True
    else:
        ledger.released.append(reading.id)


def write(ledger: Ledger) -> None:
    """Send everything to the store: bags and messages first, because events refer to them."""
    session = ledger.session
    session.flush()
    _insert(session, BaggageMessage, list(ledger.messages.values()))
    _insert(session, BagEvent, ledger.events)
    for ids in _chunks(ledger.released):
        session.execute(update(BaggageMessage).where(BaggageMessage.id.in_(ids)).values(applied=True))
    ledger.messages, ledger.events, ledger.released = {}, [], []


def _insert(session: Session, table: type[BaggageMessage | BagEvent], rows: list[dict[str, Any]]) -> None:
    if rows:
        # With nulls in place all rows have the same columns, and one statement serves them all.
        session.execute(insert(table), rows, execution_options={"render_nulls": True})


def _look_for_messages(ledger: Ledger, hashes: Collection[str]) -> None:
    for some in _chunks(hashes):
        known = select(BaggageMessage.content_hash, BaggageMessage.id).where(BaggageMessage.content_hash.in_(some))
        ledger.known.update((content_hash, message_id) for content_hash, message_id in ledger.session.execute(known))


def _look_for_parts(ledger: Ledger, parts: Sequence[Reading]) -> list[Reading]:
    keys = {part_key(reading.message) for reading in parts if reading.message}
    since = min(reading.received_at for reading in parts) - SAME_MESSAGE
    found = []
    for some in _chunks(keys - ledger.waiting.keys()):
        held = select(BaggageMessage).where(
            BaggageMessage.part_key.in_(some), BaggageMessage.applied.is_(False), BaggageMessage.received_at > since
        )
        for row in ledger.session.scalars(held):
            found.append(read_again(row))
            ledger.waiting[row.part_key or ""].append(found[-1])
    return found


def _look_for_bags(ledger: Ledger, facts: Sequence[Fact]) -> None:
    for lpns in _chunks({fact.lpn for fact in facts} - ledger.bags.keys()):
        ledger.bags.update({lpn: [] for lpn in lpns})
        for bag in ledger.session.scalars(select(Bag).where(Bag.lpn.in_(lpns)).order_by(Bag.date)):
            ledger.bags[bag.lpn].append(bag)
    for keys in _chunks({fact.event.key for fact in facts if fact.event} - ledger.told):
        known = select(BagEvent.dedupe_hash).where(BagEvent.dedupe_hash.in_(keys))
        ledger.told.update(ledger.session.scalars(known))


def _apply_when_complete(ledger: Ledger, reading: Reading) -> None:
    """Hold a part until all are there: 1 to n, where n is the one that ends the message."""
    key = ledger.messages[reading.id]["part_key"]
    held = ledger.waiting[key]
    held.append(reading)
    siblings = [part for part in held if abs(part.received_at - reading.received_at) < SAME_MESSAGE]
    last = next((part.part for part in siblings if part.message and part.message.final), None)
    if last is None or not {part.part for part in siblings}.issuperset(range(1, last + 1)):
        return
    for part in sorted(siblings, key=lambda part: part.part or 0):
        held.remove(part)
        release(ledger, part)


def _bag_for(ledger: Ledger, fact: Fact) -> Bag | None:
    """The bag of this journey: the nearest in date, unless a source message gives the tag to somebody else."""
    same = [bag for bag in ledger.bags[fact.lpn] if abs(bag.date - fact.date) <= SAME_JOURNEY]
    mine = [bag for bag in same if not _is_reissued(bag, fact)]
    return min(mine, key=lambda bag: (abs(bag.date - fact.date), bag.date), default=None)


def _is_reissued(bag: Bag, fact: Fact) -> bool:
    told = fact.description
    if told is None or told.rank < 2 or bag.described_rank < 2 or bag.date == fact.date:
        return False
    names = {normalise_surname(passenger["surname"]) for passenger in told.passengers}
    return names.isdisjoint(map(normalise_surname, bag.surnames))


def _new_bag(ledger: Ledger, fact: Fact, told_at: datetime) -> Bag:
    bag = Bag(
        id=new_id(), lpn=fact.lpn, issuer=fact.lpn[1:4], serial=fact.lpn[4:], date=fact.date,
        passengers=[], locator="", exceptions=[], legs=[],
        described_rank=0, described_at=told_at, created_at=told_at, updated_at=told_at,
    )  # fmt: skip
    ledger.session.add(bag)
    ledger.bags[fact.lpn].append(bag)
    return bag


def _describe(bag: Bag, fact: Fact) -> bool:
    """The best source wins, then its latest word; so the order of arrival does not matter."""
    touched = not fact.exceptions.issubset(bag.exceptions)
    if touched:
        bag.exceptions = sorted(fact.exceptions.union(bag.exceptions))
    told = fact.description
    if told is None or (told.rank, told.told_at) < (bag.described_rank, bag.described_at):
        return touched
    before = (bag.passengers, bag.locator, bag.pieces)
    bag.passengers, bag.locator, bag.pieces = told.passengers, told.locator, told.pieces
    bag.described_rank, bag.described_at = told.rank, told.told_at
    return touched or before != (bag.passengers, bag.locator, bag.pieces)


def _route(ledger: Ledger, bag: Bag, fact: Fact) -> bool:
    """Merge the legs, and let the first flight's date name the bag; without legs the earliest date told."""
    legs = merge(bag.legs, fact.legs)
    changed = legs is not bag.legs
    if changed:
        bag.legs = legs
    if changed or not legs:
        _name_by_day(ledger, bag, starts_on(legs) or min(bag.date, fact.date))
    return changed


def _name_by_day(ledger: Ledger, bag: Bag, day: date) -> None:
    if day != bag.date and all(other is bag or other.date != day for other in ledger.bags[bag.lpn]):
        bag.date = day


def _happen(ledger: Ledger, bag: Bag, fact: Fact, reading: Reading) -> bool:
    event = fact.event
    if event is None or event.key in ledger.told:
        return False
    ledger.told.add(event.key)
    ledger.events.append(
        {
            "id": new_id(),
            "bag_id": bag.id,
            "message_id": reading.id,
            "kind": event.kind,
            "at": event.at,
            "stated": event.stated,
            "airport": event.airport,
            "location": event.location,
            "flight": event.flight,
            "flight_date": event.flight_date,
            "destination": event.destination,
            "container": event.container,
            "irregularity": event.irregularity,
            "source": reading.kind or "",
            "dedupe_hash": event.key,
        }
    )
    return True


def _chunks(values: Collection[T]) -> Iterator[list[T]]:
    ordered = sorted(values)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

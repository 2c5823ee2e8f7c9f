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
from airline.ingest.parsed import ParsedMessage, part_key, read_again, row_of
from airline.rp1745 import BaggageMessageText
from crm.base import new_id

# Messages about one journey name flights at most this far apart; a tag number rests longer before it is used again.
SAME_JOURNEY = timedelta(days=14)
# Parts further apart than this belong to different messages.
SAME_MESSAGE = timedelta(days=1)
# How many values one query looks up.
CHUNK = 500

T = TypeVar("T", str, uuid.UUID)


@dataclass(slots=True)
class Batch:
    """What is known about the bags and messages that come together, and what is to be written."""

    session: Session
    bags: dict[str, list[Bag]] = field(default_factory=dict)
    known: dict[str, uuid.UUID] = field(default_factory=dict)  # messages by the hash of their content
    known_events: set[str] = field(default_factory=set)  # keys of events
    # Parts, by their common key.
    waiting: dict[str, list[ParsedMessage]] = field(default_factory=lambda: defaultdict(list))
    changed: set[uuid.UUID] = field(default_factory=set)
    messages: dict[uuid.UUID, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    released: list[uuid.UUID] = field(default_factory=list)  # parts in the store that are applied now


def look_ahead(batch: Batch, incoming: Sequence[ParsedMessage]) -> None:
    """Fetch what the store knows about these messages, the parts they complete, their bags and their events."""
    _look_for_messages(batch, {parsed.content_hash for parsed in incoming})
    parts = [parsed for parsed in incoming if parsed.message and parsed.part]
    waiting = _look_for_parts(batch, parts) if parts else []
    _look_for_bags(batch, [fact for parsed in (*incoming, *waiting) for fact in parsed.facts])


def enter(batch: Batch, parsed: ParsedMessage) -> None:
    """Keep the message and take in what it says; a part waits until every part of its message is there."""
    batch.known[parsed.content_hash] = parsed.id
    batch.messages[parsed.id] = row_of(parsed)
    if parsed.part is None:
        apply(batch, parsed)
    else:
        _apply_when_complete(batch, parsed)


def apply(batch: Batch, parsed: ParsedMessage) -> None:
    """Take the facts of one message into the bags they are about."""
    for fact in parsed.facts:
        bag = _bag_for(batch, fact) or (_new_bag(batch, fact, parsed.received_at) if fact.creates else None)
        if bag is None:
            continue
        touched = _describe(bag, fact) | _route(batch, bag, fact) | _happen(batch, bag, fact, parsed)
        if touched:
            bag.updated_at = max(bag.updated_at, parsed.received_at)
            batch.changed.add(bag.id)


def release(batch: Batch, parsed: ParsedMessage) -> None:
    """Apply a part that has waited."""
    apply(batch, parsed)
    if row := batch.messages.get(parsed.id):
        row["applied"] = True
    else:
        batch.released.append(parsed.id)


def write(batch: Batch) -> None:
    """Send everything to the store: bags and messages first, because events refer to them."""
    session = batch.session
    session.flush()
    _insert(session, BaggageMessage, list(batch.messages.values()))
    _insert(session, BagEvent, batch.events)
    for ids in _chunks(batch.released):
        session.execute(update(BaggageMessage).where(BaggageMessage.id.in_(ids)).values(applied=True))
    batch.messages, batch.events, batch.released = {}, [], []


def _insert(session: Session, table: type[BaggageMessage | BagEvent], rows: list[dict[str, Any]]) -> None:
    if rows:
        # With nulls in place all rows have the same columns, and one statement serves them all.
        session.execute(insert(table), rows, execution_options={"render_nulls": True})


def _look_for_messages(batch: Batch, hashes: Collection[str]) -> None:
    for some in _chunks(hashes):
        known = select(BaggageMessage.content_hash, BaggageMessage.id).where(BaggageMessage.content_hash.in_(some))
        batch.known.update((content_hash, message_id) for content_hash, message_id in batch.session.execute(known))


def _look_for_parts(batch: Batch, parts: Sequence[ParsedMessage]) -> list[ParsedMessage]:
    keys = {part_key(parsed.message) for parsed in parts if isinstance(parsed.message, BaggageMessageText)}
    since = min(parsed.received_at for parsed in parts) - SAME_MESSAGE
    found = []
    for some in _chunks(keys - batch.waiting.keys()):
        waiting = select(BaggageMessage).where(
            BaggageMessage.part_key.in_(some), BaggageMessage.applied.is_(False), BaggageMessage.received_at > since
        )
        for row in batch.session.scalars(waiting):
            found.append(read_again(row))
            batch.waiting[row.part_key or ""].append(found[-1])
    return found


def _look_for_bags(batch: Batch, facts: Sequence[Fact]) -> None:
    for lpns in _chunks({fact.lpn for fact in facts} - batch.bags.keys()):
        batch.bags.update({lpn: [] for lpn in lpns})
        for bag in batch.session.scalars(select(Bag).where(Bag.lpn.in_(lpns)).order_by(Bag.date)):
            batch.bags[bag.lpn].append(bag)
    for keys in _chunks({fact.event.key for fact in facts if fact.event} - batch.known_events):
        known = select(BagEvent.dedupe_hash).where(BagEvent.dedupe_hash.in_(keys))
        batch.known_events.update(batch.session.scalars(known))


def _apply_when_complete(batch: Batch, parsed: ParsedMessage) -> None:
    """Let a part wait until all are there: 1 to n, where n is the one that ends the message."""
    key = batch.messages[parsed.id]["part_key"]
    waiting = batch.waiting[key]
    waiting.append(parsed)
    siblings = [part for part in waiting if abs(part.received_at - parsed.received_at) < SAME_MESSAGE]
    last = next((part.part for part in siblings if part.message and part.message.final), None)
    if last is None or not {part.part for part in siblings}.issuperset(range(1, last + 1)):
        return
    for part in sorted(siblings, key=lambda part: part.part or 0):
        waiting.remove(part)
        release(batch, part)


def _bag_for(batch: Batch, fact: Fact) -> Bag | None:
    """The bag of this journey: the nearest in date, unless a source message gives the tag to somebody else."""
    same = [bag for bag in batch.bags[fact.lpn] if abs(bag.date - fact.date) <= SAME_JOURNEY]
    mine = [bag for bag in same if not _is_reissued(bag, fact)]
    return min(mine, key=lambda bag: (abs(bag.date - fact.date), bag.date), default=None)


def _is_reissued(bag: Bag, fact: Fact) -> bool:
    said = fact.description
    if said is None or said.rank < 2 or bag.described_rank < 2 or bag.date == fact.date:
        return False
    names = {normalise_surname(passenger["surname"]) for passenger in said.passengers}
    return names.isdisjoint(map(normalise_surname, bag.surnames))


def _new_bag(batch: Batch, fact: Fact, received_at: datetime) -> Bag:
    bag = Bag(
        id=new_id(), lpn=fact.lpn, issuer=fact.lpn[1:4], serial=fact.lpn[4:], date=fact.date,
        passengers=[], locator="", exceptions=[], legs=[],
        described_rank=0, described_at=received_at, created_at=received_at, updated_at=received_at,
    )  # fmt: skip
    batch.session.add(bag)
    batch.bags[fact.lpn].append(bag)
    return bag


def _describe(bag: Bag, fact: Fact) -> bool:
    """The best source wins, then its latest word; so the order of arrival does not matter."""
    touched = not fact.exceptions.issubset(bag.exceptions)
    if touched:
        bag.exceptions = sorted(fact.exceptions.union(bag.exceptions))
    said = fact.description
    if said is None or (said.rank, said.described_at) < (bag.described_rank, bag.described_at):
        return touched
    before = (bag.passengers, bag.locator, bag.pieces)
    bag.passengers, bag.locator, bag.pieces = said.passengers, said.locator, said.pieces
    bag.described_rank, bag.described_at = said.rank, said.described_at
    return touched or before != (bag.passengers, bag.locator, bag.pieces)


def _route(batch: Batch, bag: Bag, fact: Fact) -> bool:
    """Merge the legs, and let the first flight's date name the bag; without legs the earliest date said."""
    legs = merge(bag.legs, fact.legs)
    changed = legs is not bag.legs
    if changed:
        bag.legs = legs
    if changed or not legs:
        _name_by_day(batch, bag, starts_on(legs) or min(bag.date, fact.date))
    return changed


def _name_by_day(batch: Batch, bag: Bag, day: date) -> None:
    if day != bag.date and all(other is bag or other.date != day for other in batch.bags[bag.lpn]):
        bag.date = day


def _happen(batch: Batch, bag: Bag, fact: Fact, parsed: ParsedMessage) -> bool:
    event = fact.event
    if event is None or event.key in batch.known_events:
        return False
    batch.known_events.add(event.key)
    batch.events.append(
        {
            "id": new_id(),
            "bag_id": bag.id,
            "message_id": parsed.id,
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
            "source": parsed.kind or "",
            "dedupe_hash": event.key,
        }
    )
    return True


def _chunks(values: Collection[T]) -> Iterator[list[T]]:
    ordered = sorted(values)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

"""Writing facts to bags: everything needed is read ahead, so that a thousand messages cost a handful of queries."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.bags import Bag, BagEvent, BaggageMessage
from airline.facts import Fact, anchor, facts_of
from airline.itinerary import merge
from airline.names import normalise_surname
from airline.rp1745 import BaggageMessageText, ParseError, parse
from airline.rp1745.message import TYPES
from crm.base import new_id

# Messages about one journey name flights at most this far apart; a tag number rests longer before it is used again.
SAME_JOURNEY = timedelta(days=14)
# How many values one query looks up.
CHUNK = 500


@dataclass(slots=True)
class Reading:
    """One text after reading: either a message with its facts, or a reason why not."""

    raw: str
    received_at: datetime
    content_hash: str
    message: BaggageMessageText | None = None
    facts: Sequence[Fact] = ()
    reason: str | None = None
    kind: str | None = None


@dataclass(slots=True)
class Ledger:
    """What is known about the bags and messages of one batch."""

    session: Session
    bags: dict[str, list[Bag]] = field(default_factory=dict)
    messages: dict[str, uuid.UUID] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    happened: list[BagEvent] = field(default_factory=list)
    changed: set[uuid.UUID] = field(default_factory=set)


def read(raw: str, *, received_at: datetime) -> Reading:
    """Read one message. What cannot be read says why; nothing is raised."""
    try:
        message = parse(raw)
        content_hash = _digest(anchor(message, received_at), raw)
        facts = facts_of(message, received_at=received_at, content_hash=content_hash)
    except ParseError as error:
        kind = TYPES.get(raw.partition("\n")[0])
        return Reading(raw, received_at, _digest("", raw), reason=error.sentence[:300], kind=kind)
    return Reading(raw, received_at, content_hash, message, facts, kind=message.type)


def look_ahead(ledger: Ledger, readings: Iterable[Reading]) -> None:
    """Fetch what the store knows about these messages, their bags and their events."""
    readings = list(readings)
    facts = [fact for reading in readings for fact in reading.facts]
    session = ledger.session
    for hashes in _chunks({reading.content_hash for reading in readings}):
        known = select(BaggageMessage.content_hash, BaggageMessage.id).where(BaggageMessage.content_hash.in_(hashes))
        for content_hash, message_id in session.execute(known):
            ledger.messages[content_hash] = message_id
    for lpns in _chunks({fact.lpn for fact in facts} - ledger.bags.keys()):
        ledger.bags.update({lpn: [] for lpn in lpns})
        for bag in session.scalars(select(Bag).where(Bag.lpn.in_(lpns)).order_by(Bag.date)):
            ledger.bags[bag.lpn].append(bag)
    for keys in _chunks({fact.event.key for fact in facts if fact.event}):
        ledger.events.update(session.scalars(select(BagEvent.dedupe_hash).where(BagEvent.dedupe_hash.in_(keys))))


def apply(ledger: Ledger, facts: Iterable[Fact], *, message: BaggageMessage, told_at: datetime) -> None:
    """Take the facts of one message into the bags they are about."""
    for fact in facts:
        bag = _bag_for(ledger, fact) or (_new_bag(ledger, fact, told_at) if fact.creates else None)
        if bag is None:
            continue
        touched = _describe(bag, fact) | _route(ledger, bag, fact) | _happen(ledger, bag, fact, message)
        if touched:
            bag.updated_at = max(bag.updated_at, told_at)
            ledger.changed.add(bag.id)


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
    bag.exceptions = sorted(fact.exceptions.union(bag.exceptions))
    told = fact.description
    if told is None or (told.rank, told.told_at) < (bag.described_rank, bag.described_at):
        return False
    before = (bag.passengers, bag.locator, bag.pieces)
    bag.passengers, bag.locator, bag.pieces = told.passengers, told.locator, told.pieces
    bag.described_rank, bag.described_at = told.rank, told.told_at
    return before != (bag.passengers, bag.locator, bag.pieces)


def _route(ledger: Ledger, bag: Bag, fact: Fact) -> bool:
    """Merge the legs, and let the earliest flight date name the bag."""
    taken = {other.date for other in ledger.bags[bag.lpn] if other is not bag}
    if fact.date < bag.date and fact.date not in taken:
        bag.date = fact.date
    legs = merge(bag.legs, fact.legs)
    if legs == bag.legs:
        return False
    bag.legs = legs
    return True


def _happen(ledger: Ledger, bag: Bag, fact: Fact, message: BaggageMessage) -> bool:
    event = fact.event
    if event is None or event.key in ledger.events:
        return False
    ledger.events.add(event.key)
    ledger.happened.append(
        BagEvent(
            id=new_id(),
            bag_id=bag.id,
            message_id=message.id,
            kind=event.kind,
            at=event.at,
            stated=event.stated,
            airport=event.airport,
            location=event.location,
            flight=event.flight,
            flight_date=event.flight_date,
            destination=event.destination,
            container=event.container,
            irregularity=event.irregularity,
            source=message.type or "",
            dedupe_hash=event.key,
        )
    )
    return True


def write(ledger: Ledger) -> None:
    """Send everything to the store: bags and messages first, because events refer to them."""
    ledger.session.flush()
    ledger.session.add_all(ledger.happened)
    ledger.session.flush()
    ledger.happened.clear()


def _digest(year: str, raw: str) -> str:
    return hashlib.sha256(f"{year}\n{raw}".encode(errors="replace")).hexdigest()


def _chunks(values: Set[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

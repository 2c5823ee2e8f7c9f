"""What a baggage message says about each bag it names: pure reading, nothing is stored here."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from airline.bags.bags import EventKind
from airline.bags.instants import local_date, scan_time
from airline.bags.itinerary import Leg, cancelled_leg, flight_day, legs_of
from airline.rp1745 import BaggageMessageText, Block, ParseError
from airline.rp1745.details import ExceptionType, Weight
from airline.rp1745.elements import Flight, Irregularity, TagRange

# A manifest of the largest aircraft has about a thousand bags.
MAX_TAGS = 3000
_IRREGULARITIES: dict[str, EventKind] = {
    "OFF": "offloaded", "UNS": "not_seen", "OND": "on_hand", "ONA": "on_hand", "NAL": "loaded",
}  # fmt: skip
_BY_TYPE: dict[str, EventKind] = {"BTM": "registered", "BUM": "offloaded", "BNS": "not_seen", "BMM": "loaded"}
# Local names of reading points that tell more than the message type does.
_BY_LOCATION: dict[str, EventKind] = {
    "BELT": "at_belt", "RECLAIM": "at_belt", "CAROUSEL": "at_belt", "CLAIM": "at_belt",
    "COLLECTED": "collected", "DELIVERED": "collected",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a bag; `key` is equal for the same thing told twice."""

    kind: EventKind
    at: datetime
    stated: bool
    airport: str
    location: str
    flight: str
    flight_date: date | None
    destination: str
    container: str
    irregularity: str
    key: str


@dataclass(frozen=True, slots=True)
class Description:
    """Whose bag it is, and how much the source of that is worth."""

    rank: int
    described_at: datetime
    passengers: list[dict[str, Any]]
    locator: str
    pieces: int | None


@dataclass(frozen=True, slots=True)
class Fact:
    """All that one message says about one bag."""

    lpn: str
    date: date
    event: Event | None
    legs: list[Leg]
    description: Description | None
    exceptions: frozenset[str]
    creates: bool


def facts_of(message: BaggageMessageText, *, received_at: datetime, content_hash: str) -> list[Fact]:
    """The facts in a message, one for each bag and block; raises ParseError where a date does not exist.

    Control messages and requests (BCM, BRQ) say nothing about bags.
    """
    if message.type in ("BCM", "BRQ"):
        return []
    _refuse_floods(message)
    return [fact for block in message.blocks() for fact in _read(message, block, received_at, content_hash)]


def _refuse_floods(message: BaggageMessageText) -> None:
    """A range may stand for 999 tags: a short text could otherwise make millions of bags."""
    counts = (found.count or 1 for found in message.elements if isinstance(found, TagRange | Irregularity))
    if (total := sum(counts)) > MAX_TAGS:
        raise ParseError(element="N", reason=f"{total} tags are more than an aircraft carries")


def anchor(message: BaggageMessageText, received_at: datetime) -> str:
    """The year a message is about: the same text twelve months later is another message."""
    dated = (found for found in message.elements if isinstance(found, Flight) and found.date)
    first = next(dated, None)
    return str(flight_day(first, received_at).year) if first else ""


def _read(message: BaggageMessageText, block: Block, received_at: datetime, content_hash: str) -> Iterator[Fact]:
    cancels_transfer = message.type == "BTM" and message.change == "DEL"
    legs = _legs(message, block, received_at)
    day = _day(message, block, received_at)
    description = None if message.change == "DEL" else _description(message, block, received_at)
    exceptions = frozenset(found.value[:4] for found in block.elements if isinstance(found, ExceptionType))
    scene = _scene(message, block, received_at)
    for lpn, kind, irregularity in _kinds(message, block):
        happened = None if cancels_transfer else scene.event(lpn, kind, irregularity, content_hash)
        yield Fact(lpn, day, happened, legs, description, exceptions, not cancels_transfer)


def _kinds(message: BaggageMessageText, block: Block) -> Iterator[tuple[str, EventKind, str]]:
    usual = _usual_kind(message, block)
    irregular = {lpn: found.status for found in block.irregularities for lpn in found.lpns}
    for lpn in dict.fromkeys(block.lpns):
        status = irregular.get(lpn, "")
        yield lpn, _IRREGULARITIES[status] if status else usual, status


def _usual_kind(message: BaggageMessageText, block: Block) -> EventKind:
    if message.type == "BSM" and message.change == "DEL":
        return "cancelled"
    if message.type in ("BSM", "BTM") and block.rush:
        return "forwarded"
    if message.type == "BSM":
        return _source_kind(message, block)
    return _scan_kind(message, block) if message.type == "BPM" else _BY_TYPE[message.type]


def _source_kind(message: BaggageMessageText, block: Block) -> EventKind:
    """A tag that is inactive, or announced to an airport further on, is known but not yet in our hands."""
    inactive = block.reconciliation is not None and block.reconciliation.tag_status == "I"
    return "registered" if inactive or message.version.source in ("T", "R") else "accepted"


def _scan_kind(message: BaggageMessageText, block: Block) -> EventKind:
    location = block.processing.location if block.processing else ""
    if named := _BY_LOCATION.get(location.rstrip(" -0123456789").upper()):
        return named
    if _has_arrived(message, block):
        return "arrived"
    if block.loading:
        return "loaded"
    if block.cleared:
        return "screened"
    return "forwarded" if block.rush else "transferred" if message.version.source == "T" else "sorted"


def _has_arrived(message: BaggageMessageText, block: Block) -> bool:
    """Read at the airport where its flight ends, or by a system for terminating bags."""
    ends_here = block.flight is not None and block.flight.airport == message.version.airport
    return ends_here or message.version.source == "R"


def _legs(message: BaggageMessageText, block: Block, received_at: datetime) -> list[Leg]:
    if message.change != "DEL":
        return legs_of(message, block, received_at=received_at)
    return cancelled_leg(message, block, received_at=received_at) if message.type == "BTM" else []


def _day(message: BaggageMessageText, block: Block, received_at: datetime) -> date:
    dated = (flight for flight in (block.inbound, block.flight) if flight and flight.date)
    first = next(dated, None)
    return flight_day(first, received_at) if first else local_date(received_at, message.version.airport)


def _description(message: BaggageMessageText, block: Block, received_at: datetime) -> Description | None:
    passengers = [
        {"surname": named.surname[:60], "given": named.given_name[:60], "title": named.title}
        for sent in block.passengers[:20]
        for named in sent.everybody
        if named.surname
    ][:20]
    if not passengers:
        return None
    weight = block.first(Weight)
    rank = 2 if message.type == "BSM" else 1
    return Description(rank, received_at, passengers, block.locator[:16], weight.pieces if weight else None)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What an event has in common for all bags of a block."""

    at: datetime
    stated: bool
    airport: str
    location: str
    container: str
    flight: str
    flight_date: date | None
    destination: str

    def event(self, lpn: str, kind: EventKind, irregularity: str, content_hash: str) -> Event:
        # Without a stated time the message itself is what tells two events apart.
        moment = f"{self.at.isoformat()}|{self.location}" if self.stated else content_hash
        told = f"{lpn}|{kind}|{irregularity}|{self.airport}|{self.flight}|{self.flight_date}|{moment}"
        return Event(
            kind, self.at, self.stated, self.airport, self.location, self.flight, self.flight_date,
            self.destination, self.container, irregularity, hashlib.sha256(told.encode()).hexdigest(),
        )  # fmt: skip


def _scene(message: BaggageMessageText, block: Block, received_at: datetime) -> _Scene:
    here = message.version.airport
    at = scan_time(block.processing, airport=here, received_at=received_at)
    flight = block.flight or block.inbound
    return _Scene(
        at=at or received_at,
        stated=at is not None,
        airport=here,
        location=block.processing.location[:40] if block.processing else "",
        container=block.loading.device[:20] if block.loading else "",
        flight=flight.name[:8] if flight else "",
        flight_date=flight_day(flight, received_at) if flight else None,
        destination=(flight.airport if flight.letter == "F" else here) if flight else "",
    )

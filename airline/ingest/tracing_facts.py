"""What a tracing text says about each bag it names: pure reading, nothing is stored here."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from airline.access.names import normalise_surname
from airline.bags.bags import EventKind
from airline.bags.instants import full_date, local_date
from airline.bags.itinerary import RUSHED, Leg
from airline.ingest.facts import Description, Event, Fact
from airline.tracing.messages import Kind, TracedFlight, Tracing

_KINDS: dict[Kind, EventKind] = {
    "AHL": "reported_missing", "OHD": "on_hand", "FWD": "forwarded", "DPR": "damaged",
}  # fmt: skip


def facts_of(text: Tracing, *, received_at: datetime, content_hash: str) -> Iterator[Fact]:
    """One fact for each tag. Raises ParseError where a date does not exist."""
    flight = text.flights[-1] if text.flights else None
    day = _day(text, flight, received_at)
    for lpn in text.tags:
        yield Fact(
            lpn=lpn,
            date=day,
            event=_event(text, flight, lpn, received_at, content_hash),
            legs=list(_legs(text, flight, day, received_at)),
            description=_description(text, received_at),
            exceptions=frozenset({"RUSH"}) if text.type == "FWD" else frozenset(),
            creates=True,
        )


def anchor(text: Tracing, received_at: datetime) -> str:
    """The year a text is about: file numbers are used again."""
    flight = text.flights[0] if text.flights else None
    return str(_day(text, flight, received_at).year)


def _day(text: Tracing, flight: TracedFlight | None, received_at: datetime) -> date:
    return full_date(flight.date, received_at) if flight and flight.date else local_date(received_at, text.station)


def _event(text: Tracing, flight: TracedFlight | None, lpn: str, received_at: datetime, content_hash: str) -> Event:
    """The text gives no time: it is told when it came, and the text itself tells two events apart."""
    kind = _KINDS[text.type]
    told = hashlib.sha256(f"{lpn}|{kind}|{text.station}|{content_hash}".encode()).hexdigest()
    # Only a bag that is sent on is on that flight; the others came by it, or should have.
    sent = flight if text.type == "FWD" else None
    day = full_date(sent.date, received_at) if sent and sent.date else None
    return Event(
        kind, received_at, False, text.station, "", sent.name[:8] if sent else "", day,
        text.route[-1] if sent and text.route else "", "", "", told,
    )  # fmt: skip


def _legs(text: Tracing, flight: TracedFlight | None, day: date, received_at: datetime) -> Iterator[Leg]:
    if text.type != "FWD" or flight is None or len(text.route) < 2 or text.route[0] != text.station:
        return
    told_at, flown = received_at.isoformat(), day.isoformat()
    yield Leg(text.route[0], text.route[1], flight.name, flown, RUSHED, told_at, since=flown)


def _description(text: Tracing, received_at: datetime) -> Description | None:
    named = [name for name in text.surnames if normalise_surname(name)]
    passengers = [{"surname": name, "given": "", "title": ""} for name in named]
    return Description(1, received_at, passengers, "", None) if passengers else None

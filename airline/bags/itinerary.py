"""A bag's itinerary: legs stated by different messages, merged so that their order of arrival does not matter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from airline.bags.instants import full_date
from airline.rp1745 import BaggageMessageText, Block
from airline.rp1745.elements import Flight

# What a statement about a leg is worth: a scan or an inbound flight, a source message, a rush on a later flight.
MENTIONED, STATED, RUSHED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight of a bag. A cancelled one stays as a mark, so that an older message does not revive it.

    `since` is the earliest date stated for a flight from here: a bag sent on a later one keeps its first date.
    `place` counts the legs that a message named before it: there and back on one date are told apart by it.
    """

    origin: str
    destination: str
    flight: str
    date: str
    rank: int
    told_at: str
    cancelled: bool = False
    since: str = ""
    place: int = 0

    @property
    def weight(self) -> tuple[int, str, bool, str, str]:
        """Which of two statements about the same origin counts: the better source, then the later word."""
        return self.rank, self.told_at, self.cancelled, self.flight, self.destination


def legs_of(message: BaggageMessageText, block: Block, *, received_at: datetime) -> list[Leg]:
    """The legs that a message states about the bags of one block."""
    here = message.version.airport
    rank = RUSHED if block.rush else STATED if message.type in ("BSM", "BTM") else MENTIONED
    legs = []
    if block.inbound and block.inbound.airport not in ("", here):
        legs.append(_leg(block.inbound, block.inbound.airport, here, MENTIONED, received_at))
    origin = here
    for flight in [block.flight, *block.onward]:
        if flight and origin and flight.airport and flight.airport != origin:
            legs.append(_leg(flight, origin, flight.airport, rank, received_at))
        origin = flight.airport if flight else ""
    return [replace(leg, place=place) if place else leg for place, leg in enumerate(legs)]


def cancelled_leg(message: BaggageMessageText, block: Block, *, received_at: datetime) -> list[Leg]:
    """The transfer that a BTM DEL takes back."""
    if block.flight is None or not block.flight.airport:
        return []
    here = message.version.airport
    return [replace(_leg(block.flight, here, block.flight.airport, STATED, received_at), cancelled=True)]


def merge(stored: list[Any], told: Iterable[Leg]) -> list[Any]:
    """The stored legs with new ones taken in; one leg leaves each airport. The same list when nothing is new."""
    legs = {raw["origin"]: raw for raw in stored}
    for leg in told:
        merged = _merged(legs.get(leg.origin), leg)
        if merged is not None:
            legs[leg.origin] = merged
    if all(legs[raw["origin"]] is raw for raw in stored) and len(legs) == len(stored):
        return stored
    return sorted(legs.values(), key=lambda raw: (raw["date"], raw["origin"]))


def _merged(before: dict[str, Any] | None, leg: Leg) -> dict[str, Any] | None:
    """What is known of an airport's leg once another statement is in."""
    if before is None:
        return None if leg.cancelled else _row(leg)
    if leg.cancelled and before["flight"] != leg.flight:
        return before
    kept = {
        "since": min(before.get("since", before["date"]), leg.since),
        "place": max(before.get("place", 0), leg.place),
    }
    if leg.weight > Leg(**before).weight:
        return _row(leg) | kept
    return before if before.items() >= kept.items() else before | kept


def _row(leg: Leg) -> dict[str, Any]:
    return {name: getattr(leg, name) for name in Leg.__match_args__}


def path(stored: list[Any]) -> list[Leg]:
    """The legs in order of travel, from the first airport on; what a change of route left unconnected drops out."""
    legs = {raw["origin"]: Leg(**raw) for raw in stored if not raw["cancelled"]}
    targets = {leg.destination for leg in legs.values()}
    starts = [leg for leg in legs.values() if leg.origin not in targets] or list(legs.values())
    if not starts:
        return []
    journey = [min(starts, key=lambda leg: (leg.date, leg.place, leg.origin))]
    visited = {journey[0].origin}
    while (following := legs.get(journey[-1].destination)) and following.origin not in visited:
        visited.add(following.origin)
        journey.append(following)
    return journey


def starts_on(stored: list[Any]) -> date | None:
    """The date of the first flight; not the least of all dates, because days go back at the date line."""
    journey = path(stored)
    return date.fromisoformat(journey[0].since or journey[0].date) if journey else None


def flight_day(flight: Flight, received_at: datetime) -> date:
    """The full date of a flight; the day of receipt where the message leaves it out."""
    return full_date(flight.date, received_at) if flight.date else received_at.date()


def _leg(flight: Flight, origin: str, destination: str, rank: int, received_at: datetime) -> Leg:
    day = flight_day(flight, received_at).isoformat()
    return Leg(origin, destination, flight.name, day, rank, received_at.isoformat(), since=day)

"""What could be flown instead of a booked flight, as far as the plan knows."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from airline.bookings.bookings import Booking, Segment
from airline.flights.flights import FlightLeg, by_route, find
from airline.flights.later import can_be_taken, later
from airline.places.airports import local_time

# More than these are a timetable.
MOST = 3
# So many days on are looked at after the one that is meant.
_DAYS = 3


def instead_of(session: Session, segment: Segment, *, on: date | None, now: datetime) -> list[FlightLeg]:
    """The first flights that could be taken: on the day wished for or the days after it, else after the booked one."""
    return _each(session, _of(segment), on=on, now=now)[:MOST]


def instead_of_leg(session: Session, leg: FlightLeg, *, now: datetime) -> list[FlightLeg]:
    """The same for a flight that is known, while the booking is not."""
    if leg.departs_at is None:
        return []
    planned = _Planned(leg.flight, leg.date, leg.origin, leg.destination, leg.departs_at)
    return _each(session, planned, on=None, now=now)[:MOST]


def named(
    session: Session, booking: Booking, *, flight: str, on: date | None, now: datetime
) -> tuple[Segment, FlightLeg] | None:
    """The flight of this number that goes where one of the booking does, with the booked one that it is instead of."""
    for segment in sorted(booking.segments, key=lambda one: one.departs_at <= now):
        legs = [
            leg for leg in _each(session, _of(segment), on=on, now=now) if flight in (leg.flight, leg.former_flight)
        ]
        if legs:
            return segment, legs[0]
    return None


def replaced_by(booking: Booking, leg: FlightLeg, now: datetime) -> Segment | None:
    """The booked flight on the same route: the next one, where a route is flown twice."""
    same = [one for one in booking.segments if (one.origin, one.destination) == (leg.origin, leg.destination)]
    return min(same, key=lambda one: (one.departs_at <= now, one.departs_at), default=None)


def wanted(session: Session, segment: Segment, *, flight: str, on: date) -> FlightLeg | None:
    """What the plan knows of the flight that somebody would like instead; None where it does not go there that day."""
    legs = find(session, flight=flight, on=on)
    return next((leg for leg in legs if (leg.origin, leg.destination) == (segment.origin, segment.destination)), None)


def may_fly(session: Session, segment: Segment, *, flight: str, on: date) -> bool:
    """Whether a flight may go there on a day: the plan has it, or has nothing at all for that day yet."""
    legs = by_route(session, origin=[segment.origin], destination=[segment.destination], on=on)
    return not legs or any(flight in (leg.flight, leg.former_flight) for leg in legs)


class _Planned(NamedTuple):
    """A flight that is to be left for another one."""

    flight: str
    day: date
    origin: str
    destination: str
    departs_at: datetime


def _of(segment: Segment) -> _Planned:
    return _Planned(segment.flight, segment.departs.date(), segment.origin, segment.destination, segment.departs_at)


def _each(session: Session, left: _Planned, *, on: date | None, now: datetime) -> list[FlightLeg]:
    after = now if on else max(left.departs_at, now)
    first = on or local_time(after, left.origin).date()
    days = [first + timedelta(days=offset) for offset in range(_DAYS + 1)]
    found = later(session, origin=left.origin, destination=left.destination, days=days, after=after)
    return [leg for leg in found if can_be_taken(leg, now) and not _is_same(leg, left)]


def _is_same(leg: FlightLeg, left: _Planned) -> bool:
    return leg.date == left.day and left.flight in (leg.flight, leg.former_flight)

"""Later flights on a route, from the plan: what a traveller could take instead."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from airline.flights.flights import FlightLeg, by_route, status_of

# From boarding on nobody is put on a flight any more.
_STILL_TAKES = frozenset({"scheduled", "check_in_open"})


def later(session: Session, *, origin: str, destination: str, days: Iterable[date], after: datetime) -> list[FlightLeg]:
    """The flights that leave after an instant, on these days at the origin, in order; none that was cancelled."""
    found = (leg for day in days for leg in by_route(session, origin=[origin], destination=[destination], on=day))
    return [leg for leg in found if not leg.cancelled and leg.departs_at and leg.departs_at > after]


def can_be_taken(leg: FlightLeg, now: datetime) -> bool:
    """Whether somebody could still be put on a flight: check-in closes as planned, however late it is."""
    closed = leg.check_in_closes_at is not None and leg.check_in_closes_at <= now
    return not closed and status_of(leg, now) in _STILL_TAKES

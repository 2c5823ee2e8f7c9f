"""Bookings for the demo: those that the demo's bags belong to, around the present, with the way back still to come."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from airline.bookings import bookings
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.places.airports import local_time

# Flight, from, to, hours from now to departure, hours in the air, seat.
Flown = tuple[str, str, str, float, float, str]

# Locator, surname, given name and flights; hours agree with the stories of `airline.demo.bags`.
PARTIES: tuple[tuple[str, str, str, tuple[Flown, ...]], ...] = (
    ("K7M2QX", "ZHANG", "WEI", (
        ("CZ673", "PEK", "LHR", -12, 11, "32K"),
        ("CZ674", "LHR", "PEK", 120, 10.5, ""),
    )),
    ("NX4T8B", "LI", "MING", (
        ("CA983", "PEK", "LAX", -30, 12.5, "41C"),
        ("CA984", "LAX", "PEK", 40, 13.5, "38A"),
    )),
    ("R5W9HD", "SMITH", "JOHN", (
        ("BA178", "JFK", "LHR", -9, 7, "24C"),
        ("BA560", "LHR", "FCO", 2, 2.5, "11F"),
    )),
    ("H3V6YP", "WANG", "FANG", (
        ("MU551", "PVG", "LHR", 3, 12.5, "41A"),
        ("MU552", "LHR", "PVG", 240, 11.5, ""),
    )),
    ("T2C8JK", "MUELLER", "ANNA", (
        ("LH720", "FRA", "PEK", -6, 9.5, "18D"),
    )),
)  # fmt: skip


def seed_demo_bookings(session: Session, *, now: datetime) -> list[tuple[str, str]]:
    """Put the demo bookings into the store, in place of those of an earlier day; returns (locator, surname)."""
    for locator, surname, given, flights in PARTIES:
        segments = tuple(_segment(flown, now) for flown in flights)
        bookings.keep(session, Booking(locator, (Passenger(surname, given),), segments))
    return [(locator, surname) for locator, surname, _, _ in PARTIES]


def _segment(flown: Flown, now: datetime) -> Segment:
    flight, origin, destination, ahead, hours, seat = flown
    departs = _round(now + timedelta(hours=ahead))
    arrives = departs + timedelta(hours=hours)
    return Segment(flight, origin, destination, _wall(departs, origin), _wall(arrives, destination), seats=(seat,))


def _round(at: datetime) -> datetime:
    """To five minutes, as in a timetable."""
    return at.replace(minute=at.minute - at.minute % 5, second=0, microsecond=0)


def _wall(at: datetime, airport: str) -> datetime:
    return local_time(at, airport).replace(tzinfo=None)

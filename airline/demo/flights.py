"""Flights for the demo, around the present: those of the demo bags, and one of every kind somebody may ask about."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from airline.flights.flights import FlightLeg, MovementMessage, PlannedLeg
from airline.ingest.movements import ingest, plan

# Flight and story: for the README and for people who try the demo.
STORIES = (
    ("CZ673", "Beijing to London, has arrived"),
    ("CA983", "Beijing to Los Angeles, arrived yesterday"),
    ("CA987", "Beijing to Los Angeles, on time, leaves in four hours"),
    ("BA178", "New York to London, has arrived"),
    ("BA560", "London to Rome, leaves 45 minutes late: the aircraft came late"),
    ("BA554", "London to Rome, tomorrow: BA560 can be changed to it"),
    ("BA548", "London to Rome, three hours after BA554"),
    ("MU551", "Shanghai to London, check-in is open"),
    ("LH720", "Frankfurt to Beijing, in the air"),
    ("CA855", "Beijing to London, boarding now"),
    ("CA937", "Beijing to London, today and tomorrow"),
    ("BA38", "Beijing Daxing to London, tomorrow"),
    ("CA856", "London to Beijing, cancelled"),
    ("CA936", "Frankfurt to Shanghai, arrived four and a half hours late after a technical check"),
    ("MU5137", "Shanghai to Beijing, diverted to Tianjin by weather"),
)


def seed_demo_flights(session: Session, *, now: datetime) -> list[tuple[str, str]]:
    """Put the demo flights into the store, replacing those of an earlier start; returns (flight, story)."""
    now = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    _forget(session)
    plan(session, _planned(now))
    for ago, text in sorted(_messages(now), reverse=True):
        ingest(session, text=text, received_at=now - timedelta(hours=ago))
    return list(STORIES)


def _forget(session: Session) -> None:
    flights = [flight for flight, _ in STORIES]
    session.execute(delete(MovementMessage).where(MovementMessage.flight.in_(flights)))
    session.execute(delete(FlightLeg).where(FlightLeg.flight.in_(flights)))
    session.expire_all()


def _planned(now: datetime) -> Iterator[PlannedLeg]:
    yield _leg(now, "CZ673", "PEK", "LHR", -12, 11, terminal="2", gate="C15", arrival_terminal="4", belt="3")
    yield _leg(now, "CA983", "PEK", "LAX", -30, 12.5, terminal="3", gate="E21")
    yield _leg(now, "CA987", "PEK", "LAX", 4, 12.5, terminal="3")
    yield _leg(now, "BA178", "JFK", "LHR", -9, 7, terminal="8", arrival_terminal="5", belt="7")
    yield _leg(now, "BA560", "LHR", "FCO", 2, 2.5, terminal="5", gate="A12", arrival_terminal="1")
    yield _leg(now, "BA554", "LHR", "FCO", 26, 2.5, terminal="5", arrival_terminal="1")
    yield _leg(now, "BA548", "LHR", "FCO", 29, 2.5, terminal="5", arrival_terminal="1")
    yield _leg(now, "MU551", "PVG", "LHR", 3, 12.5, terminal="1", arrival_terminal="4")
    yield _leg(now, "LH720", "FRA", "PEK", -6, 9.5, terminal="1", gate="B42", arrival_terminal="3")
    yield _leg(now, "CA855", "PEK", "LHR", 0.5, 11, terminal="3", gate="E09", arrival_terminal="2")
    yield _leg(now, "CA937", "PEK", "LHR", 6, 11, terminal="3")
    yield _leg(now, "CA937", "PEK", "LHR", 30, 11, terminal="3")
    yield _leg(now, "BA38", "PKX", "LHR", 27, 11)
    yield _leg(now, "CA856", "LHR", "PEK", 5, 10, terminal="2", cancelled=True)
    yield _leg(now, "CA936", "FRA", "PVG", -18, 11, terminal="1", arrival_terminal="2", belt="31")
    yield _leg(now, "MU5137", "SHA", "PEK", -3, 2.25, terminal="2", gate="45", arrival_terminal="2")


def _leg(
    now: datetime, flight: str, origin: str, destination: str, hours_ahead: float, hours: float, **more: Any
) -> PlannedLeg:
    leaves = now + timedelta(hours=hours_ahead)
    return PlannedLeg(
        flight=flight,
        origin=origin,
        destination=destination,
        departs_at=leaves,
        arrives_at=leaves + timedelta(hours=hours),
        check_in_opens_at=leaves - timedelta(hours=4),
        check_in_closes_at=leaves - timedelta(hours=1),
        boarding_at=leaves - timedelta(minutes=45),
        gate_closes_at=leaves - timedelta(minutes=15),
        **more,
    )


def _messages(now: datetime) -> Iterator[tuple[float, str]]:
    """(hours ago, message): what the airlines have sent."""
    yield _left(now, "CZ673", "PEK", "LHR", -12, off=3, flew=11)
    yield _came(now, "CZ673", "LHR", -12, touched=-62, on_block=-54)
    yield _left(now, "CA983", "PEK", "LAX", -30, off=5, flew=12.3)
    yield _came(now, "CA983", "LAX", -30, touched=-17.5 * 60, on_block=-17.3 * 60)
    yield _left(now, "BA178", "JFK", "LHR", -9, off=4, flew=7)
    yield _came(now, "BA178", "LHR", -9, touched=-128, on_block=-119)
    late = _zulu(now, 2.75 * 60)
    yield 1.2, f"MVT\n{_named(now, 'BA560', 'LHR', 2)}\nED{late}\nDL93/0045"
    yield _left(now, "LH720", "FRA", "PEK", -6, off=6, flew=9.4)
    yield _left(now, "CA936", "FRA", "PVG", -18, off=272, flew=10.9, delay="DL41/0432")
    yield _came(now, "CA936", "PVG", -18, touched=-150, on_block=-146)
    yield _left(now, "MU5137", "SHA", "PEK", -3, off=2, flew=2.1)
    elsewhere = f"EA{_zulu(now, -10)} TSN DR72"
    yield 0.6, f"DIV\n{_named(now, 'MU5137', 'SHA', -3)}\n{elsewhere}"


def _left(
    now: datetime, flight: str, origin: str, destination: str, hours: float, *, off: float, flew: float, delay: str = ""
) -> tuple[float, str]:
    """A departure `off` minutes behind its plan, in the air a quarter of an hour later."""
    left = hours * 60 + off
    times = f"AD{_zulu(now, left)}/{_zulu(now, left + 15)} EA{_zulu(now, left + flew * 60)} {destination}"
    text = f"MVT\n{_named(now, flight, origin, hours)}\n{times}" + (f"\n{delay}" if delay else "")
    return -(left + 17) / 60, text


def _came(
    now: datetime, flight: str, station: str, hours: float, *, touched: float, on_block: float
) -> tuple[float, str]:
    """An arrival, in minutes from now."""
    times = f"AA{_zulu(now, touched)}/{_zulu(now, on_block)}"
    return -(on_block + 2) / 60, f"MVT\n{_named(now, flight, station, hours)}\n{times}"


def _named(now: datetime, flight: str, station: str, hours_ahead: float) -> str:
    """The flight line. Its day is that of UTC."""
    return f"{flight}/{(now + timedelta(hours=hours_ahead)).astimezone(UTC):%d}.B{len(flight)}487.{station}"


def _zulu(now: datetime, minutes: float) -> str:
    return f"{(now + timedelta(minutes=minutes)).astimezone(UTC):%d%H%M}"

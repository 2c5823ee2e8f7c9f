"""Taking in what schedule messages change: kept by flight and day, and applied to the legs that are known or made."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.flights.flights import FlightLeg
from airline.flights.timetable import ScheduleChange, Timed, apply_changes, legs_meant, starts_of, timed_legs
from airline.places.airports import local_time
from crm.base import new_id
from crm.errors import MessageTooLarge

# What is long over needs no leg of its own.
PAST = timedelta(days=2)
# A season of some dozen daily flights: more of them would hold up everybody else's messages.
MAX_LEGS = 4000


def take_in(
    session: Session, *, message_id: uuid.UUID, rows: Sequence[dict[str, Any]], received_at: datetime
) -> list[FlightLeg]:
    """Keep the changes of a message and apply them; returns the legs they are about.

    Raises MessageTooLarge for a message about more than MAX_LEGS.
    """
    changes = [ScheduleChange(id=new_id(), message_id=message_id, received_at=received_at, **row) for row in rows]
    session.add_all(changes)
    session.flush()
    meant: dict[uuid.UUID, FlightLeg] = {}
    for change in changes:
        for leg in [*_made(session, change, received_at), *legs_meant(session, change)]:
            meant[leg.id] = leg
        if len(meant) > MAX_LEGS:
            raise MessageTooLarge("This changes too many flights for one request.", max_legs=MAX_LEGS)
    for leg in meant.values():
        apply_changes(session, leg)
    session.flush()
    return list(meant.values())


def _made(session: Session, change: ScheduleChange, received_at: datetime) -> list[FlightLeg]:
    """Legs that nobody has planned, from the times that a message names, or because it cancels a single one."""
    known = starts_of(session, change)
    made = []
    for day in change.days_named():
        if day < received_at.date() - PAST:
            continue
        for leg in _unplanned(change, day, known):
            if _known(session, leg) is None:
                session.add(leg)
                made.append(leg)
                session.flush()
    return made


def _unplanned(change: ScheduleChange, day: date, known: dict[tuple[date, str], FlightLeg]) -> Iterator[FlightLeg]:
    if change.legs:
        yield from (_leg(change, timed) for timed in timed_legs(change, day) if (day, timed.origin) not in known)
    elif change.action == "CNL" and change.first_day == change.last_day and not known:
        origin, destination = change.only[0] if change.only else ("", "")
        yield FlightLeg(id=new_id(), flight=change.flight, date=day, origin=origin, destination=destination, plan={
            "destination": destination
        })  # fmt: skip


def _leg(change: ScheduleChange, timed: Timed) -> FlightLeg:
    day = local_time(timed.departs_at, timed.origin).date()
    return FlightLeg(
        id=new_id(), flight=change.flight, date=day, origin=timed.origin, destination=timed.destination,
        plan={"destination": timed.destination}, first_departs_at=timed.departs_at,
    )  # fmt: skip


def _known(session: Session, leg: FlightLeg) -> FlightLeg | None:
    same = select(FlightLeg).where(
        FlightLeg.flight == leg.flight, FlightLeg.date == leg.date, FlightLeg.origin == leg.origin
    )
    return session.scalars(same).first()

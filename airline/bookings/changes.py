"""What has become of booked flights since they were booked: cancelled, or moved by a schedule message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from airline.bookings.bookings import Booking, Segment
from airline.flights.flights import find
from airline.places.airports import local_time

# A flight of a booking: its number and its day.
Name = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Changed:
    """The flight as it is now. Times are on the clocks of its airports, like those of bookings."""

    cancelled: bool
    flight: str
    departs: datetime
    arrives: datetime


Changes = Mapping[Name, Changed]


def name_of(segment: Segment) -> Name:
    """What a flight of a booking is called in `Changes`."""
    return segment.flight, segment.departs.date()


def changes_of(session: Session, booking: Booking) -> dict[Name, Changed]:
    """The flights of a booking that go otherwise than booked, by number and day."""
    found = ((segment, _changed(session, segment)) for segment in booking.segments)
    return {name_of(segment): changed for segment, changed in found if changed}


def _changed(session: Session, segment: Segment) -> Changed | None:
    legs = find(session, flight=segment.flight, on=segment.departs.date())
    leg = next((leg for leg in legs if leg.origin in (segment.origin, "")), None)
    if leg is None or not (leg.cancelled or leg.first_departs_at or leg.former_flight):
        return None
    departs = _local(leg.departs_at, segment.origin) or segment.departs
    arrives = _local(leg.arrives_at, segment.destination) or segment.arrives
    return Changed(leg.cancelled, leg.flight, departs, arrives)


def _local(instant: datetime | None, airport: str) -> datetime | None:
    return local_time(instant, airport).replace(tzinfo=None) if instant else None

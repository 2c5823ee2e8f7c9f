"""Bookings: who flies when on which flights. Where they come from can be changed without touching what uses them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, Self
from zoneinfo import ZoneInfo

import yaml
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.places.airports import zone_of
from crm.base import Base, new_id, utc_now

SegmentStatus = Literal["confirmed", "waitlisted", "cancelled"]
Cabin = Literal["economy", "premium", "business", "first"]

# A file of bookings that is read instead of the store, once `use_file` was called.
_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody on a booking, spelled as on the ticket."""

    surname: str
    given: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One flight of a booking. Times are on the clocks of the two airports; one seat for each passenger, or ''."""

    flight: str
    origin: str
    destination: str
    departs: datetime
    arrives: datetime
    cabin: Cabin = "economy"
    seats: tuple[str, ...] = ()
    status: SegmentStatus = "confirmed"

    @property
    def departs_at(self) -> datetime:
        """The instant of departure."""
        return self.departs.replace(tzinfo=zone_of(self.origin) or ZoneInfo("UTC"))

    @property
    def arrives_at(self) -> datetime:
        """The instant of arrival."""
        return self.arrives.replace(tzinfo=zone_of(self.destination) or ZoneInfo("UTC"))


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking as an airline's system tells it."""

    locator: str
    passengers: tuple[Passenger, ...]
    segments: tuple[Segment, ...]

    @property
    def surnames(self) -> list[str]:
        """The surnames as booked, one for each passenger."""
        return [passenger.surname for passenger in self.passengers]

    def to_come(self, now: datetime) -> list[Segment]:
        """The flights that have not left yet and have not been cancelled, the next one first."""
        ahead = [one for one in self.segments if one.departs_at > now and one.status != "cancelled"]
        return sorted(ahead, key=lambda one: one.departs_at)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """A booking from plain data, as the store and files hold it. Raises KeyError, ValueError or TypeError."""
        return cls(
            locator=str(told["locator"]).upper(),
            passengers=tuple(Passenger(**one) for one in told["passengers"]),
            segments=tuple(_segment(one) for one in told["segments"]),
        )


class BookingSource(Protocol):
    """Where bookings are found. A reservation system is attached by writing one more of these."""

    def bookings(self, locator: str) -> Sequence[Booking]:
        """Every booking under this locator, as capitals: none, one, or, where locators are used again, several."""


class BookingRecord(Base):
    """A booking that the store holds."""

    __tablename__ = "booking"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    locator: Mapped[str] = mapped_column(String(6), unique=True)
    passengers: Mapped[list[Any]] = mapped_column()
    segments: Mapped[list[Any]] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


@dataclass(frozen=True, slots=True)
class StoredBookings:
    """Bookings in our own store."""

    session: Session

    def bookings(self, locator: str) -> Sequence[Booking]:
        """See BookingSource."""
        found = self.session.scalars(select(BookingRecord).where(BookingRecord.locator == locator))
        return [
            Booking.read({"locator": row.locator, "passengers": row.passengers, "segments": row.segments})
            for row in found
        ]


@dataclass(frozen=True, slots=True)
class FileBookings:
    """Bookings in a YAML file: a list of {locator, passengers, segments}. A changed file is read again."""

    path: Path

    def bookings(self, locator: str) -> Sequence[Booking]:
        """See BookingSource."""
        return [one for one in _read_file(self.path, self.path.stat().st_mtime_ns) if one.locator == locator]


def use_file(path: Path | None) -> None:
    """Read bookings from a file from now on, or, without one, from the store."""
    global _file  # noqa: PLW0603
    _file = path


def source(session: Session) -> BookingSource:
    """Where this process finds bookings."""
    return FileBookings(_file) if _file else StoredBookings(session)


def keep(session: Session, booking: Booking) -> None:
    """Put a booking into the store, in place of the one it had under this locator."""
    row = session.scalars(select(BookingRecord).where(BookingRecord.locator == booking.locator)).one_or_none()
    told = _plain(booking)
    if row is None:
        session.add(BookingRecord(**told))
    else:
        row.passengers, row.segments = told["passengers"], told["segments"]
    session.flush()


def _plain(booking: Booking) -> dict[str, Any]:
    """What JSON can hold."""
    told = asdict(booking)
    for segment in told["segments"]:
        segment |= {name: segment[name].isoformat(timespec="minutes") for name in ("departs", "arrives")}
        segment["seats"] = list(segment["seats"])
    return {**told, "passengers": list(told["passengers"]), "segments": list(told["segments"])}


def _segment(told: Mapping[str, Any]) -> Segment:
    times = {name: _local(told[name]) for name in ("departs", "arrives")}
    return Segment(**{**told, **times, "seats": tuple(told.get("seats", ()))})


def _local(written: Any) -> datetime:
    # YAML reads times by itself where they are not quoted.
    at = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
    if at.tzinfo is not None:
        raise ValueError("times of a booking are local to the airport and carry no zone")
    return at


@lru_cache(maxsize=4)
def _read_file(path: Path, _changed: int) -> tuple[Booking, ...]:
    told = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    return tuple(Booking.read(one) for one in told)

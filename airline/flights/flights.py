"""Flights: when they should go, what movement messages have told about them, and how to find one."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now

# Inside a table with a `date` column the plain name would mean the column.
Day = date
Status = Literal[
    "scheduled", "check_in_open", "boarding", "gate_closed", "departed", "airborne", "landed", "arrived",
    "cancelled", "diverted", "returned", "unknown",
]  # fmt: skip
MessageStatus = Literal["parsed", "quarantined", "corrected", "discarded"]

# Messages that tell where a flight is in its day.
MOVEMENTS = ("MVT", "MVA", "DIV", "OUT", "OFF", "ON", "IN", "DEP", "ARR")

# Without word of a departure for so long after its time we say that we do not know.
SILENCE = timedelta(hours=1)
# The same for an arrival.
LONG_SILENCE = timedelta(hours=6)
# What "now" means to somebody who names a flight without a date.
NOON = time(12)
PAST, AHEAD = timedelta(hours=18), timedelta(hours=30)


class FlightLeg(Base):
    """One flight between two airports. `date` is the local date at its origin; every time is an instant."""

    __tablename__ = "flight_leg"
    __table_args__ = (
        UniqueConstraint("flight", "date", "origin"),
        Index("ix_flight_leg_route", "origin", "destination", "date"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    flight: Mapped[str] = mapped_column(String(8))
    date: Mapped[Day] = mapped_column()
    origin: Mapped[str] = mapped_column(String(3))
    destination: Mapped[str] = mapped_column(String(3), default="")
    # The plan.
    departs_at: Mapped[datetime | None] = mapped_column()
    arrives_at: Mapped[datetime | None] = mapped_column()
    check_in_opens_at: Mapped[datetime | None] = mapped_column()
    check_in_closes_at: Mapped[datetime | None] = mapped_column()
    boarding_at: Mapped[datetime | None] = mapped_column()
    gate_closes_at: Mapped[datetime | None] = mapped_column()
    terminal: Mapped[str] = mapped_column(String(8), default="")
    gate: Mapped[str] = mapped_column(String(8), default="")
    belt: Mapped[str] = mapped_column(String(8), default="")
    arrival_terminal: Mapped[str] = mapped_column(String(8), default="")
    cancelled: Mapped[bool] = mapped_column(default=False)
    # What schedule messages changed of it: written by `airline.flights.timetable` alone. `plan` is what it was before
    # them; `planned_at` is when a plan changed it last, which takes back what messages had said before.
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    planned_at: Mapped[datetime | None] = mapped_column()
    first_departs_at: Mapped[datetime | None] = mapped_column()
    first_arrives_at: Mapped[datetime | None] = mapped_column()
    former_flight: Mapped[str] = mapped_column(String(8), default="", index=True)
    schedule_reasons: Mapped[list[Any]] = mapped_column(default=list)  # of SSIM 2.6: WEAT, TECH …
    # What movement messages have told: written by `airline.ingest.movements` alone.
    off_block_at: Mapped[datetime | None] = mapped_column()
    airborne_at: Mapped[datetime | None] = mapped_column()
    touchdown_at: Mapped[datetime | None] = mapped_column()
    on_block_at: Mapped[datetime | None] = mapped_column()
    departure_estimate: Mapped[datetime | None] = mapped_column()
    arrival_estimate: Mapped[datetime | None] = mapped_column()
    next_word_at: Mapped[datetime | None] = mapped_column()
    returned_at: Mapped[datetime | None] = mapped_column()
    diverted_to: Mapped[str] = mapped_column(String(3), default="")
    reasons: Mapped[list[Any]] = mapped_column(default=list)  # delay codes (AHM 730), the main one first
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)

    @property
    def expected_departure(self) -> datetime | None:
        """When it left, or when it should by the latest word."""
        return self.off_block_at or self.departure_estimate or self.departs_at or self.airborne_at

    @property
    def expected_arrival(self) -> datetime | None:
        """When it came, or when it should by the latest word."""
        return self.on_block_at or self.touchdown_at or self.arrival_estimate or self.arrives_at

    @property
    def departure_delay(self) -> int | None:
        """Minutes behind the plan at departure (negative: ahead); None without a plan."""
        return _minutes(self.departs_at, self.expected_departure)

    @property
    def arrival_delay(self) -> int | None:
        """Minutes behind the plan at arrival; None without a plan, or while nobody has told an arrival."""
        told = self.on_block_at or self.touchdown_at or self.arrival_estimate
        return None if self.diverted_to else _minutes(self.arrives_at, told)


class MovementMessage(Base):
    """A movement message as it came. What could not be read waits in quarantine, with the reason."""

    __tablename__ = "movement_message"
    __table_args__ = (Index("ix_movement_message_status_received", "status", "received_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[str] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(String(3))
    status: Mapped[MessageStatus] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(300))
    # [{line, text, reason}]: what was read around, or is known and not used.
    remarks: Mapped[list[Any]] = mapped_column(default=list)
    received_at: Mapped[datetime] = mapped_column()
    flight: Mapped[str] = mapped_column(String(8), default="", index=True)
    # None while no flight fits: it may be told before its flight is planned.
    leg_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("flight_leg.id", ondelete="CASCADE"), index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLeg:
    """What a schedule says about a leg. Its `date` follows from the departure and the airport's own calendar."""

    flight: str
    origin: str
    destination: str
    departs_at: datetime
    arrives_at: datetime
    check_in_opens_at: datetime | None = None
    check_in_closes_at: datetime | None = None
    boarding_at: datetime | None = None
    gate_closes_at: datetime | None = None
    terminal: str = ""
    gate: str = ""
    belt: str = ""
    arrival_terminal: str = ""
    cancelled: bool = False


def called(flight: str) -> ColumnElement[bool]:
    """Legs of this flight, also those that have another number now."""
    return or_(FlightLeg.flight == flight, FlightLeg.former_flight == flight)


def find(session: Session, *, flight: str, on: date) -> list[FlightLeg]:
    """The legs of a flight on a date at its origin, in order of travel; more than one where it stops on the way."""
    named = select(FlightLeg).where(called(flight), FlightLeg.date == on)
    return _in_order(session.scalars(named))


def around(session: Session, *, flight: str, now: datetime, at: Collection[str] = ()) -> list[FlightLeg]:
    """The legs of a flight that somebody means who names no date: under way, else leaving next, else gone last.

    One number may fly several routes: of the airports that were named (`at`) the legs must touch one, if any does.
    """
    days = [(now + timedelta(days=offset)).date() for offset in (-2, -1, 0, 1, 2)]
    known = session.scalars(select(FlightLeg).where(called(flight), FlightLeg.date.in_(days)))
    near = [leg for leg in _in_order(known) if _is_near(leg, now)]
    if not near:
        return []
    near = touching(near, at) or near
    meant = min(near, key=lambda leg: _distance(leg, now))
    return [leg for leg in near if leg.date == meant.date]


def touching(legs: list[FlightLeg], airports: Collection[str]) -> list[FlightLeg]:
    """The legs that begin or end at one of these airports."""
    return [leg for leg in legs if leg.origin in airports or leg.destination in airports]


def by_route(session: Session, *, origin: Collection[str], destination: Collection[str], on: date) -> list[FlightLeg]:
    """Every leg from one of these airports to one of those, on a date at its origin, in order of departure."""
    between = select(FlightLeg).where(
        FlightLeg.origin.in_(origin), FlightLeg.destination.in_(destination), FlightLeg.date == on
    )
    return _in_order(session.scalars(between))


def flies(session: Session, carrier: str) -> bool:
    """Whether any flight that we know is one of this carrier, by its two characters."""
    return session.scalar(select(FlightLeg.id).where(FlightLeg.flight.startswith(carrier)).limit(1)) is not None


def status_of(leg: FlightLeg, now: datetime) -> Status:
    """Where the flight is in its day. A delay is no status: it is told beside it."""
    told: tuple[tuple[Status, object], ...] = (
        ("cancelled", leg.cancelled),
        ("diverted", leg.diverted_to),
        ("arrived", leg.on_block_at),
        ("landed", leg.touchdown_at),
        ("returned", leg.returned_at),
    )
    if said := next((status for status, is_told in told if is_told), None):
        return said
    return _under_way(leg, now) if leg.off_block_at or leg.airborne_at else _before_departure(leg, now)


def _under_way(leg: FlightLeg, now: datetime) -> Status:
    expected = leg.expected_arrival
    if expected and now > expected + LONG_SILENCE:
        return "unknown"
    return "airborne" if leg.airborne_at else "departed"


def _before_departure(leg: FlightLeg, now: datetime) -> Status:
    expected = leg.expected_departure
    if expected is None or now > max(expected, leg.next_word_at or expected) + SILENCE:
        return "unknown"
    # Boarding moves with the departure; the check-in desk closes as planned.
    moved = max(expected - leg.departs_at, timedelta()) if leg.departs_at else timedelta()
    if leg.gate_closes_at and now >= leg.gate_closes_at + moved:
        return "gate_closed"
    if leg.boarding_at and now >= leg.boarding_at + moved:
        return "boarding"
    opens, closes = leg.check_in_opens_at, leg.check_in_closes_at
    return "check_in_open" if opens and closes and opens <= now < closes else "scheduled"


def _minutes(planned: datetime | None, actual: datetime | None) -> int | None:
    return round((actual - planned).total_seconds() / 60) if planned and actual else None


def _in_order(legs: Iterable[FlightLeg]) -> list[FlightLeg]:
    return sorted(legs, key=lambda leg: leg.departs_at or leg.expected_departure or _noon(leg))


def _noon(leg: FlightLeg) -> datetime:
    return datetime.combine(leg.date, NOON, UTC)


def _is_near(leg: FlightLeg, now: datetime) -> bool:
    # Of a flight that was cancelled before it was planned only the day is known.
    starts = leg.expected_departure or _noon(leg)
    ends = leg.expected_arrival or starts
    return starts < now + AHEAD and ends > now - PAST


def _distance(leg: FlightLeg, now: datetime) -> tuple[int, timedelta]:
    starts, ends = leg.expected_departure or now, leg.expected_arrival or leg.expected_departure or now
    if starts <= now <= ends:
        return 0, timedelta()
    return (1, starts - now) if starts > now else (2, now - ends)


def waiting_for(session: Session, *, flights: Collection[str], since: datetime) -> list[MovementMessage]:
    """Messages that were told before their flight was known."""
    homeless = select(MovementMessage).where(
        MovementMessage.flight.in_(flights),
        MovementMessage.leg_id.is_(None),
        MovementMessage.received_at > since,
        MovementMessage.status == "parsed",
        MovementMessage.type.in_(MOVEMENTS),
    )
    return list(session.scalars(homeless.order_by(MovementMessage.received_at)))

"""The plan of a flight: what a schedule says, and what schedule messages (ASM, SSM) have changed of it since."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.flights.flights import FlightLeg, PlannedLeg, called
from airline.places.airports import local_time, zone_of
from crm.base import Base, new_id, utc_now

# Inside a table with a `date` column the plain name would mean the column.
Day = date
# The legs of one flight follow each other within a day.
_STOPOVER = timedelta(hours=24)
_SHIFTED = ("check_in_opens_at", "check_in_closes_at", "boarding_at", "gate_closes_at")
_KEPT = ("destination", "departs_at", "arrives_at", "cancelled", *_SHIFTED)
# They say the whole routing: a leg that is not in it does not fly.
_WHOLE = frozenset({"RPL", "RRT"})


class ScheduleChange(Base):
    """What one sub-message says of one flight on the days from `first_day` to `last_day` that are in `days`."""

    __tablename__ = "schedule_change"
    __table_args__ = (Index("ix_schedule_change_flight_days", "flight", "first_day", "last_day"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("movement_message.id", ondelete="CASCADE"), index=True)
    flight: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[Day] = mapped_column()
    last_day: Mapped[Day] = mapped_column()
    days: Mapped[str] = mapped_column(String(7))
    # Days and times are of UTC, or of the clocks of the airports.
    in_utc: Mapped[bool] = mapped_column()
    action: Mapped[str] = mapped_column(String(3))
    # [{departs, arrives}], each {station, hour, minute, day, later}.
    legs: Mapped[list[Any]] = mapped_column(default=list)
    only: Mapped[list[Any]] = mapped_column(default=list)  # [[origin, destination]]
    new_flight: Mapped[str] = mapped_column(String(8), default="")
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    reference: Mapped[str] = mapped_column(String(40), default="")
    correction: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[datetime] = mapped_column()

    def days_named(self) -> Iterator[date]:
        """Every day that is meant, first to last."""
        for offset in range((self.last_day - self.first_day).days + 1):
            day = self.first_day + timedelta(days=offset)
            if str(day.isoweekday()) in self.days:
                yield day

    def means(self, day: date) -> bool:
        """Whether the flight of this day is meant."""
        return self.first_day <= day <= self.last_day and str(day.isoweekday()) in self.days


@dataclass(frozen=True, slots=True)
class Timed:
    """A leg of a message on one day, in instants."""

    origin: str
    destination: str
    departs_at: datetime
    arrives_at: datetime


def schedule(session: Session, legs: Iterable[PlannedLeg]) -> list[FlightLeg]:
    """Plan legs, or change the plan of those known already. What has been told about them stays."""
    planned = [_plan(session, leg) for leg in legs]
    session.flush()
    for leg in planned:
        apply_changes(session, leg)
    return planned


def _plan(session: Session, plan: PlannedLeg) -> FlightLeg:
    day = local_time(plan.departs_at, plan.origin).date()
    # A message may have cancelled a flight before anybody said where it flies from.
    known = select(FlightLeg).where(called(plan.flight), FlightLeg.date == day, FlightLeg.origin.in_((plan.origin, "")))
    leg = session.scalars(known.order_by(FlightLeg.origin.desc())).first()
    document = {one.name: _plain(getattr(plan, one.name)) for one in fields(plan) if one.name in _KEPT}
    if leg is None:
        leg = FlightLeg(id=new_id(), flight=plan.flight, date=day, origin=plan.origin, plan={})
        session.add(leg)
    elif leg.plan.get("departs_at") and leg.plan != document:
        leg.planned_at = utc_now()
    flight = leg.flight
    for one in fields(plan):
        setattr(leg, one.name, getattr(plan, one.name))
    leg.flight, leg.plan, leg.updated_at = flight, document, utc_now()
    return leg


def apply_changes(session: Session, leg: FlightLeg) -> None:
    """Bring the plan of a leg to what schedule messages have made of it, in whatever order they came."""
    if not leg.plan and leg.departs_at:
        # Planned before there were changes.
        leg.plan = {name: _plain(getattr(leg, name)) for name in _KEPT}
    changes = _changes_of(session, leg)
    if not changes and not leg.plan and not leg.former_flight:
        return
    now = _Plan.of(leg)
    for change, day in changes:
        now.take(change, day)
    now.write(session, leg)
    leg.updated_at = utc_now()


def timed_legs(change: ScheduleChange, day: date) -> list[Timed]:
    """The legs that a change names, on one day, in the order flown."""
    found: list[Timed] = []
    for leg in change.legs:
        after = found[-1].arrives_at if found else None
        departs = _instant(leg["departs"], day, change.in_utc, after)
        arrives = _instant(leg["arrives"], day, change.in_utc, departs)
        found.append(Timed(leg["departs"]["station"], leg["arrives"]["station"], departs, arrives))
    return found


def legs_meant(session: Session, change: ScheduleChange) -> list[FlightLeg]:
    """The known legs that a change is about."""
    near = select(FlightLeg).where(
        called(change.flight),
        FlightLeg.date >= change.first_day - timedelta(days=1),
        FlightLeg.date <= change.last_day + timedelta(days=2),
    )
    legs = list(session.scalars(near))
    return [leg for leg in legs if change.means(_identifier_day(leg, legs, in_utc=change.in_utc))]


def starts_of(session: Session, change: ScheduleChange) -> dict[tuple[date, str], FlightLeg]:
    """The legs that a change is about, by the day in its flight's name and by origin."""
    legs = legs_meant(session, change)
    return {(_identifier_day(leg, legs, in_utc=change.in_utc), leg.origin): leg for leg in legs}


class _Plan:
    """A leg's plan while changes are taken into it."""

    def __init__(self, leg: FlightLeg, base: Mapping[str, Any]) -> None:
        self.origin = leg.origin
        self.flight = leg.former_flight or leg.flight
        self.former = ""
        self.base = dict(base)
        self.told = dict(base)
        self.first: tuple[datetime, datetime | None] | None = None
        self.reasons: list[str] = []
        if departs := base.get("departs_at"):
            self.first = departs, base.get("arrives_at")

    @classmethod
    def of(cls, leg: FlightLeg) -> "_Plan":
        times = {name for name in _KEPT if name.endswith("_at")}
        base = {
            name: datetime.fromisoformat(value) if name in times and value else value
            for name, value in leg.plan.items()
            if name in _KEPT
        }
        return cls(leg, {"destination": leg.destination, "cancelled": False, **base})

    def take(self, change: ScheduleChange, day: date) -> None:
        timed = timed_legs(change, day)
        mine = [one for one in timed if one.origin == self.origin]
        mine = [one for one in mine if one.destination == self.told["destination"]] or mine
        if change.action in ("CNL", "RIN", "FLT") and change.only and not self._is_named(change.only):
            return
        match change.action:
            case "CNL":
                self.told["cancelled"] = True
            case "FLT":
                self.former, self.flight = self.former or self.flight, change.new_flight
            case "RIN" | "NEW" | "RPL" | "RRT":
                if mine or change.action == "RIN":
                    self.told["cancelled"] = False
                elif change.action in _WHOLE:
                    self.told["cancelled"] = True
        self.reasons = [] if "RTNS" in change.reasons else list(change.reasons)
        if mine:
            self._retime(mine[0])

    def _is_named(self, pairs: Sequence[Sequence[str]]) -> bool:
        destination = self.told["destination"]
        return any(one == self.origin and (not destination or other == destination) for one, other in pairs)

    def _retime(self, timed: Timed) -> None:
        self.first = self.first or (timed.departs_at, timed.arrives_at)
        self.told |= {
            "departs_at": timed.departs_at,
            "arrives_at": timed.arrives_at,
            "destination": timed.destination,
        }

    def write(self, session: Session, leg: FlightLeg) -> None:
        departs, planned = self.told.get("departs_at"), self.base.get("departs_at")
        for name in _SHIFTED:
            at = self.base.get(name)
            setattr(leg, name, at + (departs - planned) if at and departs and planned else at)
        for name in ("destination", "departs_at", "arrives_at", "cancelled"):
            setattr(leg, name, self.told.get(name))
        changed = self.first is not None and departs is not None and self.first[0] != departs
        leg.first_departs_at, leg.first_arrives_at = self.first if changed and self.first else (None, None)
        leg.schedule_reasons = self.reasons if changed or leg.cancelled else []
        if self.flight != leg.flight and _is_free(session, leg, self.flight):
            leg.flight, leg.former_flight = self.flight, self.former


def _is_free(session: Session, leg: FlightLeg, flight: str) -> bool:
    """Whether no other leg has this number on that day: two of one name could not be told apart."""
    same = select(FlightLeg.id).where(
        FlightLeg.flight == flight, FlightLeg.date == leg.date, FlightLeg.origin == leg.origin, FlightLeg.id != leg.id
    )
    return session.scalars(same).first() is None


def _changes_of(session: Session, leg: FlightLeg) -> list[tuple[ScheduleChange, date]]:
    """The changes that still count, in the order of their receipt, with the day under which each names the flight."""
    named = leg.former_flight or leg.flight
    near = select(ScheduleChange).where(
        ScheduleChange.flight.in_((named, leg.flight)),
        ScheduleChange.first_day <= leg.date + timedelta(days=1),
        ScheduleChange.last_day >= leg.date - timedelta(days=2),
    )
    if leg.planned_at:
        near = near.where(ScheduleChange.received_at > leg.planned_at)
    changes = list(session.scalars(near.order_by(ScheduleChange.received_at, ScheduleChange.id)))
    if not changes:
        return []
    legs = list(
        session.scalars(
            select(FlightLeg).where(
                called(named), FlightLeg.date.between(leg.date - timedelta(days=2), leg.date + timedelta(days=1))
            )
        )
    )
    days = {in_utc: _identifier_day(leg, legs, in_utc=in_utc) for in_utc in (True, False)}
    return _corrected([(change, days[change.in_utc]) for change in changes if change.means(days[change.in_utc])])


def _corrected(changes: Sequence[tuple[ScheduleChange, date]]) -> list[tuple[ScheduleChange, date]]:
    """A correction takes the place of the message with its reference, or of the one before it; whichever came first."""
    dropped: set[uuid.UUID] = set()
    for index, (change, _) in enumerate(changes):
        if not change.correction:
            continue
        if change.reference:
            wrong = [one for one, _ in changes if one.reference == change.reference and not one.correction]
        else:
            wrong = [one for one, _ in changes[:index] if not one.correction and one.id not in dropped][-1:]
        dropped |= {one.id for one in wrong}
    return [(change, day) for change, day in changes if change.id not in dropped]


def _identifier_day(leg: FlightLeg, legs: Sequence[FlightLeg], *, in_utc: bool) -> date:
    """The day in a flight's name: that of its first departure, as planned first, in UTC or at the airport."""
    start = leg
    for _ in legs:
        before = next((one for one in legs if one is not start and _flows_into(one, start)), None)
        if before is None:
            break
        start = before
    departs = _planned_departure(start)
    return departs.astimezone(UTC).date() if in_utc and departs else start.date


def _flows_into(before: FlightLeg, leg: FlightLeg) -> bool:
    arrives, departs = before.first_arrives_at or before.arrives_at, _planned_departure(leg)
    if before.destination != leg.origin or not arrives or not departs:
        return False
    return timedelta() <= departs - arrives < _STOPOVER


def _planned_departure(leg: FlightLeg) -> datetime | None:
    told = leg.plan.get("departs_at")
    return datetime.fromisoformat(told) if told else leg.first_departs_at or leg.departs_at


def _instant(stop: Mapping[str, Any], day: date, in_utc: bool, after: datetime | None) -> datetime:
    """When clocks show this: on the day stated, or so many days later, else the first time after `after`."""
    zone = UTC if in_utc else zone_of(stop["station"]) or UTC
    clock = time(stop["hour"], stop["minute"], tzinfo=zone)
    if stop["day"] is not None:
        near = [day + timedelta(days=offset) for offset in range(-3, 8)]
        day = next((one for one in near if one.day == stop["day"]), day)
        return datetime.combine(day, clock).astimezone(UTC)
    if stop["later"] is not None:
        return datetime.combine(day + timedelta(days=stop["later"]), clock).astimezone(UTC)
    if after is None:
        return datetime.combine(day, clock).astimezone(UTC)
    found = datetime.combine(after.astimezone(zone).date(), clock).astimezone(UTC)
    return found if found >= after else found + timedelta(days=1)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value

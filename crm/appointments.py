"""Appointments: a seat at a time and a place that only one customer has; booked, moved, given back, reminded of."""

import secrets
import uuid
import zlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import appointment_kinds
from crm.base import Base, new_id, utc_now
from crm.cases import Case
from crm.errors import AppointmentNotFound, SlotTaken
from crm.store import one_at_a_time

REMINDED_BEFORE = timedelta(days=1)


class Appointment(Base):
    """Who is expected when. `seat` is which of the kind's capacity it takes; none once it was given back.

    `zone` is the customer's. Whoever has the `token` may fetch it for a calendar.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("kind", "place", "starts_at", "seat"),
        Index("ix_appointment_reminded_at_starts_at", "reminded_at", "starts_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    place: Mapped[str] = mapped_column(String(32), default="")
    starts_at: Mapped[datetime] = mapped_column()
    minutes: Mapped[int] = mapped_column()
    seat: Mapped[int | None] = mapped_column()
    zone: Mapped[str] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    # When the customer was reminded, or found to need no reminder.
    reminded_at: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)


def lock(session: Session, *, kind: str, place: str, starts_at: datetime) -> None:
    """Let nobody else take a seat at this time until the transaction ends."""
    name = f"{kind}/{place}/{starts_at.astimezone(UTC).isoformat()}"
    one_at_a_time(session, zlib.crc32(name.encode()))


def book(
    session: Session, case: Case, *, kind: str, place: str, starts_at: datetime, zone: str, now: datetime
) -> Appointment:
    """Take a seat for the case. Raises SlotTaken."""
    booked = Appointment(
        case=case,
        customer_id=case.customer_id,
        kind=kind,
        place=place,
        starts_at=starts_at,
        minutes=appointment_kinds.get(kind).minutes,
        seat=_free_seat(session, kind=kind, place=place, starts_at=starts_at),
        zone=zone,
        token=secrets.token_urlsafe(32),
        reminded_at=_needs_none(starts_at, now),
    )
    session.add(booked)
    session.flush()
    return booked


def move(session: Session, booked: Appointment, *, starts_at: datetime, zone: str, now: datetime) -> None:
    """Give back the seat and take one at another time. Raises SlotTaken, and the old one is kept."""
    seat = _free_seat(session, kind=booked.kind, place=booked.place, starts_at=starts_at)
    booked.starts_at, booked.zone, booked.seat = starts_at, zone, seat
    booked.reminded_at = _needs_none(starts_at, now)
    session.flush()


def release(session: Session, case: Case) -> None:
    """Give the seat of a case back, if it has one."""
    session.execute(update(Appointment).where(Appointment.case_id == case.id).values(seat=None))


def of_case(session: Session, case: Case) -> Appointment | None:
    """The appointment that a case is about."""
    return session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one_or_none()


def link(session: Session, case: Case) -> str | None:
    """Where its customer fetches the appointment of a case for their calendar, while it stands."""
    booked = of_case(session, case)
    return f"/v1/appointments/{booked.token}.ics" if booked and booked.seat is not None else None


def by_token(session: Session, token: str) -> Appointment:
    """The appointment of a calendar link. Raises AppointmentNotFound."""
    found = session.scalars(select(Appointment).where(Appointment.token == token)).one_or_none()
    if found is None:
        raise AppointmentNotFound
    return found


def to_come(session: Session, customer_id: uuid.UUID, *, now: datetime) -> list[Appointment]:
    """What a customer has booked and is not over, the next one first."""
    query = (
        select(Appointment)
        .where(Appointment.customer_id == customer_id, Appointment.seat.is_not(None), Appointment.starts_at > now)
        .order_by(Appointment.starts_at)
    )
    return list(session.scalars(query))


def to_remind(session: Session, *, now: datetime) -> list[Appointment]:
    """Whose appointment is less than a day away, and who was not reminded yet; by conversation, as these are locked."""
    query = select(Appointment).where(
        Appointment.seat.is_not(None),
        Appointment.reminded_at.is_(None),
        Appointment.starts_at > now,
        Appointment.starts_at <= now + REMINDED_BEFORE,
    )
    return sorted(session.scalars(query), key=lambda one: one.case.conversation_id)


def note_reminded(session: Session, booked: Appointment, *, now: datetime) -> bool:
    """Whether nobody else has reminded the customer meanwhile."""
    mine = update(Appointment).where(Appointment.id == booked.id, Appointment.reminded_at.is_(None))
    return session.execute(mine.values(reminded_at=now).returning(Appointment.id)).first() is not None


def _needs_none(starts_at: datetime, now: datetime) -> datetime | None:
    """Who books for the next day is not reminded on top of it."""
    return now if starts_at - now <= REMINDED_BEFORE else None


def _free_seat(session: Session, *, kind: str, place: str, starts_at: datetime) -> int:
    lock(session, kind=kind, place=place, starts_at=starts_at)
    query = select(Appointment.seat).where(
        Appointment.kind == kind,
        Appointment.place == place,
        Appointment.starts_at == starts_at,
        Appointment.seat.is_not(None),
    )
    taken = set(session.scalars(query))
    capacity = appointment_kinds.get(kind).at(place).capacity
    free = next((seat for seat in range(capacity) if seat not in taken), None)
    if free is None:
        raise SlotTaken
    return free

"""Deliveries: messages on their way to customers by a channel that must be sent them, with retries."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now
from crm.conversations import DEFAULT_CHANNEL

WAITING, SENT, FAILED = "waiting", "sent", "failed"
# Whoever claims a delivery has this long to send it; then it may be sent by another.
LEASE = timedelta(minutes=2)
FIRST_RETRY, GIVE_UP_AFTER = timedelta(seconds=30), timedelta(hours=24)
BATCH = 20
# The widget fetches what is new by itself; every other channel is sent it.
_FETCHED = frozenset({DEFAULT_CHANNEL})


class Delivery(Base):
    """One message to one channel. `external_id` is what the channel calls it, once it has taken it."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("message_id", "channel"),
        Index("ix_delivery_status_next_at", "status", "next_at"),
        Index("ix_delivery_channel_external_id", "channel", "external_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("message.id"))
    channel: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str | None] = mapped_column(String(254))
    status: Mapped[str] = mapped_column(String(8), default=WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=utc_now)
    # A code for programs ("refused", "unreachable"), never words of a server: they may name the customer.
    error: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column()


@dataclass(frozen=True)
class Claimed:
    """A delivery that this process sends now."""

    delivery_id: uuid.UUID
    message_id: uuid.UUID
    channel: str


def queue(session: Session, *, message_id: uuid.UUID, channel: str) -> None:
    """Have a message sent once this transaction has committed, where the channel does not fetch it."""
    if channel not in _FETCHED:
        session.add(Delivery(message_id=message_id, channel=channel))


def claim(session: Session, *, now: datetime) -> list[Claimed]:
    """Take deliveries that are due, oldest first, so that nobody else sends them meanwhile."""
    # What was queued later than now was queued before the clock was set back.
    is_due = or_(Delivery.next_at <= now, and_(Delivery.attempts == 0, Delivery.created_at > now))
    due = select(Delivery).where(Delivery.status == WAITING, is_due).order_by(Delivery.id)
    claimed = []
    for delivery in session.scalars(due.limit(BATCH).with_for_update(skip_locked=True)):
        delivery.attempts, delivery.next_at = delivery.attempts + 1, now + LEASE
        claimed.append(Claimed(delivery.id, delivery.message_id, delivery.channel))
    return claimed


def sent(session: Session, delivery_id: uuid.UUID, *, external_id: str, now: datetime) -> None:
    """Note that the channel has taken a message, under which name."""
    delivery = session.get_one(Delivery, delivery_id)
    delivery.status, delivery.external_id, delivery.sent_at, delivery.error = SENT, external_id, now, None


def failed(session: Session, delivery_id: uuid.UUID, *, error: str, final: bool, now: datetime) -> None:
    """Note that an attempt failed: again later, each time twice as late, or never when it is final."""
    delivery = session.get_one(Delivery, delivery_id)
    delivery.error = error
    if final or now - delivery.created_at >= GIVE_UP_AFTER:
        delivery.status = FAILED
        return
    delivery.next_at = now + min(FIRST_RETRY * 2 ** (delivery.attempts - 1), GIVE_UP_AFTER / 8)


def of_message(session: Session, message_id: uuid.UUID) -> list[Delivery]:
    """How a message fares on its channels."""
    return list(session.scalars(select(Delivery).where(Delivery.message_id == message_id).order_by(Delivery.id)))

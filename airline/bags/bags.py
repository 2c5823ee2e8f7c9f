"""Bags, what happened to them, and the messages that told us."""

import uuid
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now

# Inside a table with a `date` column the plain name would mean the column.
Day = date
EventKind = Literal[
    "registered", "accepted", "screened", "sorted", "loaded", "transferred", "arrived", "at_belt", "collected",
    "offloaded", "not_seen", "on_hand", "forwarded", "cancelled", "reported_missing", "damaged",
]  # fmt: skip
# "corrected": a person put it right, and the text that was taken in instead is a message of its own.
MessageStatus = Literal["parsed", "quarantined", "corrected", "discarded"]


class Bag(Base):
    """One bag on one journey. Tag numbers are used again, so only tag and date together name a bag."""

    __tablename__ = "bag"
    __table_args__ = (
        UniqueConstraint("lpn", "date"),
        Index("ix_bag_issuer_serial", "issuer", "serial"),
        Index("ix_bag_locator", "locator"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    lpn: Mapped[str] = mapped_column(String(10))
    issuer: Mapped[str] = mapped_column(String(3))
    serial: Mapped[str] = mapped_column(String(6))
    date: Mapped[Day] = mapped_column()  # of the first flight that any message named
    passengers: Mapped[list[Any]] = mapped_column(default=list)  # [{"surname", "given": [...], "title"}]
    locator: Mapped[str] = mapped_column(String(16), default="")
    pieces: Mapped[int | None] = mapped_column()
    exceptions: Mapped[list[Any]] = mapped_column(default=list)
    legs: Mapped[list[Any]] = mapped_column(default=list)  # see airline.bags.itinerary
    # How much the source of the passenger's data is worth (2 BSM, 1 others), and when it came.
    described_rank: Mapped[int] = mapped_column(default=0)
    described_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)

    @property
    def surnames(self) -> list[str]:
        """The surnames as sent, one for each name on the tag."""
        return [passenger["surname"] for passenger in self.passengers]


class BagEvent(Base):
    """One thing that happened to a bag. `stated` is False where the message gave no time and ours stands in."""

    __tablename__ = "bag_event"
    __table_args__ = (Index("ix_bag_event_bag_at", "bag_id", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    bag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bag.id", ondelete="CASCADE"))
    message_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("baggage_message.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EventKind] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column()
    stated: Mapped[bool] = mapped_column()
    airport: Mapped[str] = mapped_column(String(3))
    location: Mapped[str] = mapped_column(String(40), default="")
    flight: Mapped[str] = mapped_column(String(8), default="")
    flight_date: Mapped[Day | None] = mapped_column()
    destination: Mapped[str] = mapped_column(String(3), default="")
    container: Mapped[str] = mapped_column(String(20), default="")
    irregularity: Mapped[str] = mapped_column(String(3), default="")
    source: Mapped[str] = mapped_column(String(3))
    dedupe_hash: Mapped[str] = mapped_column(String(64), unique=True)


class BaggageMessage(Base):
    """A message as it came. What could not be read waits in quarantine, with the reason, for somebody to look."""

    __tablename__ = "baggage_message"
    __table_args__ = (Index("ix_baggage_message_status_received", "status", "received_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    raw: Mapped[str] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(String(3))
    change: Mapped[str] = mapped_column(String(3), default="")
    status: Mapped[MessageStatus] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(300))
    # [{line, text, reason}]: what was read around, or is known and not used.
    remarks: Mapped[list[Any]] = mapped_column(server_default="[]")
    received_at: Mapped[datetime] = mapped_column()
    # A part of a longer message waits (`applied` False) under the key that its siblings share.
    part_key: Mapped[str | None] = mapped_column(String(80), index=True)
    part: Mapped[int | None] = mapped_column()
    final: Mapped[bool] = mapped_column(default=True)
    applied: Mapped[bool] = mapped_column(default=True)


def events_of(session: Session, *, bag: Bag) -> list[BagEvent]:
    """Everything that happened to a bag, in the order of their times."""
    mine = select(BagEvent).where(BagEvent.bag_id == bag.id).order_by(BagEvent.at, BagEvent.dedupe_hash)
    return list(session.scalars(mine))

"""What a site's own systems tell: that an order or an appointment was made, moved on, or came to its end.

The latest event says how something stands. Of whom it is only a fingerprint of the address and the number is kept:
enough to recognise who proves it, and nothing to read.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now
from crm.store import one_at_a_time
from crm.surveys import hash_of

Subject = Literal["order", "appointment"]
# The end of a telephone number is the same with and without the country's code; fewer digits are no number.
_COMPARED, _FEWEST = 9, 8
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{6,}[0-9]")


class SiteEvent(Base):
    """One event, as its sender numbers it. `contacts`: fingerprints; `data`: what else it tells, as it came."""

    __tablename__ = "site_event"
    __table_args__ = (Index("ix_site_event_subject_number", "subject", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(String(100), unique=True)
    subject: Mapped[Subject] = mapped_column(String(16))
    number: Mapped[str] = mapped_column(String(40))
    what: Mapped[str] = mapped_column(String(16))
    contacts: Mapped[list[Any]] = mapped_column(default=list)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)


@dataclass(frozen=True)
class Told:
    """An event as it comes in."""

    event_id: str
    subject: Subject
    number: str
    what: str
    at: datetime
    contacts: tuple[str, ...]
    data: Mapping[str, Any]


def take_in(session: Session, events: Iterable[Told]) -> int:
    """Keep the events that are new; how many of them were. What has the number of an earlier one changes nothing."""
    told = {one.event_id: one for one in reversed(list(events))}
    # Two that send the same at once wait for each other.
    one_at_a_time(session, _LOCK)
    known = set(session.scalars(select(SiteEvent.event_id).where(SiteEvent.event_id.in_(told))))
    new = [one for event_id, one in told.items() if event_id not in known]
    for one in new:
        prints = sorted({mark for contact in one.contacts if (mark := fingerprint(contact))})
        session.add(
            SiteEvent(
                event_id=one.event_id,
                subject=one.subject,
                number=spelled(one.number),
                what=one.what,
                at=one.at,
                contacts=prints,
                data=dict(one.data),
            )
        )
    session.flush()
    return len(new)


def of(session: Session, subject: Subject, number: str) -> list[SiteEvent]:
    """What is known of an order or an appointment, in the order in which it happened."""
    query = select(SiteEvent).where(SiteEvent.subject == subject, SiteEvent.number == spelled(number))
    return list(session.scalars(query.order_by(SiteEvent.at, SiteEvent.id)))


def spelled(number: str) -> str:
    """A number as it is compared: capitals, without spaces and signs."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def contact_in(text: str) -> str | None:
    """The e-mail address or the telephone number in a text."""
    if address := _EMAIL.search(text):
        return address[0]
    number = _PHONE.search(text)
    return number[0] if number and fingerprint(number[0]) else None


def fingerprint(contact: str) -> str | None:
    """What is kept of an address or a number; None for what is neither."""
    if "@" in contact:
        return hash_of(f"email:{contact.strip().casefold()}")
    digits = re.sub(r"[^0-9]", "", contact)
    return hash_of(f"phone:{digits[-_COMPARED:]}") if len(digits) >= _FEWEST else None


_LOCK = int.from_bytes(bytes.fromhex(hash_of("site_event")[:16]), signed=True)

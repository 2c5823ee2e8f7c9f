"""Orders, as the events of the shop's own system tell them (crm/site_events.py)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal

import yaml
from sqlalchemy.orm import Session

from crm import content, site_events
from crm.site import site
from crm.site_events import SiteEvent

Status = Literal["placed", "shipped", "delivered", "cancelled"]
# Letters with digits after them, or digits alone: "A-1001", "SO 20261130-7", "88123456". No telephone number.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_+@.-])(?:[A-Z]{1,4} |[A-Za-z]{1,4}-?)?\d{4,12}(?:-\d{1,6})?(?![A-Za-z0-9_@]|\.[A-Za-z]|-\d)"
)
_FEWEST_ALONE, _MOST_ALONE = 5, 10


@dataclass(frozen=True)
class Order:
    """One order as it stands. `contacts` are fingerprints of whose it is."""

    number: str
    status: Status
    at: datetime
    items: tuple[tuple[str, int], ...] = ()
    carrier: str = ""
    tracking: str = ""
    expected_on: date | None = None
    placed_at: datetime | None = None
    delivered_at: datetime | None = None
    contacts: frozenset[str] = field(default=frozenset())

    def may_be_returned(self, now: datetime) -> bool | None:
        """Whether its goods still may; None where they have not arrived."""
        if self.delivered_at is None:
            return None
        return now - self.delivered_at <= timedelta(days=return_days())

    @property
    def last_day(self) -> date | None:
        """Until when its goods may be returned, on the shop's calendar."""
        if self.delivered_at is None:
            return None
        return self.delivered_at.astimezone(site().zone).date() + timedelta(days=return_days())


def find(session: Session, number: str) -> Order | None:
    """The order of this number, as its latest event has it."""
    events = site_events.of(session, "order", number)
    return _order(number, events) if events else None


def number_in(text: str) -> str | None:
    """The order number that a message names; None where it names none, or several."""
    written = unicodedata.normalize("NFKC", text)
    contact = site_events.contact_in(written) or ""
    found = {site_events.spelled(one) for one in _NUMBER.findall(written) if not _is_contact(one, contact)}
    return found.pop() if len(found) == 1 else None


def masked(number: str) -> str:
    """As agents see it beside the conversation: A10••••."""
    return number[:3] + "•" * max(1, len(number) - 3)


@cache
def return_days() -> int:
    """Within how many days of the delivery goods may be returned."""
    return int(yaml.safe_load(content.file("orders", "terms.yml").read_text(encoding="utf-8"))["return_days"])


def _is_contact(written: str, contact: str) -> bool:
    """Whether what looks like a number is a part of a telephone number."""
    bare = site_events.spelled(written)
    phone = "" if "@" in contact else site_events.spelled(contact)
    alone = bare.isdigit()
    return bool(phone and bare in phone) or (alone and not _FEWEST_ALONE <= len(bare) <= _MOST_ALONE)


def _order(number: str, events: Sequence[SiteEvent]) -> Order:
    last = events[-1]
    told: dict[str, Any] = {}
    for event in events:
        told |= {name: value for name, value in event.data.items() if value}
    expected = told.get("expected_on")
    return Order(
        number=site_events.spelled(number),
        status=_status(last.what),
        at=last.at,
        items=tuple((one["name"], one["quantity"]) for one in told.get("items", ())),
        carrier=str(told.get("carrier") or ""),
        tracking=str(told.get("tracking") or ""),
        expected_on=date.fromisoformat(expected) if expected else None,
        placed_at=_when(events, "placed"),
        delivered_at=_when(events, "delivered"),
        contacts=frozenset(mark for event in events for mark in event.contacts),
    )


def _status(what: str) -> Status:
    known: tuple[Status, ...] = ("placed", "shipped", "delivered", "cancelled")
    return next(one for one in known if one == what)


def _when(events: Sequence[SiteEvent], what: str) -> datetime | None:
    return next((event.at for event in reversed(events) if event.what == what), None)

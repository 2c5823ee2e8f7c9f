"""Online check-in: when it is open for a flight, from configured hours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from airline.bookings.bookings import Segment

HOURS = Path(__file__).parents[1] / "data" / "check_in.yml"

State = Literal["not_yet", "open", "closed"]


@dataclass(frozen=True, slots=True)
class Window:
    """When online check-in opens and closes, and how things stand. Times on the clock of the airport of departure."""

    state: State
    opens: datetime
    closes: datetime


def window(segment: Segment, *, now: datetime) -> Window:
    """The window of one flight; a flight that is not confirmed is closed for check-in."""
    hours = _hours()["carriers"].get(segment.flight[:2], _hours()["default"])
    zone = segment.departs_at.tzinfo
    # Reckoned in UTC: a change of clocks in between must not move the window.
    departs = segment.departs_at.astimezone(UTC)
    opens = (departs - timedelta(hours=hours["opens_hours"])).astimezone(zone)
    closes = (departs - timedelta(minutes=hours["closes_minutes"])).astimezone(zone)
    return Window(_state(segment, now, opens, closes), opens, closes)


def _state(segment: Segment, now: datetime, opens: datetime, closes: datetime) -> State:
    if segment.status != "confirmed" or now >= closes:
        return "closed"
    return "open" if now >= opens else "not_yet"


@cache
def _hours() -> dict[str, Any]:
    hours: dict[str, Any] = yaml.safe_load(HOURS.read_text(encoding="utf-8"))
    return hours

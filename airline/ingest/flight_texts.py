"""Messages about flights of every kind: cut apart, recognised by identifier, and read or refused with a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from airline.ahm780 import messages, oooi
from airline.ahm780.messages import MARKS, MovementError
from airline.ahm780.tokens import Movement, Unread
from airline.bags.instants import full_date
from airline.flights.rebuild import nearest_day
from airline.places.airports import zone_of
from airline.rp1745.values import KNOWN, DayMonth, ParseError, split_flight
from airline.ssim import messages as ssim
from airline.ssim.changes import Change, Schedule, Stop, WrittenDate
from airline.ssim.messages import ScheduleError

# Type B messages about flights in which nothing answers a passenger.
UNUSED = {
    "LDM": "loads of the aircraft", "CPM": "where containers stand", "UCM": "containers on board", "UWS": "weights",
    "SLS": "seats and loads", "PNL": "names of the booked", "ADL": "changes of the names", "PFS": "who flew",
    "PTM": "who changes flights", "TPM": "who changes flights", "PSM": "who needs help", "PAL": "who needs help",
    "CAL": "changes of who needs help", "PRL": "who checked in", "ETL": "tickets used", "SOM": "seats taken",
    "FFM": "cargo on board", "CSM": "a change of the stand's use", "FWB": "cargo", "SAL": "seats",
}  # fmt: skip
# Further away than any timetable that is sent.
_REACH = timedelta(days=400)
# A season and some weeks.
_LONGEST = timedelta(days=400)
_ABOUT = re.compile(r"([A-Z0-9]{3,8})/([0-9]{1,2})")


class Unreadable(ValueError):
    """Why a message about a flight was refused, in one line for people who look after the feed."""


@dataclass(frozen=True, slots=True)
class FlightText:
    """One message: a movement, a change of schedule, or neither; and what of it was not used."""

    type: str
    flight: str = ""
    # Tells this message from the same text about another day.
    day: str = ""
    movement: Movement | None = None
    changes: Sequence[dict[str, Any]] = ()
    remarks: list[dict[str, Any]] = field(default_factory=list)


def begins(line: str, following: str) -> bool:
    """Whether a message about a flight begins with this line."""
    if messages.begins(line) or oooi.begins(line, following):
        return True
    words = line.split()
    return bool(words) and words[-1] in (*ssim.TYPES, *UNUSED) and set(words[:-1]) <= MARKS


def split_messages(text: str) -> list[str]:
    """The messages in a body; text that is none comes back too, so that somebody can look at it."""
    return messages.split_messages(text, begins)


def kind_of(raw: str) -> str | None:
    """The identifier of a message, read or not."""
    words = [word for line in raw.split("\n")[:4] for word in line.split()[:4]]
    kind = next((word for word in words if word not in MARKS), "")
    known = (*messages.TYPES, *oooi.EVENTS, *oooi.REPORTS, *ssim.TYPES, *UNUSED)
    return kind if kind in known else None


def unmarked(raw: str) -> str:
    """The text without the mark of a possible duplicate: a repetition is the same message."""
    lines = [" ".join(word for word in line.split() if word != "PDM") for line in raw.split("\n")[:3]]
    return "\n".join([line for line in lines if line] + raw.split("\n")[3:])


def read(raw: str, received_at: datetime) -> FlightText:
    """Read one message; raises Unreadable and nothing else."""
    kind = kind_of(raw)
    try:
        if kind in ssim.TYPES:
            return _schedule(ssim.parse(raw), received_at)
        if kind in UNUSED:
            return _unused(kind or "", raw)
        movement = oooi.parse(raw) if kind in (*oooi.EVENTS, *oooi.REPORTS) else messages.parse(raw)
        return _movement(movement, received_at)
    except (MovementError, ScheduleError) as error:
        raise Unreadable(error.sentence) from None


def read_movement(raw: str) -> Movement:
    """A movement that was read before. Raises MovementError."""
    return oooi.parse(raw) if kind_of(raw) in (*oooi.EVENTS, *oooi.REPORTS) else messages.parse(raw)


def day_of(movement: Movement, received_at: datetime) -> date:
    """The day a movement names; that of its receipt where it names none."""
    return nearest_day(movement.day, received_at) if movement.day else received_at.astimezone(UTC).date()


def _movement(movement: Movement, received_at: datetime) -> FlightText:
    remarks = [
        {"line": one.line if isinstance(one, Unread) else 0, "text": str(one), "reason": reason}
        for one in movement.tokens
        if (reason := getattr(one, "reason", ""))
    ]
    day = day_of(movement, received_at).isoformat()
    return FlightText(movement.type, movement.flight, day, movement, remarks=remarks)


def _unused(kind: str, raw: str) -> FlightText:
    found = _ABOUT.search(raw)
    named = split_flight(found[1]) if found else None
    flight = f"{named[0]}{int(named[1])}{named[2]}" if named else ""
    return FlightText(kind, flight, remarks=[{"line": 0, "text": kind, "reason": f"{KNOWN}: {UNUSED[kind]}"}])


def _schedule(schedule: Schedule, received_at: datetime) -> FlightText:
    """A schedule message with its days in full; one impossible day refuses its sub-message alone."""
    rows: list[dict[str, Any]] = []
    remarks = [{"line": one.line, "text": one.text, "reason": one.reason} for one in schedule.kept]
    refused: list[ScheduleError] = []
    for change in schedule.changes:
        try:
            rows.append(_row(schedule, change, received_at))
        except ScheduleError as error:
            refused.append(error)
            remarks.append({"line": change.line, "text": f"{change.action} {change.flight}", "reason": error.reason})
    if refused and not rows:
        raise refused[0]
    flight = rows[0]["flight"] if rows else ""
    day = rows[0]["first_day"].isoformat() if rows else ""
    return FlightText(schedule.type, flight, day, changes=rows, remarks=remarks)


def _row(schedule: Schedule, change: Change, received_at: datetime) -> dict[str, Any]:
    first = _date(change, change.first, received_at)
    last = _date(change, change.last, received_at) if change.last else first + _LONGEST
    if change.last and not change.last.year and last < first:
        last = _date(change, WrittenDate(change.last.day, change.last.month, first.year + 1), received_at)
    if not timedelta() <= last - first <= _LONGEST:
        raise ScheduleError("the period ends before it begins, or is longer than a year", line=change.line)
    stops = [stop for leg in change.legs for stop in (leg.departs, leg.arrives)]
    unknown = next((stop.station for stop in stops if not schedule.in_utc and zone_of(stop.station) is None), None)
    if unknown:
        raise ScheduleError(f"the clock of {unknown} is not known", line=change.line, text=change.flight)
    return {
        "flight": change.flight,
        "first_day": first,
        "last_day": last,
        "days": change.days,
        "in_utc": schedule.in_utc,
        "action": change.action,
        "legs": [{"departs": _stop(leg.departs), "arrives": _stop(leg.arrives)} for leg in change.legs],
        "only": [list(pair) for pair in change.only],
        "new_flight": change.new_flight,
        "reasons": list(change.reasons),
        "reference": schedule.reference,
        "correction": schedule.correction,
    }


def _date(change: Change, written: WrittenDate, received_at: datetime) -> date:
    try:
        if written.month is None:
            found = nearest_day(written.day, received_at)
        elif written.year is None:
            found = full_date(DayMonth(written.day, written.month), received_at)
        else:
            found = date(written.year, written.month, written.day)
    except (ParseError, ValueError):
        raise ScheduleError("there is no such day", line=change.line, text=change.flight) from None
    if abs(found - received_at.date()) > _REACH:
        raise ScheduleError(f"{found} is more than a year away", line=change.line, text=change.flight)
    return found


def _stop(stop: Stop) -> dict[str, Any]:
    return {name: getattr(stop, name) for name in Stop.__match_args__}

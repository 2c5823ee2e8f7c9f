"""The strict parts of a baggage message: day, time, flight and tag, each read from its field or refused."""

from dataclasses import dataclass
from functools import lru_cache

from airline.access.issuers import iata_codes
from airline.access.tags import NOT_READ

# What is said of a part of a message, of whatever kind, that is no fault and of no use.
KNOWN = "is known and kept; nothing that passengers are told depends on it"
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ParseError(ValueError):
    """Why a message was refused: its line (from 1), element letter, field (from 1, 0 for the whole line), reason."""

    def __init__(self, *, reason: str, line: int = 0, element: str = "", field: int = 0) -> None:
        self.line, self.element, self.field, self.reason = line, element, field, reason
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole finding in one line, for people who look after the feed."""
        line = f"line {self.line}" if self.line else "the message"
        element = f" .{self.element}" if self.element else ""
        field = f" field {self.field}" if self.field else ""
        return f"{line}{element}{field}: {self.reason}"


class MalformedField(ValueError):
    """What is wrong with one field; the parser adds the place."""

    def __init__(self, field: int, reason: str) -> None:
        self.field, self.reason = field, reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A date as these messages write it, without a year: 05FEB."""

    day: int
    month: int

    def __str__(self) -> str:
        return f"{self.day:02d}{MONTHS[self.month - 1]}"


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day: 1059L, 105210Z. Local times belong to the airport that reports."""

    hour: int
    minute: int
    second: int | None
    local: bool

    def __str__(self) -> str:
        seconds = "" if self.second is None else f"{self.second:02d}"
        return f"{self.hour:02d}{self.minute:02d}{seconds}{'L' if self.local else 'Z'}"


# All 366 dates at once: a look-up instead of parsing, millions of times a day.
_DATES = {
    str(date): date
    for month, length in enumerate(_MONTH_LENGTHS, start=1)
    for date in (DayMonth(day, month) for day in range(1, length + 1))
}


def read_date(text: str, field: int) -> DayMonth | None:
    """05FEB, or None for an empty field; some senders write 05Feb or 05 FEB."""
    if not text:
        return None
    date = _DATES.get(text) or _DATES.get(text.replace(" ", "").upper())
    if date is None:
        raise MalformedField(field, f"{text[:12]!r} is not a date like 05FEB")
    return date


def read_time(text: str, field: int) -> ClockTime | None:
    """HHMM or HHMMSS and L or Z, or None for an empty field. Without the letter the hour would be a guess."""
    if not text:
        return None
    digits, zone = text[:-1], text[-1]
    if zone not in "LZ" or len(digits) not in (4, 6) or not (digits.isascii() and digits.isdigit()):
        raise MalformedField(field, f"{text[:12]!r} is not a time like 1059L or 105930Z")
    hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:]) if digits[4:] else None
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise MalformedField(field, f"{text[:12]!r} is not a time of day")
    return ClockTime(hour, minute, second, zone == "L")


def read_airport(text: str, field: int) -> str:
    """A three-letter location, or nothing."""
    if text and not (len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()):
        raise MalformedField(field, f"{text[:12]!r} is not a three-letter airport")
    return text


def read_tag(text: str, field: int, *, counted: bool = True) -> tuple[str, int]:
    """Ten digits and, unless it is a request, how many consecutive tags start there (001 to 999)."""
    length = 13 if counted else 10
    if len(text) != length or not (text.isascii() and text.isdigit()):
        raise MalformedField(field, f"a tag here has {length} digits, not {_size(text)}")
    lpn, count = text[:10], int(text[10:] or 1)
    if lpn == NOT_READ:
        raise MalformedField(field, f"{NOT_READ} means that no tag was read")
    if count == 0 or int(lpn[4:]) + count > 1_000_000:
        raise MalformedField(field, f"{text[10:]} tags cannot start at this number")
    return lpn, count


def _size(text: str) -> str:
    return f"{len(text)}" if text.isdigit() else f"{text[:20]!r}"


@lru_cache(maxsize=8192)
def split_flight(designator: str) -> tuple[str, str, str] | None:
    """Airline, number and suffix of DLH0505 or SK4416A; three-letter airlines become two-letter where known."""
    length = 3 if designator[:3].isalpha() else 2
    airline, rest = designator[:length], designator[length:]
    suffix = rest[-1:] if rest[-1:].isalpha() else ""
    number = rest[: len(rest) - len(suffix)]
    if not (_is_airline(airline) and designator.isascii() and number.isdigit() and len(number) <= 4):
        return None
    return iata_codes().get(airline, airline), number, suffix


def _is_airline(code: str) -> bool:
    return len(code) >= 2 and code.isalnum() and code.upper() == code and not code.isdigit()

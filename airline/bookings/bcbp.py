"""Bar-coded boarding passes (IATA Resolution 792): what the two-dimensional code on a boarding pass says.

The text is made of fields of fixed length: 23 characters for the pass, then for each of one to four legs 37 mandatory
characters and a conditional part whose length is given in hexadecimal. What is empty is filled with blanks.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from airline.access.references import RecordLocator, parse_locator
from airline.access.tags import NOT_READ, BagTag

# One leg without anything conditional.
SHORTEST = 60
MAX_LEGS = 4
# The longest text that a code on a pass holds is a few hundred characters.
LONGEST = 2000
# Chats and mail programs cut off blanks at the end; the optional items of a leg are this long together.
TRIMMED = 42
_TITLES = ("MSTR", "MISS", "PROF", "MRS", "MR", "MS", "DR")
_TRAILING_BLANKS = re.compile(r"[\r\n\t]+$")


class Unreadable(ValueError):
    """The text breaks the format. `position` counts from 1; `field` is the name that the resolution gives it."""

    def __init__(self, field: str, position: int, reason: str) -> None:
        self.field = field
        self.position = position
        self.reason = reason
        super().__init__(f"position {position}, {field}: {reason}")


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight on the pass. Seat and sequence as printed: `24A`, `25`; an infant's seat is `INF`."""

    locator: RecordLocator | None
    origin: str
    destination: str
    carrier: str
    number: str
    day_of_year: int
    date: date
    cabin: str
    seat: str
    sequence: str
    status: str
    ticket: str = ""
    marketing_carrier: str = ""
    frequent_flyer: str = ""
    allowance: str = ""

    @property
    def flight(self) -> str:
        """The flight as customers know it: CA981."""
        return f"{self.carrier}{self.number}"


@dataclass(frozen=True, slots=True)
class BoardingPass:
    """A boarding pass: one passenger, one to four legs, the bags that were checked in with it."""

    surname: str
    given: str
    electronic: bool
    legs: tuple[Leg, ...]
    tags: tuple[BagTag, ...] = ()
    issued: date | None = None

    @property
    def locator(self) -> RecordLocator | None:
        """The booking reference of the first leg that has one."""
        return next((leg.locator for leg in self.legs if leg.locator), None)


@dataclass(slots=True)
class _Cursor:
    """A place in the text; every read names the field, so that what is wrong can be said with its position."""

    text: str
    at: int = 0
    end: int = 0

    def take(self, length: int, field: str) -> str:
        if self.at + length > self.end:
            raise Unreadable(field, self.at + 1, f"{length} characters expected, {self.end - self.at} left")
        start, self.at = self.at, self.at + length
        return self.text[start : self.at]

    def matching(self, length: int, field: str, pattern: str) -> str:
        start = self.at
        value = self.take(length, field)
        if not re.fullmatch(pattern, value):
            raise Unreadable(field, start + 1, f"unexpected “{value.strip() or 'blank'}”")
        return value.strip()

    def size(self, field: str) -> int:
        return int(self.matching(2, field, "[0-9A-Fa-f]{2}"), 16)

    def within(self, length: int, field: str) -> "_Cursor":
        """A cursor over the next `length` characters, which this one steps over."""
        start = self.at
        self.take(length, field)
        return _Cursor(self.text, start, self.at)

    def optional(self, length: int) -> str:
        """The next characters, fewer or none where the part ends: airlines leave out what they do not use."""
        start, self.at = self.at, min(self.at + length, self.end)
        return self.text[start : self.at].strip()


def parse(text: str, *, today: date) -> BoardingPass:
    """Read the text of a boarding pass. Raises Unreadable, which says where and what.

    The format has days of the year but no years: each date is the one nearest to `today`, or, where the pass says when
    it was issued, the first on or after that day.
    """
    text = _TRAILING_BLANKS.sub("", text)[:LONGEST]
    cursor = _Cursor(text, 0, len(text))
    cursor.matching(1, "format code", "M")
    count = int(cursor.matching(1, "number of legs", f"[1-{MAX_LEGS}]"))
    surname, given = _name(cursor)
    electronic = cursor.matching(1, "electronic ticket indicator", "[EL ]") == "E"
    first, part = _mandatory(cursor), _conditional(cursor, last=count == 1)
    issued, tags = _about_pass(part, today)
    legs = [_leg(first, part, today, issued)]
    for place in range(2, count + 1):
        raw, part = _mandatory(cursor), _conditional(cursor, last=place == count)
        legs.append(_leg(raw, part, today, issued))
    return BoardingPass(surname, given, electronic, tuple(legs), tags, issued)


@dataclass(frozen=True, slots=True)
class _Mandatory:
    locator: str
    origin: str
    destination: str
    carrier: str
    number: str
    day: int
    day_at: int
    cabin: str
    seat: str
    sequence: str
    status: str


def _mandatory(cursor: _Cursor) -> _Mandatory:
    locator = cursor.matching(7, "booking reference", "[A-Z0-9 ]{7}")
    origin = cursor.matching(3, "from airport", "[A-Z]{3}")
    destination = cursor.matching(3, "to airport", "[A-Z]{3}")
    carrier = cursor.matching(3, "operating carrier", "(?:[A-Z0-9]{2} |[A-Z]{3})")
    number = cursor.matching(5, "flight number", "[0-9]{1,4} {0,3}[A-Z ]")
    day_at = cursor.at + 1
    day = int(cursor.matching(3, "date of flight", "[0-9]{3}"))
    if not 1 <= day <= 366:
        raise Unreadable("date of flight", day_at, f"a year has no day {day}")
    cabin = cursor.matching(1, "compartment", "[A-Z ]")
    seat = cursor.matching(4, "seat number", "[0-9A-Z ]{4}")
    sequence = cursor.matching(5, "check-in sequence", "[0-9A-Z ]{5}")
    status = cursor.matching(1, "passenger status", "[0-9A-Z ]")
    digits, suffix = re.fullmatch(r"([0-9]+) *([A-Z]?)", number).groups()  # type: ignore[union-attr]
    return _Mandatory(
        locator, origin, destination, carrier, f"{int(digits)}{suffix}", day, day_at, cabin,
        seat.lstrip("0") or seat, sequence.lstrip("0"), status,
    )  # fmt: skip


def _conditional(cursor: _Cursor, *, last: bool) -> _Cursor:
    size = cursor.size("size of conditional part")
    missing = size - (cursor.end - cursor.at)
    if last and 0 < missing <= min(TRIMMED, size - 1):
        cursor.text, cursor.end = cursor.text + " " * missing, cursor.end + missing
    return cursor.within(size, "conditional part")


def _name(cursor: _Cursor) -> tuple[str, str]:
    written = cursor.matching(20, "passenger name", "[A-Z][A-Z /'.-]{19}")
    surname, _, given = written.partition("/")
    # Titles are glued to the given name only: ADAMS never loses its MS.
    title = next((title for title in _TITLES if given.endswith(title) and given != title), "")
    return surname.strip(), given.removesuffix(title).strip()


def _about_pass(part: _Cursor, today: date) -> tuple[date | None, tuple[BagTag, ...]]:
    """What the first leg's conditional part says about the whole pass, ahead of what it says about its leg."""
    if part.at == part.end:
        return None, ()
    part.matching(1, "beginning of version number", ">")
    part.take(1, "version number")
    about = part.within(part.size("size of structured message"), "structured message")
    about.optional(3)  # passenger description, source of check-in, source of the pass
    issued = _issued(about, today)
    about.optional(4)  # document type, issuing airline
    tags = [tag for _ in range(3) for tag in _tags(about)]
    return issued, tuple(dict.fromkeys(tags))


def _issued(about: _Cursor, today: date) -> date | None:
    """The day of issue: the last digit of its year and its day of the year."""
    at = about.at + 1
    written = about.optional(4)
    if not written:
        return None
    if not re.fullmatch("[0-9]{4}", written):
        raise Unreadable("date of issue", at, f"unexpected “{written}”")
    years = [year for year in range(today.year - 9, today.year + 2) if year % 10 == int(written[0])]
    days = [day for year in years if (day := _on(year, int(written[1:])))]
    if not days:
        raise Unreadable("date of issue", at, f"that year has no day {int(written[1:])}")
    # No pass is issued tomorrow, save for clocks ahead of ours.
    return max((day for day in days if day <= today + timedelta(days=1)), default=days[0])


def _tags(about: _Cursor) -> list[BagTag]:
    """Ten digits of the first tag, and how many follow it without a gap (Resolution 740): 001 is the tag alone."""
    at = about.at + 1
    written = about.optional(13)
    if not written or not written.strip("0"):
        return []
    if not re.fullmatch("[0-9]{13}", written):
        raise Unreadable("bag tag", at, f"unexpected “{written}”")
    first, count = written[:10], max(1, int(written[10:]))
    if first == NOT_READ:
        return []
    serial = int(first[4:])
    return [BagTag.from_lpn(f"{first[:4]}{(serial + step) % 1_000_000:06}") for step in range(min(count, 99))]


def _leg(raw: _Mandatory, part: _Cursor, today: date, issued: date | None) -> Leg:
    ticket = marketing = frequent_flyer = allowance = ""
    if part.at < part.end:
        rest = part.within(part.size("size of conditional items"), "conditional items")
        airline, serial = rest.optional(3), rest.optional(10)
        ticket = airline + serial if re.fullmatch("[0-9]{13}", airline + serial) else ""
        rest.optional(2)  # selectee, documents checked
        marketing = rest.optional(3)
        frequent_flyer = f"{rest.optional(3)}{rest.optional(16)}"
        rest.optional(1)  # ID/AD
        allowance = rest.optional(3)
    return Leg(
        parse_locator(raw.locator), raw.origin, raw.destination, raw.carrier, raw.number, raw.day,
        _date(raw, today, issued), raw.cabin, raw.seat, raw.sequence, raw.status,
        ticket, marketing, frequent_flyer, allowance,
    )  # fmt: skip


def _date(raw: _Mandatory, today: date, issued: date | None) -> date:
    years = range((issued or today).year - 1, (issued or today).year + 2)
    days = [day for year in years if (day := _on(year, raw.day))]
    if issued:
        days = [day for day in days if day >= issued - timedelta(days=1)] or days
    if not days:
        raise Unreadable("date of flight", raw.day_at, f"no year near {today.year} has a day {raw.day}")
    return min(days, key=lambda day: abs(day - (issued or today)))


def _on(year: int, day_of_year: int) -> date | None:
    if day_of_year < 1:
        return None
    day = date(year, 1, 1) + timedelta(days=day_of_year - 1)
    return day if day.year == year else None

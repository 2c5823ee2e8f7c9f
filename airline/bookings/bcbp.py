"""Bar-coded boarding passes (IATA Resolution 792): what the two-dimensional code on a boarding pass says.

The text is made of fields of fixed length: 23 characters for the pass, then for each of one to four legs 37 mandatory
characters and a conditional part whose length is given in hexadecimal. What is empty is filled with blanks. Airlines
pad, cut and leave out as they please: who flies, where, on what and when is read strictly; of the rest, what cannot be
read is left out and named.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from airline.access.references import RecordLocator
from airline.access.tags import BagTag
from airline.bookings.bcbp_blanks import LEG, restored
from airline.bookings.bcbp_cursor import Cursor, LeftOut, Unreadable
from airline.bookings.bcbp_items import about_pass, day_in, items

__all__ = ["LONGEST", "BoardingPass", "LeftOut", "Leg", "Unreadable", "looks_like", "parse"]

MAX_LEGS = 4
# Four legs with all that is conditional and a signature come to some 1,450 characters.
LONGEST = 2000
# Chats and mail programs cut off blanks at the end; the optional items of a leg are this long together.
TRIMMED = 42
_TITLES = ("MSTR", "MISS", "PROF", "MRS", "MR", "MS", "DR")
_BLANKS = str.maketrans("\xa0\t", "  ")
_AROUND = " \r\n\ufeff"
# What a leg without its optional items has: airlines stop after the date when they have no more to say.
_SHAPE = re.compile(r"M[1-4][A-Z ][^\r\n^]{44,}", re.IGNORECASE)
# The sequence without the blank after it: status, size and the beginning of the version follow too early.
_NO_BLANK_AFTER_SEQUENCE = re.compile(r"[0-9]{4}[0-9A-Z][0-9A-F]{2}>")


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight on the pass. Seat and sequence as printed: `24A`, `25`; an infant's seat is `INF`.

    A pass given out in part has blanks: origin, destination and number may be empty. `airline_use` is what the airline
    has written for itself.
    """

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
    airline_use: str = ""

    @property
    def flight(self) -> str:
        """The flight as customers know it: CA981; the carrier alone where the pass has no number."""
        return f"{self.carrier}{self.number}"


@dataclass(frozen=True, slots=True)
class BoardingPass:
    """A boarding pass: one passenger, one to four legs, the bags that were checked in with it.

    `left_out` is what could not be read, `security` all that stands behind the legs.
    """

    surname: str
    given: str
    electronic: bool
    legs: tuple[Leg, ...]
    tags: tuple[BagTag, ...] = ()
    issued: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    security: str = ""

    @property
    def locator(self) -> RecordLocator | None:
        """The booking reference of the first leg that has one."""
        return next((leg.locator for leg in self.legs if leg.locator), None)


def looks_like(text: str) -> bool:
    """Whether a barcode's text is that of a boarding pass rather than a link or a ticket for something else."""
    return _SHAPE.match(text.translate(_BLANKS).strip(_AROUND)) is not None


def parse(text: str, *, today: date) -> BoardingPass:
    """Read the text of a boarding pass. Raises Unreadable, which says where and what.

    The format has days of the year but no years: each date is the one nearest to `today`, or, where the pass says when
    it was issued, the first on or after that day. Where a web page has made one blank of many, they are put back.
    """
    text = text.translate(_BLANKS).lstrip(_AROUND).rstrip("\r\n\ufeff")
    if len(text) > LONGEST:
        raise Unreadable("length", LONGEST + 1, f"at most {LONGEST} characters expected, {len(text)} found")
    # Whoever writes runs of blanks has lost none.
    spread = None if "  " in text else restored(text)
    try:
        read = _parse(text, today)
    except Unreadable:
        if spread is None:
            raise
        return _parse_restored(spread, today)
    if spread is None or not read.left_out:
        return read
    try:
        return _parse_restored(spread, today)
    except Unreadable:
        return read


def _parse_restored(text: str, today: date) -> BoardingPass:
    read = _parse(text, today)
    own = tuple(LeftOut("conditional items", len(text), "blanks are missing") for leg in read.legs if leg.airline_use)
    return replace(read, left_out=read.left_out + own[:1])


def _parse(text: str, today: date) -> BoardingPass:
    cursor = Cursor(text, 0, len(text))
    cursor.required(1, "format code", "M")
    count = int(cursor.required(1, "number of legs", f"[1-{MAX_LEGS}]"))
    surname, given = _name(cursor)
    electronic = cursor.item(1, "electronic ticket indicator", "[A-Z0-9]") == "E"
    first, part = _mandatory(cursor), _conditional(cursor, last=count == 1)
    issued, tags = about_pass(part, today)
    legs = [_leg(first, part, today, issued)]
    for place in range(2, count + 1):
        raw, part = _mandatory(cursor), _conditional(cursor, last=place == count)
        legs.append(_leg(raw, part, today, issued))
    security_at, security = cursor.at, cursor.rest()
    if security and not security.startswith("^"):
        cursor.leave_out("security data", security_at, security)
    return BoardingPass(surname, given, electronic, tuple(legs), tags, issued, tuple(cursor.left_out), security)


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


def _mandatory(cursor: Cursor) -> _Mandatory:
    locator = cursor.item(7, "booking reference", "[A-Z0-9]{4,7}", whole=True)
    origin, destination = _route(cursor)
    carrier = cursor.required(3, "operating carrier", "[A-Z0-9]{2} | [A-Z0-9]{2}|[A-Z]{3}")
    number = _number(cursor)
    day_at = cursor.at + 1
    day = int(cursor.required(3, "date of flight", " *[0-9]{1,3} *"))
    if not 1 <= day <= 366:
        raise Unreadable("date of flight", day_at, f"a year has no day {day}")
    return _Mandatory(locator, origin, destination, carrier, number, day, day_at, *_at_check_in(cursor))


def _route(cursor: Cursor) -> tuple[str, str]:
    at = cursor.at
    origin = cursor.required(3, "from airport", "[A-Z]{3}| {3}")
    destination = cursor.required(3, "to airport", "[A-Z]{3}| {3}")
    if not origin + destination:
        raise Unreadable("from airport", at + 1, "unexpected “blank”")
    if not origin:
        cursor.leave_out("from airport", at, "")
    if not destination:
        cursor.leave_out("to airport", at + 3, "")
    return origin, destination


def _number(cursor: Cursor) -> str:
    at = cursor.at
    written = cursor.required(5, "flight number", " *0?[0-9]{1,4} *[A-Z]? *|OPEN | {5}")
    found = re.fullmatch(r"([0-9]+) *([A-Z]?)", written)
    if found and int(found[1]):
        return f"{int(found[1])}{found[2]}"
    cursor.leave_out("flight number", at, written)
    return ""


def _at_check_in(cursor: Cursor) -> tuple[str, str, str, str]:
    """Cabin, seat, sequence and status: empty on a pass that was written before the check-in, or cut off."""
    cabin = cursor.item(1, "compartment", "[A-Z]")
    seat = cursor.item(4, "seat number", "[0-9A-Z]{1,4}", cut="[0-9]{1,3}[A-Z]|INF")
    length = 4 if cursor.sees(_NO_BLANK_AFTER_SEQUENCE) else 5
    sequence = cursor.item(length, "check-in sequence", "[0-9A-Z]{1,5}", cut="[0-9]{4}")
    status = cursor.item(1, "passenger status", "[0-9A-Z]")
    return cabin, seat.lstrip("0") or seat, sequence.lstrip("0"), status


def _conditional(cursor: Cursor, *, last: bool) -> Cursor:
    """The conditional part of a leg: as long as it says, unless the next leg, or the end, tells otherwise."""
    at = cursor.at
    written = cursor.item(2, "size of conditional part", "[0-9A-F]{2}")
    size = int(written or "0", 16)
    left = cursor.end - cursor.at
    if last:
        if written and not size and cursor.peek(1) == ">":
            return cursor.within(left, "conditional part")
        return _last_part(cursor, size)
    if not cursor.sees(LEG, after=size):
        found = cursor.find(LEG)
        if found is None:
            return cursor.within(min(size, left), "conditional part")
        cursor.leave_out("size of conditional part", at, written)
        size = found - cursor.at
    return cursor.within(size, "conditional part")


def _last_part(cursor: Cursor, size: int) -> Cursor:
    missing = size - (cursor.end - cursor.at)
    if missing > 0:
        if "  " not in cursor.text:
            raise Unreadable("conditional part", cursor.at + 1, "blanks are missing")
        if missing > min(TRIMMED, size - 1):
            cursor.leave_out("conditional part", cursor.at, cursor.peek(size), f"{size} characters expected")
        cursor.pad(missing)
    return cursor.within(size, "conditional part")


def _name(cursor: Cursor) -> tuple[str, str]:
    at = cursor.at
    written = cursor.required(20, "passenger name", "[A-Z][A-Z0-9 /'.,-]{19}| {20}")
    surname, _, given = written.partition("/")
    if not re.fullmatch("[A-Z '.,-]*", surname):
        raise Unreadable("passenger name", at + 1, f"unexpected “{surname}”")
    if not written:
        cursor.leave_out("passenger name", at, "")
    # Titles are glued to the given name only: ADAMS never loses its MS.
    title = next((title for title in _TITLES if given.endswith(title) and given != title), "")
    return surname.strip(), given.removesuffix(title).strip()


def _leg(raw: _Mandatory, part: Cursor, today: date, issued: date | None) -> Leg:
    locator = RecordLocator(raw.locator) if raw.locator else None
    more = items(part)
    return Leg(
        locator, raw.origin, raw.destination, raw.carrier, raw.number, raw.day,
        _date(raw, today, issued), raw.cabin, raw.seat, raw.sequence, raw.status,
        more.ticket, more.marketing_carrier, more.frequent_flyer, more.allowance, part.rest(),
    )  # fmt: skip


def _date(raw: _Mandatory, today: date, issued: date | None) -> date:
    years = range((issued or today).year - 1, (issued or today).year + 2)
    days = [day for year in years if (day := day_in(year, raw.day))]
    if issued:
        days = [day for day in days if day >= issued - timedelta(days=1)] or days
    if not days:
        raise Unreadable("date of flight", raw.day_at, f"no year near {today.year} has a day {raw.day}")
    return min(days, key=lambda day: abs(day - (issued or today)))

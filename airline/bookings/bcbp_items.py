"""The conditional part of a boarding pass: when it was issued, the bags, and what each leg has of its own."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from airline.access.tags import NOT_READ, BagTag
from airline.bookings.bcbp_cursor import Cursor

# Version, size, sources and issuer, where the sign that begins them is missing.
_VERSION = re.compile(r"[1-8][0-9A-F]{2}[0-9A-Z ][A-Z ]{2}(?:[0-9]{4}| {4})[A-Z ][A-Z0-9]{2}[A-Z0-9 ]")


@dataclass(frozen=True, slots=True)
class Items:
    """What is conditional of one leg."""

    ticket: str = ""
    marketing_carrier: str = ""
    frequent_flyer: str = ""
    allowance: str = ""


def about_pass(part: Cursor, today: date) -> tuple[date | None, tuple[BagTag, ...]]:
    """What the first leg's conditional part says about the whole pass, ahead of what it says about its leg."""
    if part.at == part.end:
        return None, ()
    if part.peek(1) == ">":
        part.skip(1)
    elif not part.sees(_VERSION):
        # All of it is the airline's own, as it was before there were versions.
        part.leave_out("beginning of version number", part.at, part.peek(1))
        part.is_opaque = True
        return None, ()
    part.skip(1)  # version number
    about = _sized(part, "structured message")
    if about is None:
        part.is_opaque = True
        return None, ()
    about.skip(3)  # passenger description, source of check-in, source of the pass
    issued = _issued(about, today)
    about.skip(4)  # document type, issuing airline
    tags = [tag for _ in range(3) for tag in _tags(about)]
    if further := about.rest():
        about.leave_out("structured message", about.end - len(further), further)
    return issued, tuple(dict.fromkeys(tags))


def _sized(part: Cursor, name: str) -> Cursor | None:
    """A part within a part, with its size ahead; None, and nothing read, where the size cannot be."""
    size = part.peek(2)
    if not size.strip():
        return None
    if not re.fullmatch("[0-9A-F]{2}", size.upper()):
        part.leave_out(f"size of {name}", part.at, size)
        return None
    part.skip(2)
    return part.within(min(int(size, 16), part.end - part.at), name)


def _issued(about: Cursor, today: date) -> date | None:
    """The day of issue: the last digit of its year and its day of the year."""
    at = about.at
    written = about.item(4, "date of issue", "[0-9]{4}")
    if not written:
        return None
    years = [year for year in range(today.year - 9, today.year + 2) if year % 10 == int(written[0])]
    days = [day for year in years if (day := day_in(year, int(written[1:])))]
    if not days:
        about.leave_out("date of issue", at, written, f"that year has no day {int(written[1:])}")
        return None
    # No pass is issued tomorrow, save for clocks ahead of ours.
    return max((day for day in days if day <= today + timedelta(days=1)), default=days[0])


def _tags(about: Cursor) -> list[BagTag]:
    """Ten digits of the first tag, and how many there are without a gap (Resolution 740); 001 or nothing: it alone."""
    written = about.item(13, "bag tag", "[0-9]{13}|[0-9]{10}|0+", cut="[0-9]{10}")
    first, count = written[:10], max(1, int(written[10:] or "1"))
    if len(written) < len(NOT_READ) or first == NOT_READ:
        return []
    serial = int(first[4:])
    return [BagTag.from_lpn(f"{first[:4]}{(serial + step) % 1_000_000:06}") for step in range(count)]


def items(part: Cursor) -> Items:
    """The items of one leg; none where the part is the airline's own."""
    rest = _sized(part, "conditional items") if part.at < part.end and not part.is_opaque else None
    if rest is None or rest.at == rest.end:
        return Items()
    if not re.fullmatch("[0-9 ]*", rest.peek(13)):
        # Letters where the ticket number stands: the items are not where they belong, and none is to be trusted.
        rest.leave_out("conditional items", rest.at, rest.rest())
        return Items()
    ticket = rest.item(13, "ticket number", "[0-9]{13}")
    rest.skip(2)  # selectee, documents checked
    marketing = rest.item(3, "marketing carrier", "[A-Z0-9]{2,3}")
    frequent_flyer = f"{rest.take(3)}{rest.take(16)}"
    rest.skip(1)  # ID/AD
    return Items(ticket, marketing, frequent_flyer, rest.item(3, "baggage allowance", "[0-9]{1,2}(?:KG?|LB?|PC?)"))


def day_in(year: int, day_of_year: int) -> date | None:
    """That day of the year; None where the year has no such day."""
    if day_of_year < 1:
        return None
    day = date(year, 1, 1) + timedelta(days=day_of_year - 1)
    return day if day.year == year else None

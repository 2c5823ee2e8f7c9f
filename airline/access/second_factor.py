"""A second thing that stands on somebody's documents: a flight, a booking reference, a tag, a seat, a ticket number."""

import re
import unicodedata
from collections.abc import Set as AbstractSet

from airline.access.references import CaseReference, FileReference, Provable, RecordLocator, parse_key

LONGEST = 300
# "CZ6731" may be a flight and a booking reference, a pass has a few; more than that is a list of guesses.
MOST_READINGS = 4
_FLIGHT = re.compile(r"(?<![A-Z0-9])((?!\d\d)[A-Z0-9]{2})[ -]?0{0,3}([1-9]\d{0,3})[A-Z]?(?![A-Z0-9])")
_SEAT = re.compile(r"(?<![A-Z0-9])0{0,2}([1-9]\d?)[ -]?([A-HJ-L])(?![A-Z0-9])")
_TICKET = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{10})(?!\d)")
_REFERENCE = re.compile(r"(?<![A-Z0-9])(?=[A-Z]*\d)[A-Z0-9]{6,10}(?![A-Z0-9])")

# One spelling for each: "flight CZ673", "seat 31K", "locator K7M2QX", "tag 784123456", "ticket 7841234567890".
Fact = str


def said(text: str) -> frozenset[Fact]:
    """Whatever an answer can mean; nothing where it is a list of guesses."""
    written = unicodedata.normalize("NFKC", text[:LONGEST]).upper()
    found = {flight(one[1] + one[2]) for one in _FLIGHT.finditer(written)}
    found |= {seat(one[1] + one[2]) for one in _SEAT.finditer(written)}
    found |= {ticket(one[1] + one[2]) for one in _TICKET.finditer(written)}
    keys = [parse_key(one) for one in (text, *(one[0] for one in _REFERENCE.finditer(written)))]
    found |= {reference(key) for key in keys if key}
    return frozenset(found) if len(found) <= MOST_READINGS else frozenset()


def references(facts: AbstractSet[Fact]) -> frozenset[Fact]:
    """Those that nobody guesses: not a flight, and not a seat."""
    return frozenset(one for one in facts if not one.startswith(("flight ", "seat ")))


def flight(number: str) -> Fact:
    """A flight by its number alone: CZ0673 is CZ673."""
    return f"flight {number[:2]}{number[2:].lstrip('0')}"


def seat(number: str) -> Fact:
    """A seat as printed: 031K is 31K."""
    return f"seat {number.lstrip('0')}"


def ticket(number: str) -> Fact:
    """A ticket number: thirteen digits."""
    return f"ticket {number}"


def reference(key: Provable) -> Fact:
    """A booking or file reference, or a tag; its short and its long spelling are one."""
    match key:
        case RecordLocator(value):
            return f"locator {value}"
        case FileReference(value):
            return f"file {value}"
        case CaseReference(value):
            return f"case {value}"
        case _:
            return f"tag {key.issuer}{key.serial}"

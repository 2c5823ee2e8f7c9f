"""What texts about found things and notices are compared by here: airports, flights and carriers."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol

from airline.access import issuers
from airline.places import airports
from crm.verticals import Mark

# Two letters, or a letter and a digit before at least three: "B12" is a gate, "3U8633" is a flight.
_FLIGHT = re.compile(
    r"(?<![A-Z0-9])(?:([A-Z]{2})[ -]?0{0,3}([1-9]\d{1,3})|([A-Z]\d|\d[A-Z])[ -]?0{0,2}([1-9]\d{2,3}))(?![A-Z0-9])"
)


def flights_in(text: str) -> Iterable[str]:
    """The flight numbers in a text, each in one spelling: CZ0673 is CZ673."""
    written = unicodedata.normalize("NFKC", text).upper()
    return [f"{one[1] or one[3]}{one[2] or one[4]}" for one in _FLIGHT.finditer(written)]


def carriers_in(text: str) -> Iterable[str]:
    """The carriers that a text names, or whose flight it names."""
    named = issuers.named_in(text)
    flown = {flight[:2] for flight in flights_in(text)} & issuers.by_code().keys()
    return sorted(flown | ({named} if named else set()))


class Flown(Protocol):
    """A flight by its number and ends."""

    @property
    def flight(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def destination(self) -> str: ...


def of_flights(flown: Iterable[Flown]) -> dict[str, frozenset[str]]:
    """The marks of flights that are shown."""
    legs = list(flown)
    numbers = frozenset(number for leg in legs for number in flights_in(leg.flight))
    ends = frozenset(end for leg in legs for end in (leg.origin, leg.destination))
    return {"airport": ends, "carrier": frozenset(leg.flight[:2] for leg in legs), "flight": numbers}


def _flight(typed: str) -> str | None:
    found = list(flights_in(typed))
    return found[0] if len(found) == 1 else None


def _airport(typed: str) -> str | None:
    code = airports.iata_of(typed.strip().upper())
    return code if airports.zone_of(code) else None


def _carrier(typed: str) -> str | None:
    code = typed.strip().upper()
    return code if code in issuers.by_code() else None


MARKS = {
    "airport": Mark(find=airports.named_in, clean=_airport, weight=12),
    "carrier": Mark(find=carriers_in, clean=_carrier),
    "flight": Mark(find=flights_in, clean=_flight, weight=25),
}

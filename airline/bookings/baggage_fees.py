"""What checked bags cost beyond what the ticket includes: each fee by itself, from the carrier's conditions."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from airline.places.airports import country_of

TABLE = Path(__file__).parents[1] / "data" / "baggage_terms.yml"

Area = Literal["international", "domestic"]
Cabin = Literal["economy", "business"]
Reason = Literal["extra", "heavy", "large", "too_heavy", "too_large"]


@dataclass(frozen=True, slots=True)
class Bag:
    """A checked bag: its weight, and its length, width and height together in cm; None where nobody said."""

    kg: Decimal | None = None
    cm: int | None = None


@dataclass(frozen=True, slots=True)
class Included:
    """What is free: so many bags, each of up to so many kilograms."""

    pieces: int
    kg: int


@dataclass(frozen=True, slots=True)
class Fee:
    """What one bag costs for one reason, in CNY; 0 for what is not taken at all (`too_heavy`, `too_large`)."""

    reason: Reason
    amount: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What is free in this cabin on these routes, and the fees of each bag in the order in which they were named."""

    area: Area
    cabin: Cabin
    free: Included
    bags: tuple[tuple[Bag, tuple[Fee, ...]], ...]

    @property
    def total(self) -> int:
        """CNY for one way."""
        return sum(fee.amount for _, fees in self.bags for fee in fees)

    @property
    def refused(self) -> bool:
        """Whether a bag is not taken as checked baggage, whatever is paid."""
        return any(fee.reason in ("too_heavy", "too_large") for _, fees in self.bags for fee in fees)


def quote(bags: Sequence[Bag], *, area: Area, cabin: Cabin) -> Quote:
    """The fees for `bags`; those named last are the ones too many."""
    free = included(area, cabin)
    priced = tuple((bag, tuple(_fees(bag, index, area, free))) for index, bag in enumerate(bags))
    return Quote(area, cabin, free, priced)


def area_between(ends: Sequence[Collection[str]]) -> Area | None:
    """The area of a flight between these ends, each any of its airports; None where they do not tell."""
    countries = [{country for code in end if (country := country_of(code))} for end in ends if end]
    home = terms()["country"]
    if any(end and home not in end for end in countries):
        return "international"
    return "domestic" if sum(home in end for end in countries) > 1 else None


def included(area: Area, cabin: Cabin) -> Included:
    """What the ticket includes."""
    return Included(**terms()["areas"][area]["cabins"][cabin])


@cache
def terms() -> dict[str, Any]:
    """The table as it is written."""
    read: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return read


def _fees(bag: Bag, index: int, area: Area, free: Included) -> Iterator[Fee]:
    costs = terms()["areas"][area]["fees"]
    if bag.kg is not None and bag.kg > terms()["heaviest_kg"]:
        yield Fee("too_heavy", 0)
        return
    if bag.cm is not None and bag.cm > terms()["largest_cm"]:
        yield Fee("too_large", 0)
        return
    if index >= free.pieces:
        yield Fee("extra", costs["extra"])
    if bag.kg is not None and bag.kg > free.kg:
        over = math.ceil(bag.kg - free.kg)
        yield Fee("heavy", costs["heavy"] if "heavy" in costs else over * costs["heavy_per_kg"])
    if bag.cm is not None and bag.cm > terms()["free_cm"]:
        yield Fee("large", costs["large"])

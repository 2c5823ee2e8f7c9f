"""What the law says, on which date: deadlines and limits from `data/rules.yml`, the only place with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

from airline.places.airports import country_of

TABLE = Path(__file__).parents[1] / "data" / "rules.yml"
# Carriage between these and the mainland is neither domestic nor between two states parties.
_REGIONS = frozenset({"HK", "MO", "TW"})

BagTrouble = Literal["missing", "damaged", "contents_missing"]
DeadlineKind = Literal["notice", "deemed_lost", "action"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of a law that carries a figure. `value` None: the figure is published elsewhere, ask a person."""

    id: str
    jurisdiction: str
    key: str
    value: Decimal | None
    unit: str
    effective_from: date | None
    effective_to: date | None  # the first day on which it no longer holds
    source: str
    source_url: str | None
    checked_on: date
    verified: bool
    text: dict[str, str]

    def holds(self, on: date) -> bool:
        """Whether it may be quoted for something that happened on that day."""
        if not self.verified or self.effective_from is None:
            return False
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

    def amount(self, language: Literal["zh", "en"]) -> str:
        """The figure as it is written in a sentence: €250, 1,519 SDR, 250欧元. Empty without a figure."""
        return "" if self.value is None else _AMOUNTS[language].get(self.unit, "{:,f}").format(self.value)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day, and the rule it comes from."""

    kind: DeadlineKind
    due_on: date
    rule: Rule

    @property
    def basis(self) -> dict[str, str]:
        """The rule in one sentence, in both languages."""
        return self.rule.text


_AMOUNTS: dict[str, dict[str, str]] = {
    "en": {"SDR": "{:,f} SDR", "EUR": "€{:,f}", "GBP": "£{:,f}", "USD": "US${:,f}"},
    "zh": {"SDR": "{:,f}特别提款权", "EUR": "{:,f}欧元", "GBP": "{:,f}英镑", "USD": "{:,f}美元"},
}


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the table, those that may not be quoted included."""
    table = _table()
    return tuple(_rule(row, table) for row in table["rules"])


@cache
def territory(jurisdiction: str) -> MappingProxyType[str, frozenset[str]]:
    """The `countries` and the `carriers` of a law that depends on where and with whom one flies."""
    listed = _table()["territories"][jurisdiction]
    return MappingProxyType({name: frozenset(codes) for name, codes in listed.items()})


def in_force(key: str, *, jurisdiction: str, on: date) -> Rule | None:
    """The rule under `key` on that day; never an unverified one, never one that is only announced."""
    fitting = (rule for rule in rules() if (rule.key, rule.jurisdiction) == (key, jurisdiction) and rule.holds(on))
    return next(fitting, None)


def bag_regimes(origin: str | None, destination: str | None, on: date) -> list[str]:
    """The laws of a bag's journey, the one to go by first; none where we do not know.

    Unknown airports are taken for an international journey: its periods are those of PRC law as well. That law also
    covers what leaves or reaches China where the other end is no party to the Montreal Convention.
    """
    start, end = country_of(origin or ""), country_of(destination or "")
    if start is None or end is None:
        return ["MC99"]
    if start == end:
        domestic = f"{start}_DOMESTIC"
        return [domestic] if any(rule.jurisdiction == domestic and rule.holds(on) for rule in rules()) else []
    if {start, end} & _REGIONS and {start, end} <= _REGIONS | {"CN"}:
        return ["CN_REGIONAL"]
    if is_between_parties(origin, destination):
        return ["MC99"]
    return ["CN_REGIONAL"] if "CN" in (start, end) else []


def is_between_parties(origin: str | None, destination: str | None) -> bool | None:
    """Whether both ends lie in States that we know as parties to the Montreal Convention; None for unknown airports.

    There and back from one party is covered as well (Art. 1(2)), so False means "perhaps not", never "no".
    """
    ends = {country_of(origin or ""), country_of(destination or "")}
    return None if None in ends else ends <= territory("MC99")["countries"]


def bag_deadlines(
    kind: BagTrouble, *, origin: str | None, destination: str | None, event_on: date, received_on: date | None
) -> list[Deadline]:
    """The last days to complain, to wait and to sue, earliest first.

    `event_on` is the day on which the bag arrived or should have; `received_on` when it was handed over, None while it
    is missing: the period for a written complaint about delay only starts then. Days are calendar days.
    """
    regime = next(iter(bag_regimes(origin, destination, event_on)), None)
    if regime is None:
        return []
    is_missing = kind == "missing"
    handed_over = received_on if is_missing else received_on or event_on
    overdue_since = event_on if is_missing and received_on is None else None
    starts: list[tuple[DeadlineKind, str, date | None]] = [
        ("notice", "delay_notice" if is_missing else "damage_notice", handed_over),
        ("deemed_lost", "deemed_lost", overdue_since),
        ("action", "action", event_on),
    ]
    laws = [(name, in_force(key, jurisdiction=regime, on=event_on), start) for name, key, start in starts]
    found = [_deadline(name, rule, start) for name, rule, start in laws if rule and start]
    return sorted(found, key=lambda deadline: deadline.due_on)


def bag_limit(origin: str | None, destination: str | None, on: date) -> Rule | None:
    """How far a carrier is liable for a passenger's baggage: "up to", never a promise.

    None, and a rule without a figure, both mean that a person has to answer.
    """
    if country_of(origin or "") is None or country_of(destination or "") is None:
        return None
    limits = (in_force("bag_limit", jurisdiction=regime, on=on) for regime in bag_regimes(origin, destination, on))
    return next((limit for limit in limits if limit), None)


def bag_fee_refund(*, airports: Sequence[str], on: date, flight_hours: float | None = None) -> Rule | None:
    """After how many hours the fee for a late bag is to be refunded under US rules; None for other journeys.

    `airports` are those of the whole ticket: a domestic leg of an international ticket goes by the ticket's period.
    `flight_hours` is how long the flight to or from the US takes; without it the longer period stands, because it is
    owed then in any case.
    """
    countries = {country_of(airport) for airport in airports}
    if len(airports) < 2 or "US" not in countries or None in countries:
        return None
    if countries == {"US"}:
        return in_force("bag_fee_refund_domestic", jurisdiction="US", on=on)
    long_flight = in_force("long_flight", jurisdiction="US", on=on)
    is_short = flight_hours is not None and long_flight and long_flight.value and flight_hours <= long_flight.value
    return in_force("bag_fee_refund_short" if is_short else "bag_fee_refund_long", jurisdiction="US", on=on)


def _deadline(kind: DeadlineKind, rule: Rule, start: date) -> Deadline:
    count = int(rule.value or 0)
    return Deadline(kind, _years_after(start, count) if rule.unit == "years" else start + timedelta(days=count), rule)


def _years_after(day: date, years: int) -> date:
    """The same day; 29 February ends on the 28th, a day early rather than a day late."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table


def _rule(row: dict[str, Any], table: dict[str, Any]) -> Rule:
    source = table["sources"][row["source"]]
    return Rule(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        key=row["key"],
        value=None if row["value"] is None else Decimal(str(row["value"])),
        unit=row["unit"],
        effective_from=row["from"],
        effective_to=row.get("to"),
        source=source["name"],
        source_url=source["url"],
        checked_on=source.get("checked_on", table["checked_on"]),
        verified=row.get("verified", True),
        text={"zh": row["zh"], "en": row["en"]},
    )

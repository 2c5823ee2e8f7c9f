"""What passengers may claim for a late or cancelled flight: EU261, UK261, or neither, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

from airline.law.rules import Rule, bag_regimes, in_force, territory
from airline.places.airports import country_of, distance_km, short_name
from crm import texts

Regime = Literal["EU261", "UK261"]
_LANGUAGES: tuple[Literal["zh"], Literal["en"]] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Rights:
    """What the law gives, at most. `amounts` are "up to" and empty where no money is owed; nothing is a promise."""

    regime: Regime | None
    amounts: list[Rule]
    care: Rule | None  # after how many hours of delay at departure meals, calls and a hotel are owed
    refund: Rule | None  # after how many hours of delay one may have the ticket's price back instead
    losses: Rule | None  # how far a carrier is liable for losses that a delay caused and that can be shown
    why: dict[str, str]


def compensation(
    *,
    origin: str,
    destination: str,
    carrier: str,
    flight_date: date,
    arrival_delay_minutes: int | None,
    cancelled: bool,
    extraordinary: bool | None,
) -> Rights:
    """The law that covers this flight of the operating `carrier`, and the most that it gives.

    `arrival_delay_minutes` is that of the flight, or, after a cancellation, of the flight offered instead. None: not
    known, the amount then depends on it. `extraordinary` None: the cause is not known either.
    """
    losses = _losses(origin, destination, flight_date)
    regime = _regime(origin, destination, carrier)
    band = _band(regime, origin, destination, flight_date) if regime else None
    if regime is None or band is None:
        return Rights(None, [], None, None, losses, _why("not_covered", origin, destination))
    rule = partial(in_force, jurisdiction=regime, on=flight_date)
    amount, reason = _amount(rule, band, arrival_delay_minutes, cancelled, extraordinary)
    facts = {
        "law": texts.load("flights")["laws"][regime],
        "amount": amount or rule(f"compensation_{band}"),
        "hours": rule("compensation_after"),
        "days": rule("cancellation_notice"),
    }
    why = _why(reason, origin, destination, **facts)
    return Rights(regime, [amount] if amount else [], rule(f"care_after_{band}"), rule("refund_after"), losses, why)


def reduced(*, origin: str, destination: str, carrier: str, on: date) -> tuple[Rule, Rule] | None:
    """(hours, the most that is owed) where the flight offered instead of a cancelled one is no more than so much late.

    None where no law covers the flight, or its band is not known.
    """
    regime = _regime(origin, destination, carrier)
    band = _band(regime, origin, destination, on) if regime else None
    rule = partial(in_force, jurisdiction=regime or "", on=on)
    hours, amount = rule(f"reduced_within_{band}"), rule(f"compensation_{band}_reduced")
    return (hours, amount) if hours and amount else None


def _regime(origin: str, destination: str, carrier: str) -> Regime | None:
    """Departures from a territory on any carrier; arrivals on its own ones (in the UK also on those of the EU, and in
    the EU on those of the UK by UK law: Art. 3(1)(b)).
    """
    start, end = country_of(origin), country_of(destination)
    eu, uk = territory("EU261"), territory("UK261")
    if start in eu["countries"]:
        return "EU261"
    if start in uk["countries"]:
        return "UK261"
    if end in eu["countries"] and carrier in eu["carriers"]:
        return "EU261"
    is_uks = carrier in uk["carriers"] and end in uk["countries"] | uk["arrivals"]
    return "UK261" if is_uks or (end in uk["countries"] and carrier in eu["carriers"]) else None


def _band(regime: Regime, origin: str, destination: str, on: date) -> str | None:
    """Short, medium or long; None where the distance is not known or the law not yet in force."""
    kilometres = distance_km(origin, destination)
    short = in_force("band_short", jurisdiction=regime, on=on)
    medium = in_force("band_medium", jurisdiction=regime, on=on)
    if kilometres is None or not (short and short.value and medium and medium.value):
        return None
    if kilometres <= short.value:
        return "short"
    inside = {country_of(origin), country_of(destination)} <= territory(regime)["countries"]
    # Within its territory the EU has no third band (Art. 7(1)(b)).
    return "medium" if kilometres <= medium.value or (inside and regime == "EU261") else "long"


def _amount(
    rule: "partial[Rule | None]", band: str, delay: int | None, cancelled: bool, extraordinary: bool | None
) -> tuple[Rule | None, str]:
    """The most that is owed, and the name of the reason."""
    if not cancelled and delay is not None and delay < _minutes(rule("compensation_after")):
        return None, "too_short"
    if extraordinary:
        return None, "extraordinary"
    is_reduced = delay is not None and delay <= _minutes(rule(f"reduced_within_{band}"))
    amount = rule(f"compensation_{band}_reduced" if is_reduced else f"compensation_{band}")
    if cancelled:
        return amount, "cancelled"
    return amount, "delay_unknown" if delay is None else "late"


def _minutes(hours: Rule | None) -> Decimal:
    return (hours.value or Decimal(0)) * 60 if hours else Decimal(0)


def _losses(origin: str, destination: str, on: date) -> Rule | None:
    known = country_of(origin) and country_of(destination)
    if not known or "MC99" not in bag_regimes(origin, destination, on):
        return None
    return in_force("passenger_delay_limit", jurisdiction="MC99", on=on)


def _why(reason: str, origin: str, destination: str, **facts: Rule | dict[str, str] | None) -> dict[str, str]:
    return {
        language: texts.load("flights")["rights"][reason][language].format(
            origin=short_name(origin, language),
            destination=short_name(destination, language),
            **{name: _said(fact, language) for name, fact in facts.items()},
        )
        for language in _LANGUAGES
    }


def _said(fact: Rule | dict[str, str] | None, language: Literal["zh", "en"]) -> str:
    if isinstance(fact, Rule):
        return fact.amount(language)
    return fact[language] if fact else ""

"""What the law says about time for a bag in trouble: for a written complaint, and for the refund of its fee."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from actions.store import Language
from airline.bags.bags import Bag
from airline.bags.itinerary import Leg, path
from airline.flights import flights
from airline.law import rules
from airline.law.rules import Rule
from airline.places.airports import country_of
from crm.base import utc_now

_BETWEEN = {"zh": "；", "en": ". "}


def periods(session: Session, trouble: str, bag: Bag | None, language: Language) -> str:
    """The time for a written claim, and of a bag that is late on a journey under US rules, for the refund of its fee.

    Nothing where no law is known to apply.
    """
    legs = path(bag.legs) if bag else []
    found = [_notice(trouble, legs), _fee(session, legs) if trouble == "missing" else None]
    return _BETWEEN[language].join(rule.text[language] for rule in found if rule)


def _notice(trouble: str, legs: Sequence[Leg]) -> Rule | None:
    origin, destination = (legs[0].origin, legs[-1].destination) if legs else (None, None)
    key, today = "delay_notice" if trouble == "missing" else "damage_notice", utc_now().date()
    regimes = rules.bag_regimes(origin, destination, today)
    found = (rules.in_force(key, jurisdiction=regime, on=today) for regime in regimes)
    return next((rule for rule in found if rule), None)


def _fee(session: Session, legs: Sequence[Leg]) -> Rule | None:
    """The whole journey on the tag counts: a leg within the US after one from abroad goes by the longer period."""
    airports = [*(leg.origin for leg in legs), *(leg.destination for leg in legs[-1:])]
    abroad = next((leg for leg in legs if country_of(leg.origin) != country_of(leg.destination)), None)
    hours = _hours(session, abroad) if abroad else None
    return rules.bag_fee_refund(airports=airports, on=utc_now().date(), flight_hours=hours)


def _hours(session: Session, leg: Leg) -> float | None:
    """How long the flight takes by its plan."""
    known = flights.find(session, flight=leg.flight, on=date.fromisoformat(leg.date))
    planned = next((one for one in known if (one.origin, one.destination) == (leg.origin, leg.destination)), None)
    if planned is None or planned.departs_at is None or planned.arrives_at is None:
        return None
    return (planned.arrives_at - planned.departs_at).total_seconds() / 3600

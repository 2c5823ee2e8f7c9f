"""An order, and the shop's hours, in words."""

from datetime import datetime

from crm import hours
from crm.case_texts import LANGUAGES, Detail, day, line
from crm.site import site
from crm.texts import load
from shop.orders import Order


def told(order: Order, language: str, *, now: datetime) -> str:
    """How an order stands, and what can be done now."""
    words = load("orders")
    facts = {
        "number": order.number,
        "when": _day(order.at, language),
        "items": _items(order, language),
        "parcel": _parcel(order, language),
        "expected": words["expected"][language].format(day=day(order.expected_on)[language])
        if order.expected_on
        else "",
        "returns": _returns(order, language, now),
    }
    return " ".join(str(words["status"][order.status][language]).format(**facts).split())


def details(order: Order, now: datetime) -> list[Detail]:
    """What agents read of an order, beside what the customer wrote."""
    state = {language: told(order, language, now=now) for language in LANGUAGES}
    return [line("order_state", state, team_only=True)]


def opening(language: str, *, now: datetime) -> str:
    """When the shop is open, day by day, whether it is now, and how it is reached otherwise."""
    words = load("orders")["hours"]
    spans = {name: site().opening_hours.get(name, ()) for name in hours.DAYS}
    if any(spans.values()):
        shown = "\n".join(f"{words['days'][name][language]} {_spans(spans[name], language)}" for name in hours.DAYS)
        open_now = words["open" if hours.people_answer(now) else "closed"][language]
    else:
        shown, open_now = words["always"][language], ""
    parts = [words["heading"][language].format(zone=_zone(language)), shown, open_now, reached(language)]
    return "\n".join(part for part in parts if part)


def reached(language: str) -> str:
    """The shop's telephone, e-mail address and street, as far as the site's file names them."""
    words, contact = load("orders")["contact"], site().contact
    known = {
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address[language] if contact.address else None,
    }
    return "\n".join(words[name][language].format(value=value) for name, value in known.items() if value)


def _expected(order: Order, language: str) -> str:
    if order.expected_on is None:
        return ""
    return str(load("orders")["expected"][language]).format(day=day(order.expected_on)[language])


def _returns(order: Order, language: str, now: datetime) -> str:
    allowed, words = order.may_be_returned(now), load("orders")["returns"]
    if allowed is None or order.last_day is None:
        return ""
    return str(words["until" if allowed else "over"][language]).format(day=day(order.last_day)[language])


def _items(order: Order, language: str) -> str:
    if not order.items:
        return ""
    named = [f"{name} × {count}" if count > 1 else name for name, count in order.items]
    return str(load("orders")["items"][language]).format(items=("、" if language == "zh" else ", ").join(named))


def _parcel(order: Order, language: str) -> str:
    if not order.tracking:
        return ""
    return str(load("orders")["parcel"][language]).format(carrier=order.carrier, tracking=order.tracking)


def _day(moment: datetime, language: str) -> str:
    return day(moment.astimezone(site().zone).date())[language]


def _spans(spans: tuple[str, ...], language: str) -> str:
    words = load("orders")["hours"]
    return ", ".join(spans) if spans else str(words["day_off"][language])


def _zone(language: str) -> str:
    named = site().time_zone_name
    return named[language] if named else site().time_zone

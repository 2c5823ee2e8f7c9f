"""The hotel as a vertical: all that the rest of the product is told of it."""

from collections.abc import Iterable
from datetime import timedelta

from crm.base import utc_now
from crm.verticals import CaseHooks, Job, Vertical
from hotel import after_care, arrival_cards, checks, needs, requests
from hotel.numbers import number_in


def _named(text: str) -> Iterable[tuple[str, str]]:
    number = number_in(text)
    return [("confirmation", number)] if number else []


VERTICAL = Vertical(
    name="hotel",
    forms={**requests.FORMS, **needs.FORMS},
    checks=checks.CHECKS,
    cases={"maintenance": CaseHooks(choices=lambda case: [("again", "/maintenance"), ("person", "/human")])},
    identifiers=_named,
    jobs=(
        Job("arrival_cards", timedelta(minutes=10), lambda session: arrival_cards.send_due(session, now=utc_now())),
        Job("after_care", timedelta(minutes=10), lambda session: after_care.ask_due(session, now=utc_now())),
    ),
    actions="hotel.actions",
    tries="“my reservation 48291730, name Baker” – or 查一下我的预订，48291645，姓王；空调坏了，1208房",
)

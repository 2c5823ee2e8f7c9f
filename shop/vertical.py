"""The shop as a vertical: all that the rest of the product is told of it."""

from collections.abc import Iterable

from crm.verticals import Vertical
from shop import checks, demo, returns
from shop.orders import number_in


def _named(text: str) -> Iterable[tuple[str, str]]:
    number = number_in(text)
    return [("order", number)] if number else []


VERTICAL = Vertical(
    name="shop",
    forms=returns.FORMS,
    checks=checks.CHECKS,
    identifiers=_named,
    actions="shop.actions",
    seed=demo.seed,
    tries="“where is my order A-1001, jo.baker@example.com” – or 订单A-1002到哪了，手机13800138000",
)

"""The type of question that a shop has beside those of every site: an order number."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm.fields import Check, Field, FieldError
from shop.orders import number_in


def order_number(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """As the shop's own system numbers its orders, without spaces and signs."""
    number = number_in(str(value))
    if number is None:
        raise FieldError("order_invalid")
    return number


CHECKS: Mapping[str, Check] = {"order_number": order_number}

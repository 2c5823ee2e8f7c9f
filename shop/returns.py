"""What a customer sends back: filed with what is known of the order, for the team."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from crm.case_texts import Detail, line
from crm.conversations import Conversation
from crm.errand_cases import open_case
from crm.forms import Form, Handler, nothing_more
from crm.texts import load
from shop import orders, presenter
from shop.access import belongs


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """File the return. Whether number and address fit an order is for the team alone: who asks has not been told."""
    return open_case(session, form, conversation, values, now, besides=tuple(_known(session, values, now)))


FORMS: Mapping[str, Handler] = {"return_request": Handler(check=nothing_more, submit=submit)}


def _known(session: Session, values: Mapping[str, Any], now: datetime) -> list[Detail]:
    order = orders.find(session, str(values.get("order") or ""))
    words = load("orders")["checked"]
    if order is None or not belongs(order, str(values.get("contact") or "")):
        return [line("order_check", words["unknown"], team_only=True)]
    allowed = order.may_be_returned(now)
    found = "not_there" if allowed is None else "in_time" if allowed else "too_late"
    return [line("order_check", words[found], team_only=True), *presenter.details(order, now)]

"""Forms filled in and sent the way the API does it, by a customer of our own making."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from airline.cases import bag_forms
from airline.cases.checks import CHECKS
from airline.ingest import ingest
from crm import cases, conversations, customers, fields, forms, messages
from crm.cases import Case
from crm.conversations import Conversation
from crm.forms import Form

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
REPORT: dict[str, Any] = {
    "kind": "missing",
    "airport": "LHR",
    "flight": "CZ673",
    "flight_date": "2026-11-21",
    "tags": ["0784123456"],
    "bag_type": "suitcase_hard",
    "colour": "blue",
    "brand": "Rimowa",
    "marks": "a red strap",
    "contents": "a violin bow, two blue shirts",
    "surname": "Zhang",
    "given_name": "Wei",
    "email": "zhang.wei@example.com",
    "phone": "+8613800138000",
    "address": "12 Rosemary Lane, Bath BA1 1AA",
    "agree": True,
}
CLAIM: dict[str, Any] = {
    "about": "essentials",
    "surname": "Zhang",
    "flight": "CZ673",
    "flight_date": "2026-11-21",
    "items": [
        {"what": "Shirt", "amount": "45.50", "currency": "GBP", "date": "2026-11-22"},
        {"what": "洗漱用品", "amount": "120", "currency": "CNY", "date": "2026-11-22"},
        {"what": "Socks", "amount": "9.5", "currency": "GBP", "date": "2026-11-22"},
    ],
    "pay_by": "bank",
    "email": "zhang.wei@example.com",
    "agree": True,
}


def talk(session: Session, language: str = "en") -> Conversation:
    """A conversation with a customer of its own."""
    customer = customers.create_customer(session, language=language)
    return conversations.start_conversation(session, customer=customer, site="demo", language=language)


def put_bag(session: Session, lpn: str = "0784123456", surname: str = "ZHANG", day: str = "21NOV") -> None:
    """A bag checked in from Beijing to London."""
    text = f"BSM\n.V/1LPEK\n.F/CZ673/{day}/LHR\n.N/{lpn}001\n.P/{surname}/WEIMR\nENDBSM"
    ingest(session, text=text, received_at=NOW - timedelta(days=1))


def open_form(session: Session, conversation: Conversation, name: str, **facts: Any) -> Form:
    return forms.open_form(session, conversation_id=conversation.id, message_id=None, name=name, values={}, facts=facts)


def send(session: Session, form: Form, values: dict[str, Any], *, now: datetime = NOW) -> dict[str, str]:
    """Send a form; returns what is wrong, in English: {field: sentence}."""
    sent = forms.submit(
        session,
        form,
        values,
        handler=bag_forms.FORMS[form.name],
        checks={**fields.CHECKS, **CHECKS},
        now=now,
    )
    return {key: error.sentence("en") for key, error in sent.errors.items()}


def report(session: Session, conversation: Conversation, **values: Any) -> Case:
    """A case opened with the report form."""
    form = open_form(session, conversation, "bag_report")
    assert send(session, form, {**REPORT, **values}) == {}
    return cases.get_by_reference(session, form.result["reference"])


def said(session: Session, conversation: Conversation) -> list[messages.Message]:
    return messages.after(session, conversation_id=conversation.id)

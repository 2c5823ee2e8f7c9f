"""What the product is told of bicycles: a form, a kind of case, a card, a feed, an action."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bicycles.card import BicycleCard
from bicycles.workshop import WORKSHOP
from crm import case_kinds, case_presenter, cases, messages
from crm.case_texts import kind_title, line
from crm.conversations import Conversation
from crm.fields import Field, FieldError
from crm.forms import Form, Handler, nothing_more
from crm.messages import Kind
from crm.texts import load
from crm.verticals import CaseHooks, Vertical

KIND = "flat_tyre"


def frame_number(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """Two letters and four digits."""
    number = str(value).strip().upper()
    if len(number) != 6 or not number[:2].isalpha() or not number[2:].isdigit():
        raise FieldError("frame_number_invalid")
    return number


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case and show it to the customer."""
    case = cases.open_case(
        session,
        kind=KIND,
        workflow=case_kinds.get(KIND).workflow,
        reference=cases.new_reference("BI"),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title=kind_title(KIND),
        details=[line("frame", values["frame"])],
    )
    case_presenter.say(session, conversation, case, body=case_presenter.sentence(case, conversation.language))
    _show(session, conversation, values["frame"])
    return {"reference": case.reference, "kind": case.kind}


def _show(session: Session, conversation: Conversation, frame: str) -> None:
    """The bicycle itself, below its case."""
    words, language = load("bicycles")["card"], conversation.language
    card = BicycleCard(title=words["title"][language], frame=frame, state=words["broken"][language])
    messages.notify(session, conversation, body=card.title, kind=Kind.CARD, data={"card": card.as_json()})


VERTICAL = Vertical(
    name="bicycles",
    forms={"flat_tyre": Handler(check=nothing_more, submit=submit)},
    checks={"frame_number": frame_number},
    cards=(BicycleCard,),
    feeds=(WORKSHOP,),
    actions="bicycles.actions",
    cases={KIND: CaseHooks(choices=lambda case: [("another_bicycle", "/flat_tyre")])},
)

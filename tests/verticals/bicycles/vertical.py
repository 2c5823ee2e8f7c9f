"""What the product is told of bicycles: one form, one kind of case, one feed of messages."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from crm import case_kinds, case_presenter, cases
from crm.case_texts import kind_title, line
from crm.conversations import Conversation
from crm.fields import Field, FieldError
from crm.forms import Form, Handler, nothing_more
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
    return {"reference": case.reference, "kind": case.kind}


VERTICAL = Vertical(
    name="bicycles",
    forms={"flat_tyre": Handler(check=nothing_more, submit=submit)},
    checks={"frame_number": frame_number},
    cases={KIND: CaseHooks(choices=lambda case: [("another_bicycle", "/flat_tyre")])},
)

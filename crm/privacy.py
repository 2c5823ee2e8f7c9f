"""Requests about personal data: what a customer wants done with theirs becomes a case with a reference and a last day.

Nothing is shown, changed or deleted by a request: whoever works on the case first confirms who asks, and then has it
carried out (`crm.data_requests`).
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from crm import case_kinds, case_presenter, cases
from crm.case_texts import Bilingual, chosen, day, in_both, joined, kind_title, line, words
from crm.cases import Case
from crm.conversations import Conversation
from crm.forms import Form, Handler, nothing_more
from crm.site import site

KIND = "privacy_request"
WISHES = ("see", "correct", "erase", "stop")
ANSWER = "answer"
# China's rules for apps (App违法违规收集使用个人信息行为认定方法, 2019, Art. 6) give 15 working days; that is earlier
# than the month of GDPR Art. 12(3), so it keeps both. Holidays are not reckoned: the day comes no later for it.
WORKING_DAYS = 15
PREFIX = "PD"
_SATURDAY = 5


def open_request(
    session: Session, *, conversation: Conversation, wish: str, email: str, note: str = "", now: datetime
) -> Case:
    """Take a request down. The e-mail address is what the customer says, and proves nothing."""
    last = due_on(now.astimezone(site().zone).date())
    return cases.open_case(
        session,
        kind=KIND,
        workflow=case_kinds.get(KIND).workflow,
        reference=cases.new_reference(PREFIX),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title=joined(kind_title(KIND), _named(wish)),
        details=[
            line("privacy_wish", _named(wish)),
            *([line("privacy_note", note)] if note else []),
            line("privacy_email", email, team_only=True),
        ],
        deadlines=[{"kind": ANSWER, "due_on": last.isoformat(), "basis": words("privacy_basis")}],
        stage="post",
        due_at=datetime.combine(last, time.min, site().zone),
    )


def open_ones(session: Session, conversation_id: uuid.UUID) -> list[Case]:
    """The requests of this conversation that are not over, newest first."""
    made = [case for case in cases.of_conversation(session, conversation_id) if case.kind == KIND]
    return [case for case in reversed(made) if case.closed_at is None]


def asks_for(case: Case, wish: str) -> bool:
    """Whether a request is for this wish."""
    return bool(case.details[0]["value"] == _named(wish))


def told(case: Case, language: str, *, known: bool = False) -> str:
    """What the customer is told of a request: its reference, and until when it is answered."""
    facts = {
        "reference": case.reference,
        "wish": case.details[0]["value"],
        "due_on": day(date.fromisoformat(case.deadlines[0]["due_on"])),
        "state": {one: case_presenter.label(case, case.status, one) for one in ("zh", "en")},
    }
    return in_both(words("privacy_known" if known else "privacy_opened"), **facts)[language]


def due_on(received: date) -> date:
    """The last day for an answer: so many working days after the day of receipt."""
    last, left = received, WORKING_DAYS
    while left:
        last += timedelta(days=1)
        left -= last.weekday() < _SATURDAY
    return last


def _submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    case = open_request(
        session,
        conversation=conversation,
        wish=values["wish"],
        email=values["email"],
        note=values.get("note") or "",
        now=now,
    )
    case_presenter.say(session, conversation, case, body=told(case, conversation.language))
    return {"reference": case.reference, "kind": case.kind}


def _named(wish: str) -> Bilingual:
    return chosen(KIND, "wish", [wish])


FORMS: Mapping[str, Handler] = {KIND: Handler(check=nothing_more, submit=_submit)}

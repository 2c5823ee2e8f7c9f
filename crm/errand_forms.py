"""Forms that are errands: which there are, which one a message means, and what happens when one is sent."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from crm import case_presenter, cases, fields, forms, questions, slot_answers, verticals
from crm.conversations import Conversation
from crm.errand_cases import open_case, told
from crm.fields import Check
from crm.forms import Form, Handler, nothing_more
from crm.questions import Errand, definition

# Where an errand stands, among its form's facts: the field that is asked for, or the review, or what to change; how
# often the answer was none; which message was read last; what the customer would rather leave out.
ASKED, TRIES, READ, SKIPPED, REVIEW, CHANGE = "asked", "tries", "read", "skipped", "review", "change"


def errand_of(name: str) -> Errand | None:
    """What is said of this form as an errand; None for any other form, or none."""
    try:
        return definition(name).errand
    except FileNotFoundError:
        return None


def meant(intent: str, opens: str | None, text: str) -> str | None:
    """The errand that a message of this intent means: one whose wish is in it, else the one that the skill `opens`."""
    for name in questions.names():
        errand = errand_of(name)
        if errand and intent in errand.intents and errand.wish and re.search(errand.wish, text, re.I):
            return name
    return opens if opens and errand_of(opens) else None


def handler(name: str) -> Handler | None:
    """What happens when a form that is an errand is sent, in words or in the widget."""
    if errand_of(name) is None:
        return None
    return replace(handling(name), submit=_submit_and_say)


def handlers() -> Mapping[str, Handler]:
    """The same for every errand."""
    return {name: found for name in questions.names() if (found := handler(name))}


def handling(name: str) -> Handler:
    """What checks an errand's form and files it, without a word to the customer."""
    if slot_answers.slot_of(name):
        return slot_answers.HANDLER
    return verticals.forms().get(name) or Handler(check=nothing_more, submit=_submit)


def checks() -> Mapping[str, Check]:
    """What each kind of field must look like."""
    return {**fields.CHECKS, **verticals.checks()}


def clean(session: Session, form: Form, now: datetime) -> dict[str, Any]:
    """The answers that are right, as they are kept."""
    country = handling(form.name).country(session, form)
    return forms.read(session, form, checks=checks(), now=now, country=country).values


def add_facts(form: Form, **facts: Any) -> None:
    """Note something of ours about the errand."""
    form.facts = {**form.facts, **facts}


def _submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case; what the customer is told is for whoever asked."""
    return open_case(session, form, conversation, values, now)


def _submit_and_say(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    result = handling(form.name).submit(session, form, conversation, values, now)
    case = cases.get_by_reference(session, str(result["reference"]))
    case_presenter.say(session, conversation, case, body=told(case, conversation.language))
    return result

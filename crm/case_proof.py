"""Whose case it is, asked by its reference: what its customer gave then; few wrong tries, one answer.

Tries are kept as what the assistant did (`crm.interactions`), so that agents see them, too.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from crm import cases, forms, identities, interactions, site_events, tries
from crm.case_texts import in_both
from crm.cases import Case
from crm.errors import CaseNotFound
from crm.questions import definition
from crm.search_words import folded
from crm.texts import load

LOOKED_UP = "case_looked_up"
# So many wrong tries in a conversation within a quarter of an hour, or for one reference within an hour, and nothing is
# answered until that is over.
MOST_TRIES, MOST_FOR_CASE = 5, 10
_NAMES, _CONTACTS = ("name", "surname"), ("contact", "email", "tel")
_HAN = re.compile(r"[\u3400-\u9fff]{1,4}")


@dataclass(frozen=True)
class Asked:
    """A case that is asked about: in which message of which conversation, and what is given to prove it."""

    conversation_id: uuid.UUID
    customer_id: uuid.UUID
    message_id: uuid.UUID | None
    reference: str
    given: str
    now: datetime


def prove(session: Session, asked: Asked) -> Case | Literal["not_found", "locked", "unproved"]:
    """The case, if it is this customer's or if they know who made it; `unproved` where nothing was given for it.

    An unknown reference and a wrong name get the same answer.
    """
    try:
        case = cases.get_by_reference(session, asked.reference)
    except CaseNotFound:
        case = None
    own = case is not None and case.customer_id == asked.customer_id
    if not own and not asked.given.strip():
        return "unproved"
    if not own and _is_locked(session, asked):
        _note(session, asked, "locked")
        return "locked"
    if case is None or not (own or _knows(session, case, asked.given)):
        _note(session, asked, "not_found")
        return "not_found"
    _note(session, asked, "found")
    return case


def masked(reference: str) -> str:
    """As agents see it beside the conversation: LB••••4A."""
    return f"{reference[:2]}••••{reference[-2:]}"


def _knows(session: Session, case: Case, given: str) -> bool:
    contact = site_events.contact_in(given)
    if contact and site_events.fingerprint(contact) in set(_contacts(session, case)):
        return True
    said = set(re.findall(r"[^\W\d_]{2,}", folded(given))) | set(_HAN.findall(given))
    return any(_bears(name, said) for name in _names(session, case))


def _bears(name: str, said: set[str]) -> bool:
    """Whether one of the words is the surname or another word of a name: 王 and 王芳 for 王芳, "baker" for Jo Baker."""
    words = set(re.findall(r"[^\W\d_]{2,}", folded(name)))
    han = _HAN.findall(name)
    return bool(words & said) or any(one in (whole, whole[:1], whole[:2]) for whole in han for one in said)


def _names(session: Session, case: Case) -> Iterator[str]:
    yield from _given(session, case, *_NAMES)
    if case.customer.name:
        yield case.customer.name


def _contacts(session: Session, case: Case) -> Iterator[str]:
    known = [one.external_id for one in identities.of(session, case.customer_id) if one.channel != "web"]
    for value in (*_given(session, case, *_CONTACTS), *known):
        if mark := site_events.fingerprint(value):
            yield mark


def _given(session: Session, case: Case, *types: str) -> Iterator[str]:
    """What was answered to such fields of the forms that a case came from."""
    for form in forms.with_reference(session, case.conversation_id, case.reference):
        for field in definition(form.name).fields.values():
            value = form.values.get(field.key)
            if (field.type in types or field.key in types) and isinstance(value, str) and value:
                yield value


def _is_locked(session: Session, asked: Asked) -> bool:
    return tries.are_enough(
        session,
        kind=LOOKED_UP,
        conversation_id=asked.conversation_id,
        about=("reference", asked.reference),
        now=asked.now,
        most_here=MOST_TRIES,
        most_about=MOST_FOR_CASE,
    )


def _note(session: Session, asked: Asked, outcome: str) -> None:
    interactions.record(
        session,
        conversation_id=asked.conversation_id,
        message_id=asked.message_id,
        kind=LOOKED_UP,
        key=outcome,
        summary=in_both(load("case_status")["looked_up"][outcome], reference=masked(asked.reference)),
        data={"reference": asked.reference},
    )

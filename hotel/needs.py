"""The card before a stay: what a guest needs is asked before they come, shown at the desk, and kept if they like."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from crm import cases, forms, preference_kinds, preferences
from crm.case_texts import Detail, chosen, day, in_both, reply_by
from crm.conversations import Conversation
from crm.errand_cases import open_case
from crm.fields import FieldError
from crm.forms import Form, Handler
from crm.preference_kinds import Wish
from crm.questions import definition
from crm.site import site
from crm.texts import load
from hotel import presenter
from hotel.requests import READY
from hotel.stays import Stay, source, today

FORM = "stay_needs"
STAY = "stay"
# What the desk needs to prepare a room.
_NOTICE = timedelta(hours=1)
# Answers that are no needs: whether they are to be kept.
_ABOUT_KEEPING = frozenset({"keep"})
_LONGEST_NOTE = 500
_ALLERGY = re.compile(r"\ballerg|\bintoleran|过敏|不耐", re.I)
_PARTS = re.compile(r"[,.;!，。；！\n]+|\band\b(?= (?:we|my|our|the)\b)", re.I)
# What may be chosen several times.
_SEVERAL = ("diet", "room")


def open_card(
    session: Session, conversation_id: UUID, stay: Stay, *, message_id: UUID | None, text: str, now: datetime
) -> Form:
    """The card of this stay, with what the guest says in `text` or agreed to have remembered before."""
    conversation = session.get_one(Conversation, conversation_id)
    said = _told(text, today(now))
    known = _answers([one.wish for one in preferences.of(session, conversation.customer_id, now=now)])
    return forms.open_form(
        session,
        conversation_id=conversation_id,
        message_id=message_id,
        name=FORM,
        values={**known, **said},
        facts={STAY: stay.number},
        said=said,
    )


def check(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether anything is wished for, and the stay is still to come."""
    stay = source(now).stay(str(form.facts.get(STAY)))
    if stay is None or stay.cancelled or stay.departs < today(now):
        return {"note": FieldError("stay_over")}
    wished = [key for key, value in values.items() if value and key not in _ABOUT_KEEPING]
    return {} if wished else {"note": FieldError("nothing_needed")}


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """File the needs with the stay, due before the arrival; keep what is to be remembered, which was agreed to here."""
    stay = source(now).stay(str(form.facts[STAY]))
    assert stay
    due_at = max(datetime.combine(stay.arrives, time(12, 0), site().zone), now + _NOTICE)
    needs = {key: value for key, value in values.items() if key not in _ABOUT_KEEPING and key not in _SEVERAL}
    besides = (*presenter.details(stay), *_listed(values))
    result = open_case(session, form, conversation, needs, now, besides=besides, due_at=due_at)
    case = cases.get_by_reference(session, str(result["reference"]))
    case.deadlines = [{**reply_by(due_at), "kind": READY}]
    case.title = in_both(load("stays")["needs_title"], kind=case.title, arrives=day(stay.arrives))
    kept = list(_wishes(values)) if values.get("keep") else []
    preferences.keep(session, conversation.customer_id, kept, message_id=form.origin_message_id, now=now)
    return {**result, "kept": len(kept)}


FORMS: Mapping[str, Handler] = {FORM: Handler(check=check, submit=submit)}


def _wishes(values: Mapping[str, Any]) -> Iterator[Wish]:
    """What of the answers is a preference of the guest's, and not only of this stay."""
    known = preference_kinds.kinds()
    for kind in _SEVERAL:
        yield from (Wish(kind, one) for one in values.get(kind) or () if one in known[kind].values)
    if values.get("allergy"):
        yield Wish("allergy", str(values["allergy"]))
    if values.get("occasion") == "birthday" and values.get("occasion_on"):
        yield Wish("birthday", f"{date.fromisoformat(values['occasion_on']):%m-%d}")


def _told(text: str, today: date) -> dict[str, Any]:
    """What a message says that the card asks for."""
    options = [
        (key, one.type, option.value)
        for key, one in definition(FORM).fields.items()
        for option in one.options
        if option.means and re.search(option.means, text, re.I)
    ]
    chosen = {key: value for key, kind, value in reversed(options) if kind == "choice"}
    # Part by part: what is said of a child in one is no reason to leave out what another says of oneself.
    wishes = [wish for part in _PARTS.split(text) for wish in preference_kinds.read(part, today=today)]
    found = {**chosen, **_answers(wishes)}
    # Whose allergy it is may be unclear; it is not lost.
    unclear = "allergy" not in found and _ALLERGY.search(text)
    return {**found, "note": text.strip()[:_LONGEST_NOTE]} if unclear else found


def _answers(wishes: Sequence[Wish]) -> dict[str, Any]:
    """Preferences as the card's answers."""
    found: dict[str, Any] = {}
    for key in _SEVERAL:
        options = {option.value for option in definition(FORM).fields[key].options}
        if mine := [one.value for one in wishes if one.kind == key and one.value in options]:
            found[key] = mine
    allergies = [one.value for one in wishes if one.kind == "allergy"]
    return {**found, "allergy": ", ".join(allergies)} if allergies else found


def _listed(values: Mapping[str, Any]) -> list[Detail]:
    """Answers of which there may be several, as the desk reads them."""
    asked = definition(FORM).fields
    return [
        {"label": dict(asked[key].label), "value": chosen(FORM, key, values[key])}
        for key in _SEVERAL
        if values.get(key)
    ]

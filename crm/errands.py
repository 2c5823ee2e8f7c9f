"""Errands: what a customer wants done, asked for in words one question at a time, read back, and filed as a case.

An errand is a form whose file has a part `errand`. What was said is kept in the form; its `facts` hold where it stands.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import cases, errand_words, forms, slot_answers, spoken
from crm.appointments import Appointment
from crm.cases import Case
from crm.errand_cases import errand
from crm.errand_forms import ASKED, CHANGE, READ, REVIEW, SKIPPED, TRIES, add_facts, checks, errand_of, handling
from crm.fields import Field, FieldError, is_empty
from crm.forms import Form
from crm.questions import Definition, definition
from crm.site import site
from crm.spoken import Said
from crm.texts import load
from crm.when import Meant

# An answer that cannot be right so often: a person helps.
MOST_TRIES = 3
# A yes or a no is no longer than this.
_LONGEST_SHORT = 80


@dataclass(frozen=True)
class Progress:
    """What a message did: `filed`, for a `person` or `stopped`; else the next question, after what is `wrong`.

    `noted`: it answered something else than what was asked.
    """

    filed: Case | None = None
    person: bool = False
    wrong: str | None = None
    corrected: bool = False
    stopped: bool = False
    noted: bool = False


def tells(name: str, said: Said) -> dict[str, Any]:
    """What a message that begins an errand tells of it, as far as it can be right."""
    of = definition(name)
    found = spoken.told(list(of.fields.values()), said, around=errand(name).around)
    return _only_right(found, of, said.now)


def filed_by(session: Session, conversation_id: uuid.UUID, message_id: uuid.UUID | None) -> Case | None:
    """The case that this message filed."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == forms.SUBMITTED)
    sent = [one for one in session.scalars(query) if one.facts.get(READ) == str(message_id) and one.result]
    return cases.get_by_reference(session, str(sent[-1].result["reference"])) if sent and sent[-1].result else None


def begin(
    session: Session, conversation_id: uuid.UUID, *, name: str, said: Said, message_id: uuid.UUID | None
) -> tuple[Form, bool]:
    """The errand's form with what the message tells; and whether it was under way already."""
    known = forms.is_open(session, conversation_id, name)
    values = tells(name, said)
    form = forms.open_form(
        session,
        conversation_id=conversation_id,
        message_id=message_id,
        name=name,
        values=values,
        facts={READ: str(message_id), "begun": said.now.isoformat()},
        said=set(values) if not known else (),
    )
    _add_time(session, form, said)
    return form, known


def add_besides(session: Session, form: Form, said: Said) -> None:
    """Take in what else a message tells that is not known yet."""
    new = {key: value for key, value in tells(form.name, said).items() if is_empty(form.values.get(key))}
    form.values = {**form.values, **new}
    if not form.facts.get(slot_answers.MEANT):
        _add_time(session, form, said)
    slot_answers.zone_changed(session, form, said.now)


def current(session: Session, conversation_id: uuid.UUID) -> Form | None:
    """The errand under way: of several the one that was begun last. One for a booking waits until that is proved."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == forms.OPEN)
    under_way = [form for form in session.scalars(query) if _can_go_on(form)]
    return max(under_way, key=lambda form: str(form.facts.get("begun")), default=None)


def begin_move(
    session: Session, conversation_id: uuid.UUID, booked: Appointment, *, said: Said, message_id: uuid.UUID | None
) -> Form:
    """Ask for another time for what is booked; all else is as it was said before."""
    old = next(iter(forms.with_reference(session, booked.case.conversation_id, booked.case.reference)), None)
    one = slot_answers.slot_of(booked.kind)
    kept = {key: value for key, value in (old.values if old else {}).items() if not one or key != one.key}
    form = forms.open_form(
        session, conversation_id=conversation_id, message_id=None, name=booked.kind, values=kept, facts={}, said=kept
    )
    before = slot_answers.of_slot(booked.starts_at, booked.zone, named=booked.zone).kept()
    add_facts(form, **{slot_answers.MOVES: booked.case.reference, slot_answers.MEANT: before})
    add_facts(form, **{READ: str(message_id), "begun": said.now.isoformat()})
    if one:
        form.values = {**form.values, one.key: None}
    return form


def offer(session: Session, form: Form, meant: Meant, said: Said) -> str | None:
    """Offer what is free instead of a time that was named; what is wrong with that time, if anything."""
    one = slot_answers.slot_of(form.name)
    _, wrong = _sorted(session, form, {one.key: meant.kept()} if one else {}, said, keep=True)
    return next((error.sentence(said.language) for error in wrong.values()), None)


def waiting(session: Session, conversation_id: uuid.UUID, name: str) -> Form | None:
    """The errand of this name that was begun, though its booking may not be proved yet."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == forms.OPEN, Form.name == name)
    return session.scalars(query).first()


def receive(session: Session, form: Form, said: Said, *, message_id: uuid.UUID | None) -> Progress:
    """Take in one message: once, however often the turn is tried."""
    if form.facts.get(READ) == str(message_id):
        return Progress()
    add_facts(form, **{READ: str(message_id)})
    if slot_answers.slot_of(form.name) and slot_answers.is_given_up(said):
        return Progress(stopped=True)
    if form.facts.get(ASKED) in (REVIEW, CHANGE):
        return _reviewed(session, form, said)
    question = definition(form.name).fields.get(str(form.facts.get(ASKED)))
    done = errand_words.wants_it_done(said.text)
    if question and not question.required and (done or _matches("nothing", said)):
        return _skip(form, question)
    # "No" is the answer to many a question.
    corrects = _matches("corrects", said) and not _matches("nothing", said)
    return _take(session, form, said, question, _answers(form, said, question, corrects=corrects), corrects=corrects)


def without(form: Form, said: Said, *, message_id: uuid.UUID | None) -> str | None:
    """What is said to whoever has no answer to the question: what does without; None where a person has to help."""
    question = definition(form.name).fields.get(str(form.facts.get(ASKED)))
    add_facts(form, **{READ: str(message_id)})
    if question is None or _try(form) >= MOST_TRIES:
        return None
    if not question.required:
        _skip(form, question)
        return str(load("errands")["skipped"][said.language])
    helped = question.spoken.without if question.spoken else None
    return str((helped or load("errands")["needed"])[said.language])


def answers_anyway(session: Session, form: Form, said: Said, *, message_id: uuid.UUID | None) -> bool:
    """Whether what sounds like a refusal has the answer in it: "no, she has none", "I'm not filling that in, 12A"."""
    question = definition(form.name).fields.get(str(form.facts.get(ASKED)))
    if question is None or not spoken.candidates(question, said, asked=True):
        return False
    receive(session, form, said, message_id=message_id)
    return True


def step_back(form: Form, *, message_id: uuid.UUID | None) -> bool:
    """Ask for what was answered last once more; whether there is anything."""
    add_facts(form, **{READ: str(message_id)})
    asked = [one.key for one in definition(form.name).asked(form.values) if one.spoken]
    here = form.facts.get(ASKED)
    before = asked[: asked.index(here)] if here in asked else asked
    given = next((key for key in reversed(before) if not is_empty(form.values.get(key))), None)
    if given is None:
        return False
    form.values = {**form.values, given: None}
    return True


def _add_time(session: Session, form: Form, said: Said) -> None:
    """Take in what a first message says of the time; what cannot be had is offered otherwise when it is asked for."""
    one = slot_answers.slot_of(form.name)
    found = spoken.candidates(one, said) if one else []
    if one and found:
        _, wrong = _sorted(session, form, {one.key: found[0]}, said, keep=True)
        add_facts(form, **{slot_answers.REFUSED: {key: error.both() for key, error in wrong.items()}})


def _can_go_on(form: Form) -> bool:
    found = errand_of(form.name)
    return found is not None and not (found.needs and not form.facts.get(found.needs))


def _answers(form: Form, said: Said, question: Field | None, *, corrects: bool) -> dict[str, Any]:
    known = {key: value for key, value in form.values.items() if not is_empty(value)}
    asked = definition(form.name).asked(form.values)
    if question and question.type == "slot" and slot_answers.picks(form, question, said.text):
        return {question.key: said.text.strip()}
    hanging = [one for one in definition(form.name).fields.values() if one not in asked]
    return spoken.answered([*asked, *hanging], said, question=question, known=known, corrects=corrects)


def _take(
    session: Session, form: Form, said: Said, question: Field | None, new: dict[str, Any], *, corrects: bool
) -> Progress:
    """Keep what is right of the new values; what is wrong with the answer to the question counts as a try."""
    right, wrong = _sorted(session, form, new, said)
    form.values = {**form.values, **right}
    if elsewhere := slot_answers.zone_changed(session, form, said.now):
        return Progress(wrong=elsewhere.sentence(said.language))
    if question is None or question.key in right or (corrects and right):
        add_facts(form, **{TRIES: 0})
        return Progress(corrected=corrects and any(not is_empty(value) for value in right.values()))
    if not new:
        return Progress(person=_try(form) >= MOST_TRIES, wrong=_unanswered(question, said))
    if right and question.key in wrong:
        # What else was said was right: the question is only put again.
        return Progress(noted=True)
    error = wrong.get(question.key) or next(iter(wrong.values()), None)
    blamed = error is not None and error.key not in slot_answers.NOBODYS_FAULT
    person = blamed and _try(form) >= MOST_TRIES
    return Progress(person=person, wrong=error.sentence(said.language) if error else None, noted=bool(right))


def _unanswered(question: Field, said: Said) -> str | None:
    """What is said to an answer that is none: "please" for a name, "just log it" for anything."""
    words = load("errands")
    if question.type == "name":
        return str(words["names"]["missing"][said.language])
    return str(words["still_asked"][said.language]) if errand_words.wants_it_done(said.text) else None


def _reviewed(session: Session, form: Form, said: Said) -> Progress:
    """A better value is taken; yes files it; what names a field asks for that again; all else asks what to change."""
    if _matches("agreed", said) or errand_words.wants_it_done(said.text):
        return Progress(filed=_file(session, form, said.now))
    # "Yes, but …" and "no, …" are no answers to the questions that were asked before.
    told = replace(said, text=re.sub(load("errands")["yes_or_no"], "", said.text, flags=re.I))
    right, wrong = _sorted(session, form, _answers(form, told, None, corrects=True), said)
    if right:
        form.values = {**form.values, **right}
        add_facts(form, **{ASKED: REVIEW, TRIES: 0})
        elsewhere = slot_answers.zone_changed(session, form, said.now)
        return Progress(corrected=elsewhere is None, wrong=elsewhere.sentence(said.language) if elsewhere else None)
    if wrong:
        return Progress(wrong=next(iter(wrong.values())).sentence(said.language), person=_try(form) >= MOST_TRIES)
    if said.agrees:
        return Progress(filed=_file(session, form, said.now))
    return _to_be_changed(form, said)


def _to_be_changed(form: Form, said: Said) -> Progress:
    """Ask again for the field that is named; where none is, which one it is."""
    for one in definition(form.name).asked(form.values):
        if one.spoken and (said.pressed == one.key or spoken.names(one, said.text)):
            form.values = {**form.values, one.key: None}
            return Progress()
    if form.facts.get(ASKED) == REVIEW:
        add_facts(form, **{ASKED: CHANGE, TRIES: 0})
        return Progress()
    return Progress(person=_try(form) >= MOST_TRIES)


def _file(session: Session, form: Form, now: datetime) -> Case | None:
    sent = forms.submit(session, form, {}, handler=handling(form.name), checks=checks(), now=now)
    if sent.errors or not form.result:
        return None
    return cases.get_by_reference(session, str(form.result["reference"]))


def _sorted(
    session: Session, form: Form, new: Mapping[str, Any], said: Said, *, keep: bool = False
) -> tuple[dict[str, Any], dict[str, FieldError]]:
    """The new values as they are kept, and what is wrong with the others."""
    country = handling(form.name).country(session, form)
    right: dict[str, Any] = {}
    wrong: dict[str, FieldError] = {}
    for key, value in new.items():
        one = definition(form.name).fields[key]
        try:
            if one.type == "slot":
                right[key] = slot_answers.settle(session, form, one, value, said)
            else:
                right[key] = _checked(one, value, said, country)
        except FieldError as error:
            wrong[key] = error
    if keep:
        form.values = {**form.values, **right}
    return right, wrong


def _checked(one: Field, value: Any, said: Said, country: str | None = None) -> Any:
    if one.type == "choice" and value not in [option.value for option in one.options]:
        value = _option(one, str(value))
    return checks()[one.type](value, replace(one, country=country), said.now, site().time_zone)


def _option(one: Field, text: str) -> str:
    """The option that is named by its label or its place in the list."""
    bare = text.strip(" .。!！").lower()
    for number, option in enumerate(one.options, 1):
        if bare in (str(number), *(label.lower() for label in option.label.values())):
            return option.value
    return text


def _only_right(values: Mapping[str, Any], of: Definition, now: datetime) -> dict[str, Any]:
    """What a first message tells rightly; of the rest nothing is said, it is asked for."""
    right = {}
    for key, value in values.items():
        try:
            right[key] = _checked(of.fields[key], value, Said("", "zh", now=now))
        except FieldError:
            continue
    return right


def _skip(form: Form, question: Field) -> Progress:
    skipped = [*form.facts.get(SKIPPED, []), question.key]
    add_facts(form, **{SKIPPED: skipped, TRIES: 0})
    return Progress()


def _try(form: Form) -> int:
    tries = int(form.facts.get(TRIES) or 0) + 1
    add_facts(form, **{TRIES: tries})
    return tries


def _matches(words: str, said: Said) -> bool:
    """Whether a message, or the button that was pressed, says one of these short things."""
    skips = said.pressed is not None and said.pressed == load("errands")["skip"]["value"]
    if words == "nothing" and skips:
        return True
    text = said.text.strip()
    return len(text) <= _LONGEST_SHORT and bool(re.search(load("errands")[words], text, re.I))

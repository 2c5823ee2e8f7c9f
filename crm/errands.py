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

from crm import case_presenter, cases, fields, forms, questions, slot_answers, spoken, tax_numbers, verticals
from crm.appointments import Appointment
from crm.case_texts import Bilingual, Detail, kind_title
from crm.cases import Case
from crm.conversations import Conversation
from crm.errand_cases import details, errand, open_case, told
from crm.fields import Check, Field, FieldError, is_empty
from crm.forms import Form, Handler, nothing_more
from crm.questions import Definition, Errand, definition
from crm.site import site
from crm.spoken import Said
from crm.texts import load
from crm.when import Meant

# Where it stands: the field that is asked for or the review, how often the answer was none, which message was read
# last, what the customer would rather leave out.
ASKED, TRIES, READ, SKIPPED, REVIEW, CHANGE = "asked", "tries", "read", "skipped", "review", "change"
# An answer that cannot be right so often: a person helps.
MOST_TRIES = 3
# A yes or a no is no longer than this.
_LONGEST_SHORT = 80


@dataclass(frozen=True)
class Heard:
    """What a message did: `filed`, for a `person` or `stopped`; else the next question, after what is `wrong`."""

    filed: Case | None = None
    person: bool = False
    wrong: str | None = None
    corrected: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked now. `free`: whatever is said is the answer."""

    sentence: str
    buttons: tuple[dict[str, str], ...]
    free: bool


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
    _begin_with_time(session, form, said)
    return form, known


def current(session: Session, conversation_id: uuid.UUID) -> Form | None:
    """The errand under way: of several the one that was begun last. One for a booking waits until that is proved."""
    query = select(Form).where(Form.conversation_id == conversation_id, Form.status == forms.OPEN)
    under_way = [form for form in session.scalars(query) if _can_go_on(form)]
    return max(under_way, key=lambda form: str(form.facts.get("begun")), default=None)


def begin_move(session: Session, conversation_id: uuid.UUID, booked: Appointment, *, said: Said) -> Form:
    """Ask for another time for what is booked; all else is as it was said before."""
    old = next(iter(forms.with_reference(session, booked.case.conversation_id, booked.case.reference)), None)
    one = slot_answers.slot_of(booked.kind)
    kept = {key: value for key, value in (old.values if old else {}).items() if not one or key != one.key}
    form = forms.open_form(
        session, conversation_id=conversation_id, message_id=None, name=booked.kind, values=kept, facts={}, said=kept
    )
    before = slot_answers.of_slot(booked.starts_at, booked.zone, named=booked.zone).kept()
    add_facts(form, **{slot_answers.MOVES: booked.case.reference, slot_answers.MEANT: before})
    add_facts(form, begun=said.now.isoformat())
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


def add_facts(form: Form, **facts: Any) -> None:
    """Note something of ours about the errand."""
    form.facts = {**form.facts, **facts}


def hear(session: Session, form: Form, said: Said, *, message_id: uuid.UUID | None) -> Heard:
    """Take in one message: once, however often the turn is tried."""
    if form.facts.get(READ) == str(message_id):
        return Heard()
    add_facts(form, **{READ: str(message_id)})
    if slot_answers.slot_of(form.name) and slot_answers.is_given_up(said):
        return Heard(stopped=True)
    if form.facts.get(ASKED) in (REVIEW, CHANGE):
        return _reviewed(session, form, said)
    question = definition(form.name).fields.get(str(form.facts.get(ASKED)))
    if question and not question.required and _matches("nothing", said):
        return _skip(form, question)
    corrects = _matches("corrects", said)
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


def stands(form: Form, language: str) -> str:
    """What is said of an errand that is not sent yet."""
    words, days = load("errands"), errand(form.name).working_days
    answered = words["under_way_days"][language].format(days=days) if days else ""
    return str(words["under_way"][language]).format(title=kind_title(form.name)[language], days=answered).strip()


def answers_anyway(session: Session, form: Form, said: Said, *, message_id: uuid.UUID | None) -> bool:
    """Whether what sounds like a refusal is one of the answers to choose from: "no, she has none"."""
    question = definition(form.name).fields.get(str(form.facts.get(ASKED)))
    if question is None or question.type != "choice" or not spoken.candidates(question, said, asked=True):
        return False
    hear(session, form, said, message_id=message_id)
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


def why_asked(form: Form, language: str, *, message_id: uuid.UUID | None) -> str:
    """What an answer is good for."""
    add_facts(form, **{READ: str(message_id)})
    return str(load("errands")["why"][language]).format(title=kind_title(form.name)[language])


def ask(session: Session, form: Form, language: str, *, now: datetime) -> Question:
    """The next question: the first field that is still open, else whether all of it is right, or what to change."""
    open_field = _next_field(form)
    if open_field is None and form.facts.get(ASKED) == CHANGE:
        return _what_to_change(form, language)
    if open_field is None:
        wrong = _handler(form.name).check(session, form, _clean(session, form, now), now)
        if not wrong:
            return _review(session, form, language, now)
        key, error = next(iter(wrong.items()))
        form.values = {**form.values, key: None}
        open_field = definition(form.name).fields[key]
        _now_asking(form, key)
        return _question(form, open_field, error.sentence(language), language)
    _now_asking(form, open_field.key)
    return _question(form, open_field, "", language)


def handler(name: str) -> Handler | None:
    """What happens when a form that is an errand is sent, in words or in the widget."""
    if errand_of(name) is None:
        return None
    return replace(_handler(name), submit=_submit_and_say)


def handlers() -> Mapping[str, Handler]:
    """The same for every errand."""
    return {name: found for name in questions.names() if (found := handler(name))}


def _begin_with_time(session: Session, form: Form, said: Said) -> None:
    """Take in what a first message says of the time; what cannot be had is offered otherwise when it is asked for."""
    one = slot_answers.slot_of(form.name)
    found = spoken.candidates(one, said) if one and is_empty(form.values.get(one.key)) else []
    if one and found:
        _sorted(session, form, {one.key: found[0]}, said, keep=True)


def _can_go_on(form: Form) -> bool:
    found = errand_of(form.name)
    return found is not None and not (found.booking and not form.facts.get("locator"))


def _handler(name: str) -> Handler:
    if slot_answers.slot_of(name):
        return slot_answers.HANDLER
    return verticals.forms().get(name) or Handler(check=nothing_more, submit=_submit)


def _checks() -> Mapping[str, Check]:
    return {**fields.CHECKS, **verticals.checks()}


def _answers(form: Form, said: Said, question: Field | None, *, corrects: bool) -> dict[str, Any]:
    known = {key: value for key, value in form.values.items() if not is_empty(value)}
    asked = definition(form.name).asked(form.values)
    hanging = [one for one in definition(form.name).fields.values() if one not in asked]
    return spoken.answered([*asked, *hanging], said, question=question, known=known, corrects=corrects)


def _take(
    session: Session, form: Form, said: Said, question: Field | None, new: dict[str, Any], *, corrects: bool
) -> Heard:
    """Keep what is right of the new values; what is wrong with the answer to the question counts as a try."""
    right, wrong = _sorted(session, form, new, said)
    form.values = {**form.values, **right}
    if elsewhere := slot_answers.zone_changed(session, form, said.now):
        return Heard(wrong=elsewhere.sentence(said.language))
    if question is None or question.key in right or (corrects and right):
        add_facts(form, **{TRIES: 0})
        return Heard(corrected=corrects and any(not is_empty(value) for value in right.values()))
    if not new:
        return Heard(person=_try(form) >= MOST_TRIES)
    if right and question.key in wrong:
        # What else was said was right: the question is only put again.
        return Heard()
    error = wrong.get(question.key) or next(iter(wrong.values()), None)
    blamed = error is not None and error.key not in slot_answers.NOBODYS_FAULT
    person = blamed and _try(form) >= MOST_TRIES
    return Heard(person=person, wrong=error.sentence(said.language) if error else None)


def _reviewed(session: Session, form: Form, said: Said) -> Heard:
    """A better value is taken; yes files it; what names a field asks for that again; all else asks what to change."""
    if _matches("agreed", said):
        return Heard(filed=_file(session, form, said.now))
    # "Yes, but …" and "no, …" are no answers to the questions that were asked before.
    told = replace(said, text=re.sub(load("errands")["yes_or_no"], "", said.text, flags=re.I))
    right, wrong = _sorted(session, form, _answers(form, told, None, corrects=True), said)
    if right:
        form.values = {**form.values, **right}
        add_facts(form, **{ASKED: REVIEW, TRIES: 0})
        elsewhere = slot_answers.zone_changed(session, form, said.now)
        return Heard(corrected=elsewhere is None, wrong=elsewhere.sentence(said.language) if elsewhere else None)
    if wrong:
        return Heard(wrong=next(iter(wrong.values())).sentence(said.language), person=_try(form) >= MOST_TRIES)
    if said.agrees:
        return Heard(filed=_file(session, form, said.now))
    return _to_be_changed(form, said)


def _to_be_changed(form: Form, said: Said) -> Heard:
    """Ask again for the field that is named; where none is, which one it is."""
    for one in definition(form.name).asked(form.values):
        if one.spoken and (said.pressed == one.key or spoken.names(one, said.text)):
            form.values = {**form.values, one.key: None}
            return Heard()
    if form.facts.get(ASKED) == REVIEW:
        add_facts(form, **{ASKED: CHANGE, TRIES: 0})
        return Heard()
    return Heard(person=_try(form) >= MOST_TRIES)


def _file(session: Session, form: Form, now: datetime) -> Case | None:
    sent = forms.submit(session, form, {}, handler=_handler(form.name), checks=_checks(), now=now)
    if sent.errors or not form.result:
        return None
    return cases.get_by_reference(session, str(form.result["reference"]))


def _sorted(
    session: Session, form: Form, new: Mapping[str, Any], said: Said, *, keep: bool = False
) -> tuple[dict[str, Any], dict[str, FieldError]]:
    """The new values as they are kept, and what is wrong with the others."""
    country = _handler(form.name).country(session, form)
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
    return _checks()[one.type](value, replace(one, country=country), said.now, site().time_zone)


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


def _skip(form: Form, question: Field) -> Heard:
    skipped = [*form.facts.get(SKIPPED, []), question.key]
    add_facts(form, **{SKIPPED: skipped, TRIES: 0})
    return Heard()


def _try(form: Form) -> int:
    tries = int(form.facts.get(TRIES) or 0) + 1
    add_facts(form, **{TRIES: tries})
    return tries


def _next_field(form: Form) -> Field | None:
    skipped = form.facts.get(SKIPPED, [])
    for one in definition(form.name).asked(form.values):
        if one.spoken and is_empty(form.values.get(one.key)) and one.key not in skipped:
            return one
    return None


def _now_asking(form: Form, key: str) -> None:
    if form.facts.get(ASKED) != key:
        add_facts(form, **{ASKED: key, TRIES: 0})


def _question(form: Form, one: Field, before: str, language: str) -> Question:
    words, again = load("errands"), int(form.facts.get(TRIES) or 0)
    offered = form.facts.get(slot_answers.ASKS, {}).get(one.key)
    ask = offered or (one.spoken.ask if one.spoken else one.label)
    sentence = str(words["again"][language]).format(question=ask[language]) if again and not offered else ask[language]
    flights = form.facts.get("options", {}).get(one.key, ())
    buttons = [_button(option.label[language], option.value) for option in one.options]
    buttons += [_button(shown[language], value) for value, shown in flights]
    buttons += [] if one.required else [_button(words["skip"][language], words["skip"]["value"])]
    return Question("\n".join(filter(None, (before, sentence))), tuple(buttons), one.type in spoken.FREE)


def _button(title: str, value: str) -> dict[str, str]:
    return {"title": title, "payload": f'/inform{{"errand_value": "{value}"}}'}


def _review(session: Session, form: Form, language: str, now: datetime) -> Question:
    """All that was understood, line by line, what is to be said about it, and whether it is right."""
    _now_asking(form, REVIEW)
    words, values = load("errands"), _clean(session, form, now)
    lines = [_line(one, language) for one in details(form, values)]
    remarks = [remark[language] for remark in _remarks(session, form, values, now)]
    asked = str(words["right"][language])
    buttons = [{"title": words["yes_button"][language], "payload": "/affirm"}]
    buttons += [{"title": words["no_button"][language], "payload": "/deny"}]
    if any(one.type == "photos" for one in definition(form.name).fields.values()):
        buttons.append({"title": words["photos_button"][language], "payload": "/add_photos"})
    sentence = "\n".join([words["read_back"][language], *lines, *remarks, asked])
    return Question(sentence, tuple(buttons), free=False)


def _line(detail: Detail, language: str) -> str:
    """ "Seat: 32K"."""
    value = detail["value"]
    told = value[language] if isinstance(value, Mapping) else value
    return str(detail["label"][language] + load("errands")["colon"][language] + told)


def _what_to_change(form: Form, language: str) -> Question:
    asked = [one for one in definition(form.name).asked(form.values) if one.spoken]
    buttons = tuple(_button(one.label[language], one.key) for one in asked)
    return Question(str(load("errands")["what_to_change"][language]), buttons, free=True)


def _remarks(session: Session, form: Form, values: dict[str, Any], now: datetime) -> list[Bilingual]:
    """What the customer should know before it is sent."""
    doubtful = [
        load("errands")["tax_number_doubtful"]
        for one in definition(form.name).fields.values()
        if one.type == "tax_number" and values.get(one.key) and not tax_numbers.checks_out(values[one.key])
    ]
    remark = _handler(form.name).remark(session, form, values, now)
    return [*doubtful, *([remark] if remark else [])]


def _clean(session: Session, form: Form, now: datetime) -> dict[str, Any]:
    country = _handler(form.name).country(session, form)
    return forms.read(session, form, checks=_checks(), now=now, country=country).values


def _matches(words: str, said: Said) -> bool:
    """Whether a message, or the button that was pressed, says one of these short things."""
    skips = said.pressed is not None and said.pressed == load("errands")["skip"]["value"]
    if words == "nothing" and skips:
        return True
    text = said.text.strip()
    return len(text) <= _LONGEST_SHORT and bool(re.search(load("errands")[words], text, re.I))


def _submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case; what the customer is told is for whoever asked."""
    return open_case(session, form, conversation, values, now)


def _submit_and_say(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    result = _handler(form.name).submit(session, form, conversation, values, now)
    case = cases.get_by_reference(session, str(result["reference"]))
    case_presenter.say(session, conversation, case, body=told(case, conversation.language))
    return result

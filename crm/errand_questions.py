"""What an errand asks next: a field that is still open, whether all of it is right, or what is to be changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from crm import slot_answers, spoken, tax_numbers
from crm.case_texts import Bilingual, kind_title
from crm.errand_cases import details, errand, line
from crm.errand_forms import ASKED, CHANGE, READ, REVIEW, SKIPPED, TRIES, add_facts, clean, handling
from crm.fields import Field, is_empty
from crm.forms import Form
from crm.questions import definition
from crm.texts import load


@dataclass(frozen=True)
class Question:
    """What is asked now. `free`: whatever is said is the answer."""

    sentence: str
    buttons: tuple[dict[str, str], ...]
    free: bool


def ask(session: Session, form: Form, language: str, *, now: datetime) -> Question:
    """The next question: the first field that is still open, else whether all of it is right, or what to change."""
    open_field = _next_field(form)
    if open_field is None and form.facts.get(ASKED) == CHANGE:
        return _what_to_change(form, language)
    if open_field is None:
        wrong = handling(form.name).check(session, form, clean(session, form, now), now)
        if not wrong:
            return _review(session, form, language, now)
        key, error = next(iter(wrong.items()))
        form.values = {**form.values, key: None}
        open_field = definition(form.name).fields[key]
        _now_asking(form, key)
        return _question(form, open_field, error.sentence(language), language)
    _now_asking(form, open_field.key)
    refused = (form.facts.get(slot_answers.REFUSED) or {}).get(open_field.key, {})
    if refused:
        add_facts(form, **{slot_answers.REFUSED: {}})
    return _question(form, open_field, refused.get(language, ""), language)


def stands(form: Form, language: str) -> str:
    """What is said of an errand that is not sent yet."""
    words, days = load("errands"), errand(form.name).working_days
    answered = words["under_way_days"][language].format(days=days) if days else ""
    return str(words["under_way"][language]).format(title=kind_title(form.name)[language], days=answered).strip()


def steps(form: Form, language: str) -> str:
    """How it goes: what is still asked, that it is read back, and what comes of it."""
    skipped, separator = form.facts.get(SKIPPED, []), load("errands")["comma"][language]
    asked = [one for one in definition(form.name).asked(form.values) if one.spoken and one.key not in skipped]
    left = separator.join(one.label[language] for one in asked if is_empty(form.values.get(one.key)))
    words, days = load("errands"), errand(form.name).working_days
    answered = words["under_way_days"][language].format(days=days) if days else ""
    return str(words["steps" if left else "steps_done"][language]).format(left=left, days=answered).strip()


def why_asked(form: Form, language: str, *, message_id: UUID | None) -> str:
    """What an answer is good for."""
    add_facts(form, **{READ: str(message_id)})
    return str(load("errands")["why"][language]).format(title=kind_title(form.name)[language])


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
    words, again = load("errands"), bool(form.facts.get(TRIES))
    offered = form.facts.get(slot_answers.ASKS, {}).get(one.key)
    ask = offered or (one.spoken.ask if one.spoken else one.label)
    again = again and not offered
    sentence = str(words["again"][language]).format(question=ask[language]) if again else ask[language]
    known = form.facts.get("options", {}).get(one.key, ())
    buttons = [_button(option.label[language], option.value) for option in one.options]
    buttons += [_button(shown[language], value) for value, shown in known]
    buttons += [] if one.required else [_button(words["skip"][language], words["skip"]["value"])]
    return Question("\n".join(filter(None, (before, sentence))), tuple(buttons), one.type in spoken.FREE)


def _button(title: str, value: str) -> dict[str, str]:
    return {"title": title, "payload": f'/inform{{"errand_value": "{value}"}}'}


def _review(session: Session, form: Form, language: str, now: datetime) -> Question:
    """All that was understood, line by line, what is to be said about it, and whether it is right."""
    _now_asking(form, REVIEW)
    words, values = load("errands"), clean(session, form, now)
    lines = [line(one, language) for one in details(form, values)]
    remarks = [remark[language] for remark in _remarks(session, form, values, now)]
    asked = str(words["right"][language])
    buttons = [{"title": words["yes_button"][language], "payload": "/affirm"}]
    buttons += [{"title": words["no_button"][language], "payload": "/deny"}]
    if any(one.type == "photos" for one in definition(form.name).fields.values()):
        buttons.append({"title": words["photos_button"][language], "payload": "/add_photos"})
    sentence = "\n".join([words["read_back"][language], *lines, *remarks, asked])
    return Question(sentence, tuple(buttons), free=False)


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
    remark = handling(form.name).remark(session, form, values, now)
    return [*doubtful, *([remark] if remark else [])]

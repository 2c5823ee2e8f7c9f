"""What becomes of an errand: the case with all that was answered, and what the customer is told of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from crm import case_kinds, case_presenter, cases, phones, slots
from crm import working_days as calendar
from crm.case_texts import LANGUAGES, Bilingual, Detail, chosen, day, in_both, joined, kind_title
from crm.cases import Case
from crm.conversations import Conversation
from crm.fields import is_empty
from crm.forms import Form
from crm.questions import Errand, definition
from crm.site import site
from crm.texts import load

DUE = "answer"
# What is typed in full is told in a line of this length elsewhere.
_SHORT = 40


def errand(name: str) -> Errand:
    found = definition(name).errand
    if found is None:
        raise KeyError(name)
    return found


def open_case(
    session: Session,
    form: Form,
    conversation: Conversation,
    values: dict[str, Any],
    now: datetime,
    *,
    besides: tuple[Detail, ...] = (),
    before: date | None = None,
    due_at: datetime | None = None,
) -> dict[str, Any]:
    """The case of an errand: what it is about, all that was answered, and by when we answer, at most `before`."""
    said = errand(form.name)
    last = calendar.after(now.astimezone(site().zone).date(), said.working_days) if said.working_days else None
    last = min(last, before) if last and before else last
    cut = bool(before) and last == before
    basis = in_both(load("errands")["basis_before" if cut else "basis"], days=said.working_days)
    case = cases.open_case(
        session,
        kind=form.name,
        workflow=case_kinds.get(form.name).workflow,
        reference=cases.new_reference(said.prefix),
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        title=_title(form, values),
        details=[*besides, *details(form, values), *_codes(form, values)],
        deadlines=[{"kind": DUE, "due_on": last.isoformat(), "basis": basis, "rule": None}] if last else [],
        due_at=due_at or (datetime.combine(last, time.max, site().zone).replace(microsecond=0) if last else None),
        stage=said.stage,
    )
    return {"reference": case.reference, "kind": case.kind}


def _title(form: Form, values: Mapping[str, Any]) -> Bilingual:
    """The kind and what it is about: "Lost item · black headphones"."""
    shown = {key: _shown(form, key, value) for key, value in values.items() if not is_empty(value)}
    timed = {key for key in shown if definition(form.name).fields[key].type == "slot"}
    shown |= {key: slots.said(*slots.read(str(values[key])), shortly=True) for key in timed}
    empty = dict.fromkeys(LANGUAGES, "")
    facts = {key: shown.get(key, empty) for key in definition(form.name).fields}
    needed = errand(form.name).needs
    facts |= {needed: str(form.facts.get(needed) or "")} if needed else {}
    about = in_both(errand(form.name).about, **facts)
    short = {
        language: about[language] if timed else _shortened(about[language].strip(" ·,，")) for language in LANGUAGES
    }
    return joined(kind_title(form.name), short)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rstrip() + "…"


def details(form: Form, values: Mapping[str, Any]) -> list[Detail]:
    """The answers under their names, in the order in which they are asked."""
    asked = definition(form.name).fields
    return [
        {"label": dict(asked[key].label), "value": _shown(form, key, value)}
        for key, value in values.items()
        if not is_empty(value)
    ]


def line(detail: Mapping[str, Any], language: str) -> str:
    """ "Seat: 32K"."""
    value = detail["value"]
    told = value[language] if isinstance(value, Mapping) else value
    return str(detail["label"][language] + load("errands")["colon"][language] + told)


def _codes(form: Form, values: Mapping[str, Any]) -> list[Detail]:
    """The trade's codes of what was chosen, for the team alone."""
    label = load("errands")["code"]
    options = [(one, values.get(one.key)) for one in definition(form.name).fields.values()]
    codes = [option.code for one, value in options for option in one.options if option.value == value and option.code]
    return [{"label": dict(label), "value": " ".join(codes), "team_only": True}] if codes else []


def _shown(form: Form, key: str, value: Any) -> Bilingual | str:
    match definition(form.name).fields[key].type:
        case "choice":
            return chosen(form.name, key, [value])
        case "date":
            return day(date.fromisoformat(value))
        case "slot":
            return slots.said(*slots.read(str(value)))
        case "tel" | "contact":
            return phones.shown(str(value)) if str(value).startswith("+") else str(value)
        case "photos":
            return in_both(load("errands")["photo_count"], count=len(value))
    return str(value)


def told(case: Case, language: str) -> str:
    """That it is filed: the reference, what happens next, and by when."""
    next_step = errand(case.kind).next[language]
    parts = case_presenter.sentence(case, language), next_step, by(case, language)
    return (" " if language == "en" else "").join(part for part in parts if part)


def due_on(case: Case) -> date | None:
    """The last day for our answer."""
    found = next((one["due_on"] for one in case.deadlines if one["kind"] == DUE), None)
    return date.fromisoformat(found) if found else None


def by(case: Case, language: str) -> str:
    last = due_on(case)
    return str(load("errands")["by"][language]).format(day=day(last)[language]) if last else ""


def keeps_its_days(case: Case) -> bool:
    """Whether all the working days of its kind are there before the last day, and not fewer."""
    days, opened = errand(case.kind).working_days, case.opened_at.astimezone(site().zone).date()
    return bool(days) and due_on(case) == calendar.after(opened, days or 0)

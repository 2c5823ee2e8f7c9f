"""Texts about cases: what stands on them and is said of them, in both languages at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from crm import case_kinds, hours, texts
from crm.questions import definition
from crm.site import site

Bilingual = dict[str, str]
LANGUAGES = ("zh", "en")
Detail = dict[str, Any]


def words(*path: str) -> Bilingual:
    """A text of the files `texts/cases.yml` in both languages."""
    found: Any = texts.load("cases")
    for key in path:
        found = found[key]
    return dict(found)


def kind_title(kind: str) -> Bilingual:
    """What a kind of case is called."""
    return case_kinds.get(kind).title.model_dump()


def in_both(template: Mapping[str, str], **facts: Any) -> Bilingual:
    """A text with its facts filled in; a fact may be bilingual itself."""
    return {
        language: template[language].format(
            **{name: fact[language] if isinstance(fact, Mapping) else fact for name, fact in facts.items()}
        )
        for language in LANGUAGES
    }


def line(label: str, value: str | Bilingual, *, team_only: bool = False, **facts: Any) -> Detail:
    """One line of a case's details. What is for the team only is not printed for the customer."""
    detail: Detail = {"label": in_both(words("details", label), **facts), "value": value}
    return detail | {"team_only": True} if team_only else detail


def chosen(form: str, field: str, values: Sequence[str]) -> Bilingual:
    """The labels of the options chosen in a form."""
    labels = [option.label for option in definition(form).fields[field].options if option.value in values]
    return {"zh": "、".join(label["zh"] for label in labels), "en": ", ".join(label["en"] for label in labels)}


def day(value: date) -> Bilingual:
    """A date as people write it."""
    return {"zh": f"{value.year}年{value.month}月{value.day}日", "en": f"{value.day} {value:%B} {value.year}"}


def joined(*parts: Bilingual | str) -> Bilingual:
    """Parts in a row, the empty ones left out."""
    spoken = [part if isinstance(part, Mapping) else dict.fromkeys(LANGUAGES, part) for part in parts if part]
    return {language: " · ".join(part[language] for part in spoken if part[language]) for language in LANGUAGES}


def reply_by(due_at: datetime) -> dict[str, Any]:
    """The promise as a date on the card, with the hour beside it."""
    local = due_at.astimezone(site().zone)
    hour = {
        language: texts.text("message_hour", language, time=hours.clock(local, language), zone=zone)
        for language in ("zh", "en")
        if (zone := hours.zone_name(due_at, language))
    }
    return {"kind": "reply", "due_on": local.date().isoformat(), "basis": hour, "rule": None}

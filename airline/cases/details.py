"""What agents and receipts read about a case: its title, and line by line what the customer said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from airline.cases.reports import BagReport
from airline.places.airports import place_name
from crm import case_kinds, texts
from crm.questions import definition

Bilingual = dict[str, str]
LANGUAGES = ("zh", "en")
Detail = dict[str, Any]


def words(*path: str) -> Bilingual:
    """A text of `data/airline/texts/cases.yml` in both languages."""
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


def place(iata: str) -> Bilingual:
    """An airport by name and code."""
    return {"zh": f"{place_name(iata, 'zh')}（{iata}）", "en": f"{place_name(iata, 'en')} ({iata})"}


def joined(*parts: Bilingual | str) -> Bilingual:
    """Parts in a row, the empty ones left out."""
    spoken = [part if isinstance(part, Mapping) else dict.fromkeys(LANGUAGES, part) for part in parts if part]
    return {language: " · ".join(part[language] for part in spoken if part[language]) for language in LANGUAGES}


def title_of_report(report: BagReport) -> Bilingual:
    """The report in a line: what happened, the flight, the bag."""
    colour = chosen("bag_report", "colour", [report.colour])
    kind = chosen("bag_report", "bag_type", [report.bag_type])
    bag = {"zh": f"{colour['zh']}{kind['zh']}", "en": f"{colour['en'].lower()} {kind['en'].lower()}"}
    return joined(kind_title(report.case.kind), report.flight, bag)


def details_of_report(report: BagReport) -> list[Detail]:
    """Everything that the customer said about the bag, in the order of the form."""
    colour = chosen("bag_report", "colour", [report.colour])
    kind = chosen("bag_report", "bag_type", [report.bag_type])
    lines = [
        line("flight", joined(report.flight, day(report.flight_date))),
        line("airport", place(report.airport)),
        line("received_on", day(report.received_on) if report.received_on else ""),
        line("tags", ", ".join(report.tags)),
        line("known_bag", words("known_bag") if report.bag_id else "", team_only=True),
        line("bag", joined(colour, kind, report.brand)),
        line("damage", chosen("bag_report", "damage", report.damage)),
        *(line(name, getattr(report, name)) for name in ("marks", "contents", "missing_items")),
        line("photos", in_both(words("photo_count"), count=len(report.photos)) if report.photos else ""),
        line("passenger", f"{report.given_name} {report.surname}".strip()),
        *(line(name, getattr(report, name)) for name in ("email", "phone", "address")),
        *_delivery(report),
    ]
    return [detail for detail in lines if _says_something(detail["value"])]


def _delivery(report: BagReport) -> list[Detail]:
    if not report.delivery:
        return []
    window = chosen("delivery_change", "window", [report.delivery["window"]])
    when = joined(day(date.fromisoformat(report.delivery["day"])), window)
    return [line("delivery", when), line("note", report.delivery["note"])]


def _says_something(value: str | Bilingual) -> bool:
    return bool(value["zh"] if isinstance(value, Mapping) else value)

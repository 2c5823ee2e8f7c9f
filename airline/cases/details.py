"""What agents and receipts read about a case: its title, and line by line what the customer said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from airline.cases.reports import BagReport
from airline.places.airports import place_name
from crm import phones
from crm.case_texts import Bilingual, Detail, chosen, day, in_both, joined, kind_title, line, words
from crm.forms import Form


def place(iata: str) -> Bilingual:
    """An airport by name and code."""
    return {"zh": f"{place_name(iata, 'zh')}（{iata}）", "en": f"{place_name(iata, 'en')} ({iata})"}


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
        line("email", report.email),
        line("phone", phones.shown(report.phone) if report.phone else ""),
        line("address", report.address),
        *_delivery(report),
    ]
    return [detail for detail in lines if _says_something(detail["value"])]


def phone_completed(form: Form, values: Mapping[str, Any], language: str) -> list[str]:
    """The phone number as it was taken down, where its country had to be added."""
    typed, kept = str(form.values.get("phone") or ""), values.get("phone")
    if not kept or phones.says_its_country(typed):
        return []
    return [in_both(words("phone_completed"), phone=phones.shown(kept))[language]]


def _delivery(report: BagReport) -> list[Detail]:
    if not report.delivery:
        return []
    window = chosen("delivery_change", "window", [report.delivery["window"]])
    when = joined(day(date.fromisoformat(report.delivery["day"])), window)
    return [line("delivery", when), line("note", report.delivery["note"])]


def _says_something(value: str | Bilingual) -> bool:
    return bool(value["zh"] if isinstance(value, Mapping) else value)

"""Special assistance and meals: asked for by what is needed, for a flight of a proved booking, in time or late."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import yaml
from sqlalchemy.orm import Session

from airline.bookings import bookings
from airline.bookings.bookings import Booking, Segment
from airline.cases import booking_requests, whereabouts
from crm import cases, content, errand_forms, preference_kinds, preferences
from crm.case_texts import Bilingual, day, in_both
from crm.conversations import Conversation
from crm.errand_cases import open_case
from crm.fields import FieldError, is_empty
from crm.forms import Form, Handler
from crm.site import site
from crm.texts import load

KIND = "special_assistance"
MEAL = "meal"
_DIET = "diet"
_HOUR = 3600


def attach(form: Form, booking: Booking, *, flight: str | None, now: datetime) -> None:
    """Note whose booking it is; a flight that was named, or is the only one ahead, is not asked for."""
    ahead = booking.to_come(now)
    named = next((one.flight for one in booking.segments if one.flight == flight), None)
    only = ahead[0].flight if len(ahead) == 1 else None
    options = {"flight": [(one.flight, _named(one)) for one in ahead]} if len(ahead) > 1 else {}
    errand_forms.add_facts(form, locator=booking.locator, options=options)
    known = form.values.get("flight")
    in_booking = known if known in [one.flight for one in booking.segments] else None
    form.values = {**form.values, "flight": named or in_booking or only}


def prefill(session: Session, form: Form, conversation: Conversation, booking: Booking, *, now: datetime) -> None:
    """What need not be asked of a meal: the diet that the customer has let us keep, and who the only passenger is."""
    if form.values.get("kind") != MEAL:
        return
    kept = [one.value for one in preferences.of(session, conversation.customer_id, now=now) if one.kind == _DIET]
    fitting = {diet: meal for diet, meal in _rules()["meals_by_diet"].items() if diet in kept}
    if len(fitting) == 1 and is_empty(form.values.get("meal")):
        [(diet, meal)] = fitting.items()
        form.values = {**form.values, "meal": meal}
        errand_forms.add_facts(form, diet=diet)
    if len(booking.passengers) == 1 and is_empty(form.values.get("passenger")):
        [only] = booking.passengers
        form.values = {**form.values, "passenger": f"{only.surname}/{only.given}".rstrip("/")}


def check(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether the flight is one of the booking and still to come, and whether we may carry whom it is for."""
    segment = _segment(session, form, values)
    if segment is None:
        return booking_requests.check(session, form, values, now)
    if segment.departs_at <= now:
        return {"flight": FieldError("flight_departed")}
    limits = _rules()["limits"]
    if _number(values.get("age")) is not None and _number(values["age"]) < limits["youngest_alone"]:
        return {"age": FieldError("too_young_alone", years=limits["youngest_alone"])}
    if _number(values.get("weeks")) is not None and _number(values["weeks"]) >= limits["weeks_pregnant"]:
        return {"weeks": FieldError("too_far_pregnant", weeks=limits["weeks_pregnant"])}
    return {}


def remark(session: Session, form: Form, values: dict[str, Any], now: datetime) -> Bilingual | None:
    """What comes with the kind of help, what it was taken from, and that it is late where the notice period is over."""
    kind, segment = str(values.get("kind")), _segment(session, form, values)
    said = load("assistance")
    parts = [said["comes_with"].get(kind), _from_diet(form, values)]
    hours = notice_hours(kind, meal=values.get("meal"))
    if segment and (segment.departs_at - now).total_seconds() < hours * _HOUR:
        parts.append(in_both(said["short_notice_meal" if kind == MEAL else "short_notice"], hours=hours))
    told = [part for part in parts if part]
    return {language: "\n".join(part[language] for part in told) for language in ("zh", "en")} if told else None


def notice_hours(kind: str, *, meal: str | None = None) -> int:
    """How long before departure this help, or this meal, is to be asked for."""
    notice: Mapping[str, int] = _rules()["notice_hours"]
    by_meal: Mapping[str, int] = _rules()["meal_notice_hours"] if kind == MEAL else {}
    return by_meal.get(meal or "", notice.get(kind, notice["other"]))


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case beside its booking, so that it is found with it."""
    booking = next(iter(bookings.source(session).bookings(form.facts["locator"])), None)
    besides = booking_requests.about_booking(booking, values)
    segment = _segment(session, form, values)
    leaves = segment.departs_at.astimezone(site().zone).date() if segment else None
    result = open_case(session, form, conversation, values, now, besides=tuple(besides), before=leaves)
    case = cases.get_by_reference(session, str(result["reference"]))
    session.add(booking_requests.BookingRequest(case_id=case.id, locator=form.facts["locator"]))
    return result


FORMS: Mapping[str, Handler] = {
    KIND: Handler(check=check, submit=submit, country=whereabouts.of_booking, remark=remark)
}


def _segment(session: Session, form: Form, values: Mapping[str, Any]) -> Segment | None:
    found = next(iter(bookings.source(session).bookings(form.facts.get("locator") or "")), None)
    return next((one for one in found.segments if one.flight == values.get("flight")), None) if found else None


def _from_diet(form: Form, values: Mapping[str, Any]) -> Bilingual | None:
    """That the meal is the one of a diet which is kept, while it is."""
    diet = form.facts.get("diet")
    if not diet or values.get("meal") != _rules()["meals_by_diet"][diet]:
        return None
    label = preference_kinds.kind(_DIET).values[diet].label.model_dump()
    return in_both(load("assistance")["from_diet"], diet=label)


def _named(segment: Segment) -> Bilingual:
    on = day(segment.departs.date())
    return {
        language: f"{segment.flight} · {segment.origin}–{segment.destination} · {on[language]}"
        for language in ("zh", "en")
    }


def _number(said: Any) -> int:
    return int(said) if said is not None and str(said).isdigit() else None  # type: ignore[return-value]


@cache
def _rules() -> dict[str, Any]:
    return dict(yaml.safe_load(content.file("assistance", "rules.yml").read_text(encoding="utf-8")))

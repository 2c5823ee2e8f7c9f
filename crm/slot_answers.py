"""Answers to "when?": what a customer says of a time is made a free slot, or leads to slots that are offered."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crm import appointment_kinds, appointments, cases, conversations, errand_cases, slots, texts, when, zones
from crm.appointments import Appointment
from crm.case_texts import LANGUAGES, Bilingual
from crm.cases import get_by_reference
from crm.conversations import Conversation
from crm.fields import Field, FieldError
from crm.forms import Form, Handler
from crm.questions import definition
from crm.site import site
from crm.slots import Diary, Found
from crm.spoken import Said
from crm.when import Meant

# Where it stands, in the form's facts: what was said of the time so far; questions and answers offered, by field.
MEANT, ASKS, OPTIONS = "meant", "asks", "options"
# Why the time that was named at first cannot be had, by field, until it was said.
REFUSED = "refused"
# The reference of an appointment that is moved.
MOVES = "moves"
# What cannot be held against whoever names such a time.
NOBODYS_FAULT = frozenset({"slot_taken", "slot_none"})
PLACE = "place"
_LONGEST_REFUSAL = 40


def slot_of(name: str) -> Field | None:
    """The field of this form that asks for a time."""
    return next((one for one in definition(name).fields.values() if one.type == "slot"), None)


def settle(session: Session, form: Form, one: Field, value: Any, said: Said) -> str | None:
    """The slot that an answer means; None where some are offered first. Raises FieldError for what cannot be had."""
    if isinstance(value, str):
        picked = _picked(form, one, value)
        if picked is not None:
            form.facts = {**form.facts, MEANT: of_slot(*picked, named=picked[1]).kept()}
            return _found(
                form, one, _diary(session, form, Meant(zone=picked[1]), said.now).judged(picked[0]), picked[1]
            )
        if (zone := zones.named(value)) is None:
            raise FieldError("slot_unread")
        meant = Meant(zone=zone)
    else:
        meant = when.of(value)
    return _sought(session, form, one, _with_before(form, one, meant), said.now)


def zone_changed(session: Session, form: Form, now: datetime) -> FieldError | None:
    """Where the telephone that was given rings elsewhere, "at 10" is 10 there; what is wrong with that, if anything."""
    one, meant = slot_of(form.name), when.of(form.facts.get(MEANT))
    if one is None or not form.values.get(one.key) or meant.zone or not meant.says_when:
        return None
    if slots.read(form.values[one.key])[1] == _zone(form, meant):
        return None
    try:
        form.values = {**form.values, one.key: _sought(session, form, one, meant, now)}
    except FieldError as error:
        form.values = {**form.values, one.key: None}
        return error
    return None


def moved_to(session: Session, booked: Appointment, meant: Meant, *, zone: str, now: datetime) -> datetime | None:
    """The free slot that is meant instead of what is booked; None where there is no such one."""
    before = of_slot(booked.starts_at, zone, named=zone)
    wanted = shifted(replace(meant, zone=zone).after(before))
    return Diary(session, booked.kind, booked.place, zone, now, moved=booked).find(wanted).at


def offered(found: Found, zone: str, kind: str) -> Bilingual:
    """The question that offers what is free."""
    said = texts.load("appointments")
    if not found.offers:
        return dict(said["none_at_all"])
    return {
        language: said["offers"][language].format(
            slots=slots.listed(found.offers, zone, language), zone=zones.name(zone, language)
        )
        for language in LANGUAGES
    }


def buttons(found: Found, zone: str) -> list[tuple[str, Bilingual]]:
    """What is free, as answers to choose from."""
    return [(slots.written(at, zone), {one: slots.listed([at], zone, one) for one in LANGUAGES}) for at in found.offers]


def error(found: Found, kind: str, place: str, zone: str) -> FieldError | None:
    """What is said of a time that cannot be had."""
    known = appointment_kinds.get(kind).at(place)
    asked = {one: slots.listed([found.asked], zone, one) for one in LANGUAGES} if found.asked else {}
    facts: dict[str, Any] = {"at": asked} if asked else {}
    facts |= {"minutes": known.minutes, "notice": known.notice_minutes, "days": known.days_ahead}
    return FieldError(found.wrong, **facts) if found.wrong else None


def is_given_up(said: Said) -> bool:
    """Whether somebody would rather have no appointment, while it is being booked."""
    text = said.text.strip()
    short = len(text) <= _LONGEST_REFUSAL
    today = said.now.astimezone(site().zone).date()
    return (
        short
        and bool(re.search(texts.load("appointments")["cancels"], text, re.I))
        and not when.read(text, today=today)
    )


def check(session: Session, form: Form, values: dict[str, Any], now: datetime) -> dict[str, FieldError]:
    """Whether the slot is still free; it stays so until the transaction ends."""
    one = slot_of(form.name)
    assert one is not None
    at, zone = slots.read(values[one.key])
    place = str(values.get(PLACE) or "")
    appointments.lock(session, kind=form.name, place=place, starts_at=at)
    found = Diary(session, form.name, place, zone, now, moved=moved_by(session, form)).judged(at)
    wrong = error(found, form.name, place, zone)
    if wrong is None:
        return {}
    _offer(form, one, found, zone)
    return {one.key: wrong}


def submit(
    session: Session, form: Form, conversation: Conversation, values: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Open the case that is due then, and take the seat. Raises SlotTaken, which cannot come after `check`."""
    one = slot_of(form.name)
    assert one is not None
    at, zone = slots.read(values[one.key])
    if (booked := moved_by(session, form)) is not None:
        return move(session, booked, to=at, zone=zone, now=now)
    result = errand_cases.open_case(session, form, conversation, values, now, due_at=at)
    case = get_by_reference(session, str(result["reference"]))
    place = str(values.get(PLACE) or "")
    appointments.book(session, case, kind=form.name, place=place, starts_at=at, zone=zone, now=now)
    return result


def move(session: Session, booked: Appointment, *, to: datetime, zone: str, now: datetime) -> dict[str, Any]:
    """Have it at another time, under the same reference. Raises SlotTaken, and nothing has changed."""
    old, new = (slots.said(*when, shortly=True) for when in ((booked.starts_at, booked.zone), (to, zone)))
    appointments.move(session, booked, starts_at=to, zone=zone, now=now)
    case, one = booked.case, slot_of(booked.kind)
    label = dict(one.label) if one else {}
    shown = [line | {"value": slots.said(to, zone)} if line["label"] == label else line for line in case.details]
    title = {language: case.title[language].replace(old[language], new[language]) for language in LANGUAGES}
    language = conversations.get(session, case.conversation_id).language
    note = f"{old[language]} → {new[language]}"
    cases.put_off(session, case, due_at=to, title=title, details=shown, note=note, actor="customer")
    return {"reference": case.reference, "kind": case.kind}


HANDLER = Handler(check=check, submit=submit)


def _sought(session: Session, form: Form, one: Field, meant: Meant, now: datetime) -> str | None:
    zone = _zone(form, meant)
    form.facts = {**form.facts, MEANT: replace(meant, shift=None).kept()}
    return _found(form, one, _diary(session, form, meant, now).find(meant), zone)


def _found(form: Form, one: Field, found: Found, zone: str) -> str | None:
    if found.at is not None:
        _offer(form, one, None, zone)
        return slots.written(found.at, zone)
    _offer(form, one, found, zone)
    wrong = error(found, form.name, str(form.values.get(PLACE) or ""), zone)
    if wrong is not None:
        raise wrong
    return None


def _offer(form: Form, one: Field, found: Found | None, zone: str) -> None:
    """Ask for the time by offering what is free; or as usual."""
    asks = {key: said for key, said in form.facts.get(ASKS, {}).items() if key != one.key}
    options = {key: said for key, said in form.facts.get(OPTIONS, {}).items() if key != one.key}
    if found is not None:
        # The clock that was shown is the one that the answer means.
        form.facts = {**form.facts, MEANT: {**form.facts.get(MEANT, {}), "zone": zone}}
        asks[one.key] = offered(found, zone, form.name)
        options[one.key] = [list(button) for button in buttons(found, zone)]
    form.facts = {**form.facts, ASKS: asks, OPTIONS: options}


def _picked(form: Form, one: Field, text: str) -> tuple[datetime, str] | None:
    """The slot that was chosen: by its button, or as "the second one"."""
    try:
        return slots.read(text)
    except ValueError:
        pass
    options = form.facts.get(OPTIONS, {}).get(one.key, [])
    number = chosen(text, len(options))
    return slots.read(options[number][0]) if number is not None else None


def picks(form: Form, one: Field, text: str) -> bool:
    """Whether an answer is one of the offers by its place: "2" below four is the second one, and not two o'clock."""
    return chosen(text, len(form.facts.get(OPTIONS, {}).get(one.key, []))) is not None


def chosen(text: str, count: int) -> int | None:
    """Which of so many offers is meant: "the second one", 都行."""
    said = texts.load("appointments")
    if count and re.search(said["any_of_them"], text.strip(), re.I):
        return 0
    plain = text.strip(" .。!！,，")
    found = (number for number, means in enumerate(said["ordinals"]) if re.search(means, plain, re.I))
    return next((number for number in found if number < count), None)


def _with_before(form: Form, one: Field, meant: Meant) -> Meant:
    """What is meant with what was said before: "11:30 instead" is on the same day."""
    before = when.of(form.facts.get(MEANT))
    if value := form.values.get(one.key):
        at, zone = slots.read(value)
        before = of_slot(at, zone, named=before.zone)
    return shifted(meant.after(before))


def of_slot(at: datetime, zone: str, *, named: str | None) -> Meant:
    """A slot as something that was said."""
    local = at.astimezone(ZoneInfo(zone))
    return Meant(day=local.date(), at=local.time(), halved=True, zone=named)


def shifted(meant: Meant) -> Meant:
    """ "An hour later" than what was said before."""
    if meant.shift is None or meant.day is None or meant.at is None:
        return meant
    moved = datetime.combine(meant.day, meant.at) + timedelta(minutes=meant.shift)
    return replace(meant, day=moved.date(), at=moved.time(), halved=True, shift=None)


def _diary(session: Session, form: Form, meant: Meant, now: datetime) -> Diary:
    place, moved = str(form.values.get(PLACE) or ""), moved_by(session, form)
    return Diary(session, form.name, place, _zone(form, meant), now, moved=moved)


def moved_by(session: Session, form: Form) -> Appointment | None:
    """The appointment that is not booked but moved with this form."""
    reference = form.facts.get(MOVES)
    return appointments.of_case(session, get_by_reference(session, reference)) if reference else None


def _zone(form: Form, meant: Meant) -> str:
    """Whose "10 o'clock": of the zone that was named, or where the telephone rings; at a place of ours, ours."""
    ours = site().time_zone
    if appointment_kinds.get(form.name).places:
        return ours
    return meant.zone or next(filter(None, map(zones.of_phone, _telephones(form))), ours)


def _telephones(form: Form) -> list[str]:
    asked = definition(form.name).fields
    given: Mapping[str, Any] = form.values
    return [str(given[key]) for key, one in asked.items() if one.type == "tel" and given.get(key)]

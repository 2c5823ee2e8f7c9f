"""What is booked: told, moved and cancelled in words for as long as it is to come."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.errand_wish import FORM, said_in
from actions.focus import focused, in_focus, item
from actions.human import hand_over
from actions.proof import Events
from actions.store import Origin, origin_of
from crm import appointment_changes as changes
from crm import appointments, case_presenter, conversations, errands, slot_answers, when, zones
from crm.appointments import Appointment
from crm.site import site
from crm.spoken import Said
from crm.store import in_store
from crm.texts import load

# "What about 11am?" is no longer than this.
_SHORT = 60
_NOON = 12
# Who says so wants another one, whatever they ask besides.
_ORDERS = re.compile(
    r"\b(?:book|schedule|arrange|reserve|call me|ring me|phone me)\b|帮我约|给我(?:打|回)|我想约|我要约|想预约|要预约",
    re.I,
)


@dataclass(frozen=True)
class Done:
    """What is said, whose case it is about, and the buttons below; `asks`: a question of the errand follows."""

    sentence: str
    reference: str | None = None
    card: dict[str, Any] | None = None
    buttons: tuple[dict[str, str], ...] = ()
    asks: bool = False
    person: bool = False


async def about_shown(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """ "Make it 11:30 instead", with an appointment on the screen: what was done; None for anything else."""
    origin, said, shown = origin_of(tracker), said_in(tracker), in_focus(tracker)
    if origin is None or shown is None or shown["kind"] != "case" or not said.text:
        return None
    done = await in_store(lambda session: _of_shown(session, origin, shown["ids"], said))
    return say(dispatcher, tracker, done) if done else None


def _of_shown(session: Session, origin: Origin, shown: list[str], said: Said) -> Done | None:
    conversation = conversations.lock(session, origin.conversation_id)
    booked = appointments.to_come(session, conversation.customer_id, now=said.now)
    one = next((one for one in booked if one.case.reference in shown), None)
    words = load("appointments")
    if one is None:
        return None
    for verb in ("cancels", "moves"):
        if re.search(words[verb], said.text, re.I):
            return _changed(session, origin, one, verb, said)
    if re.search(words["asks"], said.text, re.I):
        return _shown(session, [one], said)
    timed = when.read(said.text, today=today(said), bare=True)
    return _moved(session, origin, one, said) if timed and len(said.text) <= _SHORT else None


def say(dispatcher: CollectingDispatcher, tracker: Tracker, done: Done) -> Events:
    """Say what was done with an appointment."""
    if done.person:
        dispatcher.utter_message(response="utter_errand", sentence=done.sentence)
        return hand_over(dispatcher, tracker, reason="requested", response="utter_handing_over")
    dispatcher.utter_message(response="utter_errand_filed", sentence=done.sentence, buttons=list(done.buttons))
    if done.card:
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": done.card}}})
    events: Events = [focused(tracker, item("case", done.reference))] if done.reference else []
    return [*events, FollowupAction(FORM)] if done.asks else events


def managed(session: Session, origin: Origin, said: Said) -> Done | None:
    """What a message does with what is booked; None where it wants something new."""
    conversation = conversations.lock(session, origin.conversation_id)
    booked = appointments.to_come(session, conversation.customer_id, now=said.now)
    verb, meant = _wish(said, booked)
    if verb is None:
        return None
    if not booked:
        return None if verb == "moves" else Done(str(load("appointments")["none"][said.language]))
    if verb == "asks":
        return _shown(session, booked, said)
    one = meant or (booked[0] if len(booked) == 1 else _named(booked, said))
    return _which(booked, verb, said) if one is None else _changed(session, origin, one, verb, said)


def _changed(session: Session, origin: Origin, one: Appointment, verb: str, said: Said) -> Done:
    if not changes.may_change(one, said.now):
        minutes = int(changes.CHANGES_UNTIL.total_seconds() // 60)
        return Done(load("appointments")["too_late"][said.language].format(minutes=minutes), person=True)
    if verb == "cancels":
        changes.cancel(session, one)
        return Done(changes.told(one, "cancelled", said.language), one.case.reference)
    return _moved(session, origin, one, said)


def _wish(said: Said, booked: list[Appointment]) -> tuple[str | None, Appointment | None]:
    """What is wanted of what is booked, and of which of it, where a button says so."""
    words = load("appointments")
    if said.pressed and (pressed := re.fullmatch(r"(moves|cancels) (\w+)", said.pressed)):
        return pressed[1], next((one for one in booked if one.case.reference == pressed[2]), None)
    for verb in ("moves", "cancels"):
        if re.search(words[verb], said.text, re.I) and (booked or verb == "cancels"):
            return verb, None
    timed = when.read(said.text, today=today(said))
    if re.search(words["asks"], said.text, re.I) and (booked or timed is None) and not _ORDERS.search(said.text):
        return "asks", None
    return None, None


def _shown(session: Session, booked: list[Appointment], said: Said) -> Done:
    card = case_presenter.card(session, booked[0].case, said.language, own=True)
    return Done(changes.told_all(booked, said.language), booked[0].case.reference, card)


def _which(booked: list[Appointment], verb: str, said: Said) -> Done:
    asked = load("appointments")["which_move" if verb == "moves" else "which_cancel"][said.language]
    buttons = tuple(
        {
            "title": one.case.title[said.language],
            "payload": f'/appointment{{"errand_value": "{verb} {one.case.reference}"}}',
        }
        for one in booked
    )
    return Done(str(asked), buttons=buttons)


def _named(booked: list[Appointment], said: Said) -> Appointment | None:
    """The only one on the day, at the time or under the reference that a message names."""
    by_reference = [one for one in booked if one.case.reference in said.text.upper()]
    if by_reference:
        return by_reference[0]
    meant = when.read(said.text, today=today(said))
    if meant is None or meant.day is None:
        return None
    on_it = [one for one in booked if slot_answers.of_slot(one.starts_at, one.zone, named=None).day == meant.day]
    return on_it[0] if len(on_it) == 1 else None


def _moved(session: Session, origin: Origin, one: Appointment, said: Said) -> Done:
    """Move it at once, where the time is plain and free; else ask for another, with what is free."""
    meant, zone = _by_half(when.read(said.text, today=today(said), bare=True), one), zones.named(said.text) or one.zone
    at = slot_answers.moved_to(session, one, meant, zone=zone, now=said.now) if meant else None
    if at is None:
        form = errands.begin_move(session, origin.conversation_id, one, said=said, message_id=origin.message_id)
        wrong = errands.offer(session, form, replace(meant, zone=zones.named(said.text)), said) if meant else None
        stays = changes.told(one, "stays" if meant else "move_when", said.language)
        return Done(" ".join(filter(None, (wrong, stays))), asks=True)
    words = "unchanged" if at == one.starts_at else "moved"
    if words == "moved":
        slot_answers.move(session, one, to=at, zone=zone, now=said.now)
    card = case_presenter.card(session, one.case, said.language, own=True)
    return Done(changes.told(one, words, said.language), one.case.reference, card)


def _by_half(meant: when.Meant | None, one: Appointment) -> when.Meant | None:
    """ "Actually 4, not 3": of the half of the day in which the appointment is."""
    before = slot_answers.of_slot(one.starts_at, one.zone, named=None).at
    if meant is None or meant.at is None or meant.halved or before is None or meant.at.hour >= _NOON:
        return meant
    later = _NOON if before.hour >= _NOON else 0
    return replace(meant, at=meant.at.replace(hour=meant.at.hour + later), halved=True)


def today(said: Said) -> date:
    return said.now.astimezone(site().zone).date()

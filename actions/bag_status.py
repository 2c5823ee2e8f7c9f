"""Bag status: tag and surname first, then the last scan, the place, the local time and what comes next."""

import math
import re
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import bag_story
from actions.memory import remember, remembered
from actions.store import Origin, in_store, language_of, origin_of, record
from airline import identity, timeline
from airline.bags import Bag
from airline.errors import AmbiguousTag, BagNotFound, TooManyAttempts
from airline.tags import BagTag, mask, parse_tag
from airline.timeline import Timeline
from crm.base import utc_now
from crm.errors import StoreUnavailable

FORM = "bag_status_form"
ASKED = ("bag_tag", "surname", "bag_date")
# Longer answers are sentences, not names.
LONGEST_NAME = 60
_SAID_BACK = 24

Events = list[dict[str, Any]]
Slots = dict[str, Any]


class ValidateBagStatusForm(FormValidationAction):
    """Takes what the customer wrote for tag, surname and date, in any order and as often as they correct it."""

    def name(self) -> str:
        return "validate_bag_status_form"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return list(ASKED)

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """Nothing for a bag shown a moment ago; the date only when several bags carry the tag."""
        if _asks_for_last_bag(tracker):
            return []
        return list(ASKED) if tracker.get_slot("bag_dates") else list(ASKED[:2])

    def validate_bag_tag(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A tag, or what is wrong with it. A name given here answers the other question."""
        tag = parse_tag(str(value))
        if tag is not None:
            return {"bag_tag": _spelled(tag), **_surname_of_last_try(tracker)}
        if not re.search(r"\d", str(value)):
            return {"bag_tag": None, "surname": _surname(value)}
        dispatcher.utter_message(response="utter_tag_invalid", given=str(value).strip()[:_SAID_BACK])
        return {"bag_tag": None}

    def validate_surname(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A name: letters only, and not a sentence."""
        surname = _surname(value)
        if surname is None:
            if tracker.get_slot("bag_tag"):
                dispatcher.utter_message(response="utter_surname_invalid")
            return {"surname": None}
        return {"surname": surname, **_tag_of_last_try(tracker)}

    def validate_bag_date(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """One of the dates that the tag was used on."""
        if value in (tracker.get_slot("bag_dates") or []):
            return {"bag_date": value}
        dispatcher.utter_message(response="utter_bag_date_invalid")
        return {"bag_date": None}


class AskBagDate(Action):
    """Ask which of several bags with one tag number is meant."""

    def name(self) -> str:
        return "action_ask_bag_status_form_bag_date"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        buttons = [
            {"title": bag_story.day_title(day, language_of(tracker)), "payload": f'/inform{{"date": "{day}"}}'}
            for day in tracker.get_slot("bag_dates") or []
        ]
        dispatcher.utter_message(response="utter_ask_bag_date", buttons=buttons)
        return []


@dataclass(frozen=True)
class Question:
    """What a customer proves a bag to be theirs with."""

    conversation_id: uuid.UUID
    tag: BagTag
    surname: str
    flight_date: date | None
    now: datetime


class ActionBagStatus(Action):
    """Look a bag up and tell its story; the same answer for an unknown tag and a wrong surname."""

    def name(self) -> str:
        return "action_bag_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        try:
            bag, story = await _find(tracker)
        except BagNotFound:
            return _not_found(dispatcher, tracker)
        except TooManyAttempts as error:
            minutes = max(1, math.ceil((error.until - utc_now()).total_seconds() / 60))
            dispatcher.utter_message(response="utter_too_many_attempts", minutes=minutes)
            return _forget()
        except AmbiguousTag as error:
            return [SlotSet("bag_dates", [day.isoformat() for day in error.dates]), FollowupAction(FORM)]
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return _forget()
        _tell(dispatcher, bag, story, tracker)
        return [*_forget(), SlotSet("last_bag", remember(bag_id=str(bag.id))), SlotSet("last_try", None)]


class ActionStop(Action):
    """Stop looking for a bag, and forget what was given so far."""

    def name(self) -> str:
        return "action_stop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_stopped")
        return [ActiveLoop(None), SlotSet("requested_slot", None), *_forget()]


async def _find(tracker: Tracker) -> tuple[Bag, Timeline]:
    """The bag and its story. Raises what `airline.identity` does, after the try has been written down."""
    origin = origin_of(tracker)
    if _asks_for_last_bag(tracker):
        known = uuid.UUID((remembered(tracker, "last_bag") or {})["bag_id"])
        return await in_store(lambda session: _story(session, _kept(session, known), origin))
    question = _question(tracker, origin)
    search = await in_store(lambda session: _search(session, question, origin))
    bag = search.unwrap()
    return await in_store(lambda session: _story(session, _kept(session, bag.id), origin))


def _question(tracker: Tracker, origin: Origin | None) -> Question:
    tag = parse_tag(tracker.get_slot("bag_tag") or "")
    if tag is None:
        raise BagNotFound
    chosen = tracker.get_slot("bag_date")
    # A console has no conversation of ours, but its wrong tries count all the same.
    conversation_id = origin.conversation_id if origin else uuid.uuid5(uuid.NAMESPACE_URL, tracker.sender_id)
    flight_date = date.fromisoformat(chosen) if chosen else None
    return Question(conversation_id, tag, str(tracker.get_slot("surname")), flight_date, utc_now())


def _search(session: Session, question: Question, origin: Origin | None) -> identity.BagSearch:
    search = identity.find_bag(
        session,
        conversation_id=question.conversation_id,
        tag=question.tag,
        surname=question.surname,
        now=question.now,
        flight_date=question.flight_date,
    )
    outcome = {BagNotFound: "not_found", TooManyAttempts: "locked"}.get(type(search.error))
    if outcome:
        masked = mask((question.tag.leading or "?") + question.tag.issuer + question.tag.serial)
        record(session, origin, kind="bag_lookup_failed", key=outcome, summary=bag_story.recorded(outcome, masked))
    return search


def _kept(session: Session, bag_id: uuid.UUID) -> Bag:
    bag = session.get(Bag, bag_id)
    if bag is None:
        raise BagNotFound
    return bag


def _story(session: Session, bag: Bag, origin: Origin | None) -> tuple[Bag, Timeline]:
    story = timeline.timeline(session, bag=bag)
    record(
        session,
        origin,
        kind="bag_looked_up",
        key=str(bag.id),
        summary=bag_story.recorded("found", mask(bag.lpn), story),
        data={"bag_id": str(bag.id), "state": story.state},
    )
    return bag, story


def _tell(dispatcher: CollectingDispatcher, bag: Bag, story: Timeline, tracker: Tracker) -> None:
    language = language_of(tracker)
    dispatcher.utter_message(response="utter_bag_status", sentence=bag_story.sentence(story, language))
    data = {"card": bag_story.card(bag, story, language)}
    dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": data}})
    if story.problem:
        dispatcher.utter_message(response="utter_bag_problem")
    elif _asks_for_last_bag(tracker):
        dispatcher.utter_message(response="utter_bag_again")


def _not_found(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    dispatcher.utter_message(response="utter_bag_not_found")
    tried = {"tag": tracker.get_slot("bag_tag"), "surname": tracker.get_slot("surname")}
    return [*_forget(), SlotSet("last_bag", None), SlotSet("last_try", remember(**tried))]


def _forget() -> Events:
    return [SlotSet(slot, None) for slot in (*ASKED, "bag_dates")]


def _asks_for_last_bag(tracker: Tracker) -> bool:
    """Whether "and when does it arrive?" can only mean the bag shown a moment ago."""
    wants_other = next(tracker.get_latest_entity_values("bag_choice"), None) == "another"
    given = tracker.get_slot("bag_tag") or tracker.get_slot("surname")
    return remembered(tracker, "last_bag") is not None and not given and not wants_other


def _spelled(tag: BagTag) -> str:
    return tag.lpn or f"{tag.airline.iata if tag.airline else tag.issuer}{tag.serial}"


def _surname(value: Any) -> str | None:
    name = str(value).strip()[: LONGEST_NAME + 1]
    return name if len(name) <= LONGEST_NAME and re.fullmatch(r"[^\W\d_](?:[^\d_?？]*)", name) else None


def _surname_of_last_try(tracker: Tracker) -> Slots:
    """A corrected tag keeps the surname tried with it before."""
    tried = remembered(tracker, "last_try")
    return {"surname": tried["surname"]} if tried and not tracker.get_slot("surname") else {}


def _tag_of_last_try(tracker: Tracker) -> Slots:
    """A corrected surname keeps the tag tried with it before."""
    tried = remembered(tracker, "last_try")
    return {"bag_tag": tried["tag"]} if tried and not tracker.get_slot("bag_tag") else {}

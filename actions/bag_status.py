"""Bag status: a reference and the surname first, then each bag's last scan, place, local time and what comes next."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.asking import Asking, goes_on
from actions.focus import focused, item
from actions.memory import known_booking, remember, remembered, shown_bags
from actions.proof import (
    FACTOR,
    FACTOR_NEEDED,
    Events,
    Proof,
    ReferenceForm,
    Slots,
    asks_for_factor,
    day_buttons,
    failed,
    proof_of,
    reference_in,
)
from actions.store import Origin, language_of, origin_of, record
from airline.access.identity import Search
from airline.access.references import FileReference, Key, RecordLocator, masked, parse_key, parse_locator, spelled
from airline.access.tags import is_short_form, mask
from airline.bags import answers as bag_answers
from airline.bags import presenter as bag_presenter
from airline.bags import timeline
from airline.bags.bags import Bag
from airline.bags.timeline import Timeline
from airline.cases import lookups, subscriptions
from airline.cases.reports import BagReport
from airline.errors import AmbiguousTag, BagNotFound, NothingFound, SecondFactorNeeded, TooManyAttempts
from crm import case_presenter
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

FORM = "bag_status_form"
ASKED = ("bag_reference", "surname", "bag_date")
# A tag's digits so far; tags that were named together.
_PARTIAL, _SEVERAL = "bag_partial", "bag_tags"
_TAG_DIGITS = 10
_PREFIX_DIGITS = 4
# Where the story has ended there is nothing to follow.
_ENDED = frozenset({"collected", "cancelled"})
_LATELY = 3
# Where it should be in its owner's hands by now, and may not be.
_MAY_BE_MISSED = frozenset({"arrived", "at_belt"})


class ValidateBagStatusForm(Asking, ReferenceForm, FormValidationAction):
    """Takes what the customer wrote for reference, surname and date, in any order and as often as they correct it."""

    asked_slot = ASKED[0]

    def name(self) -> str:
        return "validate_bag_status_form"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return [*ASKED, FACTOR]

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """Nothing for bags shown or a booking proved a moment ago; the date only when several bags carry the tag."""
        if _asks_for_last_bag(tracker) or _known_locator(tracker) or await _shown_by_tag(tracker):
            return []
        return self.with_factor(tracker, ASKED if tracker.get_slot("bag_dates") else ASKED[:2])

    def validate_bag_reference(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """A tag, a booking reference or a file reference; a tag may come in two pieces, or beside another one."""
        if joined := _in_pieces(str(value), tracker):
            return joined
        several = list(dict.fromkeys(tracker.get_latest_entity_values("bag_tag")))
        if len(several) > 1:
            return {ASKED[0]: several[0], "bag_tags": several}
        if parse_key(str(value)) is None and is_short_form(str(value)):
            dispatcher.utter_message(response="utter_tag_of_unknown_issuer", given=str(value).strip())
            return {ASKED[0]: None}
        return reference_in(value, slot=ASKED[0], read=parse_key, dispatcher=dispatcher, tracker=tracker)

    def validate_bag_date(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """One of the dates that the tag was used on."""
        if value in (tracker.get_slot("bag_dates") or []):
            return {"bag_date": value}
        dispatcher.utter_message(response="utter_bag_date_invalid")
        return {"bag_date": None}


async def _shown_by_tag(tracker: Tracker) -> uuid.UUID | None:
    """The bag with this tag that was shown a moment ago, or travels with one that was.

    Nobody spells the surname twice for one bag, nor for the second bag of one booking.
    """
    given, ids = parse_key(tracker.get_slot(ASKED[0]) or ""), shown_bags(tracker)
    if given is None or not ids or tracker.get_slot("surname"):
        return None
    return await in_store(lambda session: _with_tag(session, ids, spelled(given)))


def _with_tag(session: Session, ids: list[uuid.UUID], tag: str) -> uuid.UUID | None:
    shown = [bag for bag_id in ids if (bag := session.get(Bag, bag_id))]
    beside = (other for bag in shown for other in bag_answers.others(session, bag))
    return next((bag.id for bag in (*shown, *beside) if bag.lpn == tag), None)


def _in_pieces(value: str, tracker: Tracker) -> Slots | None:
    """Digits that are no tag by themselves: the airline's prefix, which others follow, or the rest of what came."""
    digits = "".join(value.split())
    if not digits.isascii() or not digits.isdigit() or len(digits) >= _TAG_DIGITS:
        return None
    before = tracker.get_slot(_PARTIAL) or ""
    if parse_key(before + digits) is not None:
        return {ASKED[0]: before + digits, _PARTIAL: None}
    if len(digits) <= _PREFIX_DIGITS or (before and len(before + digits) < _TAG_DIGITS):
        return {ASKED[0]: None, _PARTIAL: before + digits}
    return None


class AskBagDate(Action):
    """Ask which of several bags with one tag number is meant."""

    def name(self) -> str:
        return "action_ask_bag_status_form_bag_date"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        buttons = day_buttons(tracker, bag_presenter.day_title)
        dispatcher.utter_message(response="utter_ask_bag_date", buttons=buttons)
        return []


@dataclass(frozen=True)
class Shown:
    """A bag with its story, and whether the conversation follows it."""

    bag: Bag
    story: Timeline
    followed: bool


@dataclass(frozen=True)
class Found:
    """What a look-up brought: bags, or a report about a bag that nobody has seen yet."""

    bags: list[Shown]
    report: dict[str, str] | None = None
    case: tuple[str, dict[str, Any]] | None = None


class ActionBagStatus(Action):
    """Look bags up and tell their stories; the same answer for an unknown number and a wrong surname."""

    def name(self) -> str:
        return "action_bag_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        try:
            found = await _find(tracker)
        except AmbiguousTag as error:
            return _ask_which(dispatcher, error)
        except SecondFactorNeeded:
            return asks_for_factor(FORM)
        except (NothingFound, TooManyAttempts, StoreUnavailable) as error:
            return [
                *failed(dispatcher, tracker, error, form=FORM, slot=ASKED[0], not_found="utter_bag_not_found"),
                *forget(),
                *([SlotSet("last_bag", None)] if isinstance(error, NothingFound) else []),
            ]
        if not (found.bags or found.report):
            dispatcher.utter_message(response="utter_no_bags_in_booking")
            return forget()
        _tell(dispatcher, found, tracker)
        return [*forget(), *_remembered(found, tracker), *_for_the_other(tracker)]


async def show_bags(dispatcher: CollectingDispatcher, tracker: Tracker, ids: list[uuid.UUID]) -> None:
    """Tell the stories of bags that are known to be the customer's, each with its card. Raises BagNotFound."""
    origin = origin_of(tracker)
    found = await in_store(lambda session: Found(_stories(session, _kept(session, ids), origin)))
    _tell(dispatcher, found, tracker)


def forget() -> Events:
    """Let go of what was given for a bag."""
    return [SlotSet(slot, None) for slot in (*ASKED, FACTOR, FACTOR_NEEDED, "bag_dates", _PARTIAL, _SEVERAL)]


async def _find(tracker: Tracker) -> Found:
    """What was asked for. Raises what `airline.cases.lookups` finds wrong, after the try has been written down."""
    origin, language = origin_of(tracker), language_of(tracker)
    if _asks_for_last_bag(tracker):
        known = shown_bags(tracker)
        return await in_store(lambda session: Found(_stories(session, _kept(session, known), origin)))
    if again := await _shown_by_tag(tracker):
        return await in_store(lambda session: Found(_stories(session, _kept(session, [again]), origin)))
    if proved := _known_locator(tracker):
        return await in_store(lambda session: Found(_stories(session, _booked(session, *proved), origin)))
    key = parse_key(tracker.get_slot("bag_reference") or "")
    if key is None:
        raise BagNotFound
    proof, chosen = proof_of(tracker), tracker.get_slot("bag_date")
    if isinstance(key, FileReference):
        return await _find_reported(key, proof, language)
    flight_date = date.fromisoformat(chosen) if chosen else None
    keys = [found for tag in tracker.get_slot(_SEVERAL) or [] if (found := parse_key(tag))] or [key]
    searches = [await in_store(partial(_search, key=one, proof=proof, flight_date=flight_date)) for one in keys]
    answered = [one for one in searches if one.found] or searches[:1]
    ids = [bag.id for one in answered for bag in one.unwrap()]
    return await in_store(lambda session: Found(_stories(session, _kept(session, ids), origin)))


async def _find_reported(reference: FileReference, proof: Proof, language: str) -> Found:
    def search(session: Session) -> Search[BagReport]:
        found = lookups.find_report(session, reference=reference, **_given(proof))
        _record_failure(session, reference, proof, found.error)
        return found

    (report,) = (await in_store(search)).unwrap()[:1]

    def tell(session: Session) -> Found:
        kept = session.get_one(BagReport, report.id)
        stories = _stories(session, lookups.bags_of_reports(session, [kept]), proof.origin)
        about = {"reference": kept.case.reference, "case_id": str(kept.case_id)}
        told = case_presenter.sentence(kept.case, language), case_presenter.card(session, kept.case, language)
        return Found(stories, about, told)

    return await in_store(tell)


def _search(session: Session, *, key: Key, proof: Proof, flight_date: date | None) -> Search[Bag]:
    search = lookups.find_bags(session, key=key, flight_date=flight_date, **_given(proof))
    _record_failure(session, key, proof, search.error)
    return search


def _given(proof: Proof) -> dict[str, Any]:
    return {
        "conversation_id": proof.conversation_id,
        "surname": proof.surname,
        "now": proof.now,
        "message_id": proof.message_id,
        "factor": proof.factor,
    }


def _record_failure(session: Session, key: Key, proof: Proof, error: Exception | None) -> None:
    if not isinstance(error, NothingFound | TooManyAttempts | SecondFactorNeeded):
        return
    outcome = "not_found" if isinstance(error, NothingFound) else "locked"
    summary = bag_presenter.recorded(outcome, masked(key))
    record(session, proof.origin, kind="bag_lookup_failed", key=outcome, summary=summary)


def _kept(session: Session, ids: list[uuid.UUID]) -> list[Bag]:
    bags = [bag for bag_id in ids if (bag := session.get(Bag, bag_id))]
    if not bags:
        raise BagNotFound
    return bags


def _booked(session: Session, locator: RecordLocator, surname: str) -> list[Bag]:
    return lookups.bags_of_booking(session, locator=locator, surname=surname, now=utc_now())


def _stories(session: Session, bags: list[Bag], origin: Origin | None) -> list[Shown]:
    return [_story(session, bag, origin) for bag in bags]


def _story(session: Session, bag: Bag, origin: Origin | None) -> Shown:
    story = timeline.timeline(session, bag=bag)
    record(
        session,
        origin,
        kind="bag_looked_up",
        key=str(bag.id),
        summary=bag_presenter.recorded("found", mask(bag.lpn), story),
        data={"bag_id": str(bag.id), "state": story.state},
    )
    followed = origin is not None and subscriptions.is_followed(
        session, conversation_id=origin.conversation_id, bag_id=bag.id, now=utc_now()
    )
    return Shown(bag, story, followed)


def _tell(dispatcher: CollectingDispatcher, found: Found, tracker: Tracker) -> None:
    language = language_of(tracker)
    if found.case:
        sentence, card = found.case
        dispatcher.utter_message(response="utter_case", sentence=sentence)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
    for shown in found.bags:
        dispatcher.utter_message(response="utter_bag_status", sentence=bag_presenter.sentence(shown.story, language))
        data = {"card": bag_presenter.card(shown.bag, shown.story, language)}
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": data}})
    _offer(dispatcher, found.bags, tracker)


def _offer(dispatcher: CollectingDispatcher, bags: list[Shown], tracker: Tracker) -> None:
    """What can be done now. A person and a report come first where something went wrong."""
    language = language_of(tracker)
    buttons = follow_buttons([(one.bag, one.followed) for one in bags if one.story.state not in _ENDED], language)
    if buttons and (_complained(tracker) or any(one.story.state in _MAY_BE_MISSED for one in bags)):
        buttons = [*buttons, {"title": bag_presenter.texts()["report"][language], "payload": "/bag_missing"}]
    if any(one.story.problem for one in bags):
        dispatcher.utter_message(response="utter_bag_problem", buttons=buttons)
    elif _asks_for_last_bag(tracker):
        dispatcher.utter_message(response="utter_bag_again", buttons=buttons)
    elif buttons and not all(one.followed for one in bags):
        dispatcher.utter_message(response="utter_follow_offer", buttons=buttons)


def _complained(tracker: Tracker) -> bool:
    """Whether it began with a bag that is not there."""
    said = [event for event in tracker.events if event.get("event") == "user"][-_LATELY:]
    return any(((event.get("parse_data") or {}).get("intent") or {}).get("name") == "bag_missing" for event in said)


def follow_buttons(bags: list[tuple[Bag, bool]], language: bag_presenter.Language) -> list[dict[str, str]]:
    """A button for each bag: to be told when it moves, or, where it is followed already, no more."""
    words = bag_presenter.texts()["follow"]
    named = "several" if len(bags) > 1 else "one"
    return [
        {
            "title": words["stop" if followed else "start"][named][language].format(tag=mask(bag.lpn)),
            "payload": f'/{"unfollow" if followed else "follow"}_bag{{"bag_key": "{bag.id}"}}',
        }
        for bag, followed in bags
    ]


def _remembered(found: Found, tracker: Tracker) -> Events:
    events, on_screen = [SlotSet("last_try", None)], []
    if found.bags:
        ids = [str(one.bag.id) for one in found.bags]
        events.append(SlotSet("last_bag", remember(bag_ids=ids)))
        on_screen.append(item("bag", *ids))
    if found.report:
        events.append(SlotSet("last_report", remember(**found.report)))
        on_screen.append(item("case", found.report["reference"]))
    return [*events, focused(tracker, *on_screen)]


def _for_the_other(tracker: Tracker) -> Events:
    """What was asked for in the same message goes on, with the booking reference if it was that which was given."""
    other, given = goes_on(tracker, FORM), parse_key(tracker.get_slot("bag_reference") or "")
    if not other or not isinstance(given, RecordLocator):
        return other
    return [SlotSet("booking_reference", given.value), *other]


def _ask_which(dispatcher: CollectingDispatcher, error: AmbiguousTag) -> Events:
    """By the date; bags of one day that share a short tag are told apart by all ten digits alone."""
    if len(error.dates) > 1:
        return [SlotSet("bag_dates", [day.isoformat() for day in error.dates]), FollowupAction(FORM)]
    dispatcher.utter_message(response="utter_tag_needs_ten_digits")
    return [*(SlotSet(slot, None) for slot in ("bag_reference", "bag_date", "bag_dates")), FollowupAction(FORM)]


def _asks_for_last_bag(tracker: Tracker) -> bool:
    """Whether "and when does it arrive?" can only mean the bags shown a moment ago."""
    given = tracker.get_slot("bag_reference") or tracker.get_slot("surname")
    return remembered(tracker, "last_bag") is not None and not given and not _wants_other(tracker)


def _known_locator(tracker: Tracker) -> tuple[RecordLocator, str] | None:
    """The booking that was proved a moment ago, with the surname, where it is its bags that are asked for."""
    known = known_booking(tracker)
    locator = parse_locator(known[0]) if known else None
    if known is None or locator is None or _wants_other(tracker) or _asks_for_last_bag(tracker):
        return None
    given = tracker.get_slot("bag_reference")
    asked_for = parse_key(given) == locator if given else tracker.get_slot("surname") in (None, "", known[1])
    return (locator, known[1]) if asked_for else None


def _wants_other(tracker: Tracker) -> bool:
    """Whether none of the known bags is meant: a button said so, or we are asking for another one already."""
    asking = (tracker.active_loop or {}).get("name") == FORM and bool(tracker.get_slot("requested_slot"))
    another = next(tracker.get_latest_entity_values("bag_choice"), None) == "another"
    return another or (asking and not tracker.get_slot("bag_reference"))

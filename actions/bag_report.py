"""Reporting a bag: the right words, then the form in the chat, filled in as far as we know."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import asked_again
from actions import knowledge as articles
from actions.attached_form import show_form
from actions.bag_periods import periods
from actions.booking_asked import named_locator
from actions.flight_answers import ANSWER, say
from actions.focus import Item, focused, in_focus, item
from actions.memory import shown_bags
from actions.own_reports import Seen, known_reports, named_report, wants_another
from actions.proof import Events, surname_in
from actions.store import Origin, language_of, origin_of
from airline.access.issuers import by_code, named_in
from airline.access.references import parse_key
from airline.access.tags import BagTag
from airline.bags.bags import Bag
from airline.bags.itinerary import RUSHED, path
from airline.bookings.bookings import Booking
from airline.cases import bag_forms, drafts, hooks, lookups, reports
from airline.cases.reports import BagReport
from airline.flights.flights import flies
from crm import case_presenter, forms, knowledge
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.store import in_store

REPORT = "bag_report"
TROUBLES = {
    "bag_missing": "missing",
    "bag_damaged": "damaged",
    "bag_contents_missing": "contents_missing",
}
# What the customer has just said, and the field that it answers.
_SAID = {"flight_number": "flight", "date": "flight_date", "surname": "surname", "email": "email", "phone": "phone"}


_WANTS_REPORT = re.compile(
    r"\b(?:report|claim|file|form|log|register)\w*\b|登记|登記|上报|申报|报失|挂失|报一下|表", re.I
)


@dataclass(frozen=True)
class Opened:
    """A form to fill in, or the report that was made already."""

    form: Form | None = None
    resumed: bool = False
    known: BagReport | None = None
    card: dict[str, Any] | None = None
    deadline: str = ""


_WHY = re.compile(r"\b(?:why|where|how come)\b|怎么(?:还|一直|就|老)?(?:不|没)|为(?:什么|啥)|(?:去|在)哪", re.I)
# What is dangerous to be without.
_MEDICINE = re.compile(
    r"\b(?:medicines?|medication|meds|insulin|inhaler|pills|tablets|epi-?pen|prescription|heart (?:pills|medicine))\b"
    r"|药(?!店)|胰岛素|降压|速效救心|吸入器|处方",
    re.I,
)


class ActionBagReport(Action):
    """Open the report form; show the report instead where there is one about this already."""

    def name(self) -> str:
        return "action_bag_report"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if reference := await _to_look_up(tracker):
            name = [SlotSet("surname", named)] if (named := given(tracker).get("surname")) else []
            return [SlotSet("bag_reference", reference), *name, FollowupAction("bag_status_form")]
        if other := await _of_another_airline(tracker):
            dispatcher.utter_message(response="utter_bag_of_other_airline", airline=other)
        if _MEDICINE.search(tracker.latest_message.get("text") or ""):
            # Whoever needs it tonight must not wait for a form.
            dispatcher.utter_message(response=ANSWER, sentence=say("form", "medicine", language_of(tracker)))
        origin = origin_of(tracker)
        told = asked_again.told(tracker, given(tracker), REPORT, TROUBLES)
        if told and await _is_open(origin):
            dispatcher.utter_message(response=ANSWER, sentence=told)
            return []
        if origin is None or await asks_in_particular(tracker):
            return await articles.answer(dispatcher, tracker)
        try:
            opened = await in_store(lambda session: _open(session, tracker, origin))
        except ConversationNotFound:
            return await articles.answer(dispatcher, tracker)
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        return [focused(tracker, _tell(dispatcher, tracker, opened))]


class ActionCorrectReport(Action):
    """Open the report again, filled in, for a correction by whoever made it."""

    def name(self) -> str:
        return "action_correct_report"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        try:
            found = await in_store(lambda session: _reopen(session, tracker, origin)) if origin else None
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if found is None:
            # A surname and a reference are enough to look, not to change: both are printed on labels.
            dispatcher.utter_message(response="utter_correct_with_person")
            return []
        report, form = found
        if form is None:
            dispatcher.utter_message(response="utter_report_over", reference=report.case.reference)
            return []
        dispatcher.utter_message(response="utter_correct_report", reference=report.case.reference)
        return [focused(tracker, show_form(dispatcher, form))]


async def _to_look_up(tracker: Tracker) -> str | None:
    """The tag or booking that comes with "everybody has theirs but me": where the bag is may be known already.

    Not for somebody who wants a report made, has seen what is known, or gives a tag with all that a report takes, of
    a bag of which nothing else is known.
    """
    tags, booking = given(tracker).get("tags", []), named_locator(tracker)
    asks_report = _WANTS_REPORT.search(tracker.latest_message.get("text") or "")
    if tracker.get_intent_of_latest_message() != "bag_missing" or asks_report or shown_bags(tracker):
        return None
    if len(tags) == 1:
        # "Why doesn't it come?" with tag and name asks; without a question all that a report takes is there.
        tag, surname = str(tags[0]), None if _asks_why(tracker) else given(tracker).get("surname")
        return None if surname and not await _went_astray(tracker, tag, surname) else tag
    return None if tags else booking


async def _went_astray(tracker: Tracker, tag: str, surname: str) -> bool:
    """Whether the record says what became of the customer's bag. A name that is not on it counts as a try, as ever."""
    key, origin = parse_key(tag), origin_of(tracker)
    if not isinstance(key, BagTag) or origin is None:
        return False

    def search(session: Session) -> bool:
        found = lookups.find_bags(
            session,
            conversation_id=origin.conversation_id,
            message_id=origin.message_id,
            key=key,
            surname=surname,
            now=utc_now(),
        )
        return lookups.went_astray(session, found.found)

    try:
        return await in_store(search)
    except (ConversationNotFound, StoreUnavailable):
        return False


def _asks_why(tracker: Tracker) -> bool:
    return bool(_WHY.search(tracker.latest_message.get("text") or ""))


async def _of_another_airline(tracker: Tracker) -> str | None:
    """The airline that lost it, where it is called by its name, flies nothing for us and nothing of ours is named."""
    named = {one["entity"] for one in tracker.latest_message.get("entities") or []}
    code = named_in(tracker.latest_message.get("text") or "")
    if not code or named & {"bag_tag", "flight_number", "record_locator", "file_reference"} or shown_bags(tracker):
        return None
    airline = None if await in_store(lambda session: flies(session, code)) else by_code().get(code)
    return airline.name(language_of(tracker)) if airline else None


async def _is_open(origin: Origin | None) -> bool:
    """Whether the report form waits to be filled in: once it was sent, its report is what is asked about."""
    if origin is None:
        return False
    conversation = origin.conversation_id
    try:
        return await in_store(lambda session: forms.is_open(session, conversation, REPORT))
    except StoreUnavailable:
        return False


async def fill_in(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Put what a message names into the report form that is open: "CZ673 zhang" answers it. False when none is."""
    origin, said = origin_of(tracker), given(tracker)
    if not said and (name := surname_in(tracker.latest_message.get("text") or "")):
        said = {"surname": name}
    return origin is not None and bool(said) and await _fill(dispatcher, origin, said)


async def fill_from(dispatcher: CollectingDispatcher, tracker: Tracker, booking: Booking) -> bool:
    """Put the flight that was flown into the report form on the screen: whose booking it is was just proved.

    False where no such form is on the screen, or none of the booking's flights has left.
    """
    origin, shown = origin_of(tracker), in_focus(tracker)
    flown = [one for one in booking.segments if one.departs_at <= utc_now()]
    if origin is None or not flown or shown is None or (shown["kind"], shown["ids"][:1]) != ("form", [REPORT]):
        return False
    last = max(flown, key=lambda one: one.departs_at)
    said = {"flight": last.flight, "flight_date": last.departs.date().isoformat(), "airport": last.destination}
    if surname := tracker.get_slot("surname"):
        said["surname"] = str(surname)
    return await _fill(dispatcher, origin, said)


async def _fill(dispatcher: CollectingDispatcher, origin: Origin, said: dict[str, Any]) -> bool:
    """Put this into the open report form and show it. False when none is open."""
    try:
        form = await in_store(lambda session: _filled_in(session, origin, said))
    except (ConversationNotFound, StoreUnavailable):
        form = None
    if form is None:
        return False
    dispatcher.utter_message(response="utter_report_filled_in")
    show_form(dispatcher, form)
    return True


async def asks_in_particular(tracker: Tracker) -> bool:
    """Whether an article answers the very words of the question, or a button asked for the article."""
    if next(tracker.get_latest_entity_values("bag_choice"), None) == "explain":
        return True
    intent = tracker.get_intent_of_latest_message() or ""
    text = tracker.latest_message.get("text") or ""
    try:
        found = await in_store(lambda session: knowledge.find_answer(session, intent=intent, text=text))
    except StoreUnavailable:
        return False
    return found is not None and found.key != intent


def given(tracker: Tracker) -> dict[str, Any]:
    """What the present message says of a flight, a bag or its owner, by the form's fields."""
    tags = list(dict.fromkeys(tracker.get_latest_entity_values("bag_tag")))
    said = {field: next(tracker.get_latest_entity_values(entity), None) for entity, field in _SAID.items()}
    if said["flight_date"] and not _is_past_day(said["flight_date"]):
        said["flight_date"] = None
    return {**({"tags": tags} if tags else {}), **{field: value for field, value in said.items() if value}}


def about_bag(bag: Bag) -> dict[str, Any]:
    """What our records say of a bag that was proved to be the customer's."""
    legs = path(bag.legs)
    values: dict[str, Any] = {"tags": [bag.lpn]}
    if legs:
        values["airport"] = legs[-1].destination
    # A bag that was sent after its owner is not on their flight.
    if legs and legs[-1].rank != RUSHED:
        values |= {"flight": legs[-1].flight, "flight_date": legs[-1].date}
    # With several names on the tag we cannot know whose words these are.
    return values | ({"surname": bag.surnames[0].title()} if len(bag.surnames) == 1 else {})


def last_bag(session: Session, tracker: Tracker) -> Bag | None:
    """The one bag that was shown a moment ago; of several, the customer has to say which."""
    ids = shown_bags(tracker)
    return session.get(Bag, ids[0]) if len(ids) == 1 else None


def _open(session: Session, tracker: Tracker, origin: Origin) -> Opened:
    trouble = TROUBLES[tracker.get_intent_of_latest_message() or "bag_missing"]
    said = given(tracker)
    known = _already_made(session, tracker, trouble, said)
    if known:
        card = case_presenter.card(session, known.report.case, language_of(tracker), own=known.own)
        return Opened(known=known.report, card=card)
    bag = None if said.get("tags") or wants_another(tracker) else last_bag(session, tracker)
    known_values = {**(about_bag(bag) if bag else {}), **said, "kind": trouble}
    typed = {} if wants_another(tracker) else _typed(session, origin, known_values)
    form = bag_forms.open_report_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        values={**typed, **known_values},
        said=("kind", *said),
    )
    resumed = bool(typed.keys() - known_values.keys())
    return Opened(form=form, resumed=resumed, deadline=periods(session, trouble, bag, language_of(tracker)))


def _filled_in(session: Session, origin: Origin, said: dict[str, Any]) -> Form | None:
    if not forms.is_open(session, origin.conversation_id, REPORT):
        return None
    return forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name=REPORT,
        values=said,
        facts={},
        said=tuple(said),
    )


def _typed(session: Session, origin: Origin, known: dict[str, Any]) -> dict[str, Any]:
    """What was typed before the form was stopped, unless it was about another bag."""
    typed = drafts.typed_before(
        session,
        conversation_id=origin.conversation_id,
        name=REPORT,
        facts={"reference": None},
        now=utc_now(),
    )
    tags = set(known.get("tags") or ())
    return {} if tags and typed.get("tags") and not tags & set(typed["tags"]) else typed


def _already_made(session: Session, tracker: Tracker, trouble: str, said: dict[str, Any]) -> Seen | None:
    """The open report that "my bag still isn't here" is about; not one of another bag."""
    if wants_another(tracker):
        return None
    tags = set(said.get("tags", ()))
    fitting = (
        one
        for one in known_reports(session, tracker)
        if one.report.trouble == trouble and not reports.is_over(one.report.case)
    )
    return next((one for one in fitting if not tags or tags & set(one.report.tags)), None)


def _tell(dispatcher: CollectingDispatcher, tracker: Tracker, opened: Opened) -> Item:
    language = language_of(tracker)
    if opened.known:
        case = opened.known.case
        dispatcher.utter_message(response="utter_report_known", reference=case.reference)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": opened.card}}})
        another = [("another", f'/{case.kind}{{"bag_choice": "another"}}')]
        choices = case_presenter.buttons([*hooks.choices_for(case), *another], language)
        dispatcher.utter_message(response="utter_report_next", buttons=choices)
        return item("case", case.reference)
    assert opened.form is not None
    intent = tracker.get_intent_of_latest_message() or "bag_missing"
    dispatcher.utter_message(response="utter_typed_before" if opened.resumed else f"utter_report_{TROUBLES[intent]}")
    shown = {**show_form(dispatcher, opened.form, article=intent), "trouble": TROUBLES[intent]}
    choices = case_presenter.buttons(
        [("explain", f'/{intent}{{"bag_choice": "explain"}}'), ("person", "/human")], language
    )
    response = "utter_report_deadline" if opened.deadline else "utter_report_help"
    dispatcher.utter_message(response=response, deadline=opened.deadline, buttons=choices)
    return shown


def _reopen(session: Session, tracker: Tracker, origin: Origin) -> tuple[BagReport, Form | None] | None:
    """The customer's own report with the form to correct it; without the form once it is over."""
    seen = named_report(session, tracker)
    if seen is None or not seen.own:
        return None
    if reports.is_over(seen.report.case):
        return seen.report, None
    form = bag_forms.open_report_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        values=reports.as_values(seen.report),
        corrects=seen.report,
    )
    return seen.report, form


def _is_past_day(written: str) -> bool:
    try:
        return date.fromisoformat(written) <= utc_now().date()
    except ValueError:
        return False

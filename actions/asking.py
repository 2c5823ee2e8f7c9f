"""While a question is open: whose turn a message is, how the question is put again, what was asked before it."""

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import case_status
from actions.proof import FACTOR, Events, factor_in
from crm import skills
from crm.turn_events import has_just_spoken, is_form, is_message, said_lately, said_since

_DELIVERY = "bag_delivery_form"
# The entities of places; their values are the codes of the airports meant.
PLACES = frozenset({"airport", "city"})
# Below this a message with an answer in it is taken for the answer.
SURE = 0.6
_WORDS = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]{2,}")
_HAS_NONE = re.compile(
    r"\b(?:do ?n[o'’]?t|never|no longer) (?:have|know|got|remember|see)\b|\b(?:can(?:no|['’]?)t|could ?n['’]?t) find\b"
    r"|\bi (?:have |ha['’]ve )?(?:lost|threw|forgot)\b|\bno (?:idea|clue|tag|reference|number)\b|\b(?:idk|dunno)\b"
    r"|没有|沒有|没拿|没留|不知道|找不到|不见了|弄丢|丢了|扔了|不记得|记不得|记不住|忘了|忘记|不清楚",
    re.IGNORECASE,
)
# What helps somebody who has no such number at hand.
_WITHOUT = {
    "bag_reference": "utter_without_bag_reference",
    "booking_reference": "utter_without_booking_reference",
    "report_reference": "utter_without_report_reference",
}
# What is said to somebody who cannot or will not answer (actions/repair.py).
_REPAIRED = ("without", "where", "why", "otherwise")
_PUT_ASIDE = "utter_put_aside"


class Asking:
    """Common to the forms; beside rasa-sdk's FormValidationAction, and before it."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """A clear wish of another kind goes before the open question; the same wish again asks it again."""
        form = self.name().removeprefix("validate_")  # type: ignore[attr-defined]
        if not _has_just_spoken(tracker, form):
            return list(await super().run(dispatcher, tracker, domain))  # type: ignore[misc]
        if _leads_elsewhere(tracker, form) and not _gives_factor(tracker):
            return [ActionExecutionRejected(form)]
        events = list(await super().run(dispatcher, tracker, domain))  # type: ignore[misc]
        asked = tracker.get_slot("requested_slot")
        if skills.starts_straight(_intent(tracker)) == form and asked and not _fills(events):
            has_no_reference(dispatcher, tracker)
            # Rasa takes silence for a refusal, and the rule for the same wish would lead nowhere.
            events = [SlotSet(asked, tracker.get_slot(asked)), *events]
        return events


class _Question:
    """Never put twice in the same words, and put aside in the end. Not an action itself: see ReferenceForm."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_{self.slot}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if self.slot == "bag_reference" and (digits := tracker.get_slot("bag_partial")):
            dispatcher.utter_message(response="utter_ask_bag_reference_rest", given=digits, missing=10 - len(digits))
            return []
        return put(dispatcher, tracker, self.slot, self.ladder())

    def ladder(self) -> tuple[str, ...]:
        """The question, shorter, and other ways to the same end."""
        return (f"utter_ask_{self.slot}", f"utter_ask_{self.slot}_again", f"utter_otherwise_{self.slot}")


def put(dispatcher: CollectingDispatcher, tracker: Tracker, slot: str, ladder: Sequence[str], **facts: Any) -> Events:
    """Ask in words that were not used yet; when there are none left, put the matter aside and wait."""
    if just_said(tracker) & {f"utter_{answer}_{slot}" for answer in _REPAIRED}:
        # What was said to the customer's own question is the question.
        return []
    said = said_since_asking(tracker)
    wanted = next((step for step in ladder if step not in said), None)
    if wanted is not None:
        dispatcher.utter_message(response=wanted, **facts)
        return []
    # Nobody who has not answered by now will answer the same words once more. Without waiting, what the form was for
    # would be done with nothing given.
    dispatcher.utter_message(response=_PUT_ASIDE)
    return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]


class AskBagReference(_Question, Action):
    """Ask for whatever finds a bag."""

    slot = "bag_reference"


class AskBookingReference(_Question, Action):
    """Ask for the booking."""

    slot = "booking_reference"


class AskReportReference(_Question, Action):
    """Ask for the baggage report; who wants a bag brought may have made none yet."""

    slot = "report_reference"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if (tracker.active_loop or {}).get("name") == _DELIVERY:
            return put(dispatcher, tracker, self.slot, ("utter_delivery_needs_report", *self.ladder()[1:]))
        return await super().run(dispatcher, tracker, domain)


class AskSurname(_Question, Action):
    """Ask for the surname that goes with the reference; for a case, for whatever was given with it."""

    slot = "surname"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if case_status.ask(dispatcher, tracker):
            return []
        return await super().run(dispatcher, tracker, domain)


class AskSecondFactor(_Question, Action):
    """Ask for something else that stands on the documents, after wrong tries."""

    slot = FACTOR


_NOT_AGAIN = 4


def has_no_reference(dispatcher: CollectingDispatcher, tracker: Tracker, *, anyway: bool = False) -> bool:
    """Say where the reference asked for is found, and what can be done without, to somebody who has none."""
    response = _WITHOUT.get(tracker.get_slot("requested_slot") or "")
    asks = bool((tracker.active_loop or {}).get("name"))
    if not (response and asks and (anyway or _HAS_NONE.search(tracker.latest_message.get("text") or ""))):
        return False
    if response in said_lately(tracker.events, messages=_NOT_AGAIN):
        # Nobody is helped by the same words: the other ways to the same end.
        response = f"utter_otherwise_{tracker.get_slot('requested_slot')}"
    dispatcher.utter_message(response=response)
    return True


def asks_again(tracker: Tracker, form: str, *, same_message: bool = False) -> Events:
    """Go on with the form that `form` interrupted; `same_message`: only where both were asked for at once."""
    before = _interrupted(tracker, form, same_message=same_message)
    return [FollowupAction(before)] if before else []


def goes_on(tracker: Tracker, form: str) -> Events:
    """Go on with what was asked for in the same message as this: the surname given for the one counts for the other."""
    other, surname = asks_again(tracker, form, same_message=True), tracker.get_slot("surname")
    proved = other and surname and other[0]["name"] in skills.proving_forms()
    return [SlotSet("surname", surname), *other] if proved else other


def _interrupted(tracker: Tracker, form: str, *, same_message: bool) -> str | None:
    """The form that was open when `form` started, and was not stopped since."""
    started: list[tuple[str | None, Any]] = []
    message = None
    for event in tracker.events:
        if event.get("event") == "user":
            message = (event.get("metadata") or {}).get("message_id")
        elif event.get("event") == "active_loop":
            started.append((event.get("name"), message))
    while started and started[-1][0] is None:
        started.pop()
    if len(started) < 2 or started[-1][0] != form or started[-2][0] == form:
        return None
    name, asked_in = started[-2]
    return None if same_message and (asked_in is None or asked_in != started[-1][1]) else name


def _has_just_spoken(tracker: Tracker, form: str) -> bool:
    """Whether the form is open, and what it is to read is new: not a question that was answered in between."""
    return (tracker.active_loop or {}).get("name") == form and has_just_spoken(tracker.events)


def _leads_elsewhere(tracker: Tracker, form: str) -> bool:
    if case_status.names_case(tracker):
        return form != case_status.FORM
    intent = _intent(tracker)
    sure = ((tracker.latest_message.get("intent") or {}).get("confidence") or 0) >= SURE
    others = skills.asking(intent) not in (None, form) and intent not in skills.sounding_like(form)
    return others and sure and bool(_WORDS.search(_besides_entities(tracker)))


def _gives_factor(tracker: Tracker) -> bool:
    """ "I was on CZ673, seat 31K" asks about neither when it was asked for."""
    return tracker.get_slot("requested_slot") == FACTOR and bool(factor_in(tracker))


def _besides_entities(tracker: Tracker) -> str:
    """What is said beside the references and names: a bare number is an answer, whatever intent it has."""
    text = tracker.latest_message.get("text") or ""
    for entity in tracker.latest_message.get("entities") or []:
        # "北京飞伦敦" asks for a flight, and is no answer to anything else.
        stands = isinstance(entity.get("start"), int) and isinstance(entity.get("end"), int)
        if stands and entity["entity"] not in PLACES:
            blank = " " * (entity["end"] - entity["start"])
            text = text[: entity["start"]] + blank + text[entity["end"] :]
    return text


def _intent(tracker: Tracker) -> str:
    return tracker.get_intent_of_latest_message(skip_fallback_intent=False) or ""


def _fills(events: Events) -> bool:
    return any(event.get("event") == "slot" and event.get("name") != "requested_slot" for event in events)


def just_said(tracker: Tracker) -> set[str]:
    """The responses given to the present message so far."""
    return said_since(tracker.events, is_message)


def said_since_asking(tracker: Tracker) -> set[str]:
    """The responses given since the open question's form began."""
    return said_since(tracker.events, is_form)

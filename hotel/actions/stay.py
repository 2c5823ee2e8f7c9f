"""A stay: asked for by its confirmation number and the surname on it, shown to whoever proves it theirs."""

import re
import uuid
from datetime import date
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from crm import skills
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store
from crm.turn_events import has_just_spoken, is_form, is_message, said_since
from hotel import presenter
from hotel.access import Answer, Given, prove
from hotel.actions import needs
from hotel.actions.asked import LAST_STAY, WISH, Events, language_of, now_known, origin_of, proved, words_of
from hotel.actions.given import ARRIVAL, FORM, NEEDS, NUMBER, SLOTS, SURE, SURNAME, answers, given_in
from hotel.numbers import number_in
from hotel.stays import Stay, today

# Asked for besides, after wrong tries.
ARRIVAL_NEEDED = "needed"
# What is no wish of its own.
_ANSWERS = frozenset({"inform", "nlu_fallback", "out_of_scope", "stay", "a_long_number"})
# Fewer are a name.
_FEW_WORDS = 2
_SAID_BACK = 24


class ActionStay(Action):
    """Show the stay that is known already, or ask for what finds it; what the message gives is not asked again."""

    def name(self) -> str:
        return "action_stay"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        known, named = proved(tracker), number_in(words_of(tracker))
        if known and named in (None, known[0].number):
            return [SlotSet(WISH, None), *_show(dispatcher, tracker, known[0])]
        return [SlotSet(WISH, None), *given_in(tracker), FollowupAction(FORM)]


class ValidateStayForm(FormValidationAction):
    """Takes what the guest wrote for the number and the surname, in any order."""

    def name(self) -> str:
        return f"validate_{FORM}"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return list(SLOTS)

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        """The day of arrival only after wrong tries."""
        asked = tracker.get_slot(ARRIVAL)
        return [NUMBER, SURNAME, *([ARRIVAL] if asked == ARRIVAL_NEEDED or _asked(tracker) == ARRIVAL else [])]

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """A clear wish of another kind goes before the open question."""
        if _leads_elsewhere(tracker):
            return [ActionExecutionRejected(FORM)]
        if _asked(tracker) is None or not has_just_spoken(tracker.events):
            return [SlotSet("requested_slot", _missing(tracker))]
        return self._taken(dispatcher, tracker)

    def _taken(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        found = {slot: value for slot, value in answers(tracker, _asked(tracker)).items() if value}
        asked, intent = _asked(tracker), tracker.get_intent_of_latest_message(skip_fallback_intent=False)
        if not found and intent not in _ANSWERS:
            # Whoever lacks it, will not say it or asks why has a rule of their own.
            return [ActionExecutionRejected(FORM)]
        if not found and asked == NUMBER and re.search(r"\d", words_of(tracker)):
            given = words_of(tracker).strip()[:_SAID_BACK]
            dispatcher.utter_message(response="utter_stay_number_invalid", given=given)
        slots = {slot: found.get(slot, tracker.get_slot(slot)) for slot in SLOTS}
        return [*(SlotSet(slot, value) for slot, value in slots.items()), SlotSet("requested_slot", _next(slots))]


class _Question:
    """Never put twice in the same words; after that the matter is put aside. Not an action itself."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_{self.slot}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        said = said_since(tracker.events, is_form)
        if (
            said
            & {f"utter_{answer}_{self.slot}" for answer in ("without", "where", "why", "otherwise")}
            & said_since(tracker.events, is_message)
        ):
            return []
        ladder = (f"utter_ask_{self.slot}", f"utter_ask_{self.slot}_again", f"utter_otherwise_{self.slot}")
        wanted = next((step for step in ladder if step not in said), None)
        if wanted:
            dispatcher.utter_message(response=wanted)
            return []
        dispatcher.utter_message(response="utter_put_aside")
        return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]


class AskStayNumber(_Question, Action):
    """Ask for the confirmation number."""

    slot = NUMBER


class AskStaySurname(_Question, Action):
    """Ask for the surname on the reservation."""

    slot = SURNAME


class AskStayArrival(_Question, Action):
    """Ask for the day of arrival, after wrong tries."""

    slot = ARRIVAL


class ActionShowStay(Action):
    """Do what was wished for with the stay; the same answer for an unknown number and a wrong surname."""

    def name(self) -> str:
        return "action_show_stay"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        given = _given(tracker)
        if given is None:
            return []
        try:
            answer = await in_store(lambda session: prove(session, given))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return _forgotten()
        if answer.stay is None:
            return _refused(dispatcher, answer, given)
        wish = tracker.get_slot(WISH)
        shown = now_known(answer.stay, given.surname)
        if wish == NEEDS:
            said = needs.said_before(tracker)
            return [shown, *_forgotten(), *await needs.show_card(dispatcher, tracker, answer.stay, text=said)]
        return [shown, *_forgotten(), *_show(dispatcher, tracker, answer.stay)]


def _show(dispatcher: CollectingDispatcher, tracker: Tracker, stay: Stay) -> Events:
    language, day = language_of(tracker), today()
    response = f"utter_stay_{stay.status(day)}"
    dispatcher.utter_message(response=response, stay=presenter.told(stay, language, today=day))
    return []


def _refused(dispatcher: CollectingDispatcher, answer: Answer, given: Given) -> Events:
    if answer.refused == "arrival_needed":
        return [SlotSet(ARRIVAL, ARRIVAL_NEEDED), FollowupAction(FORM)]
    if answer.refused == "locked":
        dispatcher.utter_message(response="utter_stay_locked")
        return _forgotten()
    dispatcher.utter_message(response="utter_stay_not_found")
    return [*_forgotten(), SlotSet(LAST_STAY, None)]


def _forgotten() -> Events:
    return [*(SlotSet(slot, None) for slot in SLOTS), SlotSet(WISH, None)]


def _given(tracker: Tracker) -> Given | None:
    number, surname = (tracker.get_slot(slot) for slot in (NUMBER, SURNAME))
    if not number or not surname:
        return None
    origin, arrives = origin_of(tracker), str(tracker.get_slot(ARRIVAL) or "")
    return Given(
        conversation_id=origin.conversation_id if origin else uuid.uuid5(uuid.NAMESPACE_URL, tracker.sender_id),
        message_id=origin.message_id if origin else None,
        number=str(number),
        surname=str(surname),
        now=utc_now(),
        arrives=date.fromisoformat(arrives) if arrives and arrives != ARRIVAL_NEEDED else None,
    )


def _next(slots: dict[str, Any]) -> str | None:
    missing = next((slot for slot in (NUMBER, SURNAME) if not slots[slot]), None)
    return missing or (ARRIVAL if slots[ARRIVAL] == ARRIVAL_NEEDED else None)


def _missing(tracker: Tracker) -> str | None:
    return _next({slot: tracker.get_slot(slot) for slot in SLOTS})


def _asked(tracker: Tracker) -> str | None:
    asked = tracker.get_slot("requested_slot")
    return str(asked) if asked in SLOTS and (tracker.active_loop or {}).get("name") == FORM else None


def _leads_elsewhere(tracker: Tracker) -> bool:
    """A sure wish of another kind, put in words and not in a number or a name."""
    if _asked(tracker) is None or not has_just_spoken(tracker.events) or number_in(words_of(tracker)):
        return False
    intent = tracker.latest_message.get("intent") or {}
    known = skills.intents().get(str(intent.get("name")))
    skill = skills.of_intent(str(intent.get("name")))
    if known is None or skill is None or not known.sets_topic or skill.name == "stay":
        return False
    words = re.findall(r"[A-Za-z]{2,}|[\u3400-\u9fff]", words_of(tracker))
    return (intent.get("confidence") or 0) >= SURE and len(words) > _FEW_WORDS

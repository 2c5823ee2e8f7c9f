"""An order: asked for by its number and the address it was placed with, told to whoever proves it theirs."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from crm import site_events, skills
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store
from crm.turn_events import has_just_spoken, is_form, said_since
from shop import presenter
from shop.access import Given, prove
from shop.actions.asked import LAST_ORDER, Events, conversation_of, language_of, message_of, now_known, proved, words_of
from shop.orders import number_in

FORM = "order_form"
NUMBER, CONTACT = "order_number", "order_contact"
SLOTS = (NUMBER, CONTACT)
# What is no wish of its own.
_ANSWERS = frozenset({"inform", "nlu_fallback", "out_of_scope", "order_status"})
# Below this a message is taken for the answer to what was asked.
SURE = 0.7


class ActionOrder(Action):
    """Tell how the order stands that is known already, or ask for what finds it; what was given is not asked again."""

    def name(self) -> str:
        return "action_order"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        given, known = _given_in(words_of(tracker)), proved(tracker)
        if known and given[NUMBER] in (None, known[0]):
            given = {NUMBER: known[0], CONTACT: known[1]}
        elif known:
            # Another order of the same customer: the address is known.
            given[CONTACT] = given[CONTACT] or known[1]
        return [*(SlotSet(slot, value) for slot, value in given.items()), FollowupAction(FORM)]


class ValidateOrderForm(FormValidationAction):
    """Takes what the customer wrote for the number and the address, in any order."""

    def name(self) -> str:
        return "validate_order_form"

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The form's slots. Rasa does not send us its domain."""
        return list(SLOTS)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """A clear wish of another kind goes before the open question."""
        asked = _asked(tracker)
        if asked is None or not has_just_spoken(tracker.events):
            return [SlotSet("requested_slot", _missing({slot: tracker.get_slot(slot) for slot in SLOTS}))]
        found = {slot: value for slot, value in _given_in(words_of(tracker)).items() if value}
        if not found and _leads_elsewhere(tracker):
            return [ActionExecutionRejected(FORM)]
        if not found:
            dispatcher.utter_message(response=f"utter_{asked}_invalid")
        slots = {slot: found.get(slot, tracker.get_slot(slot)) for slot in SLOTS}
        return [*(SlotSet(slot, value) for slot, value in slots.items()), SlotSet("requested_slot", _missing(slots))]


class _Question:
    """Never put twice in the same words; after that the matter is put aside. Not an action itself."""

    slot = ""

    def name(self) -> str:
        return f"action_ask_{self.slot}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        said = said_since(tracker.events, is_form)
        ladder = (f"utter_ask_{self.slot}", f"utter_ask_{self.slot}_again", f"utter_otherwise_{self.slot}")
        wanted = next((step for step in ladder if step not in said), None)
        if wanted:
            dispatcher.utter_message(response=wanted)
            return []
        dispatcher.utter_message(response="utter_put_aside")
        return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]


class AskOrderNumber(_Question, Action):
    """Ask for the order number."""

    slot = NUMBER


class AskOrderContact(_Question, Action):
    """Ask for the e-mail address or the phone that the order was placed with."""

    slot = CONTACT


class ActionShowOrder(Action):
    """How the order stands; the same answer for an unknown number and a wrong address."""

    def name(self) -> str:
        return "action_show_order"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        number, contact = (str(tracker.get_slot(slot) or "") for slot in SLOTS)
        now, language = utc_now(), language_of(tracker)
        given = Given(conversation_of(tracker), message_of(tracker), number, contact, now)
        forgotten: Events = [SlotSet(slot, None) for slot in SLOTS]
        if not number or not contact:
            return forgotten
        try:
            answer = await in_store(lambda session: prove(session, given))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return forgotten
        if answer.order is None:
            dispatcher.utter_message(response=f"utter_order_{answer.refused}")
            return [*forgotten, SlotSet(LAST_ORDER, None)]
        told = presenter.told(answer.order, language, now=now)
        dispatcher.utter_message(response=f"utter_order_{answer.order.status}", order=told)
        return [*forgotten, now_known(number, contact)]


class ActionShopHours(Action):
    """When the shop is open, and how it is reached otherwise: as the site's file says."""

    def name(self) -> str:
        return "action_shop_hours"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        told = presenter.opening(language_of(tracker), now=utc_now())
        dispatcher.utter_message(response="utter_shop_hours", hours=told)
        return []


def _given_in(text: str) -> dict[str, str | None]:
    """The number and the address that a message gives."""
    return {NUMBER: number_in(text), CONTACT: site_events.contact_in(text)}


def _missing(slots: dict[str, Any]) -> str | None:
    return next((slot for slot in SLOTS if not slots[slot]), None)


def _asked(tracker: Tracker) -> str | None:
    asked = tracker.get_slot("requested_slot")
    return str(asked) if asked in SLOTS and (tracker.active_loop or {}).get("name") == FORM else None


def _leads_elsewhere(tracker: Tracker) -> bool:
    """A sure wish of another kind, or a word about the question itself, which has rules of its own."""
    intent = tracker.latest_message.get("intent") or {}
    name = str(intent.get("name"))
    if name in _ANSWERS or name not in skills.intents():
        return False
    return (intent.get("confidence") or 0) >= SURE

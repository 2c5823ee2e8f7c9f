"""Preferences: asked once whether they may be kept, kept after a yes, told and forgotten in words."""

import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import errand, knowledge
from actions.articles_ranked import is_question
from actions.memory import last_response, remember, remembered
from actions.proof import Events
from actions.store import Origin, language_of, origin_of
from crm import conversations, preference_kinds, preferences, when
from crm.base import utc_now
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.preference_kinds import Wish
from crm.site import site
from crm.store import in_store
from crm.texts import load

FORM, CONSENT, WISH = "preference_form", "preference_consent", "preference_wish"
# What is said to the question itself; all else leads elsewhere, and it is asked again afterwards.
_ANSWERS = frozenset({"affirm", "deny", "inform", "preferences", "nlu_fallback", "out_of_scope", "cancel", "thank"})
_LONGEST_ANSWER = 60
_TO_KEEP = re.compile(
    r"记住|记下|记一下|备注|存|(?:说|记|搞|弄|写)[反错]|改成|换成"
    r"|\b(?:remember|note|keep|save|put (?:it|that|me) down|should be|instead|i meant|wrong)\b",
    re.I,
)


# What is wished for more than once is no order for one journey.
_STANDING = re.compile(
    r"以后|以後|每次|每回|每趟|今后|今後|从今|一直|永远|长期|長期|默认|一律|都(?:要|给|是|按)|记|記|备注|備註|存|偏好|习惯|档案|资料"
    r"|\b(?:always|every|each time|usual(?:ly)?|from now on|in (?:the )?future|standing|default|permanent\w*|all my"
    r"|profile|remember|note|keep|save|store|record|prefer\w*|never|ever|log|mark)\b",
    re.I,
)


@dataclass(frozen=True)
class Received:
    """What a message does: it `says` something, or there are `wishes` to ask about; neither: it only asks."""

    says: str = ""
    wishes: tuple[Wish, ...] = ()


class ActionPreferences(Action):
    """Forget, tell, or ask whether it may be kept; who only asks gets the article."""

    def name(self) -> str:
        return "action_preferences"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        text, language, origin = text_of(tracker), language_of(tracker), origin_of(tracker)
        if not _STANDING.search(text) and (begun := await errand.claimed(dispatcher, tracker)):
            # "A kosher meal on my flight tomorrow" is an order, and nothing to be remembered.
            return begun
        try:
            received = (
                await in_store(lambda session: receive(session, origin, text, language)) if origin else Received()
            )
        except ConversationNotFound:
            received = Received()
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if received.wishes and is_question(text) and not _TO_KEEP.search(text):
            # "Allergic to nuts, is that a problem?" asks, and has nothing kept.
            return await knowledge.answer(dispatcher, tracker)
        if received.says:
            dispatcher.utter_message(response="utter_preference", sentence=received.says)
        if received.wishes:
            return [_waiting(tracker, received.wishes), FollowupAction(FORM)]
        return [] if received.says else await knowledge.answer(dispatcher, tracker)


class ValidatePreferenceForm(Action):
    """Keep what was agreed to, or nothing."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        pending, origin = remembered(tracker, WISH), origin_of(tracker)
        if pending is None or origin is None:
            return _over()
        if _was_asked_now(tracker):
            return _stays()
        intent = tracker.get_intent_of_latest_message()
        answer = answer_in(text_of(tracker), intent)
        if answer is None and intent not in _ANSWERS:
            return [ActionExecutionRejected(FORM)]
        if answer is None and asks_what_is_known(text_of(tracker)):
            await self._tell_kept(dispatcher, tracker, origin)
            return _stays()
        if answer is None:
            return await self._more(dispatcher, tracker, pending)
        return await self._answered(dispatcher, tracker, pending, agreed=answer)

    async def _answered(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, pending: dict[str, Any], *, agreed: bool
    ) -> Events:
        language, origin = language_of(tracker), origin_of(tracker)
        wishes = [Wish(*wish) for wish in pending["wishes"]]
        assert origin is not None

        def keep(session: Session) -> None:
            customer = conversations.get(session, origin.conversation_id).customer_id
            preferences.keep(session, customer, wishes, message_id=_message(pending), now=utc_now())

        if agreed:
            await in_store(keep)
        text = text_of(tracker)
        told = await in_store(lambda session: _answer_told(session, origin, wishes, text, language, agreed=agreed))
        dispatcher.utter_message(response="utter_preference", sentence=told)
        return _over()

    async def _tell_kept(self, dispatcher: CollectingDispatcher, tracker: Tracker, origin: Origin) -> None:
        """ "What have you got down for me now?", before the new wish was agreed to."""
        language = language_of(tracker)
        kept = await in_store(lambda session: known(session, origin, language))
        sentence = kept or str(load("preferences")["nothing_kept"][language])
        dispatcher.utter_message(response="utter_preference", sentence=sentence)

    async def _more(self, dispatcher: CollectingDispatcher, tracker: Tracker, pending: dict[str, Any]) -> Events:
        """Something else to remember, or nothing that can be taken for a yes: it is asked again; twice, not thrice."""
        more = preference_kinds.read(text_of(tracker), today=_today())
        known = [Wish(*wish) for wish in pending["wishes"]]
        if more:
            gone = [
                one for one in known if preference_kinds.kind(one.kind).one and one.kind in {new.kind for new in more}
            ]
            wishes = [*(one for one in known if one not in gone), *more]
            return [_waiting(tracker, tuple(dict.fromkeys(wishes))), *_stays()]
        if pending.get("again"):
            sentence = load("preferences")["not_kept"][language_of(tracker)]
            dispatcher.utter_message(response="utter_preference", sentence=sentence)
            return _over()
        return [SlotSet(WISH, {**pending, "again": True}), *_stays()]


def _answer_told(
    session: Session, origin: Origin, wishes: list[Wish], text: str, language: str, *, agreed: bool
) -> str:
    """What is kept now; who refuses a change may want what was kept before forgotten as well, or left as it is."""
    words = load("preferences")
    if agreed:
        return str(words["kept"][language].format(items=preferences.told(wishes, language)))
    customer = conversations.get(session, origin.conversation_id).customer_id
    had = preferences.of(session, customer, now=utc_now())
    if not had:
        return str(words["not_kept"][language])
    if re.search(words["forget"], text, re.I):
        return forgotten(session, had, text, language, everything=True) or str(words["not_kept"][language])
    items = preferences.told([one.wish for one in had], language)
    return str(words["not_changed"][language].format(items=items))


class AskPreferenceConsent(Action):
    """Read back what is to be remembered, and ask whether it may be."""

    def name(self) -> str:
        return f"action_ask_{CONSENT}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        pending, language = remembered(tracker, WISH), language_of(tracker)
        if pending is None:
            return []
        words, wishes = load("preferences"), [Wish(*wish) for wish in pending["wishes"]]
        items = preferences.told(wishes, language)
        if pending.get("again"):
            sentence = words["consent_again"][language].format(items=items)
        else:
            months = preference_kinds.kept_months()
            sentence = words["consent"][language].format(items=items, months=months, notes=_notes(wishes, language))
        buttons = [
            {"title": words["yes_button"][language], "payload": "/affirm"},
            {"title": words["no_button"][language], "payload": "/deny"},
        ]
        dispatcher.utter_message(response="utter_ask_preference_consent", sentence=sentence.strip(), buttons=buttons)
        return []


class ActionPreferenceDone(Action):
    """Nothing more is said once it was answered."""

    def name(self) -> str:
        return "action_preference_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        return [SlotSet(WISH, None)]


def receive(session: Session, origin: Origin, text: str, language: str) -> Received:
    """What a message says of preferences; what it has forgotten is forgotten at once."""
    words, now = load("preferences"), utc_now()
    customer = conversations.get(session, origin.conversation_id).customer_id
    kept = preferences.of(session, customer, now=now)
    if asks_what_is_known(text):
        return Received(known(session, origin, language) or str(words["nothing_kept"][language]))
    wishes = tuple(preference_kinds.read(text, today=_today()))
    gone = forgotten(session, kept, text, language, wishes)
    if gone is not None and (gone or not wishes):
        wanted = () if re.search(words["forget"], text, re.I) else wishes
        return Received(gone, wanted)
    if re.search(words["asks"], text, re.I) and not (wishes and re.search(words["remembers_wish"], text, re.I)):
        return Received()
    if preference_kinds.names_birthday(text) and not any(preference_kinds.kind(one.kind).day for one in wishes):
        meant = when.read(text, today=_today())
        if meant and meant.impossible:
            return Received(str(words["no_such_day"][language]))
    if not wishes and preference_kinds.names_birthday(text):
        return Received(str(words["which_day"][language]))
    return _new(kept, wishes or preference_kinds.whole(text), language)


def _new(kept: list[preferences.Preference], wishes: tuple[Wish, ...], language: str) -> Received:
    had = {one.wish for one in kept}
    new = tuple(wish for wish in wishes if wish not in had)
    if wishes and not new:
        items = preferences.told(wishes, language)
        return Received(load("preferences")["known_already"][language].format(items=items))
    return Received(wishes=new)


def forgotten(
    session: Session,
    kept: list[preferences.Preference],
    text: str,
    language: str,
    wishes: tuple[Wish, ...] = (),
    *,
    everything: bool = False,
) -> str | None:
    """Delete what a message wants forgotten; what is said of it, None where it wants nothing forgotten."""
    words, over = load("preferences"), preference_kinds.over(text, today=_today())
    forget = bool(re.search(words["forget"], text, re.I))
    if not forget and not over:
        return None
    everything = forget and (everything or bool(re.search(words["all"], text, re.I))) and not wishes
    meant = {wish.kind for wish in wishes} | (set(preference_kinds.named(text)) if forget else set())
    gone = [one for one in kept if everything or one.wish in over or (forget and _is_meant(one, wishes, meant))]
    if not kept:
        return str(words["nothing_kept"][language]) if forget and not wishes else ""
    if not gone:
        return words["not_that"][language].format(items=preferences.told([one.wish for one in kept], language))  # type: ignore[no-any-return]
    preferences.forget(session, gone)
    key = "forgotten_all" if everything and len(gone) > 1 else "forgotten"
    return str(words[key][language]).format(items=preferences.told([one.wish for one in gone], language))


def _is_meant(one: preferences.Preference, wishes: tuple[Wish, ...], kinds: set[str]) -> bool:
    named = [wish for wish in wishes if wish.kind == one.kind]
    return one.wish in named if named else one.kind in kinds


def known(session: Session, origin: Origin, language: str) -> str | None:
    """What is remembered of the customer, in this visit or another; None for nothing."""
    customer = conversations.get(session, origin.conversation_id).customer_id
    kept = preferences.of(session, customer, now=utc_now())
    if not kept:
        return None
    items = preferences.told([one.wish for one in kept], language)
    return str(load("preferences")["remembers"][language]).format(items=items)


def saved(session: Session, origin: Origin, text: str, language: str) -> str | None:
    """What is remembered of what a question names: "which seat do I like?"; of anything, where that is not known."""
    customer = conversations.get(session, origin.conversation_id).customer_id
    kept = [one.wish for one in preferences.of(session, customer, now=utc_now())]
    asked = preference_kinds.asked_for(text)
    of_it = [wish for wish in kept if wish.kind in asked] if asked else kept
    if not kept:
        return None
    words = load("preferences")
    items = preferences.told(of_it or kept, language)
    return str(words["remembers_that" if of_it else "not_that"][language]).format(items=items)


async def forget_all(tracker: Tracker) -> str | None:
    """Where somebody says "forget it all", or "delete it" right after it was told, what was deleted."""
    origin, text, language = origin_of(tracker), text_of(tracker), language_of(tracker)
    words = load("preferences")
    told = last_response(tracker) == "utter_preference"
    wants = re.search(words["forget"], text, re.I) and (told or re.search(words["all"], text, re.I))
    if origin is None or not wants:
        return None

    def forget(session: Session) -> str | None:
        customer = conversations.get(session, origin.conversation_id).customer_id
        kept = preferences.of(session, customer, now=utc_now())
        return forgotten(session, kept, text, language, everything=told) if kept else None

    try:
        return await in_store(forget)
    except (ConversationNotFound, StoreUnavailable):
        return None


def asks_what_is_known(text: str) -> bool:
    """Whether somebody asks what is remembered of them."""
    return bool(re.search(load("preferences")["tells_knowledge"], text, re.I))


def answer_in(text: str, intent: str | None) -> bool | None:
    """Whether the answer is a yes; None where it is neither."""
    if not text:
        return {"affirm": True, "deny": False}.get(intent or "")
    if len(text) > _LONGEST_ANSWER:
        return None
    words = load("preferences")
    refuses, agrees = (bool(re.search(words[key], text, re.I)) for key in ("refuses", "agrees"))
    if agrees != refuses:
        return agrees
    return {"affirm": True, "deny": False, "cancel": False}.get(intent or "")


def text_of(tracker: Tracker) -> str:
    """The customer's words; a button has none."""
    text = str(tracker.latest_message.get("text") or "")
    return "" if text.startswith("/") else text


def _notes(wishes: list[Wish], language: str) -> str:
    notes = [preference_kinds.kind(wish.kind).note for wish in wishes]
    told = list(dict.fromkeys(note[language] for note in notes if note))
    return ("" if language == "zh" else " ").join(told)


def _waiting(tracker: Tracker, wishes: tuple[Wish, ...]) -> dict[str, Any]:
    origin = origin_of(tracker)
    message = str(origin.message_id) if origin and origin.message_id else None
    waiting: dict[str, Any] = SlotSet(
        WISH, remember(wishes=[[wish.kind, wish.value] for wish in wishes], message_id=message)
    )
    return waiting


def _message(pending: dict[str, Any]) -> uuid.UUID | None:
    return uuid.UUID(pending["message_id"]) if pending.get("message_id") else None


def _was_asked_now(tracker: Tracker) -> bool:
    """Whether the message that is received is the one that began it, or something else was answered in between."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
        if event.get("event") == "slot" and event.get("name") == WISH:
            return True
    return False


def _today() -> date:
    return utc_now().astimezone(site().zone).date()


def _stays() -> Events:
    return [SlotSet(CONSENT, None), SlotSet("requested_slot", CONSENT)]


def _over() -> Events:
    return [SlotSet(CONSENT, None), SlotSet("requested_slot", None)]


__all__ = [
    "ActionPreferenceDone",
    "ActionPreferences",
    "AskPreferenceConsent",
    "ValidatePreferenceForm",
    "forget_all",
    "known",
]

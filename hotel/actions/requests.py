"""Requests about a stay: what came back is taken up again; what a proved stay tells is not asked."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from crm import case_presenter, cases, errand_forms, errands
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.errand_cases import errand
from crm.errors import CaseNotFound, ConversationNotFound, StoreUnavailable
from crm.questions import definition
from crm.spoken import Said
from crm.store import in_store
from crm.texts import load
from hotel import after_care
from hotel.actions.asked import Events, Origin, asks, focused, language_of, origin_of, proved, words_of
from hotel.stays import Stay, today

_ERRAND = "errand_form"
_MAINTENANCE = "maintenance"
# What names one of these in a room wants it done, however politely it is put: "could I get two towels?"
_NAMED_BY = {"housekeeping": "what", _MAINTENANCE: "trouble"}
_HOW = re.compile(
    r"\b(?:how|when|what time|which|who|why|costs?|price|free|charge[ds]?|policy)\b"
    r"|多少|几点|怎么|如何|收费|免费|多久|什么时候|规定|几天",
    re.I,
)
_AGAIN = re.compile(
    r"\b(?:again|still (?:broken|leaking|dripping|not|doesn'?t|isn'?t|won'?t)|not fixed|same (?:problem|thing))\b"
    r"|又(?:坏|漏|不|没|响|停|堵|开始)|还是(?:坏|漏|不|没)|没修好|没有修好|没弄好|老毛病",
    re.I,
)


class ActionStayRequest(Action):
    """Begin the errand of the intent, with what the stay on the screen tells; the rest is as for any errand."""

    def name(self) -> str:
        return "action_stay_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        intent, origin = tracker.get_intent_of_latest_message() or "", origin_of(tracker)
        known, text = proved(tracker), words_of(tracker)
        try:
            mended = await _mended(origin, text) if intent == _MAINTENANCE else None
            if mended and origin:
                return await _reopened(dispatcher, tracker, mended, origin)
            if origin is None or not _is_wished(tracker, intent, known=known is not None):
                return [FollowupAction("action_errand")]
            opening = await in_store(lambda session: _begun(session, tracker, origin, intent, known))
        except (ConversationNotFound, StoreUnavailable):
            dispatcher.utter_message(response="utter_store_away")
            return []
        dispatcher.utter_message(response="utter_errand", sentence=opening)
        return [FollowupAction(_ERRAND)]


class ActionCameBack(Action):
    """The answer to the question some days later: it is not solved after all."""

    def name(self) -> str:
        return "action_came_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        case = await _named(tracker, origin)
        if origin is None or case is None:
            return [FollowupAction("action_errand")]
        return await _reopened(dispatcher, tracker, case, origin)


class ActionStayedSolved(Action):
    """The answer to the question some days later: all is well."""

    def name(self) -> str:
        return "action_stayed_solved"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin = origin_of(tracker)
        case = await _named(tracker, origin)
        if case and origin:
            await in_store(
                lambda session: after_care.note_answer(session, case, stayed=True, message_id=origin.message_id)
            )
        dispatcher.utter_message(response="utter_stayed_solved")
        return []


async def _mended(origin: Origin | None, text: str) -> Case | None:
    """What was mended in this conversation and is broken again, by what is said."""
    if origin is None or not _AGAIN.search(text):
        return None
    return await in_store(lambda session: after_care.to_reopen(session, origin.conversation_id, kinds=(_MAINTENANCE,)))


def _is_wished(tracker: Tracker, name: str, *, known: bool) -> bool:
    """Whether it is to be done here and now, with what is known; all else is for any errand to decide."""
    text = words_of(tracker)
    if errand_forms.errand_of(name) is None or _HOW.search(text):
        return False
    named = _NAMED_BY.get(name)
    return bool((known and not asks(text)) or (named and errands.tells(name, _said(tracker)).get(named)))


def _said(tracker: Tracker) -> Said:
    entities = tuple((str(one["entity"]), str(one["value"])) for one in tracker.latest_message.get("entities") or [])
    return Said(text=words_of(tracker), language=language_of(tracker), entities=entities, now=utc_now())


def _begun(session: Session, tracker: Tracker, origin: Origin, name: str, known: tuple[Stay, str] | None) -> str:
    """Open the errand with the number, the name and the room of a known stay; the sentence that it begins with."""
    language, said = language_of(tracker), _said(tracker)
    form, going_on = errands.begin(session, origin.conversation_id, name=name, said=said, message_id=origin.message_id)
    fields = definition(name).fields
    told = _told_by(*known, name=name) if known else {}
    form.values = {**{key: value for key, value in told.items() if value and key in fields}, **form.values}
    if going_on:
        return str(load("errands")["going_on"][language]).format(title=definition(name).title[language])
    return errand(name).opening[language]


def _told_by(stay: Stay, surname: str, *, name: str) -> dict[str, str]:
    """What a stay tells of a request."""
    here = stay.status(today()) == "in_house"
    told = {"confirmation": stay.number, "name": surname, "room": stay.room if here else ""}
    return told | ({"date": stay.arrives.isoformat()} if name == "late_arrival" else {})


async def _named(tracker: Tracker, origin: Origin | None) -> Case | None:
    """The case that the button names, if it is this guest's."""
    reference = next(tracker.get_latest_entity_values("case_reference"), None)

    def found(session: Session) -> Case | None:
        if origin is None:
            return None
        try:
            case = cases.get_by_reference(session, str(reference))
        except CaseNotFound:
            return None
        talk = session.get_one(Conversation, origin.conversation_id)
        return case if case.customer_id == talk.customer_id else None

    return await in_store(found) if reference else None


async def _reopened(dispatcher: CollectingDispatcher, tracker: Tracker, case: Case, origin: Origin) -> Events:
    """Take the case up again, and say so with its card; one that is open already is told as it stands."""
    language, reference = language_of(tracker), case.reference

    def work(session: Session) -> tuple[str, dict[str, Any]]:
        one = cases.get_by_reference(session, reference)
        if after_care.is_solved(one):
            after_care.reopen(session, one)
            after_care.note_answer(session, one, stayed=False, message_id=origin.message_id)
        return case_presenter.sentence(one, language), case_presenter.card(session, one, language, own=True)

    try:
        sentence, card = await in_store(work)
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    dispatcher.utter_message(response="utter_stay_reopened", sentence=sentence)
    dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
    return [focused(tracker, "case", reference)]

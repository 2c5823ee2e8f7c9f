"""How a case is going, asked by its reference on a site where no form asks for the proof: it comes along."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.focus import focused, item
from actions.store import Origin, language_of, origin_of
from crm import case_presenter, case_proof, conversations
from crm.base import utc_now
from crm.cases import Case
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.store import in_store
from crm.texts import load

Events = list[dict[str, Any]]
# A sentence, or a sentence and the case's card.
Told = tuple[str, dict[str, Any] | None]
# More words are a question, not a proof.
_FEW, _SHORT = 3, 60


class ActionCaseAsked(Action):
    """Tell whoever made it, or knows who did; the same answer for an unknown reference and a wrong name."""

    def name(self) -> str:
        return "action_case_asked"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        reference = str(next(tracker.get_latest_entity_values("file_reference"), "")).upper()
        origin, language = origin_of(tracker), language_of(tracker)
        if not reference or origin is None:
            return []
        given = _besides(tracker)
        try:
            sentence, card = await in_store(lambda session: _told(session, origin, reference, given, language))
        except (ConversationNotFound, StoreUnavailable):
            dispatcher.utter_message(response="utter_store_away")
            return []
        dispatcher.utter_message(response="utter_errand", sentence=sentence)
        if card is None:
            return []
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
        return [focused(tracker, item("case", reference))]


def _besides(tracker: Tracker) -> str:
    """What a message says beside the reference, where it can prove something: a few words, an address, a number."""
    text = str(tracker.latest_message.get("text") or "")
    found = [one for one in tracker.latest_message.get("entities") or [] if one["entity"] == "file_reference"]
    if text.startswith("/") or not found or "start" not in found[0]:
        return ""
    rest = f"{text[: found[0]['start']]} {text[found[0]['end'] :]}".strip(" ,，.。:：;；")
    named = [str(one) for kind in ("surname", "email", "phone") for one in tracker.get_latest_entity_values(kind)]
    return " ".join([*named, rest if len(rest.split()) <= _FEW and len(rest) <= _SHORT else ""]).strip()


def _told(session: Session, origin: Origin, reference: str, given: str, language: str) -> Told:
    talk = conversations.get(session, origin.conversation_id)
    asked = case_proof.Asked(
        conversation_id=talk.id,
        customer_id=talk.customer_id,
        message_id=origin.message_id,
        reference=reference,
        given=given,
        now=utc_now(),
    )
    found = case_proof.prove(session, asked)
    if isinstance(found, Case):
        own = found.conversation_id == talk.id
        return case_presenter.sentence(found, language), case_presenter.card(session, found, language, own=own)
    key = "together" if found == "unproved" else found
    return str(load("case_status")[key][language]).format(reference=reference), None

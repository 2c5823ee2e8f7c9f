"""Follow-ups: what is asked about the thing on the screen, answered by whoever showed it, or said to be unknown."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    article_facets,
    bag_facets,
    bag_fee,
    booked,
    booking_facets,
    case_facets,
    errand,
    flight_facets,
    form_facets,
    right_facets,
    self_facets,
)
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with
from actions.focus import stack
from actions.proof import Events
from crm.errors import StoreUnavailable
from crm.retrieval import BELOW

# Who answers for what is in focus.
ANSWERS: dict[str, Callable[[FollowUp], Awaitable[Answered]]] = {
    "bag": bag_facets.answer,
    "fee": bag_fee.answer,
    "flight": flight_facets.answer,
    "booking": booking_facets.answer,
    "case": case_facets.answer,
    "form": form_facets.answer,
    "article": article_facets.answer,
    # What is being asked about in words, and not sent yet.
    "errand": errand.answer,
    "right": right_facets.answer,
    # What is known of the customer and this conversation.
    "self": self_facets.answer,
}
_PAID_OUT = re.compile(r"赔|补偿|退|\b(?:get|paid|compensat\w*|refund\w*|owe)\b", re.I)
_OF_TIME = frozenset({"when", "how_long", "arrival", "boarding"})
# What is asked below every thing of a kind (bot/dialogue/below.py).
DETAIL = "detail"
# What is not known of a flight may stand in the booking that it is part of.
_BESIDE = {"flight": ("booking",), "bag": ("flight",)}


class ActionFollowUp(Action):
    """Answer from the facts of what is in focus; what they do not say is said to be unknown, with who knows."""

    def name(self) -> str:
        return "action_follow_up"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        kind = next(tracker.get_latest_entity_values("focus_kind"), None) or "self"
        facet = next(tracker.get_latest_entity_values("facet"), None) or ""
        events = await answered(dispatcher, tracker, kind=kind, facet=facet)
        if events is None:
            events = await _elsewhere(dispatcher, tracker)
        if events is None:
            dispatcher.utter_message(response="utter_facet_unknown")
        return events or []


async def _elsewhere(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answered:
    """What an article says to a question to which the thing on the screen has no answer; None where none does."""
    try:
        return await article_facets.read_out_anywhere(dispatcher, tracker)
    except StoreUnavailable:
        return None


async def answered(dispatcher: CollectingDispatcher, tracker: Tracker, *, kind: str, facet: str) -> Answered:
    """Ask whoever answers for this kind of thing; None where the facts do not say."""
    try:
        if kind in ("case", "self") and (done := await booked.about_shown(dispatcher, tracker)) is not None:
            return done
        if facet == DETAIL and (below := await _below(dispatcher, tracker, kind, nearly=True)) is not None:
            return below
        for one in (_meant(tracker, kind, facet), *_BESIDE.get(kind, ())):
            events = await ANSWERS[one](FollowUp.of(dispatcher, tracker, kind=one, facet=facet))
            if events is not None:
                return events
        return await _below(dispatcher, tracker, kind)
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []


async def _below(dispatcher: CollectingDispatcher, tracker: Tracker, kind: str, *, nearly: bool = False) -> Answered:
    """What is said to the very question below every thing of this kind; `nearly`: where it was found to be asked so."""
    asked = FollowUp.of(dispatcher, tracker, kind=kind, facet=DETAIL)
    said = await article_facets.in_particular(asked, BELOW + kind, nearly=nearly)
    return answer_with(asked, said) if said else None


def _meant(tracker: Tracker, kind: str, facet: str) -> str:
    """The kind that is asked about: below a flight, a price may be a service's, and a storm a matter of rights."""
    in_view = [one["kind"] for one in stack(tracker)]
    text = tracker.latest_message.get("text") or ""
    if kind == "flight" and facet not in _OF_TIME and right_facets.supposes_cause(text):
        # "And if it is the weather?" asks what is owed then.
        return "right"
    asks_price = facet == "how_much" and not _PAID_OUT.search(text)
    return "article" if kind == "flight" and asks_price and in_view[:2] == ["flight", "article"] else kind

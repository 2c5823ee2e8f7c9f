"""Following a flight: tell me when it changes, and stop telling me. Flights are public, so nothing has to be proved."""

import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, leg_in
from actions.store import Origin, origin_of, record
from airline.cases import flight_following
from airline.flights import presenter
from airline.flights.flights import FlightLeg, status_of
from crm import texts
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

_OVER = frozenset({"landed", "arrived", "cancelled"})
_BOTH: tuple[presenter.Language, presenter.Language] = ("zh", "en")


class ActionUnfollowFlight(Action):
    """Stop telling of the flight that the button names."""

    def name(self) -> str:
        return "action_unfollow_flight"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        origin, leg_id = origin_of(tracker), _named(tracker)
        if origin is not None and leg_id is not None:
            try:
                await in_store(lambda session: _unfollow(session, origin, leg_id))
            except StoreUnavailable:
                dispatcher.utter_message(response="utter_store_away")
                return []
        dispatcher.utter_message(response="utter_flight_unfollowed")
        return []


async def promise(asked: FollowUp) -> Answered:
    """ "Tell me when it changes", in words: follow the flight in view and say so."""
    leg = await in_store(lambda session: _follow(session, asked))
    if leg is None:
        return None
    key = "over" if status_of(leg, asked.now) in _OVER else "promise" if asked.origin else "impossible"
    day = presenter.day(leg.date, asked.language)
    said = presenter.follow_words()[key][asked.language].format(flight=leg.flight, date=day)
    return answer_with(asked, said)


async def quiet(asked: FollowUp) -> Answered:
    """ "No need to tell me any more", in words: as the button does."""
    await stop_notifying(asked.tracker)
    return asked.say("utter_flight_unfollowed")


async def stop_notifying(tracker: Tracker) -> bool:
    """Tell no more of any flight; whether one was followed."""
    origin = origin_of(tracker)
    if origin is None:
        return False
    try:
        return await in_store(
            lambda session: flight_following.unfollow_all(
                session, conversation_id=origin.conversation_id, now=utc_now()
            )
        )
    except StoreUnavailable:
        return False


def _follow(session: Session, asked: FollowUp) -> FlightLeg | None:
    leg = leg_in(session, asked)
    if leg is None or asked.origin is None or status_of(leg, asked.now) in _OVER:
        return leg
    flight_following.follow(session, conversation_id=asked.origin.conversation_id, leg=leg, now=asked.now)
    words = texts.load("flights")["recorded"]["followed"]
    summary = {str(one): words[one].format(flight=leg.flight, date=presenter.day(leg.date, one)) for one in _BOTH}
    record(session, asked.origin, kind="flight_followed", key=str(leg.id), summary=summary)
    return leg


def _unfollow(session: Session, origin: Origin, leg_id: uuid.UUID) -> None:
    now = utc_now()
    if flight_following.unfollow(session, conversation_id=origin.conversation_id, leg_id=leg_id, now=now):
        summary = texts.load("flights")["recorded"]["unfollowed"]
        record(session, origin, kind="flight_unfollowed", key=str(leg_id), summary=dict(summary))


def _named(tracker: Tracker) -> uuid.UUID | None:
    """The flight that the pressed button names."""
    try:
        return uuid.UUID(next(tracker.get_latest_entity_values("flight_key"), None) or "")
    except ValueError:
        return None

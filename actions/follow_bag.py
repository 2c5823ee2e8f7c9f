"""Following a bag: tell me when it moves, and stop telling me."""

import uuid
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.bag_status import FORM, follow_buttons
from actions.memory import shown_bags
from actions.store import Origin, language_of, origin_of, record
from airline.access.tags import mask
from airline.bags import presenter
from airline.bags.bags import Bag
from airline.cases import subscriptions
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

Events = list[dict[str, Any]]


class ActionFollowBag(Action):
    """Promise to tell, for a bag that was proved to be the customer's a moment ago; ask for the proof otherwise."""

    def name(self) -> str:
        return "action_follow_bag"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, bag_id = origin_of(tracker), _named(tracker)
        if origin is None or bag_id is None:
            dispatcher.utter_message(response="utter_follow_impossible")
            return []
        if bag_id not in shown_bags(tracker):
            dispatcher.utter_message(response="utter_follow_look_up_first")
            return [FollowupAction(FORM)]
        return await promise(dispatcher, tracker, origin, [bag_id])


async def promise(
    dispatcher: CollectingDispatcher, tracker: Tracker, origin: Origin | None, bag_ids: list[uuid.UUID]
) -> Events:
    """Follow bags that were proved to be the customer's, and say so."""
    try:
        found = await in_store(lambda session: [_follow(session, origin, one) for one in bag_ids]) if origin else []
    except StoreUnavailable:
        dispatcher.utter_message(response="utter_store_away")
        return []
    bags = [bag for bag in found if bag is not None]
    if not bags:
        dispatcher.utter_message(response="utter_follow_impossible")
        return []
    buttons = follow_buttons([(bag, True) for bag in bags], language_of(tracker))
    tags = (", " if language_of(tracker) == "en" else "、").join(mask(bag.lpn) for bag in bags)
    dispatcher.utter_message(response="utter_following", tag=tags, buttons=buttons)
    return []


class ActionUnfollowBag(Action):
    """Stop telling. Nothing has to be proved for that."""

    def name(self) -> str:
        return "action_unfollow_bag"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, bag_id = origin_of(tracker), _named(tracker)
        if origin is not None and bag_id is not None:
            try:
                await in_store(lambda session: _unfollow(session, origin, bag_id))
            except StoreUnavailable:
                dispatcher.utter_message(response="utter_store_away")
                return []
        dispatcher.utter_message(response="utter_unfollowed")
        return []


async def stop_notifying(tracker: Tracker) -> bool:
    """Tell no more of the bags that were shown; whether one of them was followed."""
    origin, shown = origin_of(tracker), shown_bags(tracker)
    if origin is None or not shown:
        return False
    try:
        return await in_store(lambda session: sum(_unfollow(session, origin, one) for one in shown) > 0)
    except StoreUnavailable:
        return False


def _named(tracker: Tracker) -> uuid.UUID | None:
    """The bag that the pressed button names."""
    try:
        return uuid.UUID(next(tracker.get_latest_entity_values("bag_key"), None) or "")
    except ValueError:
        return None


def _follow(session: Session, origin: Origin, bag_id: uuid.UUID) -> Bag | None:
    bag = session.get(Bag, bag_id)
    if bag is None:
        return None
    subscriptions.follow(session, conversation_id=origin.conversation_id, bag=bag, now=utc_now())
    summary = presenter.recorded("followed", mask(bag.lpn))
    record(session, origin, kind="bag_followed", key=str(bag.id), summary=summary, data={"bag_id": str(bag.id)})
    return bag


def _unfollow(session: Session, origin: Origin, bag_id: uuid.UUID) -> bool:
    now = utc_now()
    stopped = subscriptions.unfollow(session, conversation_id=origin.conversation_id, bag_id=bag_id, now=now)
    bag = session.get(Bag, bag_id)
    if stopped and bag is not None:
        summary = presenter.recorded("unfollowed", mask(bag.lpn))
        record(session, origin, kind="bag_unfollowed", key=str(bag.id), summary=summary)
    return stopped

"""Following a bag: only what was proved a moment ago, and no longer than wanted."""

import uuid

from sqlalchemy import select

from airline.bags.bags import Bag
from airline.cases import subscriptions
from crm.base import utc_now
from crm.store import unit_of_work
from tests.unit.actions.conftest import put_bag, put_message, recorded

GIVEN = {"bag_reference": "0784123456", "surname": "Zhang"}


def shown_bag(act):
    """(conversation, message, what the assistant remembers, the bag's key) after a look-up."""
    put_bag()
    conversation, message = put_message()
    shown = act("action_bag_status", slots=GIVEN, sender=str(conversation), message=message).slots["last_bag"]
    return conversation, message, shown, shown["bag_ids"][0]


def press(act, intent, bag_key, conversation, message, **slots):
    return act(
        f"action_{intent}",
        text=f'/{intent}{{"bag_key": "{bag_key}"}}',
        intent=intent,
        entities=[{"entity": "bag_key", "value": bag_key}],
        slots=slots,
        sender=str(conversation),
        message=message,
    )


def is_followed(conversation):
    with unit_of_work() as session:
        bag = session.scalars(select(Bag)).one()
        return subscriptions.is_followed(session, conversation_id=conversation, bag_id=bag.id, now=utc_now())


def test_follows_a_bag_that_was_just_shown(act):
    conversation, message, shown, bag_key = shown_bag(act)

    turn = press(act, "follow_bag", bag_key, conversation, message, last_bag=shown)

    assert turn.responses == ["utter_following"]
    assert turn.said[0]["tag"] == "0784***456"
    assert turn.buttons == [f'/unfollow_bag{{"bag_key": "{bag_key}"}}']
    assert is_followed(conversation)
    assert "bag_followed" in recorded(conversation)


def test_asks_for_the_proof_again_when_it_is_old_or_for_another_bag(act):
    conversation, message, _, bag_key = shown_bag(act)

    turn = press(act, "follow_bag", bag_key, conversation, message)

    assert turn.responses == ["utter_follow_look_up_first"]
    assert turn.followup == "bag_status_form"
    assert not is_followed(conversation)


def test_stops_without_any_proof(act):
    conversation, message, shown, bag_key = shown_bag(act)
    press(act, "follow_bag", bag_key, conversation, message, last_bag=shown)

    turn = press(act, "unfollow_bag", bag_key, conversation, message)

    assert turn.responses == ["utter_unfollowed"]
    assert not is_followed(conversation)


def test_offers_to_stop_where_it_follows_already(act):
    conversation, message, shown, bag_key = shown_bag(act)
    press(act, "follow_bag", bag_key, conversation, message, last_bag=shown)

    turn = act("action_bag_status", slots={"last_bag": shown}, sender=str(conversation), message=message)

    assert f'/unfollow_bag{{"bag_key": "{bag_key}"}}' in turn.buttons


def test_a_bag_that_does_not_exist_cannot_be_followed(act):
    conversation, message, shown, _ = shown_bag(act)

    turn = press(act, "follow_bag", "not-a-key", conversation, message, last_bag=shown)
    gone = str(uuid.uuid4())
    other = press(act, "follow_bag", gone, conversation, message, last_bag={**shown, "bag_ids": [gone]})

    assert turn.responses == other.responses == ["utter_follow_impossible"]

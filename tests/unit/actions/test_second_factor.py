"""After wrong tries one more thing from the documents is asked for in words, and the same for an unknown number."""

import uuid

import pytest

from tests.unit.actions.conftest import put_bag
from tests.unit.actions.test_bag_report import put_report
from tests.unit.actions.test_booking import put_bookings

BAG = ("bag_status_form", "action_bag_status", {"bag_reference": "0784123456", "surname": "Zhang"})
BOOKING = ("booking_form", "action_show_booking", {"booking_reference": "R5W9HD", "surname": "Smith"})
NEEDED = {"factor_needed": True}


@pytest.fixture
def stocked(store):
    put_bag()
    put_bookings()


def guess(act, action, given, times=3):
    """A conversation in which somebody has guessed."""
    sender = str(uuid.uuid4())
    for _ in range(times):
        act(action, slots={**given, "surname": "Wrong"}, sender=sender)
    return sender


def answer(act, form, text, given, entities=None, **turn):
    slots = {**given, **NEEDED, "requested_slot": "second_factor"}
    turn = {"intent": "inform", "sender": str(uuid.uuid4()), **turn}
    return act(f"validate_{form}", text=text, slots=slots, loop=form, entities=entities, **turn)


def asked_next(turn):
    """What is asked for; Rasa goes through all slots of a form by itself where we say nothing."""
    return turn.slots.get("requested_slot", None if turn.slots.get("second_factor") else "second_factor")


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(("form", "action", "given"), [BAG, BOOKING])
def test_after_three_wrong_names_the_form_asks_for_one_more_thing(act, form, action, given):
    sender = guess(act, action, given)

    turn = act(action, slots=given, sender=sender)
    form_asks = act(f"validate_{form}", slots={**given, **turn.slots}, sender=sender)

    assert (turn.responses, turn.followup) == ([], form)
    assert asked_next(form_asks) == "second_factor"
    assert act("action_ask_second_factor").responses == ["utter_ask_second_factor"]


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    ("case", "said", "shown"),
    [
        (BAG, "CZ673", "utter_bag_status"),
        (BAG, "I flew with cz 673", "utter_bag_status"),
        (BOOKING, "BA 178", "utter_booking"),
    ],
)
def test_the_answer_is_taken_and_shows_what_was_asked_for(act, case, said, shown):
    form, action, given = case
    sender = guess(act, action, given)

    taken = answer(act, form, said, given, intent="flight_status", sender=sender)
    turn = act(action, slots={**given, **NEEDED, "second_factor": taken.slots["second_factor"]}, sender=sender)

    assert asked_next(taken) is None
    assert turn.responses[0].startswith(shown)
    assert turn.slots["second_factor"] is turn.slots["factor_needed"] is None


@pytest.mark.usefixtures("stocked")
def test_somebody_else_with_the_right_name_is_answered_at_once(act):
    _, action, given = BAG
    guess(act, action, given, times=5)

    assert act(action, slots=given).responses[0] == "utter_bag_status"


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize("tag", ["0784123456", "0784999999"])
def test_a_wrong_answer_looks_the_same_for_a_number_that_nobody_has(act, tag):
    _, action, _ = BAG
    given = {"bag_reference": tag, "surname": "Zhang"}
    sender = guess(act, action, given)

    turn = act(action, slots={**given, **NEEDED, "second_factor": "CZ1"}, sender=sender)

    assert turn.responses == ["utter_bag_not_found"]


@pytest.mark.usefixtures("stocked")
def test_a_report_asks_for_it_too(act):
    _, reference = put_report()
    given = {"report_reference": reference, "surname": "Zhang"}
    sender = guess(act, "action_bag_report_status", given)

    assert act("action_bag_report_status", slots=given, intent="inform", sender=sender).followup == "bag_report_form"


@pytest.mark.parametrize("said", ["why do you need that", "I don't have any of that", "yesterday", "London", "没有"])
def test_what_names_nothing_from_the_documents_is_no_answer(act, said):
    turn = answer(act, BAG[0], said, BAG[2], intent="nlu_fallback")

    assert turn.slots.get("second_factor") is None


def test_another_reference_given_there_is_looked_up_itself(act):
    """K7M2QX and the surname prove as much as the tag did."""
    found = [{"entity": "record_locator", "value": "K7M2QX", "start": 0, "end": 6}]
    after = [{"event": "slot", "name": "bag_reference", "value": "K7M2QX"}]

    turn = answer(act, BAG[0], "K7M2QX", {**BAG[2], "bag_reference": "K7M2QX"}, found, after=after)

    assert turn.slots["factor_needed"] is None
    assert turn.slots["bag_reference"] == "K7M2QX"


@pytest.mark.usefixtures("stocked")
def test_the_form_still_asks_where_the_reference_came_in_the_same_message(act):
    form, action, given = BAG
    turn = act(action, slots=given, sender=guess(act, action, given))
    said_now = [{"event": "slot", "name": name, "value": value} for name, value in given.items()]

    begun = act(f"validate_{form}", slots={**given, **turn.slots}, after=said_now)

    assert begun.slots.get("factor_needed", True) is True
    assert begun.slots["requested_slot"] == "second_factor"


@pytest.mark.parametrize(
    ("act_said", "words"),
    [
        ("lack", "without"),
        ("where_is_it", "where"),
        ("refuse", "without"),
        ("why_asked", "why"),
        ("stuck", "otherwise"),
    ],
)
def test_whoever_cannot_answer_is_helped(act, act_said, words):
    slots = {**BAG[2], **NEEDED, "requested_slot": "second_factor"}

    turn = act("action_repair", intent=act_said, slots=slots, loop=BAG[0])

    assert turn.responses == [f"utter_{words}_second_factor"]

"""Tag and surname show a bag; everything else gets an honest sentence and shows nothing."""

import uuid
from datetime import timedelta

import pytest

from actions.memory import remember
from crm.base import utc_now
from tests.unit.actions.conftest import put_bag, put_message, recorded

GIVEN = {"bag_tag": "0784123456", "surname": "Zhang"}
FORM_ASKS = {"event": "action", "name": "bag_status_form"}


def slot(name, value):
    return {"event": "slot", "name": name, "value": value}


def validate(act, *given, slots=None, **turn):
    """What the form makes of slots that the present message has just filled."""
    filled = dict(given)
    after = [FORM_ASKS, *(slot(*pair) for pair in given)]
    return act("validate_bag_status_form", slots={**(slots or {}), **filled}, after=after, **turn)


def test_tells_where_the_bag_is_and_shows_a_card(act):
    put_bag()

    turn = act("action_bag_status", slots=GIVEN)

    assert turn.responses == ["utter_bag_status"]
    assert "Beijing" in turn.said[0]["sentence"]
    card = turn.attached["card"]
    assert (card["type"], card["tag_masked"], card["steps"][-1]["state"]) == ("bag", "0784***456", "next")


def test_tells_it_in_chinese(act):
    put_bag()

    turn = act("action_bag_status", slots={**GIVEN, "surname": "张", "language": "zh"})

    assert "北京" in turn.said[0]["sentence"]
    assert turn.attached["card"]["title"] == "行李动态"


def test_forgets_tag_and_surname_once_the_bag_is_shown(act):
    put_bag()

    turn = act("action_bag_status", slots=GIVEN)

    assert turn.slots["bag_tag"] is None
    assert turn.slots["surname"] is None
    assert "Zhang" not in str(turn.slots["last_bag"])


@pytest.mark.parametrize("given", [{"surname": "Smith"}, {"bag_tag": "0784999999"}])
def test_answers_a_wrong_surname_and_an_unknown_tag_alike(act, given):
    put_bag()

    turn = act("action_bag_status", slots={**GIVEN, **given})

    assert turn.responses == ["utter_bag_not_found"]
    assert turn.slots["last_bag"] is None


def test_pauses_after_too_many_tries(act):
    put_bag()
    sender = str(uuid.uuid4())
    for _ in range(5):
        act("action_bag_status", slots={**GIVEN, "surname": "Wrong"}, sender=sender)

    turn = act("action_bag_status", slots=GIVEN, sender=sender)

    assert turn.responses == ["utter_too_many_attempts"]
    assert 1 <= turn.said[0]["minutes"] <= 60


def test_asks_for_the_day_when_two_bags_have_the_tag(act):
    put_bag()
    put_bag(day=utc_now() - timedelta(days=20))

    turn = act("action_bag_status", slots=GIVEN)
    asked = act("action_ask_bag_status_form_bag_date", slots={**GIVEN, **turn.slots})

    assert turn.followup == "bag_status_form"
    assert len(asked.said[0]["buttons"]) == 2
    chosen = turn.slots["bag_dates"][0]
    assert act("action_bag_status", slots={**GIVEN, "bag_date": chosen}).responses == ["utter_bag_status"]


def test_records_a_lookup_once_however_often_it_is_retried(act):
    put_bag()
    conversation, message = put_message()

    for _ in range(2):
        act("action_bag_status", slots=GIVEN, sender=str(conversation), message=message)

    assert recorded(conversation) == ["bag_looked_up"]


def test_records_a_failed_lookup(act):
    conversation, message = put_message()

    act("action_bag_status", slots=GIVEN, sender=str(conversation), message=message)

    assert recorded(conversation) == ["bag_lookup_failed"]


@pytest.mark.parametrize("sender", ["default", "tester", str(uuid.UUID(int=7))])
def test_answers_in_a_console_and_for_conversations_it_does_not_know(act, sender):
    put_bag()

    assert act("action_bag_status", slots=GIVEN, sender=sender).responses == ["utter_bag_status"]


def test_answers_a_follow_up_without_asking_again(act):
    put_bag()
    shown = act("action_bag_status", slots=GIVEN).slots["last_bag"]

    form = validate(act, slots={"last_bag": shown})
    turn = act("action_bag_status", slots={"last_bag": shown})

    assert form.slots["requested_slot"] is None
    assert turn.responses == ["utter_bag_status", "utter_bag_again"]


def test_asks_again_when_another_bag_is_meant(act):
    shown = remember(bag_id=str(uuid.uuid4()))

    form = validate(act, slots={"last_bag": shown}, entities=[{"entity": "bag_choice", "value": "another"}])

    assert form.slots["requested_slot"] == "bag_tag"


def test_asks_for_the_surname_after_the_tag(act):
    form = validate(act, ("bag_tag", "０７８４１２３４５６"))

    assert form.slots["bag_tag"] == "0784123456"
    assert form.slots["requested_slot"] == "surname"


@pytest.mark.parametrize("number", ["12345", "0000000000", "07841234567"])
def test_says_what_is_wrong_with_a_number_that_is_no_tag(act, number):
    form = validate(act, ("bag_tag", number))

    assert form.responses == ["utter_tag_invalid"]
    assert form.slots["requested_slot"] == "bag_tag"


def test_takes_a_name_given_for_the_tag_as_the_surname(act):
    form = validate(act, ("bag_tag", "Zhang"))

    assert form.slots["surname"] == "Zhang"
    assert form.slots["requested_slot"] == "bag_tag"


@pytest.mark.parametrize("answer", ["12345", "what do you need it for?", "x" * 100, "?"])
def test_says_what_it_needs_when_the_answer_is_no_name(act, answer):
    form = validate(act, ("surname", answer), slots={"bag_tag": "0784123456"})

    assert form.responses == ["utter_surname_invalid"]
    assert form.slots["requested_slot"] == "surname"


def test_a_corrected_tag_keeps_the_surname_tried_before(act):
    tried = remember(tag="0784999999", surname="Zhang")

    form = validate(act, ("bag_tag", "0784123456"), slots={"last_try": tried})

    assert form.slots["surname"] == "Zhang"
    assert form.slots["requested_slot"] is None


def test_a_corrected_surname_keeps_the_tag_tried_before(act):
    tried = remember(tag="0784123456", surname="Smith")

    form = validate(act, ("surname", "Zhang"), slots={"last_try": tried})

    assert form.slots["bag_tag"] == "0784123456"


def test_stops_and_forgets(act):
    turn = act("action_stop", slots=GIVEN, intent="cancel")

    assert turn.responses == ["utter_stopped"]
    assert {"event": "active_loop", "name": None, "timestamp": None} in turn.events
    assert turn.slots["bag_tag"] is None

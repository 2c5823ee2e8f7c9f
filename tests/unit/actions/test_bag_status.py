"""A reference and the surname show bags; everything else gets an honest sentence and shows nothing."""

import uuid
from datetime import timedelta

import pytest

from actions.memory import remember
from crm.base import utc_now
from crm.store import unit_of_work
from tests.unit.actions.conftest import put_bag, put_message, recorded
from tests.unit.airline.forms import REPORT, open_form, send, talk

GIVEN = {"bag_reference": "0784123456", "surname": "Zhang"}
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

    assert turn.responses == ["utter_bag_status", "utter_follow_offer"]
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

    assert turn.slots["bag_reference"] is None
    assert turn.slots["surname"] is None
    assert "Zhang" not in str(turn.slots["last_bag"])


def test_puts_a_tag_together_that_comes_in_pieces(act):
    first = validate(act, ("bag_reference", "0784"))
    second = validate(act, ("bag_reference", "123456"), slots={"bag_partial": first.slots["bag_partial"]})

    assert first.responses == []
    assert first.slots["bag_reference"] is None
    assert second.slots["bag_reference"] == "0784123456"
    assert second.slots["bag_partial"] is None


@pytest.mark.parametrize("given", [{"surname": "Smith"}, {"bag_reference": "0784999999"}])
def test_answers_a_wrong_surname_and_an_unknown_tag_alike(act, given):
    put_bag()

    turn = act("action_bag_status", slots={**GIVEN, **given})

    assert turn.responses == ["utter_bag_not_found"]
    assert turn.slots["last_bag"] is None


def test_pauses_after_too_many_tries(act):
    put_bag()
    sender = str(uuid.uuid4())
    for number in range(5):
        act("action_bag_status", slots={"bag_reference": f"078499999{number}", "surname": "Wrong"}, sender=sender)

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
    assert act("action_bag_status", slots={**GIVEN, "bag_date": chosen}).responses[0] == "utter_bag_status"


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

    assert act("action_bag_status", slots=GIVEN, sender=sender).responses[0] == "utter_bag_status"


def test_answers_a_follow_up_without_asking_again(act):
    put_bag()
    shown = act("action_bag_status", slots=GIVEN).slots["last_bag"]

    form = validate(act, slots={"last_bag": shown})
    turn = act("action_bag_status", slots={"last_bag": shown})

    assert form.slots["requested_slot"] is None
    assert turn.responses == ["utter_bag_status", "utter_bag_again"]


def test_asks_again_when_another_bag_is_meant(act):
    shown = remember(bag_ids=[str(uuid.uuid4())])

    form = validate(act, slots={"last_bag": shown}, entities=[{"entity": "bag_choice", "value": "another"}])

    assert form.slots["requested_slot"] == "bag_reference"


def test_asks_for_the_surname_after_the_tag(act):
    form = validate(act, ("bag_reference", "０７８４１２３４５６"))

    assert form.slots["bag_reference"] == "0784123456"
    assert form.slots["requested_slot"] == "surname"


@pytest.mark.parametrize("number", ["12345", "0000000000", "07841234567"])
def test_says_what_is_wrong_with_a_number_that_is_no_tag(act, number):
    form = validate(act, ("bag_reference", number))

    assert form.responses == ["utter_bag_reference_invalid"]
    assert form.slots["requested_slot"] == "bag_reference"


def test_a_short_tag_of_an_airline_without_a_known_number_is_asked_for_in_full(act):
    form = validate(act, ("bag_reference", "AQ123456"))

    assert form.responses == ["utter_tag_of_unknown_issuer"]
    assert form.slots["requested_slot"] == "bag_reference"


@pytest.mark.parametrize("tag", ["KY123456", "GJ 123456", "9H123456"])
def test_a_short_tag_of_a_mainland_carrier_is_taken(act, tag):
    assert validate(act, ("bag_reference", tag)).slots["requested_slot"] == "surname"


def test_takes_a_name_given_for_the_tag_as_the_surname(act):
    form = validate(act, ("bag_reference", "Zhang"))

    assert form.slots["surname"] == "Zhang"
    assert form.slots["requested_slot"] == "bag_reference"


@pytest.mark.parametrize("answer", ["12345", "what do you need it for?", "x" * 100, "?"])
def test_says_what_it_needs_when_the_answer_is_no_name(act, answer):
    asked = {"bag_reference": "0784123456", "requested_slot": "surname"}

    form = validate(act, ("surname", answer), slots=asked)

    assert form.responses == ["utter_surname_invalid"]
    assert form.slots["requested_slot"] == "surname"


def test_says_nothing_of_a_name_before_it_was_asked_for(act):
    form = validate(act, ("surname", "0784123456"), slots={"bag_reference": "0784123456"})

    assert form.responses == []


def test_a_corrected_tag_keeps_the_surname_tried_before(act):
    tried = remember(form="bag_status_form", reference="0784999999", surname="Zhang")

    form = validate(act, ("bag_reference", "0784123456"), slots={"last_try": tried})

    assert form.slots["surname"] == "Zhang"
    assert form.slots["requested_slot"] is None


@pytest.mark.parametrize(("ending", "tag"), [("57", "0784123457"), ("457", "0784123457"), ("123457", "0784123457")])
def test_the_ending_of_a_tag_is_put_right_and_the_rest_stays(act, ending, tag):
    tried = remember(form="bag_status_form", reference="0784123475", surname="Zhang")
    said = [{"entity": "ending", "value": ending}]

    turn = act("action_inform", intent="inform", entities=said, slots={"last_try": tried})

    assert turn.slots["bag_reference"] == tag


def test_a_corrected_surname_keeps_the_tag_tried_before(act):
    tried = remember(form="bag_status_form", reference="0784123456", surname="Smith")

    form = validate(act, ("surname", "Zhang"), slots={"last_try": tried})

    assert form.slots["bag_reference"] == "0784123456"


def test_stops_and_forgets(act):
    turn = act("action_stop", slots=GIVEN, intent="cancel", loop="bag_status_form")

    assert turn.responses == ["utter_stopped"]
    assert {"event": "active_loop", "name": None, "timestamp": None} in turn.events
    assert turn.slots["bag_reference"] is None


def test_shows_a_card_for_each_bag_of_a_booking(act):
    put_bag("0784123456")
    put_bag("0784123457")

    turn = act("action_bag_status", slots={"bag_reference": "K7M2QX", "surname": "Zhang"})

    assert turn.responses == ["utter_bag_status", "utter_bag_status", "utter_follow_offer"]
    assert [shown["data"]["card"]["tag_masked"] for shown in turn.attachments] == ["0784***456", "0784***457"]
    assert len(turn.slots["last_bag"]["bag_ids"]) == 2


def test_a_wrong_surname_for_a_booking_looks_like_an_unknown_booking(act):
    put_bag()

    wrong = act("action_bag_status", slots={"bag_reference": "K7M2QX", "surname": "Smith"})
    unknown = act("action_bag_status", slots={"bag_reference": "ZZ9ZZZ", "surname": "Zhang"})

    assert wrong.said == unknown.said


@pytest.mark.parametrize(
    ("written", "kept"),
    [("k7m2qx", "K7M2QX"), ("pek ca 12345", "PEKCA12345"), ("cz 123456", "CZ123456"), ("ABCDEF", "ABCDEF")],
)
def test_takes_any_of_the_three_references(act, written, kept):
    form = validate(act, ("bag_reference", written))

    assert form.slots["bag_reference"] == kept
    assert form.slots["requested_slot"] == "surname"


def test_asks_for_all_ten_digits_when_a_short_tag_has_two_bags_on_one_day(act):
    put_bag("1784123456")
    put_bag("2784123456")

    turn = act("action_bag_status", slots={"bag_reference": "CZ123456", "surname": "Zhang"})

    assert turn.responses == ["utter_tag_needs_ten_digits"]
    assert (turn.followup, turn.slots["bag_reference"]) == ("bag_status_form", None)


def test_a_retried_turn_counts_as_one_wrong_try(act):
    put_bag()
    conversation, message = put_message()
    wrong = {**GIVEN, "surname": "Wrong"}

    said = [
        act("action_bag_status", slots=wrong, sender=str(conversation), message=message).responses for _ in range(9)
    ]

    assert said == [["utter_bag_not_found"]] * 9
    right = act("action_bag_status", slots=GIVEN, sender=str(conversation), message=None)
    assert right.responses[0] == "utter_bag_status"


def test_offers_to_follow_a_bag_that_is_on_its_way(act):
    put_bag()

    turn = act("action_bag_status", slots=GIVEN)

    (bag_key,) = turn.slots["last_bag"]["bag_ids"]
    assert turn.buttons == [f'/follow_bag{{"bag_key": "{bag_key}"}}']
    assert turn.attached["card"]["bag_key"] == bag_key


def test_forgets_what_was_shown_after_half_an_hour(act):
    old = {"bag_ids": [str(uuid.uuid4())], "at": (utc_now() - timedelta(minutes=31)).isoformat()}

    form = validate(act, slots={"last_bag": old})

    assert form.slots["requested_slot"] == "bag_reference"


def test_nothing_under_way_is_nothing_to_stop(act):
    assert act("action_stop", intent="cancel").responses == ["utter_nothing_to_stop"]


def put_report():
    """The reference of a report about the bag, made in another conversation."""
    now = utc_now()
    with unit_of_work() as session:
        form = open_form(session, talk(session), "bag_report")
        assert send(session, form, {**REPORT, "flight_date": f"{now:%Y-%m-%d}"}, now=now) == {}
        return form.result["reference"]


def test_a_file_reference_shows_the_report_and_its_bag(act):
    put_bag()
    given = {"bag_reference": put_report(), "surname": "Zhang"}

    turn = act("action_bag_status", slots=given)
    wrong = act("action_bag_status", slots={**given, "surname": "Smith"})

    assert turn.responses[:2] == ["utter_case", "utter_bag_status"]
    assert [shown["data"]["card"]["type"] for shown in turn.attachments] == ["case", "bag"]
    assert turn.slots["last_report"]["reference"] == given["bag_reference"]
    assert wrong.responses == ["utter_bag_not_found"]


def test_a_report_without_a_known_bag_is_told_all_the_same(act):
    turn = act("action_bag_status", slots={"bag_reference": put_report(), "surname": "Zhang"})

    assert turn.responses == ["utter_case"]

"""While a question is open: another wish goes first, the same wish asks again, and nothing is asked twice in full."""

import pytest

from actions.memory import remember
from tests.unit.actions.conftest import put_bag, put_message
from tests.unit.actions.test_booking import put_bookings

ASKS = {
    "bag_status_form": "bag_reference",
    "booking_form": "booking_reference",
    "bag_report_form": "report_reference",
    "bag_delivery_form": "report_reference",
}


def user(text="", message="1"):
    return {"event": "user", "text": text, "metadata": {"message_id": message}, "parse_data": {"intent": {}}}


def loop(name):
    return {"event": "active_loop", "name": name}


def bot(response):
    return {"event": "bot", "text": "…", "metadata": {"utter_action": response}}


def validate(act, form, text, intent, **turn):
    slots = {"requested_slot": ASKS[form], **turn.pop("slots", {})}
    return act(f"validate_{form}", text=text, intent=intent, loop=form, slots=slots, **turn)


def rejected(turn):
    return [event["name"] for event in turn.events if event["event"] == "action_execution_rejected"]


@pytest.mark.parametrize(
    ("form", "text", "intent"),
    [
        ("booking_form", "行李到哪了 K7M2QX", "bag_status"),
        ("booking_form", "where is my bag K7M2QX", "bag_status"),
        ("bag_status_form", "I want to change my flight K7M2QX", "rebook"),
        ("bag_status_form", "CA987几点飞", "flight_status"),
        ("bag_report_form", "please deliver it somewhere else", "bag_delivery_change"),
    ],
)
def test_a_clear_wish_of_another_kind_goes_first(act, form, text, intent):
    assert rejected(validate(act, form, text, intent)) == [form]


@pytest.mark.parametrize(
    ("form", "text", "intent"),
    [
        ("bag_status_form", "订单号是K7M2QX", "booking_info"),
        ("bag_status_form", "my report is LHRCZ12345", "bag_report_status"),
        ("bag_delivery_form", "it is LHRCZ12345", "bag_report_status"),
        ("booking_form", "K7M2QX please", "rebook"),
    ],
)
def test_a_reference_said_in_a_sentence_is_still_the_answer(act, form, text, intent):
    assert not rejected(validate(act, form, text, intent))


def test_a_bare_number_is_the_answer(act):
    tag = [{"entity": "bag_tag", "value": "0784123456", "start": 0, "end": 10}]

    assert not rejected(validate(act, "booking_form", "0784123456", "bag_status", entities=tag))


def test_a_bare_route_is_no_answer_but_asks_for_a_flight(act):
    places = [
        {"entity": "city", "value": "PEK PKX", "role": "origin", "start": 0, "end": 2},
        {"entity": "city", "value": "LGW LHR", "role": "destination", "start": 3, "end": 5},
    ]

    assert rejected(validate(act, "booking_form", "北京飞伦敦", "flight_status", entities=places))


def test_the_form_that_this_very_message_started_is_not_left(act):
    turn = validate(act, "bag_status_form", "那什么时候到", "flight_status", after=[loop("bag_status_form")])

    assert not rejected(turn)


@pytest.mark.parametrize("form", ["bag_status_form", "flight_status_form"])
def test_the_same_wish_again_is_asked_again_and_not_refused(act, form):
    slot = {"flight_status_form": "flight_asked"}.get(form, "bag_reference")

    turn = act(f"validate_{form}", text="where is it??", intent=form[:-5], loop=form, slots={"requested_slot": slot})

    assert not rejected(turn)
    assert slot in turn.slots


def test_another_wish_for_the_same_booking_is_left_to_its_rule(act):
    turn = validate(act, "booking_form", "actually no, cancel it and refund", "refund")

    assert "booking_reference" not in turn.slots


def test_asks_in_full_once_and_shortly_after_that(act):
    first = act("action_ask_bag_reference")
    again = act("action_ask_bag_reference", before=[user(), bot("utter_ask_bag_reference")])

    assert first.responses == ["utter_ask_bag_reference"]
    assert again.responses == ["utter_ask_bag_reference_again"]


@pytest.mark.parametrize("slot", ["bag_reference", "booking_reference", "report_reference"])
def test_somebody_without_the_number_hears_where_it_is_and_is_not_asked_in_the_same_breath(act, slot):
    form = next(name for name, asked in ASKS.items() if asked == slot)
    turn = {"slots": {"requested_slot": slot}, "loop": form}

    lost = act("action_fallback", text="我没有，弄丢了", intent="nlu_fallback", **turn)
    no_idea = act("action_deny", text="no idea", intent="deny", **turn)
    asked = act(f"action_ask_{slot}", after=[bot(f"utter_without_{slot}")])
    later = act(f"action_ask_{slot}", before=[bot(f"utter_without_{slot}")])

    assert lost.responses == no_idea.responses == [f"utter_without_{slot}"]
    assert asked.responses == []
    assert later.responses


def test_a_question_about_a_flight_leads_back_to_what_was_asked_before(act):
    before = [user("查行李"), loop("bag_status_form"), user("ZZ1几点飞", "2"), loop("flight_status_form"), loop(None)]
    asked = {"flight_asked": {"flight": "ZZ1"}}

    assert act("action_flight_status", slots=asked, before=before).followup == "bag_status_form"
    assert act("action_flight_status", slots=asked, before=before[3:]).followup is None
    assert act("action_flight_status", slots=asked, before=[*before[:2], loop(None), *before[2:]]).followup is None


def test_two_wishes_in_one_message_are_both_done_with_one_surname(act):
    put_bookings()
    put_bag()
    conversation, message = put_message()
    given = {"booking_reference": "K7M2QX", "surname": "Zhang", "booking_wish": "booking_info"}
    together = [user("1", "1"), loop("bag_status_form"), user("1", "1"), loop("booking_form"), loop(None)]
    apart = [user("1", "1"), loop("bag_status_form"), user("2", "2"), loop("booking_form"), loop(None)]

    both = act("action_show_booking", slots=given, before=together, sender=str(conversation), message=message)
    one = act("action_show_booking", slots=given, before=apart, sender=str(conversation), message=message)

    assert (both.followup, both.slots["surname"]) == ("bag_status_form", "Zhang")
    assert (one.followup, one.slots["surname"]) == (None, None)


TRIED = {"last_try": remember(form="bag_status_form", reference="0784123456", surname="Smith")}


@pytest.mark.parametrize(
    ("action", "text", "intent", "name"),
    [
        ("action_inform", "张", "inform", "张"),
        ("action_fallback", "sorry smith", "nlu_fallback", "smith"),
        ("action_fallback", "ok try Müller", "nlu_fallback", "Müller"),
        ("action_fallback", "应该是章", "nlu_fallback", "章"),
    ],
)
def test_a_surname_by_itself_is_tried_again_right_after_nothing_was_found(act, action, text, intent, name):
    not_found = [bot("utter_bag_not_found")]

    turn = act(action, text=text, intent=intent, slots=TRIED, before=not_found)

    assert (turn.followup, turn.slots["surname"]) == ("bag_status_form", name)


@pytest.mark.parametrize("text", ["no idea", "later", "sorry what", "谢谢你们", "it is urgent"])
def test_what_is_no_name_is_not_tried_as_one(act, text):
    turn = act("action_fallback", text=text, intent="nlu_fallback", slots=TRIED, before=[bot("utter_bag_not_found")])

    assert turn.followup is None


def test_a_name_beside_a_booking_reference_begins_the_look_up(act):
    found = [{"entity": "record_locator", "value": "R5W9HD", "start": 0, "end": 6}]

    turn = act("action_fallback", text="R5W9HD smyth", intent="nlu_fallback", entities=found)

    assert turn.followup == "booking_form"
    assert (turn.slots["booking_reference"], turn.slots["surname"]) == ("R5W9HD", "smyth")


def test_a_bag_found_by_its_booking_needs_no_second_question_for_the_booking(act):
    put_bookings()
    put_bag()
    conversation, message = put_message()
    given = {"bag_reference": "K7M2QX", "surname": "Zhang"}
    together = [user("1", "1"), loop("booking_form"), user("1", "1"), loop("bag_status_form"), loop(None)]

    turn = act("action_bag_status", slots=given, before=together, sender=str(conversation), message=message)

    assert turn.followup == "booking_form"
    assert (turn.slots["booking_reference"], turn.slots["surname"]) == ("K7M2QX", "Zhang")


def test_a_booking_proved_with_the_same_surname_shows_its_bags_without_a_question(act):
    put_bookings()
    put_bag()
    proved = {"last_booking": remember(locator="K7M2QX", surname="Zhang"), "surname": "Zhang"}

    assert "utter_bag_status" in act("action_bag_status", slots=proved).responses
    assert "utter_bag_status" not in act("action_bag_status", slots={**proved, "surname": "Li"}).responses


def test_no_surname_is_kept_for_a_form_that_asks_for_none(act):
    put_bag()
    conversation, message = put_message()
    given = {"bag_reference": "0784123456", "surname": "Zhang"}
    together = [user("1", "1"), loop("flight_status_form"), user("1", "1"), loop("bag_status_form"), loop(None)]

    turn = act("action_bag_status", slots=given, before=together, sender=str(conversation), message=message)

    assert (turn.followup, turn.slots["surname"]) == ("flight_status_form", None)


@pytest.mark.parametrize(
    ("action", "ladder"),
    [
        ("action_ask_bag_reference", ["utter_ask_bag_reference", "utter_ask_bag_reference_again"]),
        ("action_ask_second_factor", ["utter_ask_second_factor", "utter_ask_second_factor_again"]),
        ("action_ask_flight_status_form_flight_asked", ["utter_ask_flight", "utter_where_flight_asked"]),
    ],
)
def test_no_question_is_put_twice_in_the_same_words_and_in_the_end_it_is_put_aside(act, action, ladder):
    asked, turns = [], []
    for _ in range(4):
        turn = act(action, before=[loop("some_form"), *(one for said in asked for one in (user(), bot(said)))])
        asked += turn.responses
        turns.append(turn)

    assert asked[:2] == ladder
    assert asked[2].startswith("utter_otherwise_")
    assert asked[3:] == ["utter_put_aside"]
    # Waits: what the form was for is not done with nothing given.
    assert turns[-1].followup == "action_listen"
    assert {"event": "active_loop", "name": None, "timestamp": None} in turns[-1].events

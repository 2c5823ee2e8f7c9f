"""Bookings: general questions get the article, one's own booking needs reference and surname, requests open a form."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.focus import item
from actions.memory import remember
from airline.bookings import bookings
from airline.demo import bookings as demo_bookings
from crm.base import utc_now
from crm.forms import Form
from crm.store import unit_of_work
from tests.unit.actions.conftest import put_articles, put_bag, put_message, recorded

GIVEN = {"booking_reference": "R5W9HD", "surname": "Smith"}


def put_bookings():
    with unit_of_work() as session:
        demo_bookings.seed_demo_bookings(session, now=utc_now())


def known(locator="R5W9HD"):
    return {"last_booking": remember(locator=locator)}


def own_locator(value):
    return [{"entity": "record_locator", "value": value}]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how does online check-in work", "check_in"),
        ("网上值机怎么办理", "check_in"),
        ("how much does it cost to change my flight", "rebook"),
        ("退票要收多少手续费", "refund"),
        ("can I choose a seat for free", "seat"),
        ("/check_in", "check_in"),
        ("改签", "rebook"),
        ("how long does a refund take", "refund_status"),
    ],
)
def test_a_general_question_gets_the_article_and_the_offer_to_look_up_the_booking(act, text, intent):
    put_articles()

    turn = act("action_booking", text=text, intent=intent)

    assert turn.responses == ["utter_article"]
    assert turn.said[0]["buttons"][0]["payload"] == f'/look_up_booking{{"booking_wish": "{intent}"}}'


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("show me my booking", "booking_info"),
        ("查一下我的订单", "booking_info"),
        ("I want to change my flight to Friday", "rebook"),
        ("帮我改签到明天", "rebook"),
        ("我要退票", "refund"),
        ("please check me in", "check_in"),
        ("where is my refund", "refund_status"),
    ],
)
def test_somebody_who_speaks_of_their_own_booking_is_asked_for_it(act, text, intent):
    turn = act("action_booking", text=text, intent=intent)

    assert turn.followup == "booking_form"
    assert turn.slots["booking_wish"] == intent


@pytest.mark.parametrize(
    ("text", "intent", "key"),
    [
        ("I missed my flight", "rebook", "rebook_missed_flight"),
        ("我误机了，帮我改一班", "rebook", "rebook_missed_flight"),
        ("my train is late, I will miss my flight", "rebook", "rebook_running_late"),
        ("my kid is seated alone in another row", "seat", "seat_family"),
        ("我生病了，请给我退票", "refund", "refund_medical"),
        ("you charged me twice for my ticket", "refund", "payment_charged_twice"),
    ],
)
def test_what_has_happened_is_answered_before_anything_is_asked(act, text, intent, key):
    put_articles()

    turn = act("action_booking", text=text, intent=intent)

    assert (turn.followup, turn.attached["article"]["key"]) == (None, key)
    payloads = [button["payload"].partition("{")[0] for button in turn.said[0]["buttons"]]
    assert payloads[0] == "/look_up_booking"
    assert len(set(payloads)) == len(payloads)


def test_a_named_booking_is_not_asked_for_again(act):
    turn = act("action_booking", text="R5W9HD", intent="booking_info", entities=own_locator("R5W9HD"))

    assert (turn.followup, turn.slots["booking_reference"]) == ("booking_form", "R5W9HD")


def test_a_question_in_between_does_not_start_the_form_anew(act):
    turn = act("action_booking", text="I want a refund please", intent="refund", loop="booking_form")

    assert (turn.followup, turn.slots["booking_wish"]) == (None, "refund")


def test_reference_and_surname_show_the_booking(act):
    put_bookings()
    conversation, message = put_message()

    turn = act("action_show_booking", slots=GIVEN, sender=str(conversation), message=message)

    assert turn.responses == ["utter_booking", "utter_booking_next"]
    card = turn.attached["card"]
    assert (card["type"], card["locator"], card["passengers"]) == ("booking", "R5W9HD", ["S***H"])
    assert [one["flight"] for one in card["segments"]] == ["BA178", "BA560"]
    assert "SMITH" not in str(turn.said)
    assert turn.slots["last_booking"]["locator"] == "R5W9HD"
    assert turn.slots["surname"] is None
    assert recorded(conversation) == ["booking_looked_up"]


@pytest.mark.parametrize("given", [{"surname": "Wang"}, {"booking_reference": "ZZ9ZZZ"}])
def test_answers_a_wrong_surname_and_an_unknown_booking_alike(act, given):
    put_bookings()

    turn = act("action_show_booking", slots={**GIVEN, **given})

    assert turn.responses == ["utter_booking_not_found"]
    assert turn.slots["last_booking"] is None
    assert turn.slots["last_try"]["form"] == "booking_form"


def test_pauses_after_too_many_tries(act):
    put_bookings()
    conversation, _ = put_message()
    for number in range(5):
        wrong = {"booking_reference": f"R5W9H{number}", "surname": "Wrong"}
        act("action_show_booking", slots=wrong, sender=str(conversation))

    turn = act("action_show_booking", slots=GIVEN, sender=str(conversation))

    assert turn.responses == ["utter_too_many_attempts"]


def test_a_booking_that_was_just_shown_needs_no_new_proof(act):
    put_bookings()

    turn = act("action_booking", text="what seat do I have on my flight", intent="booking_info", slots=known())
    seat = act("action_booking", text="/seat", intent="seat", slots=known())

    assert turn.responses[0] == seat.responses[0] == "utter_booking"
    assert "11F" in seat.said[0]["sentence"]
    assert seat.buttons == ["/request_seat"]


def test_an_old_proof_is_forgotten(act):
    old = {"last_booking": {"locator": "R5W9HD", "at": (utc_now() - timedelta(minutes=31)).isoformat()}}

    turn = act("action_booking_request", text="/request_refund", intent="request_refund", slots=old)

    assert (turn.followup, turn.slots["booking_wish"]) == ("booking_form", "request_refund")


def test_says_when_check_in_is_open(act):
    put_bookings()

    open_now = act("action_booking", text="/check_in", intent="check_in", slots=known("H3V6YP"))
    not_yet = act("action_booking", text="/check_in", intent="check_in", slots=known("K7M2QX"))

    assert "open now" in open_now.said[0]["sentence"]
    assert "opens at" in not_yet.said[0]["sentence"]
    states = [one["check_in"]["state"] for one in not_yet.attached["card"]["segments"]]
    assert states == ["closed", "not_yet"]


@pytest.mark.parametrize(
    ("intent", "form"),
    [("request_rebook", "rebook_request"), ("request_refund", "refund_request"), ("request_seat", "seat_request")],
)
def test_a_request_opens_its_form_with_the_flight_filled_in(act, intent, form):
    put_bookings()
    conversation, message = put_message()
    turn = {"text": f"/{intent}", "intent": intent, "slots": known(), "sender": str(conversation), "message": message}

    opened = [act("action_booking_request", **turn) for _ in range(2)]

    assert opened[0].responses == [f"utter_{form}"]
    assert opened[0].attached == opened[1].attached
    with unit_of_work() as session:
        kept = session.scalars(select(Form)).one()
        assert (kept.name, kept.values["flight"], kept.facts["locator"]) == (form, "BA560", "R5W9HD")


def test_a_named_flight_and_day_are_filled_in(act):
    put_bookings()
    conversation, message = put_message()
    named = [{"entity": "flight_number", "value": "BA178"}, {"entity": "date", "value": "2030-01-02"}]

    act(
        "action_booking",
        text="please move my flight BA178 to 2 January",
        intent="rebook",
        entities=named,
        slots=known(),
        sender=str(conversation),
        message=message,
    )

    with unit_of_work() as session:
        values = session.scalars(select(Form)).one().values
    assert (values["flight"], values["new_date"]) == ("BA178", "2030-01-02")


def test_an_open_request_can_be_stopped(act):
    put_bookings()
    conversation, message = put_message()
    act("action_booking_request", intent="request_seat", slots=known(), sender=str(conversation), message=message)

    turn = act("action_stop", intent="cancel", sender=str(conversation), message=message)

    assert turn.responses == ["utter_stopped"]
    with unit_of_work() as session:
        assert session.scalars(select(Form)).one().status == "stopped"


def test_without_a_request_the_refund_is_explained_and_offered(act):
    put_bookings()
    put_articles()

    turn = act("action_booking", text="where is my refund", intent="refund_status", slots=known())

    assert turn.responses == ["utter_no_refund_request", "utter_article"]
    assert "/request_refund" in [button["payload"] for button in turn.said[1]["buttons"]]


def test_a_booking_reference_corrects_a_bag_look_up_that_failed(act):
    tried = {"last_try": remember(form="bag_status_form", reference="ZZ9ZZZ", surname="Zhang")}

    turn = act("action_booking", text="k7m2qx", intent="booking_info", entities=own_locator("K7M2QX"), slots=tried)

    assert (turn.followup, turn.slots["bag_reference"]) == ("bag_status_form", "K7M2QX")


def test_reads_bookings_from_a_file_where_one_is_set(act, tmp_path):
    file = tmp_path / "bookings.yml"
    file.write_text(
        "- locator: AB12CD\n  passengers: [{surname: OBRIEN}]\n  segments:\n"
        "    - {flight: CA981, origin: PEK, destination: JFK, departs: 2030-05-01T13:00, arrives: 2030-05-01T14:20}\n"
    )
    bookings.use_file(file)
    try:
        turn = act("action_show_booking", slots={"booking_reference": "AB12CD", "surname": "O'Brien"})
    finally:
        bookings.use_file(None)

    assert turn.attached["card"]["passengers"] == ["O***N"]


BOOKED = {"last_booking": remember(locator="K7M2QX", surname="Zhang")}


@pytest.mark.parametrize("given", [{}, {"bag_reference": "K7M2QX"}])
def test_the_bags_of_a_booking_proved_a_moment_ago_need_no_new_proof(act, given):
    put_bag()

    asked = act("validate_bag_status_form", text="where is my bag", slots={**BOOKED, **given})
    turn = act("action_bag_status", text="where is my bag", slots={**BOOKED, **given})

    assert asked.slots["requested_slot"] is None
    assert turn.responses[0] == "utter_bag_status"
    assert turn.attached["card"]["tag_masked"] == "0784***456"


def test_a_companion_s_bag_or_another_booking_is_not_shown_on_that_proof(act):
    put_bag(surname="WANG")
    put_bag("0999111222", surname="ZHANG", locator="NX4T8B")

    companion = act("action_bag_status", text="where is my bag", slots=BOOKED)
    other = act("validate_bag_status_form", text="NX4T8B", slots={**BOOKED, "bag_reference": "NX4T8B"})

    assert companion.responses == ["utter_no_bags_in_booking"]
    assert other.slots.get("requested_slot", "surname") == "surname"


def test_a_seat_by_the_window_opens_the_request_with_it_filled_in(act):
    put_bookings()
    conversation, message = put_message()

    turn = act("action_booking", text="想靠窗", intent="seat", slots=known(), sender=str(conversation), message=message)

    assert turn.responses == ["utter_seat_request"]
    with unit_of_work() as session:
        assert session.scalars(select(Form)).one().values["wish"] == "window"


def test_a_change_of_mind_while_asking_changes_what_is_done(act):
    turn = act("action_booking", text="actually no, cancel it and refund", intent="refund", loop="booking_form")

    assert turn.slots == {"booking_wish": "refund"}


def test_a_request_stopped_half_way_is_offered_again_as_it_was(act):
    put_bookings()
    conversation, message = put_message()
    turn = {"text": "/request_seat", "intent": "request_seat", "slots": known(), "sender": str(conversation)}
    act("action_booking_request", **turn, message=message)
    with unit_of_work() as session:
        form = session.scalars(select(Form)).one()
        form.values = {**form.values, "wish": "aisle", "note": "near my son"}
    act("action_stop", intent="cancel", sender=str(conversation))

    again = act("action_booking_request", **turn)

    assert again.responses == ["utter_typed_before"]
    with unit_of_work() as session:
        opened = session.scalars(select(Form).where(Form.status == "open")).one()
        assert (opened.values["wish"], opened.values["note"]) == ("aisle", "near my son")


def said(text, intent, *entities):
    heard = {"text": text, "intent": {"name": intent}, "entities": list(entities)}
    return {"event": "user", "text": text, "parse_data": heard}


def test_the_day_that_was_wished_for_is_not_asked_for_again(act):
    put_bookings()
    conversation, message = put_message()
    before = [
        said("I need to fly on 2 January instead", "rebook", {"entity": "date", "value": "2030-01-02"}),
        said("R5W9HD", "booking_info"),
    ]

    turn = act("action_show_booking", text="Smith", intent="inform", before=before, sender=str(conversation),
               message=message, slots={**GIVEN, "booking_wish": "rebook"})  # fmt: skip

    assert turn.responses == ["utter_rebook_request"]
    with unit_of_work() as session:
        assert session.scalars(select(Form)).one().values["new_date"] == "2030-01-02"


def test_a_day_named_for_something_else_is_not_taken_for_the_new_one(act):
    put_bookings()
    conversation, message = put_message()
    before = [
        said("where was my bag on 2 January", "bag_status", {"entity": "date", "value": "2030-01-02"}),
        said("change my flight please", "rebook"),
    ]

    act("action_show_booking", text="Smith", intent="inform", before=before, sender=str(conversation),
        message=message, slots={**GIVEN, "booking_wish": "rebook"})  # fmt: skip

    with unit_of_work() as session:
        assert "new_date" not in session.scalars(select(Form)).one().values


@pytest.mark.parametrize(
    ("text", "wish"), [("R5W9HD", "refund"), ("show me everything about my booking R5W9HD please", "booking_info")]
)
def test_a_bare_reference_under_an_article_is_for_what_the_article_is_about(act, text, wish):
    read = {"focus": [item("article", "refund", intent="refund")]}

    turn = act("action_booking", text=text, intent="booking_info", entities=own_locator("R5W9HD"), slots=read)

    assert (turn.slots["booking_wish"], turn.followup) == (wish, "booking_form")


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        ("how much is it to change the way back", ["utter_article"]),
        ("返程改期要多少钱", ["utter_article"]),
        ("change the way back", ["utter_rebook_request"]),
        ("改返程", ["utter_rebook_request"]),
    ],
)
def test_whoever_asks_the_price_is_told_it_before_a_form_is_opened(act, text, responses):
    put_bookings()
    put_articles()
    conversation, message = put_message()

    turn = act("action_booking", text=text, intent="rebook", slots=known(), sender=str(conversation), message=message)

    assert turn.responses == responses

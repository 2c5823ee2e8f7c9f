"""Errands as the assistant plays them: begun by a wish, an article for whoever asks, told once they are filed."""

import uuid

import pytest

from actions.errand_wish import is_wished
from actions.focus import item
from actions.memory import remember
from airline.demo.bookings import seed_demo_bookings
from crm import cases, conversations, errands, preferences
from crm.base import utc_now
from crm.preference_kinds import Wish
from crm.store import reading, unit_of_work
from tests.unit.actions.conftest import put_articles, put_message


class Tracker:
    """What is_wished reads of a tracker."""

    def __init__(self, text, intent, *shown):
        self.latest_message = {"text": text, "entities": []}
        self._intent, self._slots = intent, {"language": "en", "focus": list(shown)}

    def get_intent_of_latest_message(self):
        return self._intent

    def get_slot(self, name):
        return self._slots.get(name)


@pytest.mark.parametrize(
    ("errand", "text"),
    [
        ("complaint", "your steward insulted my wife"),
        ("complaint", "地勤把我的箱子踢开"),
        ("lost_item", "I left my hat on LX160"),
        ("special_assistance", "can you arrange a wheelchair for my uncle"),
        ("special_assistance", "帮我奶奶申请轮椅"),
        ("special_assistance", "order a special meal"),
        ("special_assistance", "订特殊餐"),
        ("special_assistance", "给孩子订个儿童餐"),
        ("invoice", "开一张公司抬头的发票"),
        ("invoice", "please mail me the invoice"),
        ("certificate", "我需要一份延误证明"),
    ],
)
def test_a_wish_begins_it(errand, text):
    assert is_wished(Tracker(text, errand), errand)


@pytest.mark.parametrize(
    ("errand", "text"),
    [
        ("complaint", "how long does a complaint take?"),
        ("complaint", "投诉多久有结果"),
        ("lost_item", "how long do you keep found things"),
        ("special_assistance", "how much does it cost when a child flies alone"),
        ("special_assistance", "轮椅要提前多久申请"),
        ("special_assistance", "can I bring my own wheelchair?"),
        ("special_assistance", "how do I order a special meal"),
        ("special_assistance", "特殊餐怎么订"),
        ("special_assistance", "do you have vegan meals"),
        ("special_assistance", "I am 30 weeks pregnant, can I still fly"),
        ("invoice", "抬头能写公司吗"),
        ("invoice", "发票怎么开"),
    ],
)
def test_a_question_does_not(errand, text):
    assert not is_wished(Tracker(text, errand), errand)


@pytest.mark.parametrize("text", ["要个素食餐", "a kosher meal then"])
def test_a_meal_below_a_booking_is_ordered_for_it(text):
    assert is_wished(Tracker(text, "preferences", item("booking", "K7M2QX")), "special_assistance")
    assert not is_wished(Tracker(text, "preferences"), "special_assistance")


@pytest.mark.parametrize("text", ["vegetarian meal on my flight tomorrow", "明天飞伦敦，清真餐"])
def test_a_meal_with_its_day_is_ordered(text):
    tracker = Tracker(text, "special_assistance")
    assert not is_wished(tracker, "special_assistance")

    tracker.latest_message["entities"] = [{"entity": "date", "value": "2030-01-02"}]

    assert is_wished(tracker, "special_assistance")


def begin(act, text, intent="complaint"):
    conversation, message = put_message()
    turn = act(
        "action_errand", text=text, intent=intent, sender=str(conversation), message=message, slots={"language": "en"}
    )
    return conversation, message, turn


def test_a_question_is_answered_with_the_errand_on_a_button(act):
    put_articles()

    _, _, turn = begin(act, "how long does a complaint take?")

    assert turn.responses == ["utter_article"]
    assert "/complaint" in turn.said[0]["buttons"][0]["payload"]


def test_a_question_about_a_meal_is_answered_with_the_order_for_it_on_a_button(act):
    put_articles()

    _, _, turn = begin(act, "how long before do I have to order a kosher meal?", "special_assistance")

    assert turn.attached["article"]["key"] == "preferences_meal"
    assert turn.said[0]["buttons"][0]["payload"] == '/special_assistance{"errand_value": "meal"}'


def test_the_button_begins_with_the_meal(act):
    conversation, message = put_message()
    pressed = [{"entity": "errand_value", "value": "meal"}]

    turn = act(
        "action_errand",
        text='/special_assistance{"errand_value": "meal"}',
        intent="special_assistance",
        entities=pressed,
        sender=str(conversation),
        message=message,
    )

    assert turn.followup == "booking_form"
    with reading() as session:
        assert errands.waiting(session, conversation, "special_assistance").values["kind"] == "meal"


@pytest.mark.parametrize(
    ("text", "errand"),
    [
        ("please order a kosher meal for my flight", True),
        ("帮我订一份清真餐，周五的航班", True),
        ("always order a kosher meal for my flights please", False),
        ("以后都给我订清真餐", False),
    ],
)
def test_a_meal_for_one_flight_is_ordered_and_one_for_every_flight_is_remembered(act, text, errand):
    conversation, message = put_message()

    turn = act("action_preferences", text=text, intent="preferences", sender=str(conversation), message=message)

    assert turn.followup == ("booking_form" if errand else "preference_form")


@pytest.mark.parametrize("text", ["I need meal vouchers please", "我要领餐券", "我要领餐食券"])
def test_a_voucher_is_no_meal_to_order(act, text):
    put_articles()

    turn = act("action_preferences", text=text, intent="preferences", sender=str(put_message()[0]))

    assert turn.followup is None


def test_the_proved_booking_and_the_diet_on_file_leave_nothing_to_ask(act):
    conversation, message = put_message()
    keep_diet(conversation, "vegan")
    with unit_of_work() as session:
        seed_demo_bookings(session, now=utc_now())
    known = {"last_booking": remember(locator="K7M2QX", surname="Zhang")}
    talk = {"sender": str(conversation), "message": message, "slots": known}
    act("action_errand", text="order a special meal", intent="special_assistance", **talk)

    going = {**known, "booking_wish": "special_assistance"}
    act("action_show_booking", text="order a special meal", intent="special_assistance", **{**talk, "slots": going})
    asked = act("action_ask_errand_answer", **talk, loop="errand_form")

    said = asked.said[0]["sentence"]
    assert "Meal: Vegan" in said and "ZHANG/WEI" in said and "CZ674" in said
    assert "what you had me note" in said


def keep_diet(conversation_id, value):
    with unit_of_work() as session:
        customer = conversations.get(session, conversation_id).customer_id
        preferences.keep(session, customer, [Wish("diet", value)], message_id=None, now=utc_now())


def test_a_wish_opens_the_errand_and_asks_the_first_question(act):
    conversation, message, turn = begin(act, "I want to complain, your agent tore up my ticket")
    assert turn.responses == ["utter_errand"]
    assert turn.followup == "errand_form"

    asked = act("action_ask_errand_answer", sender=str(conversation), message=message, loop="errand_form")

    assert "outcome" in asked.said[0]["sentence"]
    assert asked.slots["requested_slot"] == "errand_words"


def test_an_answer_goes_on_and_what_leads_elsewhere_is_refused(act):
    conversation, message, _ = begin(act, "I want to complain, your agent tore up my ticket")
    act("action_ask_errand_answer", sender=str(conversation), message=message, loop="errand_form")
    turn = {"sender": str(conversation), "message": uuid.uuid4(), "loop": "errand_form"}

    refused = act("validate_errand_form", text="how heavy may a bag be?", intent="bag_allowance", **turn)
    taken = act("validate_errand_form", text="an apology", intent="inform", **turn)

    assert [event["event"] for event in refused.events] == ["action_execution_rejected"]
    assert taken.slots["requested_slot"] == "errand_answer"
    with reading() as session:
        assert errands.current(session, conversation).values["wanted"] == "an apology"


def test_a_sent_errand_is_told_with_its_reference_and_card(act):
    conversation, _, _ = begin(
        act, "I want to complain, your agent tore up my ticket. I want an apology. My name is Ada Okafor"
    )
    said = [("ada@example.com", "inform", [{"entity": "email", "value": "ada@example.com"}]), ("yes", "affirm", [])]
    for text, intent, entities in said:
        turn = {"sender": str(conversation), "message": uuid.uuid4(), "loop": "errand_form"}
        act("action_ask_errand_answer", **turn)
        heard = act("validate_errand_form", text=text, intent=intent, entities=entities, **turn)
        asked = act("action_ask_errand_answer", **turn) if heard.slots["requested_slot"] else None
    assert asked is None

    told = act("action_errand_done", text="yes", intent="affirm", **turn)

    with reading() as session:
        (case,) = cases.of_conversation(session, conversation)
    assert case.reference in told.said[0]["sentence"]
    assert told.attached["card"]["reference"] == case.reference
    assert told.slots["focus"][0]["ids"] == [case.reference]

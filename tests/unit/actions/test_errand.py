"""Errands as the assistant plays them: begun by a wish, an article for whoever asks, told once they are filed."""

import uuid

import pytest

from actions.errand_wish import is_wished
from crm import cases, errands
from crm.store import reading
from tests.unit.actions.conftest import put_articles, put_message


class Tracker:
    """What is_wished reads of a tracker."""

    def __init__(self, text, intent):
        self.latest_message = {"text": text, "entities": []}
        self._intent = intent

    def get_intent_of_latest_message(self):
        return self._intent

    def get_slot(self, name):
        return "en"


@pytest.mark.parametrize(
    ("errand", "text"),
    [
        ("complaint", "your steward insulted my wife"),
        ("complaint", "地勤把我的箱子踢开"),
        ("lost_item", "I left my hat on LX160"),
        ("special_assistance", "can you arrange a wheelchair for my uncle"),
        ("special_assistance", "帮我奶奶申请轮椅"),
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
        ("special_assistance", "I am 30 weeks pregnant, can I still fly"),
        ("invoice", "抬头能写公司吗"),
        ("invoice", "发票怎么开"),
    ],
)
def test_a_question_does_not(errand, text):
    assert not is_wished(Tracker(text, errand), errand)


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

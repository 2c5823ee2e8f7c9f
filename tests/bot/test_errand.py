"""Whose turn a message is while an errand is asked about: the errand's, unless it plainly leads elsewhere."""

import pytest

from bot.dialogue.errand import ANSWER, WORDS, receive
from bot.dialogue.situation import Situation

WORDS_ASKED = Situation(asked=WORDS, form="errand_form")
ANSWER_ASKED = Situation(asked=ANSWER, form="errand_form")


def parse(act=None, intent="nlu_fallback", confidence=0.5, entities=()):
    return {
        "act": {"name": act or "none", "confidence": 0.9},
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": entity, "value": "x"} for entity in entities],
    }


def taken_for(text, situation, **what):
    decision = receive(text, parse(**what), situation)
    return decision and decision.intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I want my money back", "refund"),
        ("they cancelled it twice and lied about it", "disruption_care"),
        ("我要你们赔偿我的损失", "compensation"),
        ("要求书面道歉", "complaint"),
        ("the seat was broken", "seat"),
    ],
)
def test_an_open_question_takes_whatever_it_sounds_like_for_the_answer(text, intent):
    assert taken_for(text, WORDS_ASKED, intent=intent, confidence=0.95) == "inform"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how heavy may a cabin bag be?", "bag_allowance"),
        ("对了，手提行李能带几公斤？", "bag_allowance"),
        ("get me a person", "human"),
        ("never mind", "cancel"),
    ],
)
def test_a_question_and_a_wish_to_stop_lead_elsewhere(text, intent):
    for situation in (WORDS_ASKED, ANSWER_ASKED):
        assert taken_for(text, situation, intent=intent, confidence=0.95) is None


def test_an_address_is_the_answer_whatever_is_asked_beside_it():
    asked = {"intent": "opening_hours", "confidence": 0.95, "entities": ("email",)}

    assert taken_for("what's the best way, mail? ada@example.com", ANSWER_ASKED, **asked) == "inform"


def test_another_wish_leads_elsewhere_where_something_certain_was_asked():
    wish = {"intent": "rebook", "confidence": 0.95}

    assert taken_for("I want to change my flight", ANSWER_ASKED, **wish) is None
    assert taken_for("I want to change my flight", WORDS_ASKED, **wish) == "inform"


@pytest.mark.parametrize(
    ("text", "act"), [("is it done?", "done"), ("多久有结果", "how_long"), ("编号是多少", "reference")]
)
def test_what_is_asked_of_the_errand_is_answered_from_it(text, act):
    decision = receive(text, parse(act=act, intent="bag_report_status"), ANSWER_ASKED)

    assert (decision.intent, decision.entities) == ("follow_up", {"facet": act, "focus_kind": "errand"})


@pytest.mark.parametrize("act", ["lack", "refuse", "why_asked"])
def test_who_cannot_answer_is_helped_and_a_story_about_it_is_an_answer(act):
    assert taken_for("I don't have it", ANSWER_ASKED, act=act) == act
    story = "I didn't have the receipt any more, and the lady at the desk only shrugged and walked away"
    assert taken_for(story, WORDS_ASKED, act=act) == "inform"


@pytest.mark.parametrize(("text", "intent"), [("个人", "human"), ("a person", "human")])
def test_who_an_invoice_is_for_calls_nobody(text, intent):
    assert taken_for(text, ANSWER_ASKED, intent=intent, confidence=0.95) == "inform"


@pytest.mark.parametrize("text", ["cancel my complaint", "forget it", "stop", "算了，不办了", "不投诉了", "取消吧"])
def test_who_wants_no_more_of_it_stops_it(text):
    assert taken_for(text, WORDS_ASKED, intent="complaint", confidence=0.9) == "cancel"


def test_yes_and_no_are_left_as_they_are():
    assert taken_for("yes please", ANSWER_ASKED, intent="affirm", confidence=0.95) == "affirm"
    assert taken_for("no", ANSWER_ASKED, intent="deny", confidence=0.95) == "deny"


def test_without_an_errand_nothing_is_decided_here():
    assert taken_for("yes", Situation(asked="surname"), intent="affirm", confidence=0.95) is None


@pytest.mark.parametrize(
    "text", ["no i dont want a callback!", "stop. cancel.", "不要回电了", "不用登记了", "算了。不办了"]
)
def test_who_stops_in_other_words_is_let_go(text):
    assert taken_for(text, ANSWER_ASKED, intent="appointment", confidence=0.95) == "cancel"


@pytest.mark.parametrize("text", ["I don't want money", "不要赔钱了，道个歉就行"])
def test_what_is_not_wanted_may_be_the_answer(text):
    assert taken_for(text, WORDS_ASKED, intent="deny", confidence=0.4) != "cancel"


@pytest.mark.parametrize("text", ["yes send it", "yes please, off with it", "对，发吧", "好的就这样提交"])
def test_a_yes_files_it_whatever_is_said_behind_it(text):
    assert taken_for(text, ANSWER_ASKED, act="done", intent="affirm", confidence=0.8) == "affirm"


@pytest.mark.parametrize("text", ["ok is it sent?", "好的，办好了吗"])
def test_a_yes_that_asks_is_a_question(text):
    assert taken_for(text, ANSWER_ASKED, act="done", intent="affirm", confidence=0.8) == "follow_up"

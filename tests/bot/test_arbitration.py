"""What a message is taken for, by what it says and by where the conversation stands."""

from dataclasses import replace

import pytest

from bot.dialogue.arbitration import decide
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words

NOTHING = Situation()
BAG = Situation(focus=("bag",))
FLIGHT = Situation(focus=("flight",))
BOOKING = Situation(focus=("booking",))
ASKED = Situation(asked="surname", form="bag_status_form", questioned=True)
WAITING = Situation(waiting=True)


def heard(act=None, intent="nlu_fallback", confidence=0.5, entities=()):
    return {
        "act": {"name": act or "none", "confidence": 0.9},
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": entity, "value": "x"} for entity in entities],
    }


def taken_for(text, situation, **what):
    decision = decide(text, heard(**what), situation)
    return decision and (decision.intent, decision.entities.get("facet"), decision.entities.get("focus_kind"))


@pytest.mark.parametrize(
    ("text", "act", "intent", "situation", "kind"),
    [
        ("which belt is it", "belt", "bag_missing", BAG, "bag"),
        ("几号转盘", "belt", "bag_missing", BAG, "bag"),
        ("and how long does that take?", "how_long", "refund_status", BAG, "bag"),
        ("那要等多久啊", "how_long", "flight_status", BAG, "bag"),
        ("how come", "why", "bot_challenge", FLIGHT, "flight"),
        ("怎么会这样", "why", "complaint", FLIGHT, "flight"),
        ("when do we land", "when", "flight_status", FLIGHT, "flight"),
        ("would I get any money for it", "money", "bag_expense", FLIGHT, "flight"),
        ("is my flight home on time?", "return_leg", "flight_status", BOOKING, "booking"),
    ],
)
def test_takes_a_question_without_a_topic_of_its_own_for_one_about_what_is_shown(text, act, intent, situation, kind):
    assert taken_for(text, situation, act=act, intent=intent, confidence=0.8) == ("follow_up", act, kind)


@pytest.mark.parametrize(
    ("text", "act", "intent"),
    [
        ("how much is a third suitcase with skis", "how_much", "bag_excess_fee"),
        ("滑雪板托运多少钱", "how_much", "bag_special"),
        ("when does the lounge open", "when", "lounge"),
        ("where can I buy insurance", "where", "out_of_scope"),
    ],
)
def test_leaves_a_question_with_a_topic_of_its_own_to_the_classifier(text, act, intent):
    assert taken_for(text, BAG, act=act, intent=intent, confidence=0.8) is None


def test_does_not_guess_what_how_much_is_asked_of_when_nothing_is_shown():
    assert taken_for("how much is it?", NOTHING, act="how_much", intent="bag_excess_fee")[0] == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "act", "entity"),
    [("and tomorrow?", None, "date"), ("后天呢", None, "date"), ("and to Rome?", None, "city")],
)
def test_takes_another_day_or_place_for_the_last_question_with_one_thing_replaced(text, act, entity):
    facet = "other_day" if entity == "date" else "same_for"

    entities = [{"entity": entity, "value": "x", "start": len(text) - 5, "end": len(text) - 1}]
    decision = decide(text, {**heard(act), "entities": entities}, FLIGHT)

    assert (decision.intent, decision.entities["facet"]) == ("follow_up", facet)


def test_a_new_tag_is_a_new_question():
    assert taken_for("where is it", BAG, act="where", intent="bag_status", entities=["bag_tag"]) is None


@pytest.mark.parametrize("act", ["lack", "refuse", "why_asked", "where_is_it"])
def test_hears_why_a_question_is_not_answered(act):
    assert taken_for("whatever is said", ASKED, act=act)[0] == act


def test_an_answer_is_an_answer_whatever_it_sounds_like():
    assert taken_for("I only have H3V6YP", ASKED, act="lack", entities=["record_locator"]) is None


def test_nothing_is_lacking_when_nothing_was_asked():
    assert taken_for("I don't have it", NOTHING, act="lack") is None


@pytest.mark.parametrize(
    ("text", "act", "intent"),
    [
        ("how much longer", "how_long", "wait_question"),
        ("anyone?", "anyone_there", "wait_question"),
        ("还要多久", "how_long", "wait_question"),
        ("forget it, I'll ask the bot", "leave_line", "leave_line"),
    ],
)
def test_hears_whoever_waits_for_a_person(text, act, intent):
    assert taken_for(text, WAITING, act=act)[0] == intent


@pytest.mark.parametrize("intent", ["human", "greet"])
def test_in_line_whoever_calls_again_wants_to_know_whether_somebody_comes(intent):
    assert taken_for("人呢", WAITING, act="none", intent=intent, entities=["language"])[0] == "wait_question"
    assert taken_for("人呢", NOTHING, act="none", intent=intent, entities=["language"]) is None


@pytest.mark.parametrize("entity", ["email", "phone"])
def test_in_line_an_address_is_how_to_be_reached(entity):
    assert taken_for("whatever is said", WAITING, act="none", entities=[entity, "language"])[0] == "leave_contact"
    assert taken_for("whatever is said", NOTHING, act="none", entities=[entity]) is None
    assert taken_for("whatever is said", WAITING, act="none", entities=[entity, "bag_tag"]) is None


def test_in_line_what_is_cancelled_is_the_waiting():
    assert taken_for("never mind", WAITING, act="none", intent="cancel")[0] == "leave_line"
    assert taken_for("never mind", NOTHING, act="none", intent="cancel") is None
    asked = replace(ASKED, waiting=True)
    assert taken_for("never mind", asked, act="none", intent="cancel") is None


def test_what_is_named_goes_before_what_was_merely_shown_last():
    shown = Situation(focus=("article", "bag"))

    assert taken_for("when does the suitcase arrive", shown, act="when")[2] == "bag"


def test_a_bag_brings_its_flight_into_view():
    assert taken_for("when does the flight land", BAG, act="when", intent="flight_status")[2] == "flight"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("so what happens now", []),
        ("那我该怎么办", []),
        ("how do I take my parrot", ["parrot"]),
        ("鹦鹉怎么带", ["鹦鹉", "带"]),
    ],
)
def test_knows_the_words_that_bring_a_topic(text, left):
    assert topic_words(text, [], "bag", "how_to") == left


def test_a_flight_named_is_what_is_asked_about():
    assert taken_for("is it on time", NOTHING, act="normal", intent="flight_status", entities=["flight_number"]) is None


@pytest.mark.parametrize(("situation", "intent"), [(ASKED, "stuck"), (BAG, "stuck"), (NOTHING, None)])
def test_whoever_is_in_the_middle_of_nothing_is_not_stuck(situation, intent):
    found = taken_for("so what can I do", situation, act="stuck")

    assert (found and found[0]) == intent

"""The dialogue manager: what is only guessed is not played, and what a message gives beside its words is taken."""

import asyncio

import pytest

from bot.dialogue.asides import puts_ending_right
from bot.dialogue.manager import WHY, acts
from bot.dialogue.situation import Situation

NOTHING = Situation()


def heard(text, intent="nlu_fallback", sure=0.5, entities=()):
    guess = {"name": intent, "confidence": sure}
    named = [{"entity": name, "value": value} for name, value in entities]
    return {"text": text, "intent": guess, "intent_ranking": [guess], "entities": named, "act": {"name": "none"}}


def played(text, now=NOTHING, parts=None, **what):
    """[(text, intent, facet)] of what a message does; `parts` says what is made of stretches of it."""

    async def understand(part):
        return (parts or {}).get(part) or heard(part)

    found = asyncio.run(acts(text, heard(text, **what), understand, now))
    facets = [{e["entity"]: e["value"] for e in parse["entities"]}.get("facet") for _, parse in found]
    return [(said, parse["intent"]["name"], facet) for (said, parse), facet in zip(found, facets, strict=True)]


@pytest.mark.parametrize("text", ["til when", "能先走吗", "早的呢", "so where do I leave it"])
def test_a_question_is_no_greeting_that_was_guessed(text):
    assert played(text, intent="goodbye", sure=0.8) == [(text, "nlu_fallback", None)]


@pytest.mark.parametrize("text", ["hello, anyone there?", "在吗", "thanks, see you, when I'm back?", "你好，忙吗"])
def test_a_greeting_that_asks_stays_one(text):
    assert played(text, intent="greet", sure=0.8) == [(text, "greet", None)]


@pytest.mark.parametrize(("text", "stays"), [("get me somebody", True), ("the blue one maybe", False)])
def test_a_person_is_called_only_where_one_is_spoken_of(text, stays):
    assert (played(text, intent="human", sure=0.7)[0][1] == "human") == stays


@pytest.mark.parametrize(
    ("text", "intent", "sure", "looked_up"),
    [
        ("for my mum, she's stuck there. 0784123456", "special_assistance", 0.7, True),
        ("给我妈问的 0784123456", "infant", 0.6, True),
        ("is 0784123456 allowed to have a battery in it?", "bag_restricted", 0.7, False),
        ("0784123456 was soaked, I want to complain", "complaint", 0.8, False),
        ("0784123456 lost for weeks, I want it refunded", "refund", 0.97, False),
    ],
)
def test_a_tag_is_looked_up_whatever_story_comes_with_it(text, intent, sure, looked_up):
    found = played(text, intent=intent, sure=sure, entities=[("bag_tag", "0784123456")])

    assert (found[0][1] == "bag_status") == looked_up


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mine is different, he goes by Zhang", "Zhang"),
        ("it's registered under Okafor", "Okafor"),
        ("or maybe Moreau", "Moreau"),
        ("刚才打成我先生的了，这件是Moreau", "Moreau"),
        ("Moreau perhaps", "Moreau"),
    ],
)
def test_a_name_said_in_passing_is_the_one_that_was_asked_for(text, name):
    parts = {name: {**heard(name), "maybe_name": name}}

    assert played(text, Situation(asked="surname", form="bag_status_form"), parts) == [(name, "inform", None)]


@pytest.mark.parametrize(
    "text", ["the same again in Chinese please", "刚才那条用英文再发一遍", "put that flight in English for my boss"]
)
def test_what_is_on_the_screen_is_shown_again_in_another_language(text):
    found = played(text, Situation(focus=("article", "flight")))

    assert [(intent, facet) for _, intent, facet in found] == [("switch_language", None), ("follow_up", "news")]


def test_without_anything_on_the_screen_only_the_language_changes():
    text = "the same again in Chinese please"

    assert played(text, intent="switch_language", sure=0.9) == [(text, "switch_language", None)]


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("sorry, it ends in 57 not 75", "57"),
        ("the last two digits are 57", "57"),
        ("the last 2 digits are 57", "57"),
        ("看花眼了，末尾是57不是75", "57"),
        ("最后三位应该是457", "457"),
    ],
)
def test_the_ending_of_what_was_not_found_is_an_answer(text, ending):
    decision = puts_ending_right(text, heard(text), Situation(tried="bag_status_form"))

    assert decision.entities == {"ending": ending}
    assert played(text, Situation(tried="bag_status_form"))[0][1] == "inform"
    assert played(text)[0][1] != "inform"


def test_every_decision_says_why():
    async def understand(part):
        return heard(part)

    ((_, parse),) = asyncio.run(acts("til when", heard("til when", "goodbye", 0.8), understand, Situation()))

    assert parse[WHY]["reason"] == "hardly_heard"

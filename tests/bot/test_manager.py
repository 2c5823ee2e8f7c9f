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
    ("text", "shown"),
    [
        ("the same again in Chinese please", ("flight", "article")),
        ("刚才那条用英文再发一遍", ("right", "flight")),
        ("put that flight in English for my boss", ("article", "flight")),
    ],
)
def test_what_is_on_the_screen_is_shown_again_in_another_language(text, shown):
    found = played(text, Situation(focus=shown))

    assert [(intent, facet) for _, intent, facet in found] == [("switch_language", None), ("follow_up", "news")]


def test_an_article_is_read_out_in_the_language_that_is_named():
    found = played(
        "say it again in Chinese, my aunt wants to read it", Situation(focus=("article",), article="wheelchair")
    )

    assert [intent for _, intent, _ in found] == ["switch_language", "whole_article"]


@pytest.mark.parametrize(("text", "spoken"), [("that in Chinese please", "zh"), ("用英文再说一遍", "en")])
def test_the_language_is_the_one_that_is_named_not_the_one_it_is_asked_in(text, spoken):
    async def understand(part):
        return heard(part)

    found = asyncio.run(acts(text, heard(text), understand, Situation(focus=("flight",))))

    assert {e["value"] for _, parse in found for e in parse["entities"] if e["entity"] == "language"} == {spoken}


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


@pytest.mark.parametrize("text", ["那现在办得了不", "how do I do that then"])
def test_a_question_ends_nothing_that_was_only_guessed_to(text):
    assert played(text, intent="cancel", sure=0.8) == [(text, "nlu_fallback", None)]


def test_a_farewell_that_asks_when_is_none():
    parts = {"ok": heard("ok", "affirm", 0.9), "when then": heard("when then", "goodbye", 0.7)}

    assert played("ok. when then", parts=parts, intent="goodbye", sure=0.7) == [("ok. when then", "nlu_fallback", None)]


def test_a_colleague_of_theirs_is_no_call_for_one_of_ours():
    assert played("and for the later one, it's my colleague's", intent="human", sure=0.7)[0][1] == "nlu_fallback"


@pytest.mark.parametrize("text", ["I haven't lost my turn, have I", "我还要一直守着吗", "can I close this window"])
def test_in_line_what_is_asked_of_the_line_is_that_whatever_it_denies(text):
    waiting = Situation(waiting=True)

    assert played(text, waiting, intent="lost_item", sure=0.95)[0][1] == "wait_question"
    assert played(text, intent="lost_item", sure=0.95)[0][1] != "wait_question"


def test_a_bag_that_is_proved_is_shown_and_then_asked_about():
    text, tag = "which belt, 0784123456 Chen", [("bag_tag", "0784123456"), ("surname", "Chen")]
    named = [{"entity": "bag_tag", "value": "0784123456", "start": 12, "end": 22}]
    named += [{"entity": "surname", "value": "Chen", "start": 23, "end": 27}]
    asked = {**heard("which belt"), "act": {"name": "belt", "confidence": 1.0, "by": "rule"}}

    async def understand(part):
        return asked

    found = asyncio.run(acts(text, {**heard(text, "bag_status", 0.9, tag), "entities": named}, understand, NOTHING))

    assert [parse["intent"]["name"] for _, parse in found] == ["bag_status", "follow_up"]


def test_the_wish_at_the_end_of_a_vague_message_is_the_message():
    parts = {"how do I complain": heard("how do I complain", "complaint", 0.99)}
    text = "that isn't what I meant. how do I complain"

    assert played(text, Situation(focus=("form",)), parts, intent="bag_missing", sure=0.4) == [
        ("how do I complain", "complaint", None)
    ]


def test_a_flight_that_may_have_moved_is_looked_up():
    text = "they say CA1 goes later now, does it?"

    assert (
        played(text, intent="schedule_change", sure=0.8, entities=[("flight_number", "CA1")])[0][1] == "flight_status"
    )
    assert played("they moved it, may they?", intent="schedule_change", sure=0.8)[0][1] == "schedule_change"


def test_what_is_filled_in_from_a_question_in_the_other_language_keeps_this_one():
    chinese = heard("公务舱能托运几件", "bag_allowance", 0.99, [("language", "zh")])

    async def understand(part):
        return chinese

    asked = {**heard("and in business?", entities=[("language", "en")]), "act": {"name": "same_for", "confidence": 0.9}}
    now = Situation(focus=("article",), asked_before="经济舱能托运几件")
    found = asyncio.run(acts("and in business?", asked, understand, now))

    assert "能托运" in found[0][0]
    assert [e["value"] for _, parse in found for e in parse["entities"] if e["entity"] == "language"] == ["en"]


def test_a_name_among_other_words_is_the_one_that_failed_before():
    parts = {"Kowalczyk": {**heard("Kowalczyk"), "maybe_name": "Kowalczyk"}}
    now = Situation(tried="bag_status_form")

    assert played("oh dear. Kowalczyk, with a z", now, parts)[0][:2] == ("Kowalczyk", "inform")


def test_every_decision_says_why():
    async def understand(part):
        return heard(part)

    ((_, parse),) = asyncio.run(acts("til when", heard("til when", "goodbye", 0.8), understand, Situation()))

    assert parse[WHY]["reason"] == "hardly_heard"

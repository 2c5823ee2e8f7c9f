"""What is asked of the thing on the screen: told from a topic of its own, by kind of thing, in both languages."""

import asyncio
from pathlib import Path

import pytest
import yaml
from rasa.core.agent import Agent

from bot.dialogue.acts_classifier import NONE
from bot.dialogue.in_view import IN_VIEW, seen, wants_instead
from bot.dialogue.parsed import ACT, FACETS, act_of, is_seen
from bot.dialogue.short_forms import examples, examples_in_view
from bot.dialogue.situation import Situation
from bot.dialogue.topic import kinds

BLIND = Path(__file__).parents[1] / "nlu" / "in_view_blind.yml"
# Articles are asked on by their passages, forms and errands in words while they ask.
READ = ("bag", "flight", "booking", "case", "right", "fee")


@pytest.fixture(scope="module")
def heard(agent: Agent) -> dict[str, list[tuple[str, str, set[str], str]]]:
    """By language: kind, sentence, the acts that serve it, and the act that was seen."""

    async def read() -> dict[str, list[tuple[str, str, set[str], str]]]:
        found: dict[str, list[tuple[str, str, set[str], str]]] = {"en": [], "zh": []}
        for kind, said in yaml.safe_load(BLIND.read_text(encoding="utf-8")).items():
            for language in found if kind in READ else ():
                for row in said[language]:
                    parse = seen(await agent.parse_message(row["said"]), Situation(focus=(kind,)))
                    act = act_of(parse) if is_seen(parse) or parse[ACT]["by"] == "rule" else None
                    found[language].append((kind, row["said"], {*row["acts"]}, act or NONE))
        return found

    return asyncio.run(read())


# Written by somebody who knew neither the examples nor the code; a choice at random would be right in 3 of 100.
@pytest.mark.parametrize("language", ["en", "zh"])
def test_hears_what_is_asked_of_a_thing_on_the_screen(heard, language):
    asked = [act in serve for _, _, serve, act in heard[language] if serve != {NONE}]

    assert sum(asked) / len(asked) >= 0.7


@pytest.mark.parametrize("language", ["en", "zh"])
def test_leaves_alone_what_brings_a_topic_of_its_own(heard, language):
    left = [act == NONE for _, _, serve, act in heard[language] if serve == {NONE}]

    assert sum(left) / len(left) >= 0.9


def parsed(reading, intent="nlu_fallback", sure=0.1, act=None, entities=()):
    ranking = [{"name": intent, "confidence": sure}]
    return {
        ACT: act or {"name": NONE, "confidence": 0.9, "by": "likeness"},
        IN_VIEW: {"flight": reading, "bag": {"name": "why", "confidence": 0.02, "topic": 0.9}},
        "intent": ranking[0],
        "intent_ranking": ranking,
        "entities": [{"entity": name} for name in entities],
    }


ASKED = {"name": "boarding", "confidence": 0.8, "topic": 0.05}
FLIGHT = Situation(focus=("flight",))


def test_a_clear_question_is_about_what_is_shown():
    assert act_of(seen(parsed(ASKED), FLIGHT)) == "boarding"


@pytest.mark.parametrize(
    "parse",
    [
        parsed({**ASKED, "topic": 0.9, "confidence": 0.05}),
        parsed({**ASKED, "confidence": 0.2}, intent="bag_allowance", sure=0.99),
        parsed({**ASKED, "confidence": 0.4, "topic": 0.4}, intent="seat", sure=0.9, entities=["bag_tag"]),
        parsed(ASKED, intent="thank", sure=0.99),
    ],
    ids=["a topic is heard", "an intent is surer", "another thing is named", "thanks"],
)
def test_what_speaks_of_something_else_is_left_alone(parse):
    assert seen(parse, FLIGHT) is parse


def test_nothing_is_read_where_nothing_is_shown():
    parse = parsed(ASKED)

    assert seen(parse, Situation()) is parse


def test_what_was_shown_before_is_asked_of_only_where_that_is_clearer():
    below = Situation(focus=("bag", "flight"))

    assert act_of(seen(parsed(ASKED), below)) == "boarding"
    assert not is_seen(seen(parsed({**ASKED, "confidence": 0.2, "topic": 0.5}), below))


def test_a_plain_form_stands():
    parse = parsed(ASKED, act={"name": "gate", "confidence": 1.0, "by": "rule"})

    assert seen(parse, FLIGHT) is parse


def test_every_kind_has_examples_of_both_languages_and_only_acts_that_are_known():
    said = examples_in_view()

    assert {*said} == {*kinds()} - {"self"}
    for kind, acts in said.items():
        assert {*acts} - {"detail"} <= {*examples(), *FACETS}, kind


@pytest.mark.parametrize(
    ("text", "intent", "sure", "instead"),
    [
        ("refund it after all then", "refund", 0.99, True),
        ("it still isn't here", "bag_missing", 0.96, True),
        ("can that one be refunded in full", "refund", 0.99, True),
        ("alright so how long have i got", "check_in", 0.95, False),
        ("and that is normal", "bag_missing", 0.5, False),
    ],
)
def test_a_wish_for_something_else_stands_beside_what_is_shown(text, intent, sure, instead):
    assert wants_instead(text, parsed(ASKED, intent=intent, sure=sure), "money") is instead


@pytest.mark.parametrize(("intent", "instead"), [("special_assistance", True), ("onboard_wifi", False)])
def test_what_is_ordered_for_the_way_back_asks_nothing_of_it(intent, instead):
    text = "and a halal meal for the flight back please"

    assert wants_instead(text, parsed(ASKED, intent=intent, sure=0.8), "return_leg") is instead

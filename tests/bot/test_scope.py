"""What is asked beyond bags, flights and bookings is understood, and somebody who asks in another language is told."""

import asyncio
from pathlib import Path

import pytest
import yaml
from rasa.core.agent import Agent

HELD_OUT = Path(__file__).parents[1] / "nlu"
ASKED = yaml.safe_load((HELD_OUT / "heldout_scope.yml").read_text(encoding="utf-8"))
INTENTS = sorted({row["intent"] for row in ASKED})
UNDERSTOOD = 0.88


def understand(agent: Agent, text: str) -> dict:
    return asyncio.run(agent.parse_message(text))


@pytest.mark.parametrize("intent", INTENTS)
def test_understands_nearly_all_of_it(agent, intent):
    rows = [row for row in ASKED if row["intent"] == intent]

    right = [row for row in rows if understand(agent, row["text"])["intent"]["name"] == intent]

    assert len(right) >= UNDERSTOOD * len(rows)


@pytest.mark.parametrize("name", ["heldout_plain", "heldout_fresh"])
def test_understands_nearly_all_of_what_has_few_sentences_an_intent(agent, name):
    rows = yaml.safe_load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8"))

    right = [row for row in rows if understand(agent, row["text"])["intent"]["name"] == row["intent"]]

    assert len(right) >= UNDERSTOOD * len(rows)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("change my ticket to Friday", "rebook"),
        ("CA981今天晚点吗", "flight_status"),
        ("how do I check in online", "check_in"),
        ("what compensation do I get for a four hour delay", "compensation"),
        ("我要退票", "refund"),
        ("did my bag make the connection", "bag_status"),
        ("讲个笑话", "out_of_scope"),
    ],
)
def test_takes_nothing_from_the_neighbours(agent, text, intent):
    assert understand(agent, text)["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("text", "code"),
    [("Où est ma valise ? 0784123456", "fr"), ("私の予約はどうなりましたか", "ja"), ("do you speak Italian?", "it")],
)
def test_says_so_when_the_language_is_not_spoken_even_beside_a_tag(agent, text, code):
    parse = understand(agent, text)

    assert (parse["intent"]["name"], parse["foreign"]) == ("foreign_language", code)
    assert ("bag_tag" in {entity["entity"] for entity in parse["entities"]}) is ("0784123456" in text)


def test_names_no_other_language_for_one_of_ours(agent):
    assert understand(agent, "where is my bag").get("foreign") is None

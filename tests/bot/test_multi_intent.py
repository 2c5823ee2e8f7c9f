"""Several intents in one message: taken apart where they are clear, and a story with one intent left whole."""

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

from bot.multi_intent import READ, intents, stretches, with_answer

HELD_OUT = Path(__file__).parents[1] / "nlu"


def rows(pattern: str) -> list[dict[str, Any]]:
    files = sorted(HELD_OUT.glob(pattern))
    return [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def understand(agent: Agent) -> Callable[[list[dict[str, Any]]], list[list[str]]]:
    """The names of the intents of each message, as the whole assistant understands them."""

    async def names(text: str) -> list[str]:
        found = await intents(text, await agent.parse_message(text), agent.parse_message)
        return [understood["intent"]["name"] for _, understood in found]

    async def of_each(messages: list[dict[str, Any]]) -> list[list[str]]:
        return [await names(row["text"]) for row in messages]

    return lambda messages: asyncio.run(of_each(messages))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("knackered, been up since four and nothing is open. what does an extra suitcase cost", "bag_excess_fee"),
        ("折腾一晚上人都懵了。免费托运几公斤", "bag_allowance"),
    ],
)
def test_what_is_asked_behind_a_preamble_is_heard(understand, text, intent):
    assert understand([{"text": text}]) == [[intent]]


def test_finds_every_intent_of_a_message_in_order(understand):
    messages = [row for row in rows("multi_intent.yml") if len(row["intents"]) > 1]

    right = [found == row["intents"] for row, found in zip(messages, understand(messages), strict=True)]

    assert len(messages) >= 60
    assert sum(right) / len(right) >= 0.88


@pytest.mark.parametrize(
    "text",
    [
        "您好，不好意思打扰您了，我想查一下我的订单",
        "抱歉打扰一下，麻烦您，我的箱子到哪了",
        "hello, so sorry to trouble you, it is about my reservation",
        "Good evening. I hope you are well. When does BA38 leave?",
    ],
)
def test_courtesy_hides_no_wish(understand, text):
    matter = re.split("[，,.] ?", text, maxsplit=2)[-1]

    assert understand([{"text": text}]) == understand([{"text": matter}])


def test_leaves_a_story_with_one_intent_whole(understand):
    messages = [row for row in rows("multi_intent.yml") if len(row["intents"]) == 1]

    split = [row["text"] for row, found in zip(messages, understand(messages), strict=True) if len(found) > 1]

    assert len(messages) >= 80
    assert len(split) / len(messages) <= 0.03, split


def test_leaves_ordinary_messages_whole(understand):
    messages = rows("heldout_*.yml")
    divisible = [row for row in messages if len(stretches(row["text"])) > 1]

    split = [row["text"] for row, found in zip(divisible, understand(divisible), strict=True) if len(found) > 1]

    assert len(split) / len(messages) <= 0.005, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("我要退票，另外发票怎么开", ["我要退票", "发票怎么开"]),
        ("我要退票，還有發票怎麼開", ["我要退票", "發票怎麼開"]),
        ("几点值机？能选座吗？", ["几点值机？", "能选座吗？"]),
        ("Where is my bag, and how much is a second one?", ["Where is my bag", "how much is a second one?"]),
        ("I want a refund, also请开发票", ["I want a refund", "请开发票"]),
        ("Cancel my trip, and send me a receipt", ["Cancel my trip", "send me a receipt"]),
    ],
)
def test_divides_at_connectives_and_between_questions(text, parts):
    assert stretches(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "我还有多少里程",
        "行李第二天才到，怎么赔",
        "salt and pepper",
        "My bag and my coat are gone",
        "I can't lift it. It weighs 30 kilos.",
        "",
        "？？？",
    ],
)
def test_divides_nothing_else(text):
    assert len(stretches(text)) < 2


def test_keeps_a_question_with_what_it_points_to():
    assert stretches("We want to sit together. Can that be changed?") == [
        "We want to sit together. Can that be changed?"
    ]


def test_takes_neighbours_with_one_intent_for_one_intent():
    async def parse(text: str) -> dict[str, Any]:
        return {"intent": {"name": "refund", "confidence": 0.9}}

    whole = {"intent": {"name": "refund", "confidence": 0.9}}

    found = asyncio.run(intents("怎么退票？退票要多少钱？", whole, parse))

    assert found == [("怎么退票？退票要多少钱？", whole)]


def test_of_two_questions_that_are_not_understood_together_none_is_lost():
    async def parse(text: str) -> dict[str, Any]:
        return {"intent": {"name": "bag_status" if "where" in text else "lounge", "confidence": 0.9}, "entities": []}

    doubted = {"intent": {"name": "nlu_fallback", "confidence": 0.1}, "entities": []}

    found = asyncio.run(intents("where is my case, and when does the lounge open?", doubted, parse))

    assert [known["intent"]["name"] for _, known in found] == ["bag_status", "lounge"]


def test_calls_a_person_at_once_whatever_else_was_asked():
    async def parse(text: str) -> dict[str, Any]:
        raise AssertionError("not asked")

    whole = {"intent": {"name": "human", "confidence": 0.9}}

    assert len(asyncio.run(intents("转人工，另外发票怎么开", whole, parse))) == 1


@pytest.mark.parametrize("confidence", [0.2, 0.59, None])
def test_a_stretch_that_is_not_understood_is_no_intent(confidence):
    async def parse(text: str) -> dict[str, Any]:
        name, sure = ("invoice", confidence) if "发票" in text else ("refund", 0.9)
        return {"intent": {"name": name, "confidence": sure}}

    whole = {"intent": {"name": "refund", "confidence": 0.9}}

    assert len(asyncio.run(intents("我要退票，另外发票怎么开", whole, parse))) == 1


def parser(**intents: str) -> Callable[[str], Any]:
    """Understands a text by the first of these words in it; a tag and a surname are entities."""

    async def parse(text: str) -> dict[str, Any]:
        name = next((intent for word, intent in intents.items() if word in text.lower()), "nlu_fallback")
        marks = {"0784123456": "bag_tag", "Zhang": "surname"}
        entities = [
            {"entity": kind, "value": word, "start": text.index(word), "end": text.index(word) + len(word)}
            for word, kind in marks.items()
            if word in text and (kind == "bag_tag" or name != "inform")
        ]
        return {"intent": {"name": name, "confidence": 0.9}, "entities": entities}

    return parse


def heard(text: str, parse: Callable[[str], Any], asked: str | None = None) -> list[tuple[str, str, list[str]]]:
    """(text, intent, values) of what a message is taken for while `asked` is open."""

    async def hear() -> Any:
        whole = await parse(text)
        return await with_answer(text, whole, await intents(text, whole, parse), parse, asked, "bag_status_form")

    found = asyncio.run(hear())
    return [(part, known["intent"]["name"], [e["value"] for e in known["entities"]]) for part, known in found]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (
            "Where is my bag? 0784123456 Zhang. How much is a second one?",
            [("Where is my bag?", ["0784123456", "Zhang"]), ("How much is a second one?", [])],
        ),
        (
            "How much is a second one, and where is my bag? 0784123456",
            [("How much is a second one", []), ("where is my bag?", ["0784123456"])],
        ),
        (
            "Where is my bag 0784123456, and how much is a second one? I am Zhang",
            [("Where is my bag 0784123456", ["0784123456", "Zhang"]), ("how much is a second one?", [])],
        ),
    ],
)
def test_gives_what_is_named_beside_the_intents_to_the_one_that_needs_it(text, taken):
    found = heard(text, parser(where="bag_status", how="bag_excess_fee"))

    assert [(part, values) for part, _, values in found] == taken


def test_keeps_the_order_of_intents_when_one_comes_twice():
    found = heard(
        "How much is it? Where is my bag? How much for two?", parser(where="bag_status", how="bag_excess_fee")
    )

    assert [intent for _, intent, _ in found] == ["bag_excess_fee", "bag_status"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("0784123456, and how much is one more?", [("0784123456", "bag_status"), ("and how much is one more?", "fee")]),
        ("Zhang, how much is one more?", [("Zhang", "inform"), ("how much is one more?", "fee")]),
        ("Zhang. Where is it?", [("Zhang", "inform")]),
        ("Zhang, please hurry", [("Zhang", "inform")]),
        (
            "how much? it is 0784123456",
            [("0784123456", "bag_status"), ("how much? it is 0784123456", "fee")],
        ),
        ("Listen, how much is one more?", [("Listen, how much is one more?", "fee")]),
        ("Zhang, 0784123456", [("Zhang, 0784123456", "bag_status")]),
    ],
)
def test_hears_an_answer_and_the_intent_beside_it(text, taken):
    async def parse(said: str) -> dict[str, Any]:
        words = {"listen,": "fee", "how": "fee", "where": "bag_status", "hurry": "nlu_fallback", "0784": "bag_status"}
        return await parser(**words, zhang="inform", listen="inform")(said)

    assert [(part, intent) for part, intent, _ in heard(text, parse, "surname")] == taken


def test_nobody_asked_so_nothing_is_an_answer():
    text = "Zhang, how much is one more?"

    assert heard(text, parser(how="fee", zhang="inform"))[0][0] == text


@pytest.mark.parametrize(
    "text", ["How much is it? " * 250, "多少钱？" * 900, "Zhang, " * 500, "0784123456, " * 300, "多少钱，还有" * 500]
)
def test_understands_a_long_message_in_few_pieces(text):
    asked: list[str] = []

    async def parse(said: str) -> dict[str, Any]:
        asked.append(said)
        return await parser(how="fee", 多少="fee", zhang="inform")(said)

    heard(text, parse, "surname")

    assert len(asked) <= READ + 6


@pytest.mark.parametrize("text", ["a" + " " * 4000 + "b", ", " * 2000, "，、" * 2000, " and" * 1000, "\n" * 3000])
def test_divides_the_strangest_message_at_once(text):
    started = time.process_time()

    stretches(text)

    assert time.process_time() - started < 0.1

"""Denied wishes: what is struck out, what counts in its place, and what only looks like a denial."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

from bot.dialogue.clauses import clauses
from bot.dialogue.negation import Struck, struck_out

Row = dict[str, Any]
Outcome = tuple[dict[str, Any], Struck | None]

SENTENCES: dict[str, list[Row]] = yaml.safe_load(
    (Path(__file__).parents[1] / "nlu" / "negation.yml").read_text(encoding="utf-8")
)
GOAL = 0.95


@pytest.fixture(scope="module")
def understand(agent: Agent) -> Callable[[list[str]], list[Outcome]]:
    """Each message as the whole assistant understands it, and what it strikes out."""

    async def one(text: str) -> Outcome:
        whole = await agent.parse_message(text)
        return whole, await struck_out(text, whole, agent.parse_message)

    async def every(texts: list[str]) -> list[Outcome]:
        return [await one(text) for text in texts]

    return lambda texts: asyncio.run(every(texts))


def as_expected(row: Row, outcome: Outcome) -> bool:
    """Whether what would be played is what the customer wants, and nothing that they do not want."""
    whole, struck = outcome
    struck = struck or Struck([], [(row["text"], whole)])
    played = [parse["intent"]["name"] for _, parse in struck.counts]
    values = " ".join(str(entity["value"]) for _, parse in struck.counts for entity in parse["entities"])
    said = " ".join(text for text, _ in struck.counts) + values
    return (
        set(struck.denied) <= set(row["denied"])
        and (bool(played) or bool(struck.denied))
        and ("wants" not in row or (played and set(played) <= set(row["wants"])) or played == row["wants"])
        and row.get("keeps", "") in values
        and not ("drops" in row and row["drops"] in said)
    )


def of(part: str, language: str) -> list[Row]:
    return [row for row in SENTENCES[part] if row["language"] == language]


def test_the_sentences_are_enough_and_in_both_languages():
    for language in ("zh", "en"):
        assert len(of("pairs", language)) >= 60
        assert len(of("plain", language)) >= 40


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_denied_wish_is_struck_out_and_what_is_wanted_counts(understand, language):
    rows = of("pairs", language)

    outcomes = understand([row["text"] for row in rows])

    wrong = [row["text"] for row, outcome in zip(rows, outcomes, strict=True) if not as_expected(row, outcome)]
    assert 1 - len(wrong) / len(rows) >= GOAL, wrong


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wish_and_what_only_looks_negative_deny_nothing(understand, language):
    texts = [row["wish"] for row in of("pairs", language) if "wish" in row] + [
        row["text"] for row in of("plain", language)
    ]

    denied = [text for text, (_, struck) in zip(texts, understand(texts), strict=True) if struck]

    assert len(denied) / len(texts) <= 1 - GOAL, denied


@pytest.mark.parametrize(
    ("text", "polarities"),
    [
        ("I want to rebook not refund", ["plain", "denied"]),
        ("rather than a refund put me on another flight", ["denied", "contrast"]),
        ("nothing is missing but the handle broke", ["denied", "contrast"]),
        ("the case is not damaged, it just hasn't come", ["denied", "plain"]),
        ("my bag did not arrive", ["plain"]),
        ("why don't you refund me", ["plain"]),
        ("不是丢了是摔坏了", ["denied", "plain"]),
        ("不要退款只想改签", ["denied", "contrast"]),
        ("行李没到", ["plain"]),
        ("能不能退票", ["plain"]),
    ],
)
def test_clauses_are_told_apart(text, polarities):
    assert [clause.polarity for clause in clauses(text)] == polarities


def test_clauses_keep_their_places_in_the_text_as_written():
    text = "我\u200b不要退款，只想換個航班"

    assert [text[clause.start : clause.end] for clause in clauses(text)] == [clause.text for clause in clauses(text)]


def test_ordinary_messages_cost_next_to_nothing():
    messages = ["Where is my bag 0784123456?", "我的行李到哪了", "change my flight to Friday please"] * 1000

    started = time.perf_counter()
    for text in messages:
        clauses(text)

    assert (time.perf_counter() - started) / len(messages) < 0.0002


def test_a_page_of_denials_is_bounded():
    started = time.perf_counter()
    clauses("I don't want a refund, not " * 30)
    clauses("不要退款不是" * 130)

    assert time.perf_counter() - started < 0.5

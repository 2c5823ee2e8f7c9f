"""Every sentence of the test stories is understood as the story says, in the language it is written in.

`rasa test core` takes the intents of the stories for granted (and with --e2e trips over entities without a place,
such as the language), so this is where their sentences meet the classifier, and the dialogue manager where that
decides: with the question that is open at that place of the story, or in line for a person.
"""

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.in_view import REPAIRS
from bot.dialogue.manager import acts
from bot.dialogue.situation import Situation
from bot.dialogue.waiting import WAITING
from bot.language import LanguageDetector  # noqa: F401 - registers our components before the model is loaded

STORIES = Path(__file__).parents[1] / "stories"
# Rasa's two ways to mark an entity: [CA981](flight_number), and with more of it [Rome]{"entity": "city", …}.
_MARKUP = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<entity>[a-z_]+)\)|(?P<more>\{[^}]*\}))")


# What the dialogue manager decides, from a message and the situation.
DECIDED = REPAIRS | set(WAITING.values())


def stories() -> list[list[dict[str, Any]]]:
    paths = sorted(STORIES.glob("test_*.yml"))
    return [s["steps"] for path in paths for s in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]]


def sentences() -> list[Any]:
    said = [step for steps in stories() for step in steps if "user" in step and step["intent"] not in DECIDED]
    found = [pytest.param(step["user"].strip(), step["intent"], id=step["user"].strip()) for step in said]
    return list({param.id: param for param in found}.values())


def decided() -> list[Any]:
    found = []
    for steps in stories():
        now = Situation()
        for step in steps:
            if step.get("intent") in DECIDED:
                said = step["user"].strip()
                found.append(pytest.param(said, step["intent"], now, id=f"{now.form or 'in line'}: {said}"))
            now = after(step, now)
    return list({param.id: param for param in found}.values())


def after(step: dict[str, Any], now: Situation) -> Situation:
    """The situation once this step of a story is done."""
    if step.get("action") in ("action_hand_over", "action_leave_line"):
        return Situation(waiting=step["action"] == "action_hand_over")
    form = step.get("active_loop", now.form)
    asked = next(
        (slot["requested_slot"] for slot in step.get("slot_was_set", []) if "requested_slot" in slot), now.asked
    )
    return replace(now, form=form, asked=asked if form else None)


@pytest.mark.parametrize(("marked", "intent"), sentences())
def test_understands_what_the_stories_say(agent, marked, intent):
    text = _MARKUP.sub(lambda match: match["text"], marked)

    parse = asyncio.run(agent.parse_message(text))

    assert parse["intent"]["name"] == intent
    found = {(e["entity"], e["value"], e.get("role")) for e in parse["entities"] if e["entity"] != "language"}
    assert found == {_mark(match) for match in _MARKUP.finditer(marked)}


@pytest.mark.parametrize(("text", "intent", "now"), decided())
def test_decides_what_the_stories_say(agent, text, intent, now):
    async def parsed(part: str) -> dict[str, Any]:
        return dict(await agent.parse_message(part))

    async def first() -> str:
        (_, parse), *_ = await acts(text, await parsed(text), parsed, now)
        return str(parse["intent"]["name"])

    assert asyncio.run(first()) == intent


def _mark(match: re.Match[str]) -> tuple[str, str, str | None]:
    if not match["more"]:
        return match["entity"], match["text"], None
    more = json.loads(match["more"])
    return more["entity"], more.get("value", match["text"]), more.get("role")

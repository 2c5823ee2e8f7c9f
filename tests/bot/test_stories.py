"""Every sentence of the test stories is understood as the story says, in the language it is written in.

`rasa test core` takes the intents of the stories for granted (and with --e2e trips over entities without a place,
such as the language), so this is where their sentences meet the classifier.
"""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent

from bot.language import LanguageDetector  # noqa: F401 - registers our components before the model is loaded

STORIES = Path(__file__).parents[1] / "stories"
# Rasa's two ways to mark an entity: [CA981](flight_number), and with more of it [Rome]{"entity": "city", …}.
_MARKUP = re.compile(r"\[(?P<text>[^\]]+)\](?:\((?P<entity>[a-z_]+)\)|(?P<more>\{[^}]*\}))")


def sentences() -> list[Any]:
    found = []
    for path in sorted(STORIES.glob("test_*.yml")):
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]:
            found += [
                pytest.param(s["user"].strip(), s["intent"], id=s["user"].strip())
                for s in story["steps"]
                if "user" in s
            ]
    return list({param.id: param for param in found}.values())


@pytest.fixture(scope="module")
def agent(model: Path) -> Agent:
    return Agent.load(model)


@pytest.mark.parametrize(("marked", "intent"), sentences())
def test_understands_what_the_stories_say(agent, marked, intent):
    text = _MARKUP.sub(lambda match: match["text"], marked)

    parse = asyncio.run(agent.parse_message(text))

    assert parse["intent"]["name"] == intent
    found = {(e["entity"], e["value"], e.get("role")) for e in parse["entities"] if e["entity"] != "language"}
    assert found == {_mark(match) for match in _MARKUP.finditer(marked)}


def _mark(match: re.Match[str]) -> tuple[str, str, str | None]:
    if not match["more"]:
        return match["entity"], match["text"], None
    more = json.loads(match["more"])
    return more["entity"], more.get("value", match["text"]), more.get("role")

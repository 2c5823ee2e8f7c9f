"""Listening: what is written to a person, read for what cannot wait. No turn is played, and nothing is kept."""

from typing import Any

from rasa.core.agent import Agent

from bot.language import WRITTEN_IN
from bot.safety import EMERGENCY
from bot.tone import TONE
from bot.turn import as_read


async def listen(agent: Agent, text: str) -> dict[str, Any]:
    """{emergency, written_in, tone}, judged as in a turn of the assistant's own."""
    said = as_read(text)
    parse: dict[str, Any] = await agent.parse_message(said) if said.strip() else {}
    return {key: parse.get(key) for key in (EMERGENCY, WRITTEN_IN, TONE)}


def read_words(body: Any) -> str:
    """The words in a request. Raises ValueError with a sentence when it is malformed."""
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise ValueError("The body must be a JSON object with a text.")
    return str(body["text"])

"""What a model takes given messages for: `python -m bot.model ask MESSAGES ANSWERS`.

It exists because two models are compared by the app (api/proving.py), which has no Rasa: messages go in and intents
come out as JSON, {"text": …} for each and a name for each, in order.
"""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any


def ask(model: Path, messages: Path, answers: Path) -> None:
    """Write what the model takes each message for."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    # Otherwise a page of notes is printed for each message.
    configure_structlog(logging.WARNING)
    texts = [row["text"] for row in json.loads(messages.read_text(encoding="utf-8"))]
    found = asyncio.run(_ask(Agent.load(model), texts))
    answers.write_text(json.dumps(found), encoding="utf-8")


async def _ask(agent: Any, texts: list[str]) -> list[str]:
    return [(await agent.parse_message(text))["intent"]["name"] for text in texts]

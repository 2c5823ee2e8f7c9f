"""What a bare value does to the thing on the screen: it narrows a rule, names the flight of a right, fills a form.

"Flying Shanghai to Beijing" under the baggage allowance asks for no flight, and "2 December then" under an open request
is no question. What completes what is data: completed_by.yml in the folders dialogue/ of data/.
"""

import re
from functools import lru_cache
from typing import Any, Optional

from bot import verticals
from bot.characters import simplified
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words

_WHAT_IS_NO_NAME = frozenset({"language", "time", "weight"})


def completed(text: str, entities: list[dict[str, Any]], intent: str, now: Situation) -> Optional[str]:
    """The wish that a message completes with a value of its own; None where it says anything else."""
    kind = now.focus[0] if now.focus and not now.asked else None
    entry = _table().get(kind or "", {})
    told = entry.get(now.about or "any") or entry.get("any")
    if told is None:
        return None
    named = {entity["entity"] for entity in entities} - _WHAT_IS_NO_NAME
    words = re.compile(told["words"], re.I)
    said = simplified(_beside(text, entities))
    gives = named & set(told["by"]) or (told.get("alone") and words.search(said))
    if not gives or not named <= {*told["by"], *told.get("beside", ())} or re.search(r"[?？吗]", said):
        return None
    rest = topic_words(words.sub(" ", said), [], kind, None)
    return told["wish"] if not rest or intent == told["wish"] else None


def _beside(text: str, entities: list[dict[str, Any]]) -> str:
    """The text with blanks for its entities."""
    for entity in entities:
        if isinstance(entity.get("start"), int):
            text = text[: entity["start"]] + " " * (entity["end"] - entity["start"]) + text[entity["end"] :]
    return text


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, dict[str, Any]]]:
    return verticals.merged("dialogue", "completed_by.yml")

"""What a message of emoji alone says, by a table: anger, sadness, yes, thanks, or the thing that is pictured.

It exists because a classifier of sentences finds the nearest topic for any sign, and offers special baggage for 😡.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.decided import decide
from bot.sources import OwnSources
from bot.tone import TONE

ONLY_EMOJI = "only_emoji"
OTHER = "other"
_TABLE = Path(__file__).with_name("emoji.txt")
# Groups that say what a word would have said.
_INTENT_OF = {"yes": "affirm", "no": "deny", "thanks": "thank", "hello": "greet", "bye": "goodbye"}
# Several groups in one message: what is pictured comes before the mood, the mood before a gesture.
_ORDER = ("bag", "flight", "angry", "sad", "no", "thanks", "yes", "hello", "bye")
_SIGN = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"  # pictures
# Skin tones, joiners, variation selectors and flags belong to the sign before them.
_BESIDE = "\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_PICTURE = re.compile(f"[{_SIGN}]")
# All that may stand around: marks, blanks, and a particle that asks ("🧳呢", "✈️?", "🧳 where").
_AROUND = re.compile(
    rf"[{_SIGN}{_BESIDE}\s?？!！.。,，~～…]|呢|吗|嗎|呀|啊|哪里?|哪裡|在|怎么样|where|\bpls\b|\bplease\b|\bis\b|\bmy\b|我的?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def table() -> dict[str, str]:
    """{sign: group}."""
    rows = [line.split() for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {_PICTURE.findall(sign)[0]: group for group, *signs in rows for sign in signs}


def says(text: str) -> Optional[str]:
    """The group of a message of emoji alone, "other" for signs that no group has; None when there are words."""
    signs = _PICTURE.findall(text)
    if not signs or _AROUND.sub("", text):
        return None
    groups = {table().get(sign) for sign in signs}
    return next((group for group in _ORDER if group in groups), OTHER)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EmojiReader(OwnSources, GraphComponent):
    """Decides the intent of messages of emoji alone; the entity `emoji` says what they show."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EmojiReader":
        """See the parent class."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """A gesture is the word it stands for; anything else is answered by its picture."""
        for message in messages:
            group = says(message.get(TEXT) or "")
            if group is None:
                continue
            decide(message, _INTENT_OF.get(group, ONLY_EMOJI))
            if group == "angry":
                message.set(TONE, group, add_to_output=True)
            entity = {"entity": "emoji", "value": group, "extractor": type(self).__name__}
            message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages

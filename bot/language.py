"""Which language a message shows: `zh`, `en`, or nothing when it could be either; and how it is written.

It exists because the conversation's language is sticky: a surname, a tag or an emoji says nothing about it, and an
answer in the wrong language is worse than one in the language spoken so far.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.characters import HAN, chinese_script, plain
from bot.decided import decide
from bot.dialogue.decision import FALLBACK
from bot.foreign import foreign, named
from bot.identifiers import IDENTIFIERS
from bot.short_replies import INFORM
from bot.sources import OwnSources

WRITTEN_IN = "written_in"
FOREIGN = "foreign"
FOREIGN_LANGUAGE = "foreign_language"

_ENGLISH = Path(__file__).with_name("english.txt")
_HAN = re.compile(rf"[{HAN}]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
# Shorter ones are as often codes and units: "A座", "20kg", "T3".
_SHORTEST_FOREIGN = 3
_NAMED = {
    "en": re.compile(r"英文|英语|英語|英$|\benglish\b", re.I),
    "zh": re.compile(
        r"中文|汉语|漢語|普通话|普通話|国语|國語|华语|华文|简体|繁体|\b(?:chinese|mandarin|zhongwen|putonghua)\b", re.I
    ),
}
# "No English please", 别跟我说英文: the other one is wanted.
_REFUSED = {
    language: re.compile(
        r"(?:别|不要|不用|甭|勿|看不|听不|读不|不懂|不会|不太懂|\b(?:no|not|don['’]?t|stop|can['’]?t|cannot)\b)"
        rf"[^,，。.!！?？]{{0,14}}?(?:{pattern.pattern})",
        re.I,
    )
    for language, pattern in _NAMED.items()
}
_SWITCHES = "switch_language"
# Of whom it is said that they speak a language, or speak none.
# "Answer in Chinese from now on, my mum is going to read this": who is asked to speak it is the assistant.
_TO_US = re.compile(
    r"\b(?:answer|reply|replies|write|speak|talk|respond|switch|go on|continue|use)\b.{0,24}"
    r"\b(?:chinese|english|mandarin)\b"
    r"|(?:用|说|讲|换成?|改成?)(?:中文|英文|英语|汉语|普通话)",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:they|he|she|them|him|mum|mom|mother|dad|father|parents?|wife|husband|gran\w*|friend|kids?|son|daughter)\b"
    r"|他|她|爸|妈|爷|奶奶|姥|老婆|老公|父母|孩子|朋友|老人",
    re.I,
)


@lru_cache(maxsize=1)
def english_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell English beside another word, and words that tell it alone."""
    _, function, telling = re.split(r"^#.*$", _ENGLISH.read_text(encoding="ascii"), flags=re.MULTILINE)
    return frozenset(function.split()), frozenset(telling.split())


def language_shown(text: str) -> Optional[str]:
    """The language of `text` (identifiers taken out), only when the evidence is clear."""
    readable = plain(text).text.lower()
    words = _WORD.findall(readable)
    characters = len(_HAN.findall(readable))
    if _KANA.search(readable):
        return None
    english = _is_english(words)
    if characters:
        return "en" if english and len(words) > max(3, characters) else "zh"
    return "en" if english else None


def written_in(text: str) -> Optional[str]:
    """How `text` (identifiers taken out) is written: `zh-Hans`, `zh-Hant`, `en`, `mixed`, or None if nothing tells."""
    readable = plain(text).text
    foreign = [word for word in _WORD.findall(readable.lower()) if len(word) >= _SHORTEST_FOREIGN]
    if not _HAN.search(readable) or _KANA.search(readable):
        return "en" if language_shown(text) == "en" else None
    return "mixed" if foreign else chinese_script(readable) or "zh-Hans"


def language_named(text: str) -> Optional[str]:
    """The one language a request to switch names; None when it names none or both."""
    readable = plain(text).text
    if refused := [language for language in _NAMED if _REFUSED[language].search(readable)]:
        wanted = [language for language in _NAMED if language not in refused]
        return wanted[0] if len(wanted) == 1 else None
    named = [language for language, pattern in _NAMED.items() if pattern.search(readable)]
    return named[0] if len(named) == 1 else None


def _is_english(words: list[str]) -> bool:
    function, telling = english_words()
    if any(word in telling for word in words):
        return True
    return len(words) >= 2 and any(word in function for word in words)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageDetector(OwnSources, GraphComponent):
    """Adds the entity `language`, which the slot of that name keeps until another message shows otherwise, and
    `written_in`, for whoever reads the message later; decides what is written in neither of ours."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LanguageDetector":
        """See the parent class."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """A request to switch counts by the language it names, anything else by the one it is written in."""
        for message in messages:
            text = _without_identifiers(message)
            other = _other_language(message, text)
            message.set(FOREIGN, other, add_to_output=True)
            message.set(WRITTEN_IN, None if other else written_in(text), add_to_output=True)
            if other:
                decide(message, FOREIGN_LANGUAGE)
                continue
            if _is_of_others(message, text):
                # "They don't speak any English, can somebody help them" asks for help, and for no other language.
                decide(message, FALLBACK)
            language = _language(message, text)
            if language:
                entity = {"entity": "language", "value": language, "extractor": type(self).__name__}
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages


def _language(message: Message, text: str) -> Optional[str]:
    intent = (message.get(INTENT) or {}).get("name")
    if intent == INFORM:
        return None
    if intent == _SWITCHES:
        return language_named(text) or language_shown(text)
    return language_shown(text)


def _is_of_others(message: Message, text: str) -> bool:
    """Whether it is somebody else who speaks, or does not speak, a language that is named."""
    switches = (message.get(INTENT) or {}).get("name") == _SWITCHES
    others = _OTHERS.search(text) and not _TO_US.search(text)
    return bool(switches and language_shown(text) != language_named(text) and others)


def _other_language(message: Message, text: str) -> Optional[str]:
    """The language that is not spoken here in which a message is written, or which it asks for."""
    if (message.get(INTENT) or {}).get("name") == _SWITCHES and not language_named(text):
        return named(text) or foreign(text, english_words()[0])
    return foreign(text, english_words()[0])


def _without_identifiers(message: Message) -> str:
    text = message.get(TEXT) or ""
    for identifier in reversed(message.get(IDENTIFIERS) or []):
        # A word between two identifiers must not melt into its neighbours.
        text = text[: identifier.start] + " " + text[identifier.end :]
    return text

"""Readings: why the assistant took a message for what it did, kept beside the message for the team alone."""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from crm import skills, texts
from crm.messages import Message
from crm.site import Language, Words

# Where a message's `data` holds them.
KEY = "read_as"
# What a reading consists of, and the part of texts/read_as.yml that has the words; intents have theirs in skills.
_PARTS = {"reason": "reasons", "act": "acts", "thing": "things"}
_INTENTS = ("intent", "wish")
_NAMES = (*_PARTS, *_INTENTS)


def keep(message: Message, said: Iterable[Mapping[str, Any]]) -> None:
    """Keep the reasons that the assistant gave; a name that is none of ours may be anything, and is not kept."""
    named = [{key: value for key, value in one.items() if _is_ours(key, value)} for one in said]
    if whole := [reading for reading in named if _words(reading)]:
        message.data = {**message.data, KEY: whole}


def of(message: Message) -> list[Words]:
    """Each reason in words; none that a vertical gave which is off by now."""
    return [words for reading in message.data.get(KEY, ()) if (words := _words(reading))]


def without(data: Mapping[str, Any]) -> dict[str, Any]:
    """A message's data as customers may see it."""
    return {key: value for key, value in data.items() if key != KEY}


def _is_ours(key: str, value: object) -> bool:
    if not isinstance(value, str) or key not in _NAMES:
        return False
    return value in (skills.intents() if key in _INTENTS else texts.load("read_as")[_PARTS[key]])


def _words(reading: Mapping[str, str]) -> Words | None:
    """The sentence of a reason; None when it, or something that it names, has no words."""
    try:
        return Words(**{language: _sentence(reading, language) for language in get_args(Language)})
    except KeyError:
        return None


def _sentence(reading: Mapping[str, str], language: str) -> str:
    listed = texts.load("read_as")
    names = {key: listed[part][reading[key]][language] for key, part in _PARTS.items() if key in reading}
    names |= {key: skills.label_of(reading[key])[language] for key in _INTENTS if key in reading}
    return str(names["reason"]).format(**names)

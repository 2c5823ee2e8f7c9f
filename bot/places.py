"""Airports and cities by rule, in both languages, and their roles: from where, and to where.

It exists because a place decides answers ("北京飞伦敦", "to London"), and every name can be checked against a table. An
entity is an `airport` or a `city`; its value are the codes of the airports meant: "LHR", "PEK PKX". The role is Rasa's
own, `origin` or `destination`, and is left out where the sentence does not tell.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.characters import plain, simplified
from bot.names import named_surname
from bot.place_rules import DESTINATION, ELSEWHERE, ORIGIN, Reading, found_places, role_of
from bot.sources import OwnSources
from bot.unknown_places import unknown_place

PLACES = "places"
UNKNOWN_PLACE = "unknown_place"
# More is a page about the world, not a question to an airline.
_LONGEST = 2000
_BESIDE_PLACES = re.compile(r"\b(?:from|to|into|and|the)\b|[\s\W_]|[从由自到去飞往至回和吧啊呀的]", re.I)

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Mention:
    """A place that a text names: [start, end) is where it stands in the text as written."""

    entity: str
    value: str
    start: int
    end: int
    role: Optional[str] = None

    @property
    def as_entity(self) -> dict[str, Any]:
        """As Rasa has it, which knows no empty role."""
        return {key: value for key, value in vars(self).items() if value is not None}


def places(text: str, taken: Collection[Stretch] = ()) -> list[Mention]:
    """Every place in `text` that touches nothing `taken`, in order, each with the role that the sentence gives it."""
    readable = plain(text[:_LONGEST])
    reading = Reading.of(simplified(readable.text))
    mentions = []
    for found in found_places(reading):
        start, end = readable.place(found.start, found.end)
        if all(end <= first or last <= start for first, last in taken):
            value, role = " ".join(sorted(found.place.airports)), role_of(reading, found.start, found.end)
            mentions.append(Mention(found.place.kind, value, start, end, role))
    return _completed(mentions)


def only_places(text: str, mentions: Sequence[Mention]) -> bool:
    """Whether there is nothing but places, and what stands between them: "Beijing", "to London", "从北京"."""
    rest = text
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return bool(mentions) and not _BESIDE_PLACES.sub("", simplified(plain(rest).text))


def is_route(mentions: Sequence[Mention]) -> bool:
    """Whether both ends are named."""
    return {ORIGIN, DESTINATION} <= {mention.role for mention in mentions}


def _completed(mentions: list[Mention]) -> list[Mention]:
    """A place without a role takes the end that is open: "Beijing London tomorrow", "伦敦，从北京出发"."""
    roles = {mention.role for mention in mentions}
    loose = [index for index, mention in enumerate(mentions) if mention.role is None]
    ends = []
    if ORIGIN not in roles and (DESTINATION in roles or len(loose) > 1):
        ends.append(ORIGIN)
    if DESTINATION not in roles and (ORIGIN in roles or len(loose) > 1):
        ends.append(DESTINATION)
    for index, role in zip(loose, ends, strict=False):
        mentions[index] = replace(mentions[index], role=role)
    return [replace(one, role=None) if one.role == ELSEWHERE else one for one in mentions]


def _entities(found: Sequence[Mention]) -> list[dict[str, Any]]:
    return [mention.as_entity for mention in found]


def _unknown(text: str, taken: Collection[Stretch], found: Sequence[Mention]) -> list[dict[str, Any]]:
    """A place that is named and that nobody knows is said to be unknown, not passed over."""
    readable = plain(text[:_LONGEST])
    known = [(mention.start, mention.end) for mention in found]
    span = unknown_place(readable.text, ()) if readable.text else None
    if span is None:
        return []
    start, end = readable.place(*span)
    if any(start < last and first < end for first, last in (*taken, *known)):
        return []
    return [{"entity": UNKNOWN_PLACE, "value": text[start:end], "start": start, "end": end}]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(OwnSources, GraphComponent):
    """Adds airports and cities to a message's entities, where no identifier, value or named surname stands."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlaceExtractor":
        """See the parent class."""
        # Names are read and compiled at the first use: better now than while a customer waits.
        places("Beijing, 从北京飞大理")
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the places of each message."""
        for message in messages:
            text, entities = message.get(TEXT) or "", message.get(ENTITIES, [])
            named = named_surname(text)
            taken = [(entity["start"], entity["end"]) for entity in entities] + ([named[1:]] if named else [])
            found = places(text, taken)
            message.set(PLACES, found)
            added = [
                {**one, "extractor": type(self).__name__} for one in (*_entities(found), *_unknown(text, taken, found))
            ]
            message.set(ENTITIES, entities + added, add_to_output=True)
        return messages

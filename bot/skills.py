"""What the list of skills says about intents and slots, for the components: from the folders skills/ of data/."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Optional

import yaml

from bot import verticals

Skill = Mapping[str, Any]


@lru_cache(maxsize=1)
def skills() -> Mapping[str, Skill]:
    """Every skill by its name; a vertical's goes before the core's of the same name."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in verticals.files("skills")}


def marked(mark: str, value: object = True) -> frozenset[str]:
    """The intents whose mark has this value."""
    return frozenset(name for name, intent in _intents() if intent.get(mark) == value)


def meant_by() -> dict[str, str]:
    """{entity: the intent of a message that is nothing but this entity}."""
    return {entity: name for name, intent in _intents() for entity in intent.get("alone", ())}


def form_of(intent: str) -> Optional[str]:
    """The form that asks for what an intent needs."""
    known = dict(_intents()).get(intent, {})
    starts: Optional[str] = known.get("starts")
    return starts if starts and starts.endswith("_form") else known.get("form")


def opens(intent: str) -> Optional[str]:
    """The form, filled in on the page or in words, that an intent opens; None where nothing is sent."""
    opened: Optional[str] = dict(_intents()).get(intent, {}).get("opens")
    return opened


def proving_slots() -> frozenset[str]:
    """The slots whose answers prove that something is the customer's."""
    return frozenset(name for name, slot in _slots() if slot.get("proves"))


def proving_entities() -> frozenset[str]:
    """The entities that such answers are."""
    return frozenset(entity for _, slot in _slots() if slot.get("proves") for entity in slot["entities"])


def switched_off() -> frozenset[str]:
    """The intents of the skills that are off at this site."""
    off = frozenset(verticals.site().get("skills_off") or ())
    return frozenset(name for skill in off & skills().keys() for name in skills()[skill]["intents"])


def _intents() -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((name, intent) for skill in skills().values() for name, intent in skill["intents"].items())


def _slots() -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((name, slot) for skill in skills().values() for name, slot in skill.get("slots", {}).items())

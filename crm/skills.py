"""What the assistant can do: the skills in the folders `skills/` of `data/`, with their intents and questions."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from crm import content
from crm.site import Name, SiteInvalid, Strict, Words, explained, site

Stage = Literal["pre", "in", "post"]


class Intent(Strict):
    """What a customer may mean; the marks are explained in docs/skills.md."""

    label: Words | None = None
    starts: Name
    then: Name | None = None
    form: Name | None = None
    opens: Name | None = None
    alone: tuple[Name, ...] = ()
    button_only: bool = False
    by_rule: bool = False
    small_talk: bool = False
    says_little: bool = False
    wish: bool = True
    sets_topic: bool = True
    proof: bool = False
    heated: Literal["often", "always"] | None = None

    @property
    def asks_in(self) -> str | None:
        """The form in which the assistant asks for what it needs."""
        return self.starts if self.leads_straight else self.form

    @property
    def leads_straight(self) -> bool:
        """Whether the form starts at once, without an action that decides."""
        return self.starts.endswith("_form")


class Slot(Strict):
    """Something the assistant asks for: what it is, where it is found, and whether it proves who asks."""

    what: Words
    where: Words
    example: str
    entities: tuple[Name, ...] = ()
    proves: bool = False


class Skill(Strict):
    """One skill, as its file says. Without a title it is never offered, without a stage it says nothing of one."""

    name: Name
    vertical: Name
    title: Words | None = None
    topic: Words
    stage: Stage | None = None
    case: Name | None = None
    suggested: int | None = None
    intents: dict[Name, Intent] = Field(min_length=1)
    asks: tuple[Name, ...] = ()
    sounds_like: tuple[Name, ...] = ()
    slots: dict[Name, Slot] = Field(default={})
    # What else it can answer; read by what answers.
    facets: dict[str, object] = Field(default={})


@cache
def skills() -> Mapping[str, Skill]:
    """Every skill by its name, also those that are switched off. Raises SiteInvalid."""
    found = {path.stem: _read(path) for path in content.files("skills")}
    if unknown := sorted(site().skills_off - found.keys()):
        raise SiteInvalid(f"skills_off names what is no skill: {', '.join(unknown)}")
    return found


@cache
def intents() -> Mapping[str, Intent]:
    """Every intent by its name."""
    return {name: intent for _, name, intent in _each_intent()}


@cache
def slots() -> Mapping[str, Slot]:
    """Everything that is asked for, by the slot's name."""
    return {name: slot for skill in skills().values() for name, slot in skill.slots.items()}


def of_intent(intent: str) -> Skill | None:
    """The skill that answers an intent."""
    name = _owners().get(intent)
    return skills()[name] if name else None


def topic_of(intent: str) -> str | None:
    """What a conversation is about once this was said; None when it says nothing of that."""
    known, skill = intents().get(intent), of_intent(intent)
    return skill.name if known and skill and known.sets_topic else None


def label_of(intent: str) -> Words:
    """What agents call an intent. Raises KeyError."""
    skill = skills()[_owners()[intent]]
    return intents()[intent].label or skill.topic


def titles() -> dict[str, Words]:
    """What can be offered on a button, by the intent that the button stands for."""
    return {name: skill.title for name, skill in skills().items() if skill.title and name not in site().skills_off}


def suggested() -> list[str]:
    """What is offered when nothing can be guessed, the most asked first."""
    ranked = sorted((skill.suggested, name) for name, skill in skills().items() if skill.suggested is not None)
    return [name for _, name in ranked if name in titles()]


def asking(intent: str) -> str | None:
    """The form in which the assistant asks for what this intent needs."""
    known = intents().get(intent)
    return known.asks_in if known else None


def starts_straight(intent: str) -> str | None:
    """The same, where the form starts at once; elsewhere an action decides."""
    known = intents().get(intent)
    return known.starts if known and known.leads_straight else None


@cache
def proving_forms() -> frozenset[str]:
    """The forms that ask for a name together with a reference."""
    return frozenset(
        intent.asks_in for skill, _, intent in _each_intent() if intent.asks_in and "surname" in skill.asks
    )


@cache
def sounding_like(form: str) -> frozenset[str]:
    """The intents that an answer to this form's question may sound like."""
    return frozenset(
        other for skill, _, intent in _each_intent() if intent.starts == form for other in skill.sounds_like
    )


def opened_by(intent: str) -> str | None:
    """The form to fill in that an intent asks for."""
    known = intents().get(intent)
    return known.opens if known else None


def _each_intent() -> Iterator[tuple[Skill, str, Intent]]:
    return ((skill, name, intent) for skill in skills().values() for name, intent in skill.intents.items())


@cache
def _owners() -> Mapping[str, str]:
    return {name: skill.name for skill, name, _ in _each_intent()}


def _read(path: Path) -> Skill:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        return Skill(**{**raw, "name": path.stem, "vertical": path.parent.parent.name})
    except ValidationError as error:
        raise SiteInvalid(f"{path} cannot be used:\n{explained(error)}") from error

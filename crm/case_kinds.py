"""Kinds of cases: what they and their states are called, how they look, and where each may go."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Literal, Self

import yaml
from pydantic import Field, model_validator

from crm import content
from crm.cases import Workflow
from crm.site import Name, Strict, Words

Tone = Literal["info", "good", "warn", "bad"]
Mail = Literal["document", "answer"]
DeskTone = Literal["info", "good", "warn", "bad", "quiet"]


class State(Strict):
    """A state: what customers and agents call it, how it feels to each, and the sentence the customer reads."""

    label: Words
    desk: Words | None = None
    tone: Tone = "info"
    desk_tone: DeskTone | None = None
    sentence: Words
    # What is sent to the customer's address as well; see `crm.case_mail`.
    mail: Mail | None = None
    to: tuple[Name, ...] = ()
    final: bool = False

    @property
    def desk_label(self) -> Words:
        """What agents call it: the customer's word, unless that speaks to the customer."""
        return self.desk or self.label


class Lost(Strict):
    """That cases of this kind are about things that are missed: the fields of its form that describe one, and the
    states it comes to when the thing is found, when that was a mistake, and when its owner has it back."""

    what: tuple[Name, ...] = Field(min_length=1)
    where: tuple[Name, ...] = ()
    day: Name | None = None
    found: Name
    mistaken: Name
    returned: Name | None = None

    @property
    def states(self) -> set[str]:
        """The states that it names."""
        return {name for name in (self.found, self.mistaken, self.returned) if name}


class CaseKind(Strict):
    """A kind of case, as its file says."""

    name: Name
    title: Words
    icon: Name
    initial: Name
    usual: tuple[Name, ...]
    exits: tuple[Name, ...] = ()
    states: dict[Name, State] = Field(min_length=1)
    lost: Lost | None = None

    @model_validator(mode="after")
    def _names_states_it_has(self) -> Self:
        named = {self.initial, *self.usual, *self.exits, *(to for state in self.states.values() for to in state.to)}
        named |= self.lost.states if self.lost else set()
        if unknown := sorted(named - self.states.keys()):
            raise ValueError(f"no such state: {', '.join(unknown)}")
        return self

    @cached_property
    def workflow(self) -> Workflow:
        """Where a case may go; it may be left through the exits from every state that is not final."""
        final = frozenset(name for name, state in self.states.items() if state.final)
        moves = {
            name: frozenset(state.to) | (frozenset() if state.final else frozenset(self.exits))
            for name, state in self.states.items()
        }
        return Workflow(self.initial, moves, final)


def get(name: str) -> CaseKind:
    """The kind of this name. Raises KeyError."""
    return kinds()[name]


@cache
def kinds() -> Mapping[str, CaseKind]:
    """Every kind that is on, from the folders `cases/` of `data/`."""
    raw = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in content.files("cases")}
    return {name: CaseKind(name=name, **_with_what_it_is_like(said, raw)) for name, said in raw.items()}


def _with_what_it_is_like(said: dict[str, Any], others: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """A kind that moves as another one does says only what is its own."""
    like = said.pop("like", None)
    return {**others[like], **said} if like else said

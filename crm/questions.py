"""What a form asks: its steps and fields, from the folders `forms/` of `data/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from crm import content
from crm.fields import Bilingual, Field, Option, Spoken, When


@dataclass(frozen=True)
class Step:
    """Fields that are shown together."""

    key: str
    title: Bilingual
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Errand:
    """What a form is that is asked in words and filed as a case of its name (crm/errands.py).

    `intents` may mean it, if `wish` is in the message; `told`: what happened is enough, without a wish being said.
    `needs` is the fact of the form that must be known first. `around` are words that say nothing of the matter.
    `about` names it, with the fields' answers filled in.
    """

    prefix: str
    stage: str
    opening: Bilingual
    about: Bilingual
    next: Bilingual
    working_days: int | None = None
    intents: tuple[str, ...] = ()
    wish: str = ""
    around: tuple[str, ...] = ()
    told: bool = False
    needs: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole form, as its file says."""

    name: str
    title: Bilingual
    steps: tuple[Step, ...]
    submit: Bilingual
    # How it is filled in by talking, where it is.
    errand: Errand | None = None
    # What agents call it, where it is not what customers read.
    desk: Bilingual | None = None

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by its key, in the order they are asked."""
        return {field.key: field for step in self.steps for field in step.fields}

    def asked(self, values: Mapping[str, Any]) -> list[Field]:
        """The fields that are asked, given these answers: a field hangs on an earlier one that is itself asked."""
        asked: dict[str, Field] = {}
        for field in self.fields.values():
            if field.when is None or (field.when.field in asked and _holds(field.when, values)):
                asked[field.key] = field
        return list(asked.values())


def definition(name: str) -> Definition:
    """The form of this name."""
    return _load(content.file("forms", f"{name}.yml"))


@cache
def _load(path: Path) -> Definition:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    steps = tuple(Step(step["key"], step["title"], tuple(map(_field, step["fields"]))) for step in raw["steps"])
    errand = Errand(**raw["errand"]) if "errand" in raw else None
    return Definition(raw["name"], raw["title"], steps, raw["submit"], errand, raw.get("desk"))


def names() -> list[str]:
    """Every form there is."""
    return [path.stem for path in content.files("forms")]


def _field(raw: dict[str, Any]) -> Field:
    when = raw.pop("when", None)
    options = tuple(Option(**option) for option in raw.pop("options", ()))
    spoken = Spoken(**raw.pop("spoken")) if "spoken" in raw else None
    return Field(
        **raw, spoken=spoken, when=When(when["field"], frozenset(when["in"])) if when else None, options=options
    )


def _holds(when: When, values: Mapping[str, Any]) -> bool:
    given = values.get(when.field)
    return bool(when.values.intersection(map(str, given if isinstance(given, list) else [given])))

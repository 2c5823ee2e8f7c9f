"""Questionnaires: what is asked, in which order and on which scale, from the folders `surveys/` of `data/`."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import ConfigDict, Field, ValidationError, model_validator

from crm import content
from crm.questionnaire_items import Item, Number, Remark, Share
from crm.site import Strict, Words

# Beside the questionnaires lies the file that says when they are sent.
RULES = "rules.yml"
LONGEST_TEXT = 500
# As long as the columns in which it is kept.
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
ItemKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
Values = Mapping[str, int | None]


class QuestionnaireInvalid(ValueError):
    """A questionnaire's file cannot be used; says which file, which question and why."""


class When(Strict):
    """On which answer to an earlier question this one is asked: a number below or above one, or a choice."""

    question: ItemKey
    below: int | None = None
    above: int | None = None
    chosen: Key | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(part is not None for part in (self.below, self.above, self.chosen)) != 1:
            raise ValueError("`when` needs exactly one of below, above and chosen")
        return self


class Asked(Strict):
    """What every question has. `dimension` is what it measures, for whoever adds answers up."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    text: Words
    hint: Words | None = None
    dimension: Key | None = None
    optional: bool = False
    not_applicable: bool = False
    when: When | None = None


class Steps(Asked):
    """A row of whole numbers, of which the two ends at least have a name."""

    low: int = Field(alias="from", ge=0, le=1)
    high: int = Field(alias="to", ge=2, le=10)
    labels: dict[int, Words]

    @model_validator(mode="after")
    def _ends_are_named(self) -> Self:
        if missing := [end for end in (self.low, self.high) if end not in self.labels]:
            raise ValueError(f"labels name no end {', '.join(map(str, missing))}")
        if beyond := [step for step in self.labels if not self.low <= step <= self.high]:
            raise ValueError(f"labels name what is not on the scale: {', '.join(map(str, beyond))}")
        return self


class ScaleQuestion(Steps):
    """One number."""

    type: Literal["scale"]

    def items(self, name: str) -> list[Item]:
        return [Item(name, self.dimension, Number(self.low, self.high), may_be_none=self.not_applicable)]


class ChoiceQuestion(Asked):
    """One of several. The number kept is its place in the list, from 1."""

    type: Literal["choice"]
    options: dict[Key, Words] = Field(min_length=2)

    def items(self, name: str) -> list[Item]:
        kept = Number(1, len(self.options), names=tuple(self.options))
        return [Item(name, self.dimension, kept, may_be_none=self.not_applicable)]


class MatrixItem(Words):
    """A line of a matrix."""

    dimension: Key | None = None


class MatrixQuestion(Steps):
    """Several lines on one scale. A line's answer is kept under question.line."""

    type: Literal["matrix"]
    lines: dict[Key, MatrixItem] = Field(min_length=1)

    def items(self, name: str) -> list[Item]:
        kept = Number(self.low, self.high)
        return [
            Item(f"{name}.{key}", line.dimension or self.dimension, kept, may_be_none=self.not_applicable)
            for key, line in self.lines.items()
        ]


class WeightsQuestion(Asked):
    """100 points to be divided among several. Each share's dimension is its own name."""

    type: Literal["weights"]
    lines: dict[Key, Words] = Field(min_length=2)

    def items(self, name: str) -> list[Item]:
        return [Item(f"{name}.{key}", key, Share(name)) for key in self.lines]


class TextQuestion(Asked):
    """A few words of the customer's own."""

    type: Literal["text"]
    optional: bool = True
    longest: int = Field(default=LONGEST_TEXT, gt=0, le=2000)

    def items(self, name: str) -> list[Item]:
        return [Item(name, self.dimension, Remark(self.longest), may_be_none=self.not_applicable)]


Question = Annotated[
    ScaleQuestion | ChoiceQuestion | MatrixQuestion | WeightsQuestion | TextQuestion, Field(discriminator="type")
]


class Recover(Strict):
    """Below which score a case is opened, and within how many opening hours a person gets in touch."""

    below: int
    within_hours: float = Field(default=8, gt=0, le=400)


class Questionnaire(Strict):
    """All that a file says. `score` and `comment` are the questions that a line at the desk is made of.

    `may_change`: whoever has answered may come back to it until it closes.
    """

    name: Words
    title: Words
    intro: Words | None = None
    # Where the method was published; the wording is ours.
    method: str = Field(min_length=1)
    open_days: int = Field(default=14, ge=1, le=365)
    may_change: bool = False
    score: ItemKey | None = None
    comment: ItemKey | None = None
    recover: Recover | None = None
    questions: dict[Key, Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Self:
        known: dict[str, Item] = {}
        for name, question in self.questions.items():
            if question.when is not None and (wrong := _wrong(question.when, known)):
                raise ValueError(f"question {name}: {wrong}")
            known |= {item.key: item for item in question.items(name)}
        for key, kind in ((self.score, Number), (self.comment, Remark)):
            if key is not None and not (key in known and isinstance(known[key].kept, kind)):
                raise ValueError(
                    f"question {key}: no {'number' if kind is Number else 'text'} is asked under this name"
                )
        if self.recover and self.score is None:
            raise ValueError("recover needs a score")
        return self

    @property
    def items(self) -> dict[str, Item]:
        """Everything that is kept of an answer, by its key: a question, or a line of one."""
        return {item.key: item for name, question in self.questions.items() for item in question.items(name)}

    @property
    def version(self) -> str:
        """The same wording has the same version, wherever and whenever it is read."""
        kept = json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(kept.encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with what was answered, and sent to the page."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def shown(self, values: Values) -> list[str]:
        """The questions that are asked of whoever has answered so far with these numbers."""
        return [name for name, question in self.questions.items() if self._is_asked(question, values)]

    def missing(self, values: Values, answered: frozenset[str]) -> list[str]:
        """What is asked, must be answered and is not."""
        return [
            item.key
            for name in self.shown(values)
            if not self.questions[name].optional
            for item in self.questions[name].items(name)
            if item.key not in answered
        ]

    def _is_asked(self, question: Asked, values: Values) -> bool:
        when = question.when
        if when is None:
            return True
        value = values.get(when.question)
        if value is None:
            return False
        if when.below is not None:
            return value < when.below
        if when.above is not None:
            return value > when.above
        return self.items[when.question].name_of(value) == when.chosen


def get(name: str) -> Questionnaire:
    """The questionnaire of this name. Raises KeyError."""
    return questionnaires()[name]


def questionnaires() -> Mapping[str, Questionnaire]:
    """Every questionnaire that is on: what was published at the desk goes before the files. Raises
    QuestionnaireInvalid."""
    return _with_desk[0] if _with_desk else from_files()


def lay_over(published: Mapping[str, Questionnaire]) -> None:
    """From now on ask what was published at the desk, in place of the files of these names."""
    _with_desk[:] = [{**from_files(), **published}] if published else []


# What `lay_over` was told last, with the files below it.
_with_desk: list[Mapping[str, Questionnaire]] = []


@cache
def from_files() -> Mapping[str, Questionnaire]:
    """What the files say. Raises QuestionnaireInvalid."""
    return {path.stem: read(path) for path in content.files("surveys") if path.name != RULES}


def read(path: Path) -> Questionnaire:
    """The questionnaire of a file. Raises QuestionnaireInvalid."""
    try:
        return Questionnaire.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise QuestionnaireInvalid(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        problems = "\n".join(f"  {_place(problem['loc'])}{_reason(problem['msg'])}" for problem in error.errors())
        raise QuestionnaireInvalid(f"{path} cannot be used:\n{problems}") from error


def _wrong(when: When, known: Mapping[str, Item]) -> str | None:
    """Why a branch leads nowhere."""
    item = known.get(when.question)
    if item is None:
        return f"`when` names {when.question}, which is not asked before it"
    if not isinstance(item.kept, Number):
        return f"`when` names {when.question}, which is not answered with a number or a choice"
    if when.chosen is not None and when.chosen not in item.kept.names:
        return f"`when` names {when.chosen}, which {when.question} does not offer"
    return None


def _place(loc: tuple[int | str, ...]) -> str:
    if loc[:1] != ("questions",) or len(loc) < 2:
        return f"{'.'.join(map(str, loc))}: " if loc else ""
    # After its name pydantic says what type the question is of.
    inside = ".".join(map(str, loc[3:]))
    return f"question {loc[1]}: {inside + ': ' if inside else ''}"


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")

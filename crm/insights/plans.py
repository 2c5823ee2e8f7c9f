"""How a questionnaire's answers become figures: which item is the score, which belong together, and by what formula."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from crm import questionnaires
from crm.questionnaire_items import Item, Number, Remark, Share
from crm.questionnaires import Questionnaire
from crm.statistics import servqual

Formula = Literal["csat", "nps", "mean", "yes", "gaps", "kano"]
# Questionnaires whose score is no mean; a site's own ones are told by the mean of what they call their score.
FORMULAS: Mapping[str, Formula] = {"csat": "csat", "nps": "nps", "fcr": "yes", "servqual": "gaps", "kano": "kano"}
# What tells the two items of a pair from each other in their names.
SIDES: Mapping[str, tuple[str, str]] = {
    "gaps": ("expectation", "perception"),
    "kano": ("functional", "dysfunctional"),
}
# The questionnaire that is asked of the whole.
OVERALL_SCORE = "csat"


class Pair(NamedTuple):
    """Two items that are read together: expected and perceived, or with and without a feature."""

    first: str
    second: str
    part: str


class Outcome(NamedTuple):
    """What is to be explained: an item of a questionnaire, of this one or of one about the same conversation."""

    questionnaire: str
    item: str


@dataclass(frozen=True)
class Plan:
    """All that the counting needs to know of a questionnaire. `parts`: the dimension of each item that has one."""

    name: str
    formula: Formula
    items: tuple[str, ...]
    score: str | None
    words: tuple[str, ...]
    choices: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    weights: tuple[tuple[str, str], ...] = ()
    outcome: Outcome | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In the order in which they are asked."""
        named = (pair.part for pair in self.pairs) if self.formula == "gaps" else (part for _, part in self.parts)
        return tuple(dict.fromkeys(named))

    @property
    def is_whole(self) -> bool:
        """Whether SERVQUAL's five dimensions are there, of which the overall figure is the mean."""
        return set(self.dimensions) == set(servqual.DIMENSIONS)

    @property
    def of_respondents(self) -> bool:
        """Whether it takes each respondent's answers together, not only how often each was given."""
        return bool(self.dimensions or self.pairs)

    def rated(self, dimension: str) -> list[str]:
        """The items that a dimension is measured by; of a pair the first."""
        if self.formula == "gaps":
            return [pair.first for pair in self.pairs if pair.part == dimension]
        return [item for item, part in self.parts if part == dimension]


def plan(name: str) -> Plan:
    """The plan of a questionnaire of this site, as it is asked today. Raises KeyError."""
    return _of_version(name, questionnaires.get(name).version)


@cache
def _of_version(name: str, _version: str) -> Plan:
    return _plan(name, questionnaires.get(name))


def names() -> list[str]:
    """Every questionnaire that is reported on."""
    return sorted(questionnaires.questionnaires())


def _plan(name: str, asked: Questionnaire) -> Plan:
    items = asked.items
    numbers = {key: item for key, item in items.items() if isinstance(item.kept, Number)}
    formula = FORMULAS.get(name, "mean")
    made = Plan(
        name,
        formula,
        items=tuple(items),
        score=asked.score or (next(iter(numbers)) if formula == "yes" else None),
        words=tuple(key for key, item in items.items() if isinstance(item.kept, Remark)),
        choices=tuple(key for key, item in numbers.items() if isinstance(item.kept, Number) and item.kept.names),
        pairs=_pairs(numbers, SIDES[formula]) if formula in SIDES else (),
        parts=tuple((k, item.dimension) for k, item in numbers.items() if item.dimension and k != asked.score),
        weights=tuple((k, i.dimension) for k, i in items.items() if isinstance(i.kept, Share) and i.dimension),
    )
    return replace(made, outcome=_outcome(made))


def _pairs(numbers: Mapping[str, Item], sides: tuple[str, str]) -> tuple[Pair, ...]:
    """Items whose names differ in the side alone: of a question for each side, or of a line for each."""
    found = []
    for key, item in numbers.items():
        first, second = sides
        other = ".".join(second if word == first else word for word in key.split("."))
        if other != key and other in numbers and item.dimension:
            found.append(Pair(key, other, item.dimension))
    return tuple(found)


def _outcome(made: Plan) -> Outcome | None:
    """What the dimensions may move: the questionnaire's own score, else how satisfied the same conversation left."""
    if not made.dimensions or made.formula == "kano":
        return None
    if made.score:
        return Outcome(made.name, made.score)
    overall = questionnaires.questionnaires().get(OVERALL_SCORE)
    return Outcome(OVERALL_SCORE, overall.score) if overall and overall.score else None

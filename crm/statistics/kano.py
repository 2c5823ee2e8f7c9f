"""Kano's method: what must be there, what pleases by degrees, what delights, and what nobody minds.

N. Kano et al., Hinshitsu 14 (1984) no. 2, 147-156; the table, the coefficients and Fong's test as in C. Berger et al.,
Center for Quality Management Journal 2 (1993) no. 4, 3-36, and D. Fong, the same 5 (1996) no. 3, 9-13.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

from crm.statistics.estimates import Estimate, share


class Category(StrEnum):
    """In the order that decides between equals: what hurts most when missing comes first."""

    MUST_BE = "M"
    ONE_DIMENSIONAL = "O"
    ATTRACTIVE = "A"
    INDIFFERENT = "I"
    REVERSE = "R"
    QUESTIONABLE = "Q"


# The five answers: 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike.
STEPS = (1, 2, 3, 4, 5)
# Rows: the answer to "how if it is there"; columns: to "how if it is not". Another variant has Q for (2, 2) and (4, 4).
TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
# What the coefficients are shares of.
COUNTED = (Category.ATTRACTIVE, Category.ONE_DIMENSIONAL, Category.MUST_BE, Category.INDIFFERENT)
# More doubtful answers than this, and the question is badly put.
DOUBTFUL = 0.02
# Fong's critical value: 90 % confidence that the first two categories differ.
FONG = 1.65

Categories = Mapping[Category, int]


class Verdict(NamedTuple):
    """What a feature is to its users. `sure`: Fong's test tells the first category from the second."""

    category: Category
    sure: bool
    better: Estimate | None
    worse: Estimate | None
    doubtful: bool
    total_strength: float
    category_strength: float


def classify(functional: int | None, dysfunctional: int | None) -> Category | None:
    """The category of one pair of answers. None when either is missing: the pair says nothing."""
    if functional is None or dysfunctional is None:
        return None
    return Category(TABLE[STEPS.index(functional)][STEPS.index(dysfunctional)])


def tally(pairs: Iterable[tuple[int | None, int | None]]) -> dict[Category, int]:
    """How many pairs fall into each category."""
    found = dict.fromkeys(Category, 0)
    for pair in pairs:
        if (category := classify(*pair)) is not None:
            found[category] += 1
    return found


def majority(counts: Categories) -> Category | None:
    """The most frequent category, the more important one of equals. None of nothing."""
    if sum(counts.values()) == 0:
        return None
    # `max` keeps the first of equals.
    return max(Category, key=lambda category: counts.get(category, 0))


def is_sure(counts: Categories) -> bool:
    """Fong's test: whether the first category is more frequent than the second by more than chance."""
    n = sum(counts.values())
    if n == 0:
        return False
    first, second = sorted((counts.get(category, 0) for category in Category), reverse=True)[:2]
    return first - second >= FONG * sqrt((first + second) * (2 * n - first - second) / (2 * n))


def better(counts: Categories) -> Estimate | None:
    """By how much it satisfies to have it, from 0 to 1. None when all answers are R or Q."""
    return _coefficient(counts, Category.ATTRACTIVE, Category.ONE_DIMENSIONAL)


def worse(counts: Categories) -> Estimate | None:
    """By how much it dissatisfies to lack it, from 0 to -1. None when all answers are R or Q."""
    found = _coefficient(counts, Category.ONE_DIMENSIONAL, Category.MUST_BE)
    if found is None or found.low is None or found.high is None:
        return None
    return Estimate(-found.value, -found.high, -found.low, found.n)


def verdict(counts: Categories) -> Verdict | None:
    """All that is said of a feature. None of nothing."""
    category, n = majority(counts), sum(counts.values())
    if category is None:
        return None
    first, second = sorted(counts.values(), reverse=True)[:2]
    wanted = sum(counts.get(each, 0) for each in (Category.MUST_BE, Category.ONE_DIMENSIONAL, Category.ATTRACTIVE))
    return Verdict(
        category,
        is_sure(counts),
        better(counts),
        worse(counts),
        counts.get(Category.QUESTIONABLE, 0) / n > DOUBTFUL,
        wanted / n,
        (first - second) / n,
    )


def share_of(counts: Categories, *categories: Category) -> tuple[int, int]:
    """How many of A, O, M and I are in these categories, and how many these are in all: R and Q count nowhere."""
    n = sum(counts.get(category, 0) for category in COUNTED)
    return sum(counts.get(category, 0) for category in categories), n


def _coefficient(counts: Categories, *categories: Category) -> Estimate | None:
    return share(*share_of(counts, *categories))

"""Counting over respondents: what only each one's answers together tell, such as a gap, a pair or a mean of items.

The store gathers the answers of each into one row; the rows are read as they come, some thousands at a time.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import CTE, JSON, ColumnElement, Float, Function, case, cast, func, null, select
from sqlalchemy.orm import Session, aliased

from crm.insights.plans import Plan
from crm.insights.slices import Products, Slice
from crm.statistics.estimates import Moments
from crm.statistics.servqual import DIMENSIONS, POINTS
from crm.store import is_sqlite
from crm.surveys import Survey, SurveyAnswer

OVERALL, WEIGHTED = "overall", "weighted"
AT_A_TIME = 2_000
# Not applicable, in a row of answers; words are null there. No scale goes below 0.
_NOT_APPLICABLE = -1
# No item has such a name.
_OUTCOME = ""
Numbers = NDArray[np.float64]
Answers = dict[str, int | float | None]


def count_respondents(session: Session, asked: CTE, plan: Plan, slice_of: Callable[..., Slice]) -> None:
    """Everything about answers, by group, language and period."""
    one = SurveyAnswer
    value = case((one.not_applicable, _NOT_APPLICABLE), else_=one.value)
    key = asked.c.grp, asked.c.language, asked.c.now
    query = (
        select(*key, _gathered(session, one.question, value), _outcome(asked, plan))
        .join_from(asked, one, one.survey_id == asked.c.id)
        .group_by(asked.c.id, asked.c.conversation_id, *key)
    )
    rows = session.execute(query, execution_options={"yield_per": AT_A_TIME})
    for some in rows.partitions():
        parts: dict[tuple[Any, ...], list[Answers]] = {}
        for group, language, now, answers, outcome in some:
            parts.setdefault((group, language, now), []).append(answers | {_OUTCOME: outcome})
        for whose, people in parts.items():
            count(slice_of(*whose), plan, people)


def count(part: Slice, plan: Plan, people: Sequence[Answers]) -> None:
    """Add these respondents to a slice."""
    columns = {item: _column(item, people) for item in plan.items}
    for item, answers in columns.items():
        _count_item(part, item, answers)
    part.texts.update(item for item in plan.words for answers in people if answers.get(item, 0) is None)
    columns[_OUTCOME] = _column(_OUTCOME, people)
    given = {item: np.where(answers < 0, np.nan, answers) for item, answers in columns.items()}
    if plan.formula == "kano":
        _count_pairs(part, plan, given)
    elif plan.dimensions:
        _count_dimensions(part, plan, given)


def _outcome(asked: CTE, plan: Plan) -> ColumnElement[Any]:
    """How satisfied the same conversation left the customer, where this questionnaire does not ask itself."""
    if plan.outcome is None or plan.outcome.questionnaire == plan.name:
        return null()
    survey, answer = aliased(Survey), aliased(SurveyAnswer)
    return (
        select(func.avg(cast(answer.value, Float)))
        .join_from(survey, answer, answer.survey_id == survey.id)
        .where(
            survey.conversation_id == asked.c.conversation_id,
            survey.questionnaire == plan.outcome.questionnaire,
            answer.question == plan.outcome.item,
        )
        .scalar_subquery()
    )


def _gathered(session: Session, name: Any, value: Any) -> Function[Any]:
    make = func.json_group_object if is_sqlite(session) else func.json_object_agg
    return make(name, value, type_=JSON())


def _column(item: str, people: Sequence[Answers]) -> Numbers:
    """What everybody answered to an item; not a number where they did not."""
    return np.array([answers.get(item) for answers in people], dtype=float)


def _count_item(part: Slice, item: str, answers: Numbers) -> None:
    for value, n in zip(*np.unique(answers[~np.isnan(answers)], return_counts=True), strict=True):
        if value == _NOT_APPLICABLE:
            part.not_applicable[item] += int(n)
        else:
            part.counts[item][int(value)] += int(n)


def _count_pairs(part: Slice, plan: Plan, given: dict[str, Numbers]) -> None:
    for pair in plan.pairs:
        both = np.column_stack([given[pair.first], given[pair.second]])
        whole = both[~np.isnan(both).any(axis=1)]
        for (first, second), n in zip(*np.unique(whole, axis=0, return_counts=True), strict=True):
            part.kano[pair.part][int(first), int(second)] += int(n)


def _count_dimensions(part: Slice, plan: Plan, given: dict[str, Numbers]) -> None:
    means: dict[str, Numbers] = {}
    for dimension in plan.dimensions:
        rated = _rated(plan, dimension, given)
        means[dimension] = _means(rated)
        _count_whole(part, plan.rated(dimension), dimension, rated)
    for name, values in (means | _wholes(plan, means, given)).items():
        part.add_mean(name, _moments(values))
    if plan.outcome:
        own = plan.outcome.questionnaire == plan.name
        _count_products(part, [*means.values(), given[plan.outcome.item if own else _OUTCOME]])


def _rated(plan: Plan, dimension: str, given: dict[str, Numbers]) -> Numbers:
    """A column an item: the gap of a pair, which is there only if both answers are, else the answer itself."""
    if plan.formula == "gaps":
        pairs = [pair for pair in plan.pairs if pair.part == dimension]
        return np.column_stack([given[pair.second] - given[pair.first] for pair in pairs])
    return np.column_stack([given[item] for item in plan.rated(dimension)])


def _means(rated: Numbers) -> Numbers:
    """Each respondent's mean of what they answered; not a number for whoever answered nothing."""
    there = ~np.isnan(rated)
    n = there.sum(axis=1)
    means: Numbers = np.where(n > 0, np.where(there, rated, 0).sum(axis=1) / np.maximum(n, 1), np.nan)
    return means


def _count_whole(part: Slice, items: Iterable[str], dimension: str, rated: Numbers) -> None:
    """For Cronbach's alpha: each item, and their sum, of those who answered all of them."""
    whole = rated[~np.isnan(rated).any(axis=1)]
    part.add_whole(dimension, _moments(whole.sum(axis=1)))
    for item, column in zip(items, whole.T, strict=True):
        part.add_item(item, _moments(column))


def _wholes(plan: Plan, means: dict[str, Numbers], given: dict[str, Numbers]) -> dict[str, Numbers]:
    """Each respondent's mean of the five dimensions, plain and by points where these are a hundred."""
    if not plan.is_whole:
        return {}
    table = np.column_stack([means[dimension] for dimension in DIMENSIONS])
    found = {OVERALL: table.mean(axis=1)}
    item_of = {dimension: item for item, dimension in plan.weights}
    if item_of.keys() >= set(DIMENSIONS):
        points = np.column_stack([given[item_of[dimension]] for dimension in DIMENSIONS])
        valid = (points.sum(axis=1) == POINTS) & (points >= 0).all(axis=1)
        found[WEIGHTED] = np.where(valid, (points * table).sum(axis=1) / POINTS, np.nan)
    return found


def _count_products(part: Slice, variables: Sequence[Numbers]) -> None:
    """What key drivers are found from, of those who gave every dimension and the score."""
    table = np.column_stack(variables)
    whole = table[~np.isnan(table).any(axis=1)]
    if len(whole):
        part.products.add(Products(len(whole), whole.sum(axis=0).tolist(), (whole.T @ whole).tolist()))


def _moments(values: Numbers) -> Moments:
    there = values[~np.isnan(values)]
    return Moments(len(there), float(there.sum()), float((there * there).sum()))

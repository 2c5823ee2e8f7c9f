"""A year of conversations whose customers' true opinion is known, to hold the intervals of reports against it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from bench.simulated_surveys import Group, simulate
from crm.insights import plans
from crm.insights.periods import Period
from crm.insights.report import report
from crm.site import site
from crm.statistics.scores import DETRACTORS, PROMOTERS, SATISFIED
from crm.statistics.servqual import DIMENSIONS

# A Monday, and 52 weeks from it.
FIRST, WEEKS = date(2025, 1, 6), 52
QUESTIONNAIRES = ("csat", "nps", "ces", "servqual")
# How the points are shared out; the truth of the weighted gap follows from it.
POINTS = dict(zip(DIMENSIONS, (11, 32, 22, 19, 16), strict=True))

Truth = Mapping[str, Mapping[int, float]]
# Of the intervals of one figure: how many hold the truth, of how many.
Covered = dict[str, tuple[int, int]]


def simulate_year(session: Session, customers: int, *, seed: int) -> dict[str, list[Truth]]:
    """Ask so many customers in a year, each week by what is true in it; returns that."""
    random = np.random.default_rng(seed)
    truths: dict[str, list[Truth]] = {name: [] for name in QUESTIONNAIRES}
    each = customers // WEEKS // len(QUESTIONNAIRES)
    for week in range(WEEKS):
        start = Period(FIRST + timedelta(weeks=week), FIRST, site().zone).start
        for name in QUESTIONNAIRES:
            truth = _truth(name, random)
            truths[name].append(truth)
            groups = [Group(each, truth, skipping=0.03)]
            simulate(session, name, groups, start=start, days=6.9, seed=int(random.integers(2**32)))
    return truths


def covered(session: Session, truths: Mapping[str, list[Truth]]) -> Covered:
    """Of each kind of figure and of changes from week to week, how many intervals of the report hold the truth."""
    period = Period(FIRST, FIRST + timedelta(weeks=WEEKS, days=-1), site().zone)
    found: Covered = {}
    for name, weeks in truths.items():
        known = [_figures(name, truth) for truth in weeks]
        told = report(session, plans.plan(name), period, group_by="week").groups
        for week, cell in enumerate(told):
            for figure in cell.figures:
                true = known[week][figure.name]
                _count(found, name, figure.estimate, true)
                _count(found, "changes", figure.change, true - known[week - 1][figure.name])
    return found


def together(years: Iterable[Covered]) -> Covered:
    """Several years as one."""
    sums: Covered = {}
    for year in years:
        for name, (hits, tries) in year.items():
            before = sums.get(name, (0, 0))
            sums[name] = before[0] + hits, before[1] + tries
    return sums


def _count(found: Covered, name: str, told: Any, true: float) -> None:
    if told is None or told.low is None:
        return
    hits, tries = found.get(name, (0, 0))
    found[name] = hits + (told.low <= true <= told.high), tries + 1


def _truth(name: str, random: np.random.Generator) -> Truth:
    """How often each answer is true this week; no week is like another."""
    match name:
        case "csat":
            return {"satisfaction": _scale(random, 1, 5, 3.9)}
        case "nps":
            return {"recommendation": _scale(random, 0, 10, 8.2)}
        case "ces":
            return {"ease": _scale(random, 1, 7, 5.2)}
    pairs = plans.plan(name).pairs
    expected = {pair.first: _scale(random, 1, 7, 6.2) for pair in pairs}
    perceived = {pair.second: _scale(random, 1, 7, 5.0) for pair in pairs}
    return expected | perceived | {f"weights.{dimension}": {n: 1.0} for dimension, n in POINTS.items()}


def _scale(random: np.random.Generator, low: int, high: int, middle: float) -> dict[int, float]:
    steps = np.arange(low, high + 1)
    weights = np.exp(-((steps - middle - random.normal(0, 0.4)) ** 2) / 2.5) + 0.02
    return dict(zip(steps.tolist(), (weights / weights.sum()).tolist(), strict=True))


def _figures(name: str, truth: Truth) -> dict[str, float]:
    """The figures of everybody's true opinion."""
    if name == "servqual":
        return _gaps(truth)
    [scale] = truth.values()
    match name:
        case "csat":
            return {"csat": sum(scale[answer] for answer in SATISFIED)}
        case "nps":
            return {"nps": 100 * (sum(scale[one] for one in PROMOTERS) - sum(scale[one] for one in DETRACTORS))}
    return {"score": _mean(scale)}


def _gaps(truth: Truth) -> dict[str, float]:
    pairs = plans.plan("servqual").pairs
    gaps = {}
    for dimension in DIMENSIONS:
        items = [_mean(truth[p.second]) - _mean(truth[p.first]) for p in pairs if p.part == dimension]
        gaps[dimension] = sum(items) / len(items)
    weighted = sum(POINTS[dimension] * gap for dimension, gap in gaps.items()) / 100
    return {**gaps, "overall": sum(gaps.values()) / len(gaps), "weighted": weighted}


def _mean(scale: Mapping[int, float]) -> float:
    return sum(value * share for value, share in scale.items())

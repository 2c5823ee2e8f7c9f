"""Figures of a part of the answers, each with how far it may be off and what became of it since the last period."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crm.insights.plans import Plan
from crm.insights.respondents import OVERALL, WEIGHTED
from crm.insights.slices import Slice
from crm.statistics import changes, kano
from crm.statistics.changes import Change
from crm.statistics.estimates import Counts, Estimate, Moments, mean, share
from crm.statistics.kano import Category
from crm.statistics.scores import SATISFIED, counted, csat, nps

# Fewer answers than this tell more of a person than of the service, and hardly anything of either.
SHOWN_FROM = 5
Unit = Literal["share", "points", "scale", "gap", "coefficient"]
YES = 1


@dataclass(frozen=True)
class Figure:
    """One figure. `estimate` is None where nobody answered; `hidden`: where too few did."""

    name: str
    unit: Unit
    estimate: Estimate | None
    change: Change | None = None
    hidden: bool = False


def figures(plan: Plan, before: Slice, after: Slice) -> list[Figure]:
    """Every figure of a questionnaire, the main one first."""
    return [_shown(figure, before) for figure in _figures(plan, before, after)]


def withheld(figure: Figure) -> Figure:
    """The same without what it says."""
    return Figure(figure.name, figure.unit, None, None, hidden=True)


def of_share(name: str, before: tuple[int, int], after: tuple[int, int]) -> Figure:
    """A share, each period's as hits and n."""
    return Figure(name, "share", share(*after), changes.of_shares(before, after))


def tallied(part: Slice, feature: str) -> dict[Category, int]:
    """How many find a feature a must, a delight and so on."""
    found = dict.fromkeys(Category, 0)
    for pair, n in part.kano[feature].items():
        category = kano.classify(*pair)
        assert category is not None
        found[category] += n
    return found


def _figures(plan: Plan, before: Slice, after: Slice) -> Iterator[Figure]:
    old, new = before.count_of(plan.score), after.count_of(plan.score)
    match plan.formula:
        case "csat":
            yield Figure("csat", "share", csat(new), changes.of_shares(_satisfied(old), _satisfied(new)))
        case "nps":
            yield Figure("nps", "points", nps(new), changes.of_nps(old, new))
        case "yes":
            yield of_share(plan.name, (old.get(YES, 0), sum(old.values())), (new.get(YES, 0), sum(new.values())))
        case "kano":
            yield from _coefficients(plan, before, after)
        case "mean" if plan.score:
            yield _mean("score", "scale", Moments.of_counts(old), Moments.of_counts(new))
    if plan.formula != "kano":
        yield from _means(plan, before, after)


def _means(plan: Plan, before: Slice, after: Slice) -> Iterator[Figure]:
    unit: Unit = "gap" if plan.formula == "gaps" else "scale"
    wholes = (OVERALL, WEIGHTED) if plan.weights else (OVERALL,)
    for name in (*(wholes if plan.is_whole else ()), *plan.dimensions):
        yield _mean(name, unit, before.means[name], after.means[name])


def _coefficients(plan: Plan, before: Slice, after: Slice) -> Iterator[Figure]:
    for feature in dict.fromkeys(pair.part for pair in plan.pairs):
        old, new = tallied(before, feature), tallied(after, feature)
        yield Figure(f"{feature}.better", "coefficient", kano.better(new), _change(old, new, Category.ATTRACTIVE))
        yield Figure(f"{feature}.worse", "coefficient", kano.worse(new), _fallen(_change(old, new, Category.MUST_BE)))


def _change(old: kano.Categories, new: kano.Categories, category: Category) -> Change | None:
    before, after = (kano.share_of(counts, category, Category.ONE_DIMENSIONAL) for counts in (old, new))
    return changes.of_shares(before, after)


def _satisfied(counts: Counts) -> tuple[int, int]:
    return counted(counts, SATISFIED), sum(counts.values())


def _fallen(change: Change | None) -> Change | None:
    return change and Change(-change.value, -change.high, -change.low, change.p)


def _mean(name: str, unit: Unit, before: Moments, after: Moments) -> Figure:
    return Figure(name, unit, mean(after), changes.of_means(before, after))


def _shown(figure: Figure, before: Slice) -> Figure:
    if figure.estimate is not None and figure.estimate.n < SHOWN_FROM:
        return withheld(figure)
    # A change would tell the figure of before.
    if figure.change is not None and before.started < SHOWN_FROM:
        return Figure(figure.name, figure.unit, figure.estimate)
    return figure

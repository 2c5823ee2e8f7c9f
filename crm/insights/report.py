"""The report of a questionnaire: who answered, what they said, what of it has changed, and what it depends on."""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from sqlalchemy.orm import Session

from crm.insights import cells
from crm.insights.cells import Cell
from crm.insights.counting import GroupBy, counted, left_after, surveys_of, versions
from crm.insights.figures import SHOWN_FROM, Figure, figures, of_share, tallied
from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.insights.slices import Slice, added
from crm.statistics import kano
from crm.statistics.drivers import Drivers, key_drivers
from crm.statistics.estimates import Counts, Estimate, Moments, mean
from crm.statistics.kano import Category, Verdict
from crm.statistics.reliability import alpha
from crm.statistics.samples import sample_size

MARGIN = 0.05


@dataclass(frozen=True)
class Response:
    """How many were asked, began and reached the end. `needed`: answers for a share within five points."""

    sent: int
    started: int
    completed: int
    response: Figure
    completion: Figure
    needed: int | None


@dataclass(frozen=True)
class QuestionLine:
    """One item: who answered it, and how many went no further.

    `counts` is None where too few answered, and so is the mean; a choice has none.
    """

    item: str
    answered: int
    not_applicable: int
    left_after: int
    counts: Counts | None
    mean: Estimate | None


@dataclass(frozen=True)
class DimensionLine:
    """A dimension: what was expected, perceived and lacking, the points it was given, and whether its items agree."""

    dimension: str
    items: int
    expected: Estimate | None
    perceived: Estimate | None
    figure: Figure
    deviation: float | None
    points: Estimate | None
    alpha: float | None


@dataclass(frozen=True)
class FeatureLine:
    """A feature: how many put it into each category, and what follows. None of both where too few answered."""

    feature: str
    n: int
    counts: dict[Category, int] | None
    importance: Estimate | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Report:
    """All that is told of a questionnaire in a period."""

    plan: Plan
    period: Period
    group_by: GroupBy | None
    response: Response
    total: Cell
    languages: list[Cell]
    groups: list[Cell]
    questions: list[QuestionLine]
    dimensions: list[DimensionLine]
    features: list[FeatureLine]
    drivers: Drivers | None
    versions: int

    @property
    def pooled(self) -> bool:
        """Whether the total adds up answers given in different languages, which are not the same scale to everybody."""
        return sum(cell.started > 0 for cell in self.languages) > 1


def report(
    session: Session, plan: Plan, period: Period, *, group_by: GroupBy | None = None, language: str | None = None
) -> Report:
    """Count and tell. One language alone, or all of them with each beside the total."""
    asked = surveys_of(plan.name, period, group_by, language)
    slices = counted(session, asked, plan)
    before, after = cells.total(slices, now=False), cells.total(slices, now=True)
    return Report(
        plan=plan,
        period=period,
        group_by=group_by,
        response=_response(before, after),
        total=cells.cell(plan, None, slices),
        languages=cells.by_language(plan, slices),
        groups=cells.by_group(plan, slices, period, group_by),
        questions=_questions(plan, after, left_after(session, asked, plan)),
        dimensions=_dimensions(plan, before, after),
        features=[_feature(plan, after, feature) for feature in _features(plan)],
        drivers=_drivers(plan, after),
        versions=versions(session, plan, period),
    )


def weeks_of(period: Period) -> list[date]:
    """The first day of each week of a report by weeks."""
    return [day for day, _, _ in period.weeks()]


def _response(before: Slice, after: Slice) -> Response:
    return Response(
        after.sent,
        after.started,
        after.completed,
        of_share("response", (before.started, before.sent), (after.started, after.sent)),
        of_share("completion", (before.completed, before.started), (after.completed, after.started)),
        sample_size(MARGIN, population=after.sent) if after.sent else None,
    )


def _questions(plan: Plan, part: Slice, left: dict[str, int]) -> list[QuestionLine]:
    return [_question(item, part, left.get(item, 0), choice=item in plan.choices) for item in plan.items]


def _question(item: str, part: Slice, left: int, *, choice: bool) -> QuestionLine:
    counts = dict(sorted(part.count_of(item).items()))
    n = sum(counts.values())
    shown = n >= SHOWN_FROM
    return QuestionLine(
        item,
        n + part.texts[item],
        part.not_applicable[item],
        left,
        counts if shown else None,
        mean(Moments.of_counts(counts)) if shown and not choice else None,
    )


def _dimensions(plan: Plan, before: Slice, after: Slice) -> list[DimensionLine]:
    if plan.formula == "kano":
        return []
    named = {figure.name: figure for figure in figures(plan, before, after)}
    return [_dimension(plan, dimension, after, named[dimension]) for dimension in plan.dimensions]


def _dimension(plan: Plan, dimension: str, part: Slice, figure: Figure) -> DimensionLine:
    gaps = plan.formula == "gaps"
    rated = plan.rated(dimension)
    perceived = [pair.second for pair in plan.pairs if pair.part == dimension] if gaps else rated
    moments, whole = part.means[dimension], part.whole[dimension]
    points = next((item for item, of in plan.weights if of == dimension), None)
    return DimensionLine(
        dimension,
        len(rated),
        _pooled(part, rated if gaps else []),
        _pooled(part, perceived),
        figure,
        sqrt(moments.variance) if moments.n >= SHOWN_FROM else None,
        _pooled(part, [points] if points else []),
        alpha([part.items[item] for item in rated], whole) if whole.n >= SHOWN_FROM else None,
    )


def _pooled(part: Slice, items: list[str]) -> Estimate | None:
    """The mean of all answers to these items, without an interval: they are not independent of one another."""
    counts: dict[int, int] = {}
    for item in items:
        for value, n in part.count_of(item).items():
            counts[value] = counts.get(value, 0) + n
    n = max((sum(part.count_of(item).values()) for item in items), default=0)
    return Estimate(Moments.of_counts(counts).mean, None, None, n) if n >= SHOWN_FROM else None


def _features(plan: Plan) -> list[str]:
    return list(dict.fromkeys(pair.part for pair in plan.pairs)) if plan.formula == "kano" else []


def _feature(plan: Plan, part: Slice, feature: str) -> FeatureLine:
    counts = tallied(part, feature)
    n = sum(counts.values())
    shown = n >= SHOWN_FROM
    paired = {item for pair in plan.pairs for item in pair[:2]}
    rated = Moments.of_counts({})
    for item, of in plan.parts:
        if of == feature and item not in paired:
            rated = added(rated, Moments.of_counts(part.count_of(item)))
    importance = mean(rated) if rated.n >= SHOWN_FROM else None
    return FeatureLine(feature, n, counts if shown else None, importance, kano.verdict(counts) if shown else None)


def _drivers(plan: Plan, part: Slice) -> Drivers | None:
    products = part.products
    if products.n < SHOWN_FROM:
        return None
    return key_drivers(plan.dimensions, products.n, products.sums, products.products)

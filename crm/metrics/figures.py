"""Figures of some conversations: each metric with its interval, and what became of it since the period before."""

from dataclasses import dataclass, replace

from crm.insights.figures import SHOWN_FROM
from crm.metrics.catalogue import METRICS, Metric, Unit
from crm.metrics.counting import Group, Slice, Tally
from crm.statistics import changes, quantiles
from crm.statistics.changes import Change
from crm.statistics.estimates import Estimate, mean, share


@dataclass(frozen=True)
class Figure:
    """One figure. `estimate` is None where there was nothing to count; `hidden`: where it was too little."""

    slug: str
    unit: Unit
    estimate: Estimate | None
    change: Change | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Cell:
    """The conversations of one group."""

    group: Group
    talks: int
    figures: tuple[Figure, ...]


def figures(before: Slice, after: Slice) -> tuple[Figure, ...]:
    """Every metric, in the order of the list, also of too few to be `shown`."""
    return tuple(_figure(one, before.tallies[one.slug], after.tallies[one.slug]) for one in METRICS)


def shown(cell: Cell) -> Cell:
    """A cell without figures of too few, which say hardly anything.

    Other cells keep theirs, though the total less theirs tells of these: whoever sees it may open each conversation.
    """
    return replace(cell, figures=tuple(_withheld(one) if _is_of_few(one) else one for one in cell.figures))


def _is_of_few(figure: Figure) -> bool:
    return figure.unit != "count" and figure.estimate is not None and figure.estimate.n < SHOWN_FROM


def _figure(one: Metric, before: Tally, after: Tally) -> Figure:
    match one.unit:
        case "count":
            estimate = Estimate(float(after.n), None, None, after.n)
            return Figure(one.slug, one.unit, estimate, changes.of_counts(before.n, after.n) if before.n else None)
        case "share":
            change = changes.of_shares(before.share, after.share)
            return Figure(one.slug, one.unit, share(*after.share), change if before.n >= SHOWN_FROM else None)
        case "score":
            change = changes.of_means(before.moments, after.moments) if before.n >= SHOWN_FROM else None
            return Figure(one.slug, one.unit, mean(after.moments), change)
        case "seconds":
            old, new = sorted(before.times), sorted(after.times)
            change = quantiles.change(old, new, one.quantile) if len(old) >= SHOWN_FROM else None
            return Figure(one.slug, one.unit, quantiles.quantile(new, one.quantile), change)


def _withheld(figure: Figure) -> Figure:
    return Figure(figure.slug, figure.unit, None, None, hidden=True)

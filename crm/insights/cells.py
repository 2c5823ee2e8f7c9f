"""The parts of a report side by side, without those that would tell what single customers said."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from crm.insights.counting import Group, GroupBy, Key, Slices
from crm.insights.figures import SHOWN_FROM, Figure, figures, withheld
from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.insights.slices import Slice


@dataclass(frozen=True)
class Cell:
    """One part. `languages`: how many answered in each; `hidden`: too few answered, or too few elsewhere."""

    group: Group
    sent: int
    started: int
    completed: int
    languages: dict[str, int]
    figures: tuple[Figure, ...]
    hidden: bool = False


def total(slices: Slices, *, now: bool) -> Slice:
    """All groups and languages of a period."""
    return _sum(slices, lambda key: key.now == now)


def cell(plan: Plan, group: Group, slices: Slices) -> Cell:
    """The slices as one."""
    return _cell(plan, group, total(slices, now=False), total(slices, now=True), _languages(slices))


def by_language(plan: Plan, slices: Slices) -> list[Cell]:
    """Each language by itself."""
    found = sorted({key.language for key in slices})
    return guarded([cell(plan, one, {k: v for k, v in slices.items() if k.language == one}) for one in found])


def by_group(plan: Plan, slices: Slices, period: Period, group_by: GroupBy | None) -> list[Cell]:
    """Each group by itself: weeks in their order, each against the one before; others by how many answered."""
    if group_by is None:
        return []
    if group_by == "week":
        return guarded(_weeks(plan, slices, len(period.weeks())))
    groups = {key.group for key in slices}
    found = [cell(plan, one, {key: part for key, part in slices.items() if key.group == one}) for one in groups]
    return guarded(sorted(found, key=lambda one: (one.group is None, -one.started, str(one.group))))


def guarded(cells: list[Cell]) -> list[Cell]:
    """Without the figures of cells that too few answered.

    Where these are so few together that the total less the others would tell of them, the next smallest is hidden too.
    """
    answered = sorted((one for one in cells if one.started), key=lambda one: one.started)
    hidden, few = set(), 0
    for one in answered:
        if one.started < SHOWN_FROM or 0 < few < SHOWN_FROM:
            hidden.add(one.group)
            few += one.started
    return [_hidden(one) if one.group in hidden else one for one in cells]


def _weeks(plan: Plan, slices: Slices, number: int) -> list[Cell]:
    """By week. The last period's surveys have no week of it."""
    weeks = [{key: part for key, part in slices.items() if key.now and key.group == week} for week in range(number)]
    sums = [Slice(), *(total(week, now=True) for week in weeks)]
    return [
        _cell(plan, number, before, after, _languages(week))
        for number, ((before, after), week) in enumerate(zip(pairwise(sums), weeks, strict=True))
    ]


def _cell(plan: Plan, group: Group, before: Slice, after: Slice, languages: dict[str, int]) -> Cell:
    told = tuple(figures(plan, before, after))
    return Cell(group, after.sent, after.started, after.completed, languages, told)


def _languages(slices: Slices) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, part in slices.items():
        if key.now and part.started:
            found[key.language] = found.get(key.language, 0) + part.started
    return dict(sorted(found.items()))


def _hidden(one: Cell) -> Cell:
    return replace(one, figures=tuple(withheld(figure) for figure in one.figures), hidden=True)


def _sum(slices: Slices, wanted: Callable[[Key], bool]) -> Slice:
    found = Slice()
    for key, part in slices.items():
        if wanted(key):
            found.add(part)
    return found

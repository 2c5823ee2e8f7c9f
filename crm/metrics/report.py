"""The report on service: what became of the conversations of a period, as a whole and group by group."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy.orm import Session

from crm.insights.periods import Period
from crm.metrics.by_hour import Week, by_hour
from crm.metrics.counting import Key, Slice, counted, together
from crm.metrics.facts import facts
from crm.metrics.figures import Cell, figures, shown
from crm.metrics.talks import GroupBy, talks


@dataclass(frozen=True)
class ServiceReport:
    """All that is told of a period. `hours`: conversations by weekday and hour."""

    period: Period
    group_by: GroupBy | None
    total: Cell
    groups: list[Cell]
    hours: Week


def report(
    session: Session, period: Period, *, group_by: GroupBy | None = None, language: str | None = None
) -> ServiceReport:
    """Count and tell; one language alone, or all together."""
    talk = talks(period, group_by=group_by, language=language)
    slices = counted(session, talk, facts(talk))
    before, after = _of(slices, now=False), _of(slices, now=True)
    return ServiceReport(
        period=period,
        group_by=group_by,
        total=shown(Cell(None, after.talks, figures(before, after))),
        groups=_groups(slices, period, group_by),
        hours=by_hour(session, period, language=language),
    )


def _groups(slices: Mapping[Key, Slice], period: Period, group_by: GroupBy | None) -> list[Cell]:
    """Weeks in their order, each against the one before; others by how many conversations there were."""
    if group_by is None:
        return []
    if group_by == "week":
        weeks = [slices.get(Key(number, True), Slice()) for number in range(len(period.weeks()))]
        sides = enumerate(pairwise([Slice(), *weeks]))
        return [shown(Cell(number, after.talks, figures(before, after))) for number, (before, after) in sides]
    found = []
    for group in {key.group for key in slices if key.now}:
        before, after = slices.get(Key(group, False), Slice()), slices[Key(group, True)]
        found.append(shown(Cell(group, after.talks, figures(before, after))))
    return sorted(found, key=lambda cell: (cell.group is None, -cell.talks, str(cell.group)))


def _of(slices: Mapping[Key, Slice], *, now: bool) -> Slice:
    return together(part for key, part in slices.items() if key.now == now)

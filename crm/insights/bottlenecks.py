"""Bottlenecks: where customers' time is lost, and what changed since another period, as far as it is no chance."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.insights.figures import SHOWN_FROM
from crm.insights.steps import Spent, Step
from crm.statistics.shifts import Shift, noticed, quantile, real, shift

# Who talks or stands in line waits now; a case goes on while its customer does something else.
_LATER = "case"


@dataclass(frozen=True)
class Bottleneck:
    """A step of a period. `lost`: minutes that customers waited for us; of work, what it took longer than before.

    `real`: its change is more than chance and large enough to be noticed; None where nothing can be told.
    """

    step: Step
    n: int
    median: float
    p90: float
    minutes: float
    lost: float
    shift: Shift | None
    real: bool | None

    @property
    def live(self) -> bool:
        """Whether customers are in the conversation meanwhile."""
        return self.step.kind != _LATER


def bottlenecks(before: Mapping[Step, Spent], after: Mapping[Step, Spent]) -> list[Bottleneck]:
    """Every step that five customers or more went through, one test for each: cases last, what loses most first."""
    told = {step: one for step, one in after.items() if one.n >= SHOWN_FROM}
    shifts = [_shift(before.get(step), one) for step, one in told.items()]
    verdicts = real([one.p if one else None for one in shifts])
    found = [
        _bottleneck(step, one, before.get(step), change, noticed(change, verdict))
        for (step, one), change, verdict in zip(told.items(), shifts, verdicts, strict=True)
    ]
    return sorted(found, key=lambda one: (not one.live, -one.lost, -one.minutes, one.step.kind, one.step.topic or ""))


def _shift(before: Spent | None, after: Spent) -> Shift | None:
    return shift(before.days, after.days) if before and before.n >= SHOWN_FROM else None


def _bottleneck(
    step: Step, after: Spent, before: Spent | None, change: Shift | None, verdict: bool | None
) -> Bottleneck:
    median, p90 = quantile(after.values, 0.5), quantile(after.values, 0.9)
    assert median is not None and p90 is not None
    lost = after.minutes if step.part == "queueing" else 0.0
    if step.part == "work" and verdict and before and change and change.after > change.before:
        lost = max(0.0, after.minutes - after.n * before.minutes / before.n)
    return Bottleneck(step, after.n, median, p90, after.minutes, lost, change, verdict)

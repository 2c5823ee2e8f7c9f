"""Whether a forecast would have been right: past weeks told from those before them, beside the simplest forecast."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crm.statistics import demand

# Held out at most, newest first; each needs weeks before it.
HELD_OUT = 4
# Quarter-hours in which hardly anybody ever comes are right without any skill.
_SOMEBODY = 0.1


class Missed(NamedTuple):
    """How far off. `quarters`: the sum of errors over what came, by quarter-hour (WAPE); `days`: the mean error of a
    day's total, as a part of it (MAPE)."""

    quarters: float
    days: float


class Hindcast(NamedTuple):
    """`covered`: the share of the `n` quarter-hours with somebody expected that lay within their interval; `weeks` were
    held out. `naive`: as many as a week before."""

    weeks: int
    n: int
    covered: float
    model: Missed
    naive: Missed


def hindcast(weeks: NDArray[np.int64]) -> Hindcast | None:
    """Tell the last weeks (n, 7, 96), one after the other, by those before each; None where there are too few."""
    held = range(max(demand.FEWEST_WEEKS, len(weeks) - HELD_OUT), len(weeks))
    if not held or not weeks[held.start :].sum():
        return None
    told = [_told(weeks[:week]) for week in held]
    mean, low, high = (np.stack([one[part] for one in told]) for part in range(3))
    came, before = weeks[held.start :], weeks[held.start - 1 : -1]
    busy = mean >= _SOMEBODY
    within = (low <= came) & (came <= high) & busy
    return Hindcast(
        weeks=len(held),
        n=int(busy.sum()),
        covered=float(within.sum() / max(busy.sum(), 1)),
        model=_missed(came, mean),
        naive=_missed(came, before),
    )


def _told(before: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    """Mean, low and high (7, 96) of the week after these."""
    model = demand.fit(before)
    days = [demand.expected(model, place, ahead=1) for place in range(demand.DAYS)]
    return tuple(np.stack([day[part] for day in days]) for part in range(3))


def _missed(came: NDArray[np.int64], told: NDArray[np.float64] | NDArray[np.int64]) -> Missed:
    days, told_days = came.sum(axis=2), told.sum(axis=2)
    some = days > 0
    return Missed(
        quarters=float(np.abs(came - told).sum() / came.sum()),
        days=float((np.abs(days - told_days)[some] / days[some]).mean()),
    )

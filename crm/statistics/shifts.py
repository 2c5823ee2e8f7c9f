"""Whether what takes time takes longer than before, or only wavers as days do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from scipy.stats import false_discovery_control, mannwhitneyu

# Of fewer days on either side nothing can be told.
FEWEST_DAYS = 5
# A report is looked at every week: at the usual 0.95 it would invent two or three changes a year.
SURE = 0.99
# Less than this is no change that anybody notices, however sure it is.
NOTICED = 0.1

# Nothing has no logarithm: of minutes this is less than a second.
_LEAST = 0.01

# What was measured on each day.
ByDay = Mapping[date, Sequence[float]]


class Shift(NamedTuple):
    """From one median to another. `p`: how often days that are alike differ as much; None where days are too few."""

    before: float
    after: float
    p: float | None

    @property
    def ratio(self) -> float | None:
        """1.4 for 40 % more. None where it was nothing before."""
        return self.after / self.before if self.before else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """The value that this share of the values does not exceed, between neighbours in proportion. None of nothing."""
    return float(np.quantile(values, share)) if values else None


def shift(before: ByDay, after: ByDay) -> Shift | None:
    """Between two periods, by Mann and Whitney's test of what was usual on their days. None when one is of nothing.

    Customers of one hour wait in one line, so that their waits are not independent: taken one by one, a busy Tuesday
    would pass for proof. Days nearly are. What is usual on a day is the geometric mean, which a few very long waits do
    not move much. H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947) 50-60.
    """
    old, new = _all(before), _all(after)
    if not old or not new:
        return None
    p = None
    if min(len(before), len(after)) >= FEWEST_DAYS:
        p = float(mannwhitneyu(_usual(before), _usual(after), alternative="two-sided").pvalue)
    return Shift(float(np.median(old)), float(np.median(new)), p)


def real(ps: Sequence[float | None], confidence: float = SURE) -> list[bool | None]:
    """Which of several tests tell of more than chance, so that all together rarely do where nothing changed.

    Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300. None where none was made.
    """
    made = [p for p in ps if p is not None]
    # 1 - 0.99 is a little more than 0.01.
    chance = round(1 - confidence, 9)
    kept = iter(false_discovery_control(made) if made else [])
    return [None if p is None else bool(next(kept) < chance) for p in ps]


def noticed(change: Shift | None, verdict: bool | None) -> bool | None:
    """The verdict on a change, but no where it is too small for anybody to notice."""
    if change is None or not verdict:
        return verdict
    return change.ratio is None or abs(change.ratio - 1) >= NOTICED


def _all(days: ByDay) -> list[float]:
    return [value for values in days.values() for value in values]


def _usual(days: ByDay) -> list[float]:
    """The logarithm of each day's geometric mean."""
    return [float(np.mean(np.log(np.maximum(values, _LEAST)))) for values in days.values()]

"""How many will come in each quarter-hour of a day: a week's profile, a level with its trend, and how sure that is.

The mean of a quarter-hour is the level of its week times the share that its place in the week has. The profile is a
mean of past weeks, smoothed over time and, as far as weekdays are alike, over weekdays; how much is chosen by what
would have told each past week best from the others. Counts spread more than Poisson's: they are taken as negative
binomial, whose variance is m + spread · m² (J. Hilbe, *Negative Binomial Regression* (2011), 8).
"""

from itertools import product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.special import betainc, gammaincc

Numbers = NDArray[np.float64]
DAYS, QUARTERS = 7, 96
# With fewer whole weeks a profile is one week's chance.
FEWEST_WEEKS = 3
# How much is smoothed: quarter-hours to either side, and how far a weekday is taken for any day.
_WIDTHS, _ALIKE = (0.0, 1.0, 2.0, 4.0), (0.0, 0.5, 1.0)
# After so many weeks a week counts half; a trend fades by this from week to week, and is none unless it is so sure.
_HALF_LIFE, _FADING, _SURE, _TREND_FROM = 8.0, 0.9, 2.0, 6
_COVERED = 0.95
_NOBODY = 1e-9
# A spread that no count can tell from Poisson's.
_LITTLE = 1e-6


class Expected(NamedTuple):
    """Of each quarter-hour the mean, and the interval that holds the count in 95 of 100 cases."""

    mean: Numbers
    low: Numbers
    high: Numbers


class Model(NamedTuple):
    """What was learned. `profile` (7 days, 96 quarter-hours) has a sum of 1; `growth` is of the level's logarithm a
    week; `spread` belongs to a quarter-hour, `day_spread` to the whole day; `far`: how far off the level may be."""

    profile: Numbers
    level: float
    growth: float
    spread: float
    day_spread: float
    far: float


def fit(weeks: NDArray[np.int64]) -> Model:
    """Learn from whole weeks (n, 7, 96), oldest first; the first of the seven days is the same weekday in each.

    Raises ValueError for fewer than three weeks.
    """
    if len(weeks) < FEWEST_WEEKS:
        raise ValueError("so few weeks have no profile")
    levels, growth, far = _levels(weeks.sum(axis=(1, 2)).astype(float))
    weight = _weights(len(weeks))
    width, alike = max(product(_WIDTHS, _ALIKE), key=lambda one: _told(weeks, levels, weight, *one))
    others = _others(weeks, levels, weight, width, alike)
    profile = _smoothed(np.tensordot(weight, weeks, 1), width, alike)
    return Model(
        profile=profile,
        level=levels[-1],
        growth=growth,
        spread=_spread(weeks, others),
        day_spread=_spread(weeks.sum(axis=2), others.sum(axis=2)),
        far=far,
    )


def expected(model: Model, place: int, *, ahead: int, times: Numbers | float = 1.0) -> Expected:
    """The quarter-hours (96) of the day at this place of the seven, so many weeks ahead (1: the week after the last).

    `times`: as many times as many as usual, by quarter-hour or throughout.
    """
    mean = _level(model, ahead) * model.profile[place] * times
    return Expected(mean, *_interval(mean, model.spread + model.far**2))


def whole_day(model: Model, place: int, *, ahead: int, times: Numbers | float = 1.0) -> Expected:
    """The same for the sum of the day, as arrays of one number."""
    mean = np.atleast_1d((_level(model, ahead) * model.profile[place] * times).sum())
    return Expected(mean, *_interval(mean, model.day_spread + model.far**2))


def _level(model: Model, ahead: int) -> float:
    """A trend goes on, but fades."""
    faded = sum(_FADING**week for week in range(1, ahead + 1))
    return model.level * float(np.exp(model.growth * faded))


def _weights(n: int) -> Numbers:
    """How much each week counts, the last one 1."""
    return np.asarray(np.exp2(-np.arange(n)[::-1] / _HALF_LIFE))


def _levels(totals: Numbers) -> tuple[Numbers, float, float]:
    """The level of each week, its growth, and the relative standard error of the last one.

    A straight line through the logarithms where its slope is beyond chance, else one mean; late weeks weigh more.
    """
    n = len(totals)
    weight = _weights(n)
    logs, at = np.asarray(np.log(np.maximum(totals, 0.5))), np.arange(n) - (n - 1)
    if n >= _TREND_FROM:
        design = np.column_stack([np.ones(n), at])
        (level, slope), errors = _weighted_line(design.astype(float), logs, weight)
        if abs(slope) > _SURE * errors[1]:
            return np.exp(level + slope * at), float(slope), float(errors[0])
    mean = np.average(totals, weights=weight)
    deviation = np.sqrt(np.average((totals - mean) ** 2, weights=weight) * n / (n - 1))
    effective = weight.sum() ** 2 / (weight**2).sum()
    return np.full(n, mean), 0.0, float(deviation / max(mean, 0.5) / np.sqrt(effective))


def _weighted_line(design: Numbers, logs: NDArray[Any], weight: Numbers) -> tuple[Numbers, Numbers]:
    """Weighted least squares: the coefficients and their standard errors."""
    inverse = np.linalg.inv(design.T * weight @ design)
    found = inverse @ (design.T * weight) @ logs
    variance = (weight * (logs - design @ found) ** 2).sum() / weight.sum() * len(logs) / (len(logs) - 2)
    spread = inverse @ (design.T * weight**2 @ design) @ inverse
    return found, np.sqrt(variance * np.diag(spread))


def _smoothed(counts: Numbers, width: float, alike: float) -> Numbers:
    """A profile (…, 7, 96) of sum 1: over time around the whole week, and towards a day like any other."""
    flat = counts.reshape(*counts.shape[:-2], DAYS * QUARTERS)
    if width:
        flat = gaussian_filter1d(flat, width, axis=-1, mode="wrap")
    shaped = flat.reshape(counts.shape)
    if alike:
        by_time, by_day = shaped.sum(axis=-2, keepdims=True), shaped.sum(axis=-1, keepdims=True)
        total = np.maximum(by_day.sum(axis=-2, keepdims=True), _NOBODY)
        shaped = (1 - alike) * shaped + alike * by_day * by_time / total
    return np.asarray(shaped / np.maximum(shaped.sum(axis=(-2, -1), keepdims=True), _NOBODY))


def _others(weeks: NDArray[np.int64], levels: Numbers, weight: Numbers, width: float, alike: float) -> Numbers:
    """What the other weeks would have told of each (n, 7, 96)."""
    weighted = weight[:, None, None] * weeks
    return levels[:, None, None] * _smoothed(weighted.sum(axis=0) - weighted, width, alike)


def _told(weeks: NDArray[np.int64], levels: Numbers, weight: Numbers, width: float, alike: float) -> float:
    """How likely the weeks are, each by the others (Poisson's logarithm, without what is the same for all)."""
    mean = np.maximum(_others(weeks, levels, weight, width, alike), 1e-3)
    return float((weeks * np.log(mean) - mean).sum())


def _spread(counts: NDArray[np.int64], mean: Numbers) -> float:
    """By moments: how much more than Poisson's variance, as a part of the mean squared."""
    return max(0.0, float(((counts - mean) ** 2 - mean).sum() / max((mean**2).sum(), _NOBODY)))


def quantile(share: float, mean: Numbers, spread: float) -> Numbers:
    """The least count that so much of a negative binomial distribution lies at or below; of Poisson's without spread.

    The search begins where by Cantelli's inequality more of any distribution lies than is asked for.
    """
    below, above = np.full(mean.shape, -1.0), np.ceil(mean + 20 * np.sqrt(mean + spread * mean**2) + 1)
    while (above - below > 1).any():
        middle = np.floor((below + above) / 2)
        enough = _at_most(middle, mean, spread) >= share
        below, above = np.where(enough, below, middle), np.where(enough, middle, above)
    return np.asarray(above)


def _at_most(count: Numbers, mean: Numbers, spread: float) -> Numbers:
    if spread < _LITTLE:
        return np.asarray(gammaincc(count + 1, mean))
    return np.asarray(betainc(1 / spread, count + 1, 1 / (1 + spread * mean)))


def _interval(mean: Numbers, spread: float) -> tuple[Numbers, Numbers]:
    mean = np.maximum(mean, _NOBODY)
    return quantile((1 - _COVERED) / 2, mean, spread), quantile((1 + _COVERED) / 2, mean, spread)

"""Whether a figure has changed since the last period, or only wavers as samples do."""

from collections.abc import Callable
from math import sqrt
from typing import NamedTuple

from scipy.special import ndtr, stdtr

from crm.statistics.estimates import CONFIDENCE, Counts, Moments, normal_quantile, share, student_quantile
from crm.statistics.scores import nps, nps_error


class Change(NamedTuple):
    """By how much a figure is higher than before. `p`: how often so much comes of chance alone."""

    value: float
    low: float
    high: float
    p: float

    @property
    def noise(self) -> bool:
        """Whether chance explains it, at the level of the intervals."""
        return self.p >= 1 - CONFIDENCE


def of_shares(before: tuple[int, int], after: tuple[int, int], confidence: float = CONFIDENCE) -> Change | None:
    """Between two shares, each as hits and n.

    The interval is Newcombe's tenth (Statistics in Medicine 17 (1998) 873-890), the test the pooled one of two
    proportions, which is the chi-square test of their table. None when one of them is of nothing.
    """
    old, new = share(*before, confidence), share(*after, confidence)
    if old is None or new is None:
        return None
    assert old.low is not None and old.high is not None and new.low is not None and new.high is not None
    value = new.value - old.value
    low = value - sqrt((new.value - new.low) ** 2 + (old.high - old.value) ** 2)
    high = value + sqrt((new.high - new.value) ** 2 + (old.value - old.low) ** 2)
    pooled = (before[0] + after[0]) / (before[1] + after[1])
    error = sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / after[1]))
    return Change(value, low, high, _two_sided(value, error, lambda z: float(ndtr(-z))))


def of_means(before: Moments, after: Moments, confidence: float = CONFIDENCE) -> Change | None:
    """Between two means, by Welch's test (Biometrika 34 (1947) 28-35). None where one has fewer than two values."""
    if before.n < 2 or after.n < 2:
        return None
    old, new = before.variance / before.n, after.variance / after.n
    value, error = after.mean - before.mean, sqrt(old + new)
    if error == 0:
        return Change(value, value, value, 1.0 if value == 0 else 0.0)
    degrees = (old + new) ** 2 / (old**2 / (before.n - 1) + new**2 / (after.n - 1))
    half = student_quantile(degrees, confidence) * error
    return Change(value, value - half, value + half, _two_sided(value, error, lambda t: float(stdtr(degrees, -t))))


def of_counts(before: int, after: int, confidence: float = CONFIDENCE) -> Change:
    """Between how often something came in two times of the same length, if it comes by chance (Poisson).

    The test is that of two rates (J. Przyborowski, H. Wilenski, Biometrika 31 (1940) 313-323) by the normal curve. What
    comes in waves varies more than that: a small p is then less of a proof.
    """
    value, error = float(after - before), sqrt(before + after)
    half = normal_quantile(confidence) * error
    return Change(value, value - half, value + half, _two_sided(value, error, lambda z: float(ndtr(-z))))


def of_nps(before: Counts, after: Counts, confidence: float = CONFIDENCE) -> Change | None:
    """Between two NPS: independent samples, so that their variances add up. None when one is of nothing."""
    old, new = nps(before), nps(after)
    if old is None or new is None:
        return None
    value, error = new.value - old.value, sqrt(nps_error(before) ** 2 + nps_error(after) ** 2)
    half = normal_quantile(confidence) * error
    p = _two_sided(value, error, lambda z: float(ndtr(-z)))
    return Change(value, max(-200.0, value - half), min(200.0, value + half), p)


def _two_sided(value: float, error: float, tail: Callable[[float], float]) -> float:
    if error == 0:
        return 1.0 if value == 0 else 0.0
    return 2 * tail(abs(value) / error)

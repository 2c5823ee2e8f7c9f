"""Medians and other quantiles, with intervals from the order of the values alone: times are seldom normal."""

from collections.abc import Sequence
from math import ceil, sqrt

from scipy.special import ndtr

from crm.statistics.changes import Change
from crm.statistics.estimates import CONFIDENCE, Estimate, normal_quantile


def quantile(ordered: Sequence[float], p: float, confidence: float = CONFIDENCE) -> Estimate | None:
    """The smallest of some values in ascending order that at least a share of `p` does not exceed. None of nothing.

    Its bounds are the values whose ranks lie z · √(n p (1 − p)) from n p, none where the sample has no such rank
    (W. J. Conover, Practical Nonparametric Statistics, 3rd edition 1999, 143-145).
    """
    n = len(ordered)
    if n == 0:
        return None
    value = ordered[max(0, ceil(n * p - 1e-9) - 1)]
    half = normal_quantile(confidence) * sqrt(n * p * (1 - p))
    low, high = ceil(n * p - half), ceil(n * p + half)
    whole = low >= 1 and high <= n
    return Estimate(value, ordered[low - 1] if whole else None, ordered[high - 1] if whole else None, n)


def change(before: Sequence[float], after: Sequence[float], p: float, confidence: float = CONFIDENCE) -> Change | None:
    """Between the same quantile of two samples in ascending order; None where one has no interval.

    The standard error of each is the width of its interval over 2 z (D. Bonett, R. Price, Psychological Methods 7
    (2002) 370-383).
    """
    old, new = quantile(before, p, confidence), quantile(after, p, confidence)
    if old is None or new is None:
        return None
    if old.low is None or old.high is None or new.low is None or new.high is None:
        return None
    z = normal_quantile(confidence)
    error = sqrt((old.high - old.low) ** 2 + (new.high - new.low) ** 2) / (2 * z)
    value = new.value - old.value
    if error == 0:
        return Change(value, value, value, 1.0 if value == 0 else 0.0)
    return Change(value, value - z * error, value + z * error, 2 * float(ndtr(-abs(value) / error)))

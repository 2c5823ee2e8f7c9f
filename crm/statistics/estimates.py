"""A figure from a sample and how far it may be off: shares with Wilson's interval, means with Student's."""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple, Self

from scipy.special import ndtri, stdtrit

CONFIDENCE = 0.95

# How often each answer was given. A million answers on a scale are at most eleven numbers.
Counts = Mapping[int, int]


class Estimate(NamedTuple):
    """A figure, and the interval that covers the truth in 95 of 100 samples. No bounds from one answer alone."""

    value: float
    low: float | None
    high: float | None
    n: int


class Moments(NamedTuple):
    """All that means, variances and their tests need to know of a sample: it can be summed by a store."""

    n: int
    total: float
    squares: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """Of values at hand."""
        kept = list(values)
        return cls(len(kept), sum(kept), sum(value * value for value in kept))

    @classmethod
    def of_counts(cls, counts: Counts) -> Self:
        """Of a scale's histogram."""
        return cls(
            sum(counts.values()),
            sum(value * n for value, n in counts.items()),
            sum(value * value * n for value, n in counts.items()),
        )

    @property
    def mean(self) -> float:
        """Of at least one value."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """Of the sample (n - 1), of at least two values. Rounding never makes it negative."""
        return max(0.0, (self.n * self.squares - self.total * self.total) / (self.n * (self.n - 1)))


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """How many standard errors either side hold this share of a normal distribution: 1.96 for 95 %."""
    return float(ndtri((1 + confidence) / 2))


def student_quantile(degrees: float, confidence: float = CONFIDENCE) -> float:
    """The same of Student's t, for a variance that is itself estimated."""
    return float(stdtrit(degrees, (1 + confidence) / 2))


def share(hits: int, n: int, confidence: float = CONFIDENCE) -> Estimate | None:
    """A share with Wilson's score interval, which holds near 0 and 1 and for few answers. None of nothing.

    E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212.
    """
    if n == 0:
        return None
    z, p = normal_quantile(confidence), hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At the ends the bound is the end itself, but for rounding.
    return Estimate(p, 0.0 if hits == 0 else centre - half, 1.0 if hits == n else centre + half, n)


def mean(moments: Moments, confidence: float = CONFIDENCE) -> Estimate | None:
    """A mean with Student's interval. None of nothing."""
    if moments.n == 0:
        return None
    if moments.n == 1:
        return Estimate(moments.mean, None, None, 1)
    half = student_quantile(moments.n - 1, confidence) * sqrt(moments.variance / moments.n)
    return Estimate(moments.mean, moments.mean - half, moments.mean + half, moments.n)

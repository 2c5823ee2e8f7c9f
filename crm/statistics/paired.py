"""Whether one of two ways to answer the same questions is better: what only one of them gets right decides."""

from collections.abc import Iterable
from typing import NamedTuple, Self

import numpy as np
from scipy.stats import binom

from crm.statistics.estimates import CONFIDENCE

RESAMPLES = 10_000


class Pairs(NamedTuple):
    """How many questions both got right, only the first, only the second, and neither."""

    both: int
    lost: int
    gained: int
    neither: int

    @classmethod
    def of(cls, answers: Iterable[tuple[bool, bool]]) -> Self:
        """Counted from whether the first and the second got each question right."""
        kept = list(answers)
        return cls(*(kept.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))))

    @property
    def n(self) -> int:
        """How many questions there were."""
        return sum(self)

    @property
    def before(self) -> float:
        """The share that the first got right; 0 of nothing."""
        return (self.both + self.lost) / self.n if self.n else 0.0

    @property
    def after(self) -> float:
        """The share that the second got right; 0 of nothing."""
        return (self.both + self.gained) / self.n if self.n else 0.0


class Difference(NamedTuple):
    """By how much the second share is higher, and the interval that covers the truth in 95 of 100 samples."""

    value: float
    low: float
    high: float


def mcnemar(pairs: Pairs) -> float:
    """How often chance alone would part them so unevenly, two-sided and exact.

    Q. McNemar, Psychometrika 12 (1947) 153-157: were neither better, each question that only one got right would be a
    fair coin; so this is twice the smaller tail of a binomial with 1/2, and 1 where they differ in nothing.
    """
    apart = pairs.lost + pairs.gained
    return min(1.0, 2 * float(binom.cdf(min(pairs.lost, pairs.gained), apart, 0.5))) if apart else 1.0


def difference(
    pairs: Pairs, *, seed: int = 0, resamples: int = RESAMPLES, confidence: float = CONFIDENCE
) -> Difference:
    """The difference of the shares with its percentile bootstrap (Efron, Tibshirani, *The Bootstrap*, 1993, 13).

    Questions are drawn with both their answers: a multinomial of the four counts. The same seed, the same bounds.
    """
    value = pairs.after - pairs.before
    if pairs.n == 0:
        return Difference(0.0, 0.0, 0.0)
    drawn = np.random.default_rng(seed).multinomial(pairs.n, np.array(pairs) / pairs.n, size=resamples)
    low, high = np.quantile((drawn[:, 2] - drawn[:, 1]) / pairs.n, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Difference(value, float(low), float(high))


def holm(ps: Iterable[float]) -> list[float]:
    """p-values of several tests, raised so that all of them find nothing by chance more often than one alone does.

    S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    """
    kept = list(ps)
    order = sorted(range(len(kept)), key=lambda place: kept[place])
    raised, highest = [0.0] * len(kept), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(kept) - rank) * kept[place]))
        raised[place] = highest
    return raised

"""The scores of short questionnaires: CSAT, NPS and CES, from how often each answer was given."""

from collections.abc import Collection
from math import sqrt

from crm.statistics.estimates import CONFIDENCE, Counts, Estimate, Moments, mean, normal_quantile, share

# Answers out of five that count as satisfied: the "top two boxes".
SATISFIED = frozenset({4, 5})
# Reichheld's groups on the scale from 0 to 10: Harvard Business Review 81 (2003) no. 12, 46-54.
PROMOTERS = frozenset({9, 10})
DETRACTORS = frozenset(range(7))


def counted(counts: Counts, answers: Collection[int]) -> int:
    """How many gave one of these answers."""
    return sum(n for answer, n in counts.items() if answer in answers)


def csat(counts: Counts, satisfied: Collection[int] = SATISFIED, confidence: float = CONFIDENCE) -> Estimate | None:
    """The share, from 0 to 1, that is satisfied."""
    return share(counted(counts, satisfied), sum(counts.values()), confidence)


def nps(counts: Counts, confidence: float = CONFIDENCE) -> Estimate | None:
    """Per cent of promoters less per cent of detractors, from -100 to 100."""
    n = sum(counts.values())
    if n == 0:
        return None
    value = 100 * (counted(counts, PROMOTERS) - counted(counts, DETRACTORS)) / n
    half = normal_quantile(confidence) * nps_error(counts)
    return Estimate(value, max(-100.0, value - half), min(100.0, value + half), n)


def nps_error(counts: Counts) -> float:
    """The standard error of an NPS, in its points: the variance of answers that count as 1, 0 and -1.

    Where all are in one group that variance is 0, and the score would look certain after one answer: there three
    answers are added, three quarters of one at either end (B. Rocks, The American Statistician 70 (2016) 365-372).
    """
    n, promoters, detractors = sum(counts.values()), counted(counts, PROMOTERS), counted(counts, DETRACTORS)
    error = _trinomial_error(n, promoters, detractors)
    return error if error > 0 else _trinomial_error(n + 3, promoters + 0.75, detractors + 0.75)


def _trinomial_error(n: float, promoters: float, detractors: float) -> float:
    p, d = promoters / n, detractors / n
    return 100 * sqrt(max(0.0, p + d - (p - d) ** 2) / n)


def ces(counts: Counts, confidence: float = CONFIDENCE) -> Estimate | None:
    """The mean agreement, from 1 to 7, that it was made easy (CES 2.0)."""
    return mean(Moments.of_counts(counts), confidence)

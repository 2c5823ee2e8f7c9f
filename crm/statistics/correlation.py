"""How well two rankings of the same things agree."""

from collections.abc import Sequence
from math import atanh, sqrt, tanh

import numpy as np
from scipy.stats import rankdata

from crm.statistics.estimates import CONFIDENCE, Estimate, normal_quantile

_FEWEST = 4


def spearman(one: Sequence[float], other: Sequence[float], confidence: float = CONFIDENCE) -> Estimate | None:
    """Spearman's rank correlation, equal values with their mean rank; None of fewer than four, or where all are equal.

    The interval is Fisher's, with the standard error √((1 + r² / 2) / (n − 3)) of D. Bonett and T. Wright,
    Psychometrika 65 (2000) 23-28.
    """
    n = len(one)
    if n < _FEWEST or len(set(one)) < 2 or len(set(other)) < 2:
        return None
    r = float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
    if abs(r) >= 1 - 1e-12:
        return Estimate(round(r), round(r), round(r), n)
    half = normal_quantile(confidence) * sqrt((1 + r * r / 2) / (n - 3))
    return Estimate(r, tanh(atanh(r) - half), tanh(atanh(r) + half), n)

"""Key drivers: which parts of a service move what customers say of the whole."""

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from crm.statistics.estimates import student_quantile

Matrix = NDArray[np.float64]


class Driver(NamedTuple):
    """`slope`: points on the whole for one point on the part, the others held still.

    `importance`: the part's share of what all explain, from 0 to 1; it holds where parts go together, too.
    """

    name: str
    slope: float
    low: float
    high: float
    p: float
    importance: float


class Drivers(NamedTuple):
    """All parts, the most important first, and the share of the differences that they explain together."""

    drivers: tuple[Driver, ...]
    explained: float
    n: int


def key_drivers(
    names: Sequence[str], n: int, sums: Sequence[float], products: Sequence[Sequence[float]]
) -> Drivers | None:
    """Ordinary least squares of the last variable on the others.

    From n, each variable's sum, and the sums of their products two by two: the store adds them up. None where the
    answers are too few or too alike to tell.
    """
    centred = np.asarray(products, float) - np.outer(sums, sums) / max(n, 1)
    parts, with_whole, whole = centred[:-1, :-1], centred[:-1, -1], float(centred[-1, -1])
    k = len(names)
    degrees = n - k - 1
    if degrees < 1 or whole <= 0 or np.any(np.diag(parts) <= 0) or np.linalg.cond(_scaled(parts)) > 1e10:
        return None
    slopes = np.linalg.solve(parts, with_whole)
    residual = max(0.0, whole - float(slopes @ with_whole))
    errors = np.sqrt(residual / degrees * np.diag(np.linalg.inv(parts)))
    halves = student_quantile(degrees) * errors
    explained = 1 - residual / whole
    importance = _importance(parts, with_whole, whole)
    found = [
        Driver(
            name,
            float(slopes[i]),
            float(slopes[i] - halves[i]),
            float(slopes[i] + halves[i]),
            float(2 * stdtr(degrees, -abs(slopes[i] / errors[i]))) if errors[i] > 0 else 0.0,
            importance[i] / explained if explained > 0 else 0.0,
        )
        for i, name in enumerate(names)
    ]
    return Drivers(tuple(sorted(found, key=lambda driver: -driver.importance)), explained, n)


def key_drivers_of(
    names: Sequence[str], parts: Sequence[Sequence[float | None]], whole: Sequence[float | None]
) -> Drivers | None:
    """The same of the answers, a row a respondent. Rows with a missing answer are left out."""
    rows = [(*row, total) for row, total in zip(parts, whole, strict=True) if None not in row and total is not None]
    table = np.asarray(rows, float).reshape(len(rows), len(names) + 1)
    return key_drivers(names, len(rows), table.sum(axis=0).tolist(), (table.T @ table).tolist())


def _importance(parts: Matrix, with_whole: Matrix, whole: float) -> list[float]:
    """What each part adds to R², on average over the orders of adding them (Lindeman, Merenda and Gold, 1980, 120)."""
    k = len(with_whole)
    explained = {
        subset: _explained(parts, with_whole, whole, subset)
        for size in range(k + 1)
        for subset in combinations(range(k), size)
    }
    return [
        sum(
            factorial(len(subset))
            * factorial(k - len(subset) - 1)
            / factorial(k)
            * (explained[tuple(sorted((*subset, part)))] - explained[subset])
            for subset in explained
            if part not in subset
        )
        for part in range(k)
    ]


def _explained(parts: Matrix, with_whole: Matrix, whole: float, subset: tuple[int, ...]) -> float:
    if not subset:
        return 0.0
    chosen = list(subset)
    slopes = np.linalg.solve(parts[np.ix_(chosen, chosen)], with_whole[chosen])
    return float(slopes @ with_whole[chosen]) / whole


def _scaled(matrix: Matrix) -> Matrix:
    deviations: Matrix = np.sqrt(np.diag(matrix))
    scaled: Matrix = matrix / np.outer(deviations, deviations)
    return scaled

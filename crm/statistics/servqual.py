"""SERVQUAL and SERVPERF: how far what was perceived falls short of what was expected.

A. Parasuraman, V. Zeithaml, L. Berry, Journal of Retailing 64 (1988) no. 1, 12-40; J. Cronin, S. Taylor, Journal of
Marketing 56 (1992) no. 3, 55-68, who ask for the perception alone.
"""

from collections.abc import Iterable, Mapping

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
POINTS = 100

# What one respondent answered, by item. None: not answered, or does not apply.
Answers = Mapping[str, int | None]


class WeightsInvalid(ValueError):
    """The points given to the dimensions are not 100 in all, or not for each of them."""


def item_gaps(expected: Answers, perceived: Answers) -> dict[str, int]:
    """P - E of every item that was answered both times; the others are left out, never counted as 0."""
    pairs = ((item, value, perceived.get(item)) for item, value in expected.items())
    return {item: p - e for item, e, p in pairs if e is not None and p is not None}


def dimension_means(values: Mapping[str, float], dimension_of: Mapping[str, str]) -> dict[str, float]:
    """The mean of a respondent's items in each dimension of which there are any."""
    found: dict[str, list[float]] = {}
    for item, value in values.items():
        found.setdefault(dimension_of[item], []).append(value)
    return {dimension: _mean(items) for dimension, items in found.items()}


def unweighted(gaps: Mapping[str, float]) -> float | None:
    """The mean of the dimensions. None when one of them is missing: a mean of four is another figure."""
    if any(dimension not in gaps for dimension in DIMENSIONS):
        return None
    return _mean([gaps[dimension] for dimension in DIMENSIONS])


def weighted(gaps: Mapping[str, float], points: Mapping[str, int]) -> float | None:
    """The same by the points that the respondent gave to each. None as above. Raises WeightsInvalid."""
    check_points(points)
    if any(dimension not in gaps for dimension in DIMENSIONS):
        return None
    return sum(points[dimension] * gaps[dimension] for dimension in DIMENSIONS) / POINTS


def check_points(points: Mapping[str, int]) -> None:
    """Raises WeightsInvalid unless 100 points are shared out among the five dimensions."""
    if set(points) != set(DIMENSIONS) or min(points.values()) < 0 or sum(points.values()) != POINTS:
        raise WeightsInvalid(f"{POINTS} points are shared out among {', '.join(DIMENSIONS)}; found {dict(points)}")


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept)

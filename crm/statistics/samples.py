"""How many answers are needed."""

from math import ceil

from crm.statistics.estimates import CONFIDENCE, normal_quantile


def sample_size(
    margin: float, *, expected: float = 0.5, population: int | None = None, confidence: float = CONFIDENCE
) -> int:
    """Answers for a share within `margin` (0.05 for 5 points), fewer where `population` is small.

    W. Cochran, Sampling Techniques, 3rd ed. (1977) 75-76.
    """
    if not 0 < margin < 1 or not 0 < expected < 1:
        raise ValueError("margin and expected share lie between 0 and 1")
    unlimited = normal_quantile(confidence) ** 2 * expected * (1 - expected) / margin**2
    needed = unlimited if population is None else unlimited / (1 + (unlimited - 1) / population)
    # Not one more for the last binary digit.
    return ceil(round(needed, 9))

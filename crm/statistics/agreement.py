"""How far two raters agree beyond chance on a scale: Cohen's kappa, near misses counted as such, with its interval."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import ndtri

from crm.statistics.estimates import CONFIDENCE, Estimate

# How often the first gave one value and the second another.
Pairs = Mapping[tuple[int, int], int]
# More than floats are off by.
_LITTLE = 1e-12


def weighted_kappa(pairs: Pairs, scale: Sequence[int]) -> Estimate | None:
    """Quadratic weights: being two steps apart is four times as bad as one. None where nothing can be told: no pairs,
    or one rater gave the same value throughout. No bounds where they always agreed, as if that were certain.

    J. Cohen, Psychological Bulletin 70 (1968) 213-220; its variance in large samples: J. Fleiss, J. Cohen, B. Everitt,
    Psychological Bulletin 72 (1969) 323-327.
    """
    n = sum(pairs.values())
    if n == 0:
        return None
    share = np.array([[pairs.get((one, other), 0) for other in scale] for one in scale]) / n
    values = np.array(scale, dtype=float)
    weight = 1 - (np.subtract.outer(values, values) / (values[-1] - values[0])) ** 2
    first, second = share.sum(axis=1), share.sum(axis=0)
    chance = float(first @ weight @ second)
    if max(first.max(), second.max()) > 1 - _LITTLE:
        return None
    kappa = (float((weight * share).sum()) - chance) / (1 - chance)
    expected = np.add.outer(weight @ second, first @ weight)
    spread = (share * (weight - expected * (1 - kappa)) ** 2).sum() - (kappa - chance * (1 - kappa)) ** 2
    if spread < _LITTLE:
        return Estimate(kappa, None, None, n)
    far = float(ndtri((1 + CONFIDENCE) / 2) * np.sqrt(spread / n) / (1 - chance))
    return Estimate(kappa, max(-1.0, kappa - far), min(1.0, kappa + far), n)

"""Whether one figure is higher than another, by a test that may be looked at after every answer and stopped at any.

Two streams of figures between 0 and 1 are compared pair by pair. Somebody who bets on the second one stakes a share of
what they have on every pair: were it not higher, they could not expect to gain, whatever came before, and by Ville's
inequality (J. Ville, *Étude critique de la notion de collectif*, 1939) would have 1 / alpha of what they began with at
any time with a probability of at most alpha. Bets on bounded figures: I. Waudby-Smith, A. Ramdas, Journal of the Royal
Statistical Society B 86 (2024) 1-27; the mean of several stakes: H. Robbins, Annals of Mathematical Statistics 41
(1970) 1397-1409. Neither a distribution nor independence is assumed, only that no pair is expected to differ by more
than the margin, given those before it.
"""

from collections.abc import Sequence
from math import exp, log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

# Small ones find small differences, large ones find large differences soon.
STAKES = np.array([0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
_HALVINGS = 20

Floats = NDArray[np.floating[Any]]


class Bounds(NamedTuple):
    """What the difference of the means lies between, however often somebody has looked."""

    low: float
    high: float


def evidence(differences: Sequence[float], *, margin: float = 0.0) -> float:
    """How often chance alone would ever bring so much for a mean over the margin: a p-value that holds at any time.

    `differences`: the second figure less the first of each pair, -1 to 1, in their order.
    """
    return min(1.0, exp(-max(0.0, float(_wealth(differences, margin).max(initial=0.0)))))


def crossing(differences: Sequence[float], *, alpha: float, margin: float = 0.0) -> int | None:
    """After how many pairs it was clear that the second figure is higher by more than the margin; None: it is not."""
    over = np.flatnonzero(_wealth(differences, margin) >= log(1 / alpha))
    return int(over[0]) + 1 if over.size else None


def bounds(differences: Sequence[float], *, alpha: float) -> Bounds:
    """The differences that are not ruled out from either side, each at half of `alpha`: a confidence sequence."""
    turned = [-one for one in differences]
    return Bounds(_lowest(differences, alpha / 2), -_lowest(turned, alpha / 2))


def _lowest(differences: Sequence[float], alpha: float) -> float:
    """The highest margin that the mean is clearly over; -1 where it is over none."""
    low, high = -1.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if crossing(differences, alpha=alpha, margin=middle) is None:
            high = middle
        else:
            low = middle
    return low


def _wealth(differences: Sequence[float], margin: float) -> Floats:
    """The logarithm of what the mean of the stakes has become after each pair.

    A stake is a share of the largest that can lose no more than there is.
    """
    over = np.asarray(differences, dtype=float)[:, None] - margin
    steps = np.log1p(over * STAKES[None, :] / (1 + margin))
    found: Floats = logsumexp(np.cumsum(steps, axis=0), axis=1) - log(len(STAKES))
    return found

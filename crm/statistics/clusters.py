"""Groups of what is near one another: agglomerative clustering with average linkage (UPGMA).

R. R. Sokal and C. D. Michener, Univ. Kansas Sci. Bull. 38 (1958) 1409–1438. Everything begins as a group of its own;
the two groups whose members are most alike on average become one, again and again, until no two are alike enough.
Nothing is drawn by chance, so the same vectors in the same order give the same groups.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

# Rounding may leave a text a hair away from itself.
_NOTHING = 1e-9


def clusters(vectors: Sequence[Sequence[float]], *, alike: float) -> list[list[int]]:
    """The places of the vectors, in groups whose members' mean cosine is `alike` or more; the largest groups first.

    Within a group what is most like all of it comes first.
    """
    table = _unit(np.asarray(vectors, dtype=float))
    if len(table) < 2:
        return [[place] for place in range(len(table))]
    tree = linkage(np.clip(pdist(table, "cosine"), 0, None), "average")
    numbers = fcluster(tree, 1 - alike + _NOTHING, "distance")
    found: dict[int, list[int]] = {}
    for place, number in enumerate(numbers.tolist()):
        found.setdefault(number, []).append(place)
    groups = [_central_first(table, places) for places in found.values()]
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def _central_first(table: NDArray[np.float64], places: list[int]) -> list[int]:
    middle = table[places].sum(axis=0)
    # Rounded: what is equally like it stays in its order.
    return sorted(places, key=lambda place: (-round(float(table[place] @ middle), 9), place))


def _unit(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Vectors of length one; one of no length is left out of every group by pointing its own way."""
    if not len(table):
        return table
    length = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(np.where(length > 0, table / np.maximum(length, _NOTHING), 1 / np.sqrt(table.shape[1])))

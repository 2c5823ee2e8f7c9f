"""Which of some texts say nearly the same: groups by the characters that they share, in either language.

Each text is a vector of its character n-grams, weighed by how rare they are among these texts (TF-IDF; K. Sparck Jones,
J. Documentation 28 (1972) 11–21). It knows spelling and no meaning: a question and its translation are two groups.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u9fff]")
# Chinese says in two characters what English says in four.
_SIZES = {True: (1, 2), False: (3, 4)}
ALIKE = 0.42

Vector = dict[str, float]


def groups(texts: Sequence[str], *, alike: float = ALIKE) -> list[list[int]]:
    """The places of the texts that say nearly the same, each group by its first text, the largest groups first.

    A text joins the group whose first text it is most like, if the cosine is at least `alike`.
    """
    vectors = _vectors(texts)
    found: list[list[int]] = []
    # By n-gram, the groups whose first text has it, so that only those are compared that share one.
    heads: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        likeness: Counter[int] = Counter()
        for gram, weight in vector.items():
            for group, other in heads[gram]:
                likeness[group] += weight * other  # type: ignore[assignment]
        best = max(likeness, key=lambda group: likeness[group], default=None)
        if best is not None and likeness[best] >= alike:
            found[best].append(place)
            continue
        for gram, weight in vector.items():
            heads[gram].append((len(found), weight))
        found.append([place])
    return sorted(found, key=len, reverse=True)


def _vectors(texts: Sequence[str]) -> list[Vector]:
    """Unit vectors of n-grams."""
    counted = [Counter(_grams(text)) for text in texts]
    having = Counter(gram for one in counted for gram in one)
    rarity = {gram: _rarity(n, len(texts)) for gram, n in having.items()}
    return [_unit({gram: (1 + math.log(n)) * rarity[gram] for gram, n in one.items()}) for one in counted]


def _rarity(having: int, all_of_them: int) -> float:
    """Smoothed, so that what every text has still counts a little."""
    return math.log((1 + all_of_them) / (1 + having)) + 1


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {gram: weight / length for gram, weight in vector.items()}


def _grams(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    # What a number is tells nothing of what is asked.
    words = re.sub(r"\d+", "0", re.sub(r"[^\w]+", " ", folded)).strip()
    grams = []
    for size in _SIZES[_HAN.search(words) is not None]:
        padded = words if size == 1 else f" {words} "
        grams += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return grams or [words]

"""Which shifts cover what is needed with the fewest hours: an integer cover.

G. Dantzig, "A comment on Edie's traffic delays at toll booths", Operations Research 2 (1954) 339-341.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

# Of equal hours the fewest shifts are proposed: this much of a quarter-hour each.
_FEWER = 0.01


class Block(NamedTuple):
    """So many people from one quarter-hour of the day up to another, which is not theirs any more."""

    start: int
    end: int
    people: int


def cover(needed: Sequence[int], lengths: Sequence[int], *, step: int = 2) -> list[Block]:
    """Shifts of these lengths that begin at every `step` quarter-hours and lie within the day.

    Each column has its ones in one piece, so the matrix is totally unimodular, and the solver need not branch. Raises
    ValueError for no length, one that does not fit into the day, and one that ends before the next may begin.
    """
    if not lengths or not all(step <= length <= len(needed) for length in lengths):
        raise ValueError("a shift has to fit into the day")
    if not any(needed):
        return []
    possible = _possible(len(needed), lengths, step)
    there = np.array([[start <= one < end for start, end in possible] for one in range(len(needed))], dtype=float)
    found = milp(
        np.array([end - start + _FEWER for start, end in possible]),
        constraints=LinearConstraint(there, lb=np.asarray(needed, dtype=float)),
        integrality=np.ones(len(possible)),
        bounds=Bounds(0, np.inf),
    )
    assert found.success, found.message
    people = np.rint(found.x).astype(int)
    return [Block(start, end, int(n)) for (start, end), n in zip(possible, people, strict=True) if n]


def covered(blocks: Sequence[Block], quarters: int) -> list[int]:
    """How many people are there in each quarter-hour."""
    return [sum(one.people for one in blocks if one.start <= at < one.end) for at in range(quarters)]


def _possible(quarters: int, lengths: Sequence[int], step: int) -> list[tuple[int, int]]:
    """By their beginning. The last of each length ends with the day, so that nothing is out of reach."""
    spans = {
        (start, start + length)
        for length in set(lengths)
        for start in (*range(0, quarters - length, step), quarters - length)
    }
    return sorted(spans)

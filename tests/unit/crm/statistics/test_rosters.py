"""Shifts that cover what is needed: whole, with the fewest hours there are, and none that a day has no room for."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.statistics.rosters import Block, cover, covered


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=8, max_size=96), st.lists(st.integers(2, 8), min_size=1, max_size=3))
def test_everybody_who_is_needed_is_there(needed, lengths):
    blocks = cover(needed, lengths)

    assert all(there >= n for there, n in zip(covered(blocks, len(needed)), needed, strict=True))
    assert all(block.end - block.start in lengths and 0 <= block.start < block.end <= len(needed) for block in blocks)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_no_other_shifts_have_fewer_hours(needed):
    shifts = [(start, start + length) for length in (2, 3) for start in range(7 - length)]

    found = sum(block.people * (block.end - block.start) for block in cover(needed, (2, 3), step=1))

    best = min(
        sum(n * (end - start) for n, (start, end) in zip(people, shifts, strict=True))
        for people in product(range(3), repeat=len(shifts))
        if all(
            sum(n for n, (start, end) in zip(people, shifts, strict=True) if start <= at < end) >= needed[at]
            for at in range(6)
        )
    )
    assert found == best


def test_a_plain_day_is_covered_by_the_plain_shifts():
    needed = [0] * 32 + [2] * 32 + [0] * 32

    assert cover(needed, (16, 32)) == [Block(32, 64, 2)]
    assert cover([0] * 96, (16,)) == []


@pytest.mark.parametrize("lengths", [(), (1,), (97,)])
def test_refuses_shifts_that_do_not_fit_into_a_day(lengths):
    with pytest.raises(ValueError, match="fit"):
        cover([1] * 96, lengths)

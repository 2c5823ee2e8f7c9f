"""Whether what takes time takes longer: Mann and Whitney's test of days, and several tests together."""

import itertools
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.statistics.shifts import FEWEST_DAYS, Shift, noticed, quantile, real, shift


def days(*values):
    return {date(2026, 3, 1) + timedelta(days=number): list(several) for number, several in enumerate(values)}


def test_a_test_of_few_days_is_the_plain_count_of_all_ways_to_mix_them():
    old, new = [19, 22, 16, 29, 24], [20, 11, 17, 12, 1000]

    found = shift(days(*[[one] for one in old]), days(*[[one] for one in new]))

    # Counted by hand: the old day is the longer one in as many pairs, or as few, in so many of all ways to mix them.
    ways = list(itertools.combinations(range(10), 5))
    longer = sum(a > b for a in old for b in new)
    apart = [sum(a > b for a in one for b in set(range(10)) - set(one)) for one in ways]
    assert found.p == pytest.approx(sum(abs(one - 12.5) >= abs(longer - 12.5) for one in apart) / len(ways))


def test_tells_both_medians_of_all_values():
    found = shift(days([1, 2], [3]), days([4, 4, 10], [5]))

    assert (found.before, found.after, found.ratio) == (2, 4.5, 2.25)


@pytest.mark.parametrize("fewer", [0, 1])
def test_of_too_few_days_nothing_is_told(fewer):
    old = days(*[[1.0, 2.0]] * (FEWEST_DAYS - fewer))

    found = shift(old, days(*[[9.0]] * FEWEST_DAYS))

    assert (found.p is None) == bool(fewer)


def test_nothing_is_no_period_to_compare_with():
    assert shift({}, days([1.0])) is None
    assert shift(days([1.0]), {}) is None


def test_meets_the_worked_example_of_benjamini_and_hochberg():
    # Their paper, page 295: fifteen tests at 0.05, of which the first four are told.
    ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    ps += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]

    assert real(ps, 0.95) == [True] * 4 + [False] * 11


def test_a_test_that_was_not_made_counts_for_none():
    assert real([None, 0.009, None]) == [None, True, None]
    assert real([0.009, 0.9, 0.8]) == [False, False, False]
    assert real([]) == []


@example([0.01])
@given(st.lists(st.floats(0, 1), max_size=20))
def test_together_never_more_is_told_than_one_by_one(ps):
    assert all(p < 0.01 for p, told in zip(ps, real(ps), strict=True) if told)


@pytest.mark.parametrize(("after", "verdict"), [(1.05, False), (1.2, True), (0.8, True)])
def test_what_is_sure_but_too_small_to_be_noticed_is_no_change(after, verdict):
    assert noticed(Shift(1.0, after, 0.001), verdict=True) is verdict


def test_what_nobody_could_tell_stays_untold():
    assert noticed(Shift(1.0, 9.0, None), verdict=None) is None
    assert noticed(None, verdict=None) is None
    assert noticed(Shift(0.0, 9.0, 0.001), verdict=True) is True


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_is_numpys(values, share):
    assert quantile(values, share) == float(np.quantile(values, share))
    assert quantile([], share) is None


def test_busy_days_alone_pass_for_a_change_seldom():
    """Days that differ, as days do: of 400 pairs of weeks without a change at most one in twenty is told of."""
    random = np.random.default_rng(11)

    def fortnight():
        return days(*[random.lognormal(2 + random.normal(0, 0.3), 0.8, 40) for _ in range(14)])

    told = sum(shift(fortnight(), fortnight()).p < 0.05 for _ in range(400))

    # 20 are expected; 33 is three standard deviations above.
    assert told <= 33

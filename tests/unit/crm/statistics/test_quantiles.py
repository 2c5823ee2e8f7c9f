"""Quantiles and their intervals, against a worked number and against samples whose truth is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.statistics import quantiles
from crm.statistics.quantiles import quantile


def test_its_bounds_have_the_ranks_of_the_formula_rounded_up():
    # n p = 12, 1.96 · √3 = 3.39: from 8.61 to 15.39.
    values = [46.9, 47.2, 49.1, 56.5, 56.8, 59.2, 59.9, 63.2, 63.3, 63.4, 63.7, 64.1, 67.1, 67.7, 73.3, 78.5]

    found = quantile(values, 0.75)

    assert (found.value, found.low, found.high) == (64.1, 63.3, 78.5)


def test_says_nothing_of_nothing_and_has_no_bounds_of_little():
    assert quantile([], 0.5) is None
    assert quantile([3.0], 0.5)[:3] == (3.0, None, None)
    assert quantile([1.0, 2.0, 3.0], 0.9).high is None


@given(st.lists(st.floats(0, 1e6), min_size=1), st.sampled_from((0.5, 0.9)))
def test_it_is_the_smallest_value_that_enough_others_do_not_exceed(values, p):
    found = quantile(sorted(values), p)

    assert sum(value <= found.value for value in values) >= p * len(values) - 1e-6
    assert sum(value < found.value for value in values) < p * len(values) + 1e-6


@pytest.mark.parametrize("p", [0.5, 0.9])
def test_its_interval_holds_the_truth_in_about_95_of_100_samples(p):
    random = np.random.default_rng(11)
    truth = -math.log(1 - p)

    held = 0
    for _ in range(1000):
        found = quantile(np.sort(random.exponential(1, 200)).tolist(), p)
        held += found.low <= truth <= found.high

    assert 930 <= held <= 985


def test_a_change_is_told_from_noise():
    random = np.random.default_rng(12)
    one, same, slower = (np.sort(random.exponential(mean, 400)).tolist() for mean in (60, 60, 120))

    assert quantiles.change(one, same, 0.5).noise
    assert not quantiles.change(one, slower, 0.5).noise
    assert quantiles.change([1.0], slower, 0.5) is None

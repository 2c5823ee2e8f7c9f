"""Rank correlation against an independent computation, and whether a number has changed."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from crm.statistics.changes import of_counts
from crm.statistics.correlation import spearman


def test_it_is_that_of_an_independent_computation():
    random = np.random.default_rng(3)
    one = random.integers(1, 6, 80)
    other = one + random.normal(0, 1.5, 80)

    found = spearman(one.tolist(), other.tolist())

    assert found.value == pytest.approx(spearmanr(one, other).statistic, abs=1e-9)
    assert found.low < found.value < found.high


def test_the_interval_follows_bonett_and_wright():
    # atanh r ± 1.96 · √((1 + r² / 2) / (n − 3)), worked by hand for the ranks below: r = 0.6, n = 4.
    found = spearman([1, 2, 3, 4], [2, 1, 4, 3])

    assert found.value == pytest.approx(0.6)
    assert found.low == pytest.approx(np.tanh(np.arctanh(0.6) - 1.959964 * np.sqrt(1.18)), abs=1e-6)


def test_says_nothing_of_too_few_or_of_equals():
    assert spearman([1, 2, 3], [1, 2, 3]) is None
    assert spearman([5, 5, 5, 5], [1, 2, 3, 4]) is None
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1])[:3] == (-1, -1, -1)


def test_a_number_that_wavers_as_chance_does_has_not_changed():
    assert of_counts(100, 110).noise
    assert not of_counts(100, 160).noise
    assert of_counts(0, 0).p == 1

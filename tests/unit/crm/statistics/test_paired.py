"""Paired comparisons against published numbers, statsmodels and scipy."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as reference
from statsmodels.stats.multitest import multipletests

from crm.statistics.paired import Pairs, difference, holm, mcnemar

counts = st.integers(0, 60)


def test_gives_the_published_exact_p():
    # M. Fay, "Exact McNemar's test and matching confidence intervals" (vignette of the R package exact2x2): 0.06543.
    assert mcnemar(Pairs(21, 9, 2, 12)) == pytest.approx(0.06543, abs=5e-6)


def test_gives_the_published_shares():
    # Agresti, Categorical Data Analysis (1990) 350, approval of the prime minister in two surveys of 1,600 people.
    pairs = Pairs(794, 150, 86, 570)

    assert (pairs.before, pairs.after) == (0.59, 0.55)
    assert mcnemar(pairs) < 0.001


@given(counts, counts, counts, counts)
def test_agrees_with_statsmodels_on_mcnemar(both, lost, gained, neither):
    ours = mcnemar(Pairs(both, lost, gained, neither))

    if lost + gained:
        assert ours == pytest.approx(
            min(1.0, reference([[both, lost], [gained, neither]], exact=True).pvalue), abs=1e-12
        )
    else:
        assert ours == 1.0


@settings(max_examples=10, deadline=None)
@given(st.integers(5, 60), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_agrees_with_scipys_bootstrap_of_the_same_pairs(both, lost, gained, neither):
    pairs = Pairs(both, lost, gained, neither)
    each = np.repeat([0, -1, 1, 0], pairs)

    found = difference(pairs)

    theirs = stats.bootstrap(
        (each,), np.mean, method="percentile", n_resamples=5000, rng=np.random.default_rng(1), vectorized=True
    ).confidence_interval
    assert found.value == pytest.approx(each.mean())
    # Both are drawn: within the steps of a share and what 5,000 draws leave open.
    assert found.low == pytest.approx(theirs.low, abs=2 / pairs.n + 0.01)
    assert found.high == pytest.approx(theirs.high, abs=2 / pairs.n + 0.01)


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_agrees_with_statsmodels_on_holm(ps):
    assert holm(ps) == pytest.approx(list(multipletests(ps, method="holm")[1]), abs=1e-12)


def test_nothing_compared_is_no_difference_and_the_same_twice_is_the_same():
    assert (mcnemar(Pairs(0, 0, 0, 0)), difference(Pairs(0, 0, 0, 0))) == (1.0, (0.0, 0.0, 0.0))
    assert difference(Pairs(50, 3, 9, 8)) == difference(Pairs(50, 3, 9, 8))
    assert Pairs.of([(True, False), (False, True), (False, True), (True, True)]) == Pairs(1, 1, 2, 0)

"""Changes since the last period, and key drivers, against statsmodels and scipy."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from crm.statistics import changes
from crm.statistics.drivers import key_drivers_of
from crm.statistics.estimates import Moments


def test_gives_newcombes_published_interval():
    # Newcombe (1998) table II, (a) 56/70 against 48/80, method 10: 0.0524 to 0.3339.
    found = changes.of_shares((48, 80), (56, 70))

    assert found is not None
    assert [round(each, 4) for each in found[:3]] == [0.2, 0.0524, 0.3339]
    assert not found.noise


@given(st.integers(1, 400), st.integers(1, 400), st.data())
def test_agrees_with_statsmodels_on_shares(n, m, data):
    before, after = (data.draw(st.integers(0, n)), n), (data.draw(st.integers(0, m)), m)

    found = changes.of_shares(before, after)

    interval = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
    assert found is not None
    assert (found.low, found.high) == pytest.approx(interval, abs=1e-9)
    if 0 < before[0] + after[0] < n + m:
        p = proportions_ztest([after[0], before[0]], [m, n])[1]
        assert found.p == pytest.approx(p, abs=1e-9)
    else:
        assert found.noise


VALUES = st.lists(st.integers(1, 7), min_size=2, max_size=60).filter(lambda values: len(set(values)) > 1)


@given(VALUES, VALUES)
def test_agrees_with_scipys_welch_test_on_means(before, after):
    found = changes.of_means(Moments.of(before), Moments.of(after))

    welch = stats.ttest_ind(after, before, equal_var=False)
    interval = welch.confidence_interval()
    assert found is not None
    assert (found.value, found.p) == pytest.approx((np.mean(after) - np.mean(before), welch.pvalue), abs=1e-9)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_an_nps_changes_as_a_bootstrap_says():
    before, after = {10: 300, 8: 150, 3: 150}, {10: 360, 8: 140, 3: 100}
    thirds = [
        [(answer >= 9) - (answer <= 6) for answer, n in each.items() for _ in range(n)] for each in (after, before)
    ]

    found = changes.of_nps(before, after)

    drawn = stats.bootstrap(
        [100 * np.array(each) for each in thirds],
        lambda a, b, axis: a.mean(axis) - b.mean(axis),
        n_resamples=4000,
        method="percentile",
        rng=np.random.default_rng(7),
    ).confidence_interval
    assert found is not None
    assert (found.low, found.high) == pytest.approx((drawn.low, drawn.high), abs=0.7)
    assert not found.noise


def test_calls_what_chance_explains_noise():
    assert changes.of_shares((80, 100), (82, 100)).noise
    assert changes.of_nps({10: 60, 8: 25, 1: 15}, {10: 58, 8: 27, 1: 15}).noise
    assert changes.of_means(Moments.of([4, 5, 6, 5]), Moments.of([5, 5, 6, 5])).noise
    assert changes.of_shares((0, 0), (1, 2)) is changes.of_means(Moments.of([1]), Moments.of([1, 2])) is None


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(12, 120))
def test_agrees_with_statsmodels_on_key_drivers(seed, n):
    random = np.random.default_rng(seed)
    common = random.normal(size=(n, 1))
    parts = random.normal(size=(n, 3)) + common
    whole = parts @ [0.8, 0.3, 0.0] + random.normal(size=n)

    found = key_drivers_of(["reliability", "empathy", "tangibles"], parts.tolist(), whole.tolist())

    model = sm.OLS(whole, sm.add_constant(parts)).fit()
    bounds = dict(
        zip(
            ["reliability", "empathy", "tangibles"],
            zip(model.params[1:], model.conf_int()[1:], model.pvalues[1:], strict=True),
            strict=True,
        )
    )
    assert found is not None
    assert found.explained == pytest.approx(model.rsquared, abs=1e-9)
    for driver in found.drivers:
        slope, (low, high), p = bounds[driver.name]
        assert (driver.slope, driver.low, driver.high, driver.p) == pytest.approx((slope, low, high, p), abs=1e-9)
    assert sum(driver.importance for driver in found.drivers) == pytest.approx(1, abs=1e-9)


def test_key_drivers_leave_out_incomplete_answers_and_what_cannot_be_told_apart():
    parts = [[1, 3], [2, 1], [3, 4], [4, 2], [5, 5], [3, 1]]
    whole = [2, 2, 4, 3, 5, 2]
    names = ["a", "b"]

    found = key_drivers_of(names, parts, whole)

    assert found is not None
    assert key_drivers_of(names, [*parts, [1, None], [2, 2]], [*whole, 3, None]) == found
    assert key_drivers_of(names, [[x, x] for x, _ in parts], whole) is None
    assert key_drivers_of(names, parts[:3], whole[:3]) is None
    assert key_drivers_of(names, parts, [3] * 6) is None

"""Forecasts of arrivals against weeks whose truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from crm.statistics.demand import DAYS, QUARTERS, expected, fit, quantile, whole_day
from crm.statistics.hindcasts import hindcast

WEEKDAYS = np.array([1.6, 1, 1, 1, 1.2, 0.7, 0.6])


def truth(a_week, weeks, growth=0.0):
    """What is expected of each quarter-hour: two peaks between 8 and 22 o'clock, Mondays full, weekends quiet."""
    at = np.arange(QUARTERS)
    day = 0.4 + np.exp(-(((at - 42) / 8) ** 2)) + 0.7 * np.exp(-(((at - 68) / 10) ** 2))
    profile = WEEKDAYS[:, None] * np.where((at >= 32) & (at < 88), day, 0.0)
    return a_week * np.exp(growth * np.arange(weeks))[:, None, None] * profile / profile.sum()


def came(mean, *, seed, spread=0.0):
    chance = np.random.default_rng(seed)
    busy = chance.gamma(1 / spread, spread, size=mean.shape) if spread else 1.0
    return chance.poisson(mean * busy)


def test_finds_the_profile_of_a_service_that_does_not_change():
    mean = truth(4000, 13)
    model = fit(came(mean[:12], seed=1))

    told = np.stack([expected(model, place, ahead=1).mean for place in range(DAYS)])

    assert told.sum() == pytest.approx(4000, rel=0.03)
    assert np.abs(told - mean[12]).sum() / 4000 < 0.06
    assert model.growth == 0


def test_goes_on_with_a_trend_that_is_beyond_chance_but_ever_less():
    mean = truth(3000, 21, growth=0.03)
    model = fit(came(mean[:20], seed=2))

    weeks = [sum(whole_day(model, place, ahead=ahead).mean[0] for place in range(DAYS)) for ahead in (1, 2, 3, 4)]

    assert model.growth == pytest.approx(0.03, abs=0.01)
    assert weeks[0] == pytest.approx(mean[20].sum(), rel=0.05)
    assert weeks[0] < weeks[1] < weeks[2] < weeks[3]
    assert weeks[3] - weeks[2] < weeks[1] - weeks[0]


@pytest.mark.parametrize("spread", [0.0, 0.15])
def test_intervals_hold_about_95_of_100_also_where_counts_spread_more_than_by_chance_alone(spread):
    mean = truth(6000, 30)
    weeks = came(mean, seed=3, spread=spread)
    model = fit(weeks[:12])

    days = [expected(model, place, ahead=1) for place in range(DAYS)]
    low, high, usual = (np.stack([getattr(day, name) for day in days]) for name in ("low", "high", "mean"))
    later = weeks[12:]
    held = ((low <= later) & (later <= high))[:, usual >= 0.1].mean()

    assert 0.94 < held < 0.99


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.integers(3, 9), st.floats(0, 60), st.floats(0, 10))
def test_any_weeks_have_a_forecast_within_its_interval_and_so_many_times_as_many_is_just_that(seed, n, a_week, times):
    model = fit(came(truth(a_week, n), seed=seed))

    plain, more = expected(model, 2, ahead=1), expected(model, 2, ahead=1, times=times)

    assert model.profile.sum() == pytest.approx(1) or not model.profile.any()
    assert np.all(plain.low <= plain.high)
    assert np.all(np.isfinite(plain.high))
    assert more.mean == pytest.approx(plain.mean * times)
    assert whole_day(model, 2, ahead=1).mean[0] == pytest.approx(plain.mean.sum())


@settings(deadline=None)
@given(
    st.lists(st.floats(1e-9, 5000), min_size=1, max_size=5), st.floats(1e-3, 20), st.sampled_from([0.025, 0.5, 0.975])
)
def test_quantiles_are_those_of_the_distributions(means, spread, share):
    mean = np.array(means)

    for found, known in (
        (quantile(share, mean, spread), nbinom(1 / spread, 1 / (1 + spread * mean))),
        (quantile(share, mean, 0.0), poisson(mean)),
    ):
        assert np.all(known.cdf(found) >= share - 1e-9)
        assert np.all(known.cdf(found - 1) < share + 1e-9)


def test_is_better_than_copying_the_week_before_and_says_how_good():
    found = hindcast(came(truth(2000, 12), seed=4, spread=0.05))

    assert found.weeks == 4
    assert found.n > 1000
    assert 0.93 < found.covered <= 1
    assert found.model.quarters < found.naive.quarters
    assert found.model.days < found.naive.days


def test_tells_nothing_of_too_few_weeks():
    weeks = came(truth(200, 4), seed=5)

    with pytest.raises(ValueError, match="few"):
        fit(weeks[:2])
    assert hindcast(weeks[:3]) is None
    assert hindcast(weeks).weeks == 1
    assert hindcast(np.zeros((6, DAYS, QUARTERS), dtype=int)) is None

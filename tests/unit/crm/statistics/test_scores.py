"""The scores of short questionnaires: worked numbers, an independent computation, what holds for any answers."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from crm.statistics.estimates import Moments, mean, share
from crm.statistics.samples import sample_size
from crm.statistics.scores import ces, csat, nps, nps_error

NPS_ANSWERS = st.dictionaries(st.integers(0, 10), st.integers(0, 500), min_size=1).filter(lambda c: sum(c.values()) > 0)


@pytest.mark.parametrize(
    ("hits", "n", "value", "low", "high"),
    [(80, 100, 80, 71.1, 86.7), (0, 10, 0, 0, 27.8), (10, 10, 100, 72.2, 100)],
)
def test_gives_csat_with_wilsons_interval(hits, n, value, low, high):
    found = csat({5: hits, 2: n - hits})

    assert found is not None
    assert [round(100 * each, 1) for each in found[:3]] == [value, low, high]


@given(st.integers(1, 2000), st.data())
def test_agrees_with_statsmodels_on_wilsons_interval(n, data):
    hits = data.draw(st.integers(0, n))

    found = share(hits, n)

    assert found is not None
    assert (found.low, found.high) == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-9)


def test_gives_nps_with_its_standard_error():
    counts = {10: 40, 9: 20, 8: 20, 7: 5, 6: 5, 0: 10}

    found = nps(counts)

    assert found is not None
    assert found.value == 45
    assert round(found.value - found.low, 1) == round(found.high - found.value, 1) == 14.5
    assert nps_error(counts) == pytest.approx(100 * sqrt((0.60 + 0.15 - 0.45**2) / 100), abs=1e-9)


@given(NPS_ANSWERS)
def test_agrees_on_nps_with_the_mean_of_its_thirds(counts):
    thirds = [(answer >= 9) - (answer <= 6) for answer, n in counts.items() for _ in range(n)]
    spread = np.var(thirds)

    found = nps(counts)

    assert found is not None
    assert found.value == pytest.approx(100 * sum(thirds) / len(thirds), abs=1e-9)
    if spread > 0:
        assert nps_error(counts) == pytest.approx(100 * sqrt(spread / len(thirds)), abs=1e-9)
    assert -100 <= found.low <= found.value <= found.high <= 100


def test_is_not_certain_of_an_nps_after_few_answers_that_agree():
    assert nps({10: 5}).low < 90
    assert nps({10: 5}).high == 100


@given(st.dictionaries(st.integers(1, 7), st.integers(1, 300), min_size=2))
def test_agrees_with_scipy_on_the_mean_effort_and_its_interval(counts):
    answers = [answer for answer, n in counts.items() for _ in range(n)]

    found = ces(counts)

    interval = stats.t.interval(0.95, len(answers) - 1, stats.tmean(answers), stats.sem(answers))
    assert found is not None
    assert found.value == pytest.approx(stats.tmean(answers), abs=1e-9)
    assert (found.low, found.high) == pytest.approx(interval, abs=1e-9)


def test_gives_students_mean_of_a_published_sample():
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2: ZARR13.DAT, from its n, mean and standard deviation.
    n, average, deviation = 195, 9.261460, 0.2278881e-01
    squares = (n - 1) * deviation**2 + n * average**2

    found = mean(Moments(n, n * average, squares))

    assert found is not None
    # Its mean is printed to six places.
    assert (found.low, found.high) == pytest.approx((9.258242, 9.264679), abs=1e-6)


def test_says_nothing_of_no_answers_and_gives_one_no_interval():
    assert csat({}) is nps({}) is ces({}) is share(0, 0) is None
    assert ces({6: 1}) == (6, None, None, 1)


@given(NPS_ANSWERS, st.randoms())
def test_scores_do_not_depend_on_the_order_of_answers(counts, random):
    shuffled = list(counts.items())
    random.shuffle(shuffled)

    assert nps(dict(shuffled)) == nps(counts)
    assert csat(dict(shuffled)) == csat(counts)


def test_needs_so_many_answers():
    assert sample_size(0.05) == 385
    assert sample_size(0.05, population=1000) == 278
    # Cochran (1977) 75-76: a share near one half within 5 points, at two standard errors.
    assert sample_size(0.05, confidence=stats.norm.cdf(2) * 2 - 1) == 400
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_size(5)


@given(st.floats(0.01, 0.2), st.integers(10, 100_000))
def test_a_small_population_never_needs_more_than_itself(margin, population):
    assert sample_size(margin, population=population) <= min(population, sample_size(margin))

"""SERVQUAL's gaps and Cronbach's alpha: a worked example, an independent computation, missing answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.statistics.reliability import alpha_of
from crm.statistics.servqual import DIMENSIONS, WeightsInvalid, dimension_means, item_gaps, unweighted, weighted

EXPECTED = dict(zip(DIMENSIONS, (6.0, 6.8, 6.5, 6.6, 6.2), strict=True))
PERCEIVED = dict(zip(DIMENSIONS, (5.5, 5.4, 5.9, 6.1, 5.8), strict=True))
POINTS = dict(zip(DIMENSIONS, (11, 32, 22, 19, 16), strict=True))
GAPS = {dimension: PERCEIVED[dimension] - EXPECTED[dimension] for dimension in DIMENSIONS}

ANSWER = st.one_of(st.none(), st.integers(1, 7))
ITEMS = [f"{dimension}_{i}" for dimension in DIMENSIONS for i in range(1, 5)]
DIMENSION_OF = {item: item.rsplit("_", 1)[0] for item in ITEMS}
RESPONDENT = st.fixed_dictionaries(dict.fromkeys(ITEMS, ANSWER))


def test_gives_the_worked_gaps_with_and_without_weights():
    assert unweighted(GAPS) == pytest.approx(-0.68, abs=1e-9)
    assert weighted(GAPS, POINTS) == pytest.approx(-0.794, abs=1e-9)


@pytest.mark.parametrize(
    "points", [POINTS | {"empathy": 15}, POINTS | {"empathy": 116, "reliability": -68}, {"reliability": 100}]
)
def test_refuses_points_that_are_not_a_hundred_over_five(points):
    with pytest.raises(WeightsInvalid):
        weighted(GAPS, points)


@given(RESPONDENT, RESPONDENT)
def test_agrees_with_numpy_and_leaves_missing_pairs_out(expected, perceived):
    found = dimension_means(item_gaps(expected, perceived), DIMENSION_OF)

    table = np.array(
        [[np.nan if of[i] is None else of[i] for i in ITEMS] for of in (expected, perceived)], float
    ).reshape(2, 5, 4)
    gaps = np.ma.masked_invalid(table[1] - table[0]).mean(axis=1)
    assert found == pytest.approx(
        {d: float(g) for d, g in zip(DIMENSIONS, gaps, strict=True) if g is not np.ma.masked}, abs=1e-9
    )
    assert (unweighted(found) is None) == (len(found) < 5)


@given(RESPONDENT, st.randoms())
def test_gaps_do_not_depend_on_the_order_of_items(perceived, random):
    expected = dict.fromkeys(ITEMS, 7)
    shuffled = random.sample(sorted(perceived.items()), len(perceived))

    assert item_gaps(expected, dict(shuffled)) == item_gaps(expected, perceived)


def test_gives_alpha_of_a_published_example():
    # Two items that correlate by r have Spearman and Brown's 2r / (1 + r) when they spread alike.
    rows = [(1, 2), (2, 1), (3, 4), (4, 3), (5, 5)]
    r = np.corrcoef(np.array(rows).T)[0, 1]

    assert alpha_of(rows) == pytest.approx(2 * r / (1 + r), abs=1e-9)


@given(st.lists(st.lists(st.integers(1, 7), min_size=4, max_size=4), min_size=2, max_size=40))
def test_agrees_with_the_covariances_on_alpha(rows):
    covariances = np.cov(np.array(rows).T)
    whole = covariances.sum()

    found = alpha_of(rows)

    if whole < 1e-12:
        assert found is None
    else:
        assert found == pytest.approx(4 / 3 * (1 - np.trace(covariances) / whole), abs=1e-9)


def test_alpha_leaves_out_whoever_missed_an_item_and_needs_two_of_each():
    rows = [(1, 2), (3, 3), (5, 4)]

    assert alpha_of([*rows, (7, None)]) == alpha_of(rows)
    assert alpha_of([(1,), (2,)]) is alpha_of([(1, 2)]) is alpha_of([]) is alpha_of([(3, 3), (3, 3)]) is None

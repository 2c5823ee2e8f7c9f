"""Agreement of two raters against published numbers and an independent computation."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from crm.statistics.agreement import weighted_kappa

SCALE = (1, 2, 3, 4, 5)
tables = st.lists(st.integers(0, 12), min_size=25, max_size=25).map(lambda cells: np.array(cells).reshape(5, 5))


def pairs(table):
    return {(row + 1, column + 1): int(n) for (row, column), n in np.ndenumerate(table)}


def test_gives_the_worked_example_of_fleiss_cohen_and_everitt():
    # Two raters, 200 subjects, three categories; here with the quadratic weights of the last of the three papers.
    table = np.array([[88, 14, 18], [10, 40, 10], [2, 6, 12]])

    found = weighted_kappa({(row, column): int(n) for (row, column), n in np.ndenumerate(table)}, (0, 1, 2))

    known = cohens_kappa(table, wt="quadratic")
    assert found.value == pytest.approx(known.kappa)
    assert (found.low, found.high) == pytest.approx((known.kappa_low, known.kappa_upp))
    assert found.n == 200


@settings(deadline=None)
@given(tables)
def test_gives_what_statsmodels_gives(table):
    found = weighted_kappa(pairs(table), SCALE)
    assume(found is not None)

    # It divides by what may be nothing on its way to numbers that are not asked for here.
    with np.errstate(all="ignore"):
        known = cohens_kappa(table, wt="quadratic")

    assert found.value == pytest.approx(known.kappa, abs=1e-9)
    if found.low is None:
        assert known.var_kappa == pytest.approx(0, abs=1e-9)
    else:
        bounds = np.clip([known.kappa_low, known.kappa_upp], -1, 1)
        assert (found.low, found.high) == pytest.approx(tuple(bounds), abs=1e-6)


@settings(deadline=None)
@given(tables)
def test_does_not_ask_who_is_the_first(table):
    one, other = weighted_kappa(pairs(table), SCALE), weighted_kappa(pairs(table.T), SCALE)

    assert (one is None) == (other is None)
    assert one is None or one == pytest.approx(other)


def test_is_one_where_they_agree_and_tells_nothing_where_nothing_differs():
    assert weighted_kappa({(one, one): 4 for one in SCALE}, SCALE) == (1, None, None, 20)
    assert weighted_kappa({(1, 3): 5, (2, 3): 5}, SCALE) is None
    assert weighted_kappa({(5, 5): 40}, SCALE) is None
    assert weighted_kappa({}, SCALE) is None
    assert weighted_kappa({(1, 5): 10, (5, 1): 10}, SCALE).value == pytest.approx(-1)

"""Kano's table, coefficients and Fong's test."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.statistics.kano import Category, better, classify, is_sure, majority, tally, verdict, worse

ANSWER = st.one_of(st.none(), st.integers(1, 5))
PAIRS = st.lists(st.tuples(ANSWER, ANSWER), max_size=60)
LIKE, MUST_BE, NEUTRAL, LIVE_WITH, DISLIKE = 1, 2, 3, 4, 5


def counted(**counts):
    return {category: counts.get(category.value, 0) for category in Category}


@pytest.mark.parametrize(
    ("pair", "category"),
    [
        ((LIKE, DISLIKE), "O"),
        ((LIKE, NEUTRAL), "A"),
        ((MUST_BE, DISLIKE), "M"),
        ((LIKE, LIKE), "Q"),
        ((DISLIKE, LIKE), "R"),
    ],
)
def test_puts_pairs_where_the_table_has_them(pair, category):
    assert classify(*pair) == category


def test_has_the_whole_table():
    # By rule rather than by table: both liked or both disliked is a contradiction, and so on.
    for functional in range(1, 6):
        for dysfunctional in range(1, 6):
            if functional == dysfunctional and functional in (LIKE, DISLIKE):
                rule = "Q"
            elif functional == LIKE:
                rule = "O" if dysfunctional == DISLIKE else "A"
            elif dysfunctional == LIKE or functional == DISLIKE:
                rule = "R"
            else:
                rule = "M" if dysfunctional == DISLIKE else "I"
            assert classify(functional, dysfunctional) == rule


def test_gives_the_worked_coefficients():
    counts = counted(A=40, O=30, M=20, I=8, R=1, Q=1)

    assert round(better(counts).value, 4) == 0.7143
    assert round(worse(counts).value, 4) == -0.5102
    assert worse(counts).low < worse(counts).value < worse(counts).high


def test_has_no_coefficients_where_all_answers_are_reverse_or_doubtful():
    counts = counted(R=5, Q=3)

    assert better(counts) is worse(counts) is None
    assert verdict(counts).category == "R"
    assert verdict(counts).doubtful
    assert verdict(counted()) is None


def test_takes_the_more_important_of_equally_frequent_categories():
    assert majority(counted(M=3, O=3, A=3, I=3)) == "M"
    assert majority(counted(O=3, A=3)) == "O"
    assert majority(counted(A=3, I=3)) == "A"
    assert majority(counted()) is None


def test_fongs_test_tells_a_clear_majority_from_a_close_one():
    # n = 100, 40 against 30: 10 < 1.65 · sqrt(70 · 130 / 200) = 11.13; 45 against 25: 20 is more.
    assert not is_sure(counted(A=40, O=30, M=20, I=10))
    assert is_sure(counted(A=45, O=25, M=20, I=10))
    assert not is_sure(counted())


@given(PAIRS, st.randoms())
def test_counts_every_whole_pair_once_whatever_their_order(pairs, random):
    whole = [pair for pair in pairs if None not in pair]

    counts = tally(pairs)

    assert sum(counts.values()) == len(whole)
    assert tally(random.sample(pairs, len(pairs))) == counts
    assert tally(whole) == counts
    named = [classify(*pair) for pair in whole]
    if scored := [each for each in named if each not in ("R", "Q")]:
        assert better(counts).value == pytest.approx(sum(e in ("A", "O") for e in scored) / len(scored), abs=1e-9)
        assert worse(counts).value == pytest.approx(-sum(e in ("M", "O") for e in scored) / len(scored), abs=1e-9)
    if whole:
        a, b = sorted((named.count(each) for each in Category), reverse=True)[:2]
        n = len(whole)
        assert is_sure(counts) == (a - b >= 1.65 * sqrt((a + b) * (2 * n - a - b) / (2 * n)))

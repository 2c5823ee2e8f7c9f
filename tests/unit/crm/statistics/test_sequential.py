"""A test that may be looked at at any time: how rarely it is wrong and how soon it is right, by simulation."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.statistics.sequential import STAKES, bounds, crossing, evidence

FIGURES = st.lists(st.floats(-1, 1), max_size=60)


def conversations(rng, n: int, mean: float):
    """The share of one to five turns of each of `n` conversations that go wrong; some conversations are harder."""
    turns = rng.integers(1, 6, n)
    return rng.binomial(turns, rng.beta(2 * mean, 2 * (1 - mean), n)) / turns


def test_a_pair_multiplies_what_is_staked_by_what_it_brings():
    pairs = [1.0, 0.0, -1.0, 0.5]

    wealth = np.mean([np.prod([1 + stake * one for one in pairs[:4]]) for stake in STAKES])
    highest = max(np.mean([np.prod([1 + stake * one for one in pairs[:n]]) for stake in STAKES]) for n in range(1, 5))

    assert wealth <= highest
    assert evidence(pairs) == pytest.approx(1 / highest)


@pytest.mark.parametrize("mean", [0.02, 0.1, 0.3])
def test_looked_at_after_every_pair_it_calls_equals_different_no_more_often_than_stated(mean):
    rng, alpha, n = np.random.default_rng(1), 0.05, 800

    called = sum(
        crossing(conversations(rng, n, mean) - conversations(rng, n, mean), alpha=alpha) is not None
        for _ in range(1000)
    )

    assert called / 1000 <= alpha


def test_a_difference_within_the_margin_is_called_no_more_often_than_stated():
    rng, alpha = np.random.default_rng(2), 0.05

    called = sum(
        crossing(conversations(rng, 800, 0.11) - conversations(rng, 800, 0.1), alpha=alpha, margin=0.01) is not None
        for _ in range(1000)
    )

    assert called / 1000 <= alpha


def test_one_that_repeats_itself_within_a_conversation_would_be_called_too_often_turn_by_turn():
    """Why a conversation is one observation: its turns go together."""
    rng, alpha = np.random.default_rng(3), 0.05

    def turns():
        return np.repeat(rng.binomial(1, 0.2, 100), 8)

    called = sum(crossing(turns() - turns(), alpha=alpha) is not None for _ in range(400))

    assert called / 400 > alpha


@pytest.mark.parametrize(("before", "after", "within"), [(0.1, 0.2, 800), (0.1, 0.3, 250), (0.02, 0.5, 60)])
def test_a_planted_regression_is_found_within_so_many_conversations_in_nine_of_ten(before, after, within):
    rng = np.random.default_rng(4)

    found = [
        crossing(conversations(rng, within, after) - conversations(rng, within, before), alpha=0.01 / 6, margin=0.01)
        for _ in range(200)
    ]

    assert sum(one is not None for one in found) >= 180


def test_what_always_fails_is_found_after_so_few_conversations():
    assert crossing([1.0] * 40, alpha=0.01 / 6, margin=0.01) == 13
    assert crossing([1.0] * 12, alpha=0.01 / 6, margin=0.01) is None


@given(FIGURES)
def test_more_pairs_never_take_back_what_was_clear(pairs):
    found = crossing(pairs, alpha=0.2)

    assert found == crossing([*pairs, -1.0, -1.0], alpha=0.2) or found is None
    assert (evidence(pairs) <= 0.2 * (1 + 1e-12)) == (found is not None)


@given(FIGURES, st.floats(0, 0.5))
def test_a_margin_never_makes_it_easier(pairs, margin):
    assert evidence(pairs, margin=margin) >= evidence(pairs) - 1e-12


def test_nothing_says_nothing():
    assert (evidence([]), crossing([], alpha=0.05)) == (1.0, None)
    assert bounds([], alpha=0.05) == (-1.0, 1.0)


def test_the_bounds_hold_the_truth_however_often_somebody_looks():
    rng, held = np.random.default_rng(5), 0
    for _ in range(60):
        pairs = rng.binomial(1, 0.6, 400) - rng.binomial(1, 0.4, 400)
        held += all(low <= 0.2 <= high for low, high in (bounds(pairs[:n], alpha=0.05) for n in (20, 100, 400)))

    assert held >= 57


@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=1, max_size=80))
def test_bounds_turn_round_with_the_pairs(pairs):
    low, high = bounds(pairs, alpha=0.05)
    turned = bounds([-one for one in pairs], alpha=0.05)

    assert (low, high) == pytest.approx((-turned.high, -turned.low))
    assert low <= high


def test_many_small_differences_are_told_as_exactly_as_few_large_ones():
    assert evidence([0.3] * 200) < exp(-20)
    assert -log(evidence([0.3] * 200)) > -log(evidence([0.3] * 100))

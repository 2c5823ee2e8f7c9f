"""Groups of what is near one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.statistics.clusters import clusters


def around(*angles):
    """Directions in a plane, in degrees."""
    return [[np.cos(np.radians(angle)), np.sin(np.radians(angle))] for angle in angles]


def test_what_points_the_same_way_is_a_group_the_largest_first_and_its_middle_first():
    assert clusters(around(90, 0, 10, 92, 5), alike=0.9) == [[4, 1, 2], [0, 3]]


def test_two_groups_become_one_by_how_alike_all_their_members_are_on_average():
    # By hand: 0° and 40° are most alike (0.766); with 90° their mean cosine is (0 + cos 50°) / 2 = 0.321.
    assert clusters(around(0, 40, 90), alike=0.33) == [[0, 1], [2]]
    assert clusters(around(0, 40, 90), alike=0.32) == [[1, 0, 2]]


@pytest.mark.parametrize(("vectors", "found"), [([], []), ([[1.0, 0.0]], [[0]]), ([[0.0, 0.0]] * 2, [[0, 1]])])
def test_nothing_and_one_and_no_direction_at_all_are_no_trouble(vectors, found):
    assert clusters(vectors, alike=0.5) == found


@given(st.lists(st.integers(0, 359), min_size=2, max_size=12), st.sampled_from([0.2, 0.5, 0.8, 0.95]))
def test_everything_is_in_one_group_and_twice_is_the_same(angles, alike):
    once, again = (clusters(around(*angles), alike=alike) for _ in range(2))

    assert once == again
    assert sorted(place for group in once for place in group) == list(range(len(angles)))


def agglomerated(vectors, alike):
    """The definition, word for word."""
    table = np.array(vectors)
    groups = [[place] for place in range(len(table))]
    while len(groups) > 1:
        pairs = [
            (-(table[one] @ table[other].T).mean(), i, j)
            for i, one in enumerate(groups)
            for j, other in enumerate(groups)
            if i < j
        ]
        likeness, i, j = min(pairs)
        if -likeness < alike:
            break
        groups[i] += groups.pop(j)
    return {frozenset(group) for group in groups}


@pytest.mark.parametrize("seed", range(8))
def test_is_what_the_definition_says(seed):
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(30, 5))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    assert {frozenset(group) for group in clusters(vectors.tolist(), alike=0.4)} == agglomerated(vectors, 0.4)

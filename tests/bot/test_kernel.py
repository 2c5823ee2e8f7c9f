"""Sentences of large classes are trusted less, where that was asked for."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot import kernel

# Eight sentences of one class, two of the other, and one in the middle.
VECTORS = np.array([[1.0, 0.0]] * 8 + [[0.0, 1.0]] * 2, dtype=np.float32)
MIDDLE = np.array([0.7071, 0.7071], dtype=np.float32)
TARGETS = np.array([[1, -1]] * 8 + [[-1, 1]] * 2, dtype=np.float32)


def large(targets, balanced):
    """The probability of the first class for the sentence in the middle."""
    settings = kernel.Settings(2.0, 0.3, 0.3, balanced)
    model = kernel.fit(VECTORS, csr_matrix((10, 1), dtype=np.float32), targets, settings)
    return model.probabilities(MIDDLE, kernel.Words([], np.zeros(0, dtype=np.float32)))[0]


def test_takes_what_is_between_two_classes_less_for_the_large_one():
    assert 0.5 <= large(TARGETS, balanced=True) < large(TARGETS, balanced=False)


def test_changes_nothing_between_classes_of_one_size():
    equal = np.array([[1, -1], [-1, 1]] * 5, dtype=np.float32)

    assert large(equal, balanced=True) == pytest.approx(large(equal, balanced=False))

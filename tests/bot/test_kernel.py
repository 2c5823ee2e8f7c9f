"""Likeness to what was taught: large classes are trusted less where asked for, and of the strange nothing is sure."""

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


NO_WORDS = kernel.Words([], np.zeros(0, dtype=np.float32))


def taught(directions: int, *, kept: float = 0.9) -> kernel.KernelModel:
    """A model of two classes of twenty sentences each, all within the first `directions` of sixteen dimensions."""
    chance = np.random.default_rng(3)
    vectors = np.zeros((40, 16), dtype=np.float32)
    vectors[:, :directions] = chance.normal(size=(40, directions))
    vectors[:20, 0], vectors[20:, 0] = 3.0, -3.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    targets = np.where(np.arange(40)[:, None] // 20 == np.arange(2), 1, -1).astype(np.float32)
    words = csr_matrix(np.eye(40, dtype=np.float32))
    return kernel.fit(vectors, words, targets, kernel.Settings(2.0, 0.3, 0.3, kept=kept))


def pointing(*coordinates: float) -> np.ndarray:
    vector = np.zeros(16, dtype=np.float32)
    vector[: len(coordinates)] = coordinates
    return vector / np.linalg.norm(vector)


def test_is_less_sure_of_what_no_training_sentence_speaks_of():
    model = taught(4)
    strange = pointing(1.0, 0.2) + np.eye(16, dtype=np.float32)[12]

    known = model.probabilities(pointing(1.0, 0.2), NO_WORDS)[0]
    partly = model.probabilities(strange / np.linalg.norm(strange), NO_WORDS)[0]

    assert 0.5 < partly < known


def test_says_nothing_about_what_shares_no_direction_with_the_training_sentences():
    assert taught(4).probabilities(pointing(*[0.0] * 12, 1.0), NO_WORDS) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(("kept", "fewest", "most"), [(0.5, 1, 2), (0.9999, 4, 4)])
def test_keeps_as_many_directions_as_the_meaning_needs(kept, fewest, most):
    assert fewest <= taught(4, kept=kept).directions.shape[1] <= most


def test_lets_words_decide_where_meaning_does_not():
    either = pointing(0.0, 1.0)
    model = taught(4)

    first, second = (model.probabilities(either, kernel.Words([row], np.ones(1, np.float32))) for row in (0, 39))

    assert first[0] > model.probabilities(either, NO_WORDS)[0] > second[0]


def test_is_the_same_after_it_was_kept(tmp_path):
    model = taught(4)
    words = kernel.Words([0, 7], np.array([0.6, 0.8], dtype=np.float32))
    model.save(tmp_path)

    again = kernel.KernelModel.load(tmp_path, model.settings)

    assert again.probabilities(pointing(1.0, 0.5), words) == pytest.approx(
        model.probabilities(pointing(1.0, 0.5), words)
    )

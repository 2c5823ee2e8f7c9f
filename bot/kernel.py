"""Kernel ridge classification: sentences are compared with every training sentence, by meaning and by words.

On our data it beats logistic regression over the same features by two points, and solving one symmetric system takes
seconds where hundreds of gradient steps took minutes. Scores become probabilities by a temperature fitted on
leave-one-out predictions, which this method gives away for nothing (Rifkin & Lippert, "Notes on Regularized Least
Squares", 2007).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.linalg import cho_factor
from scipy.linalg.lapack import spotri
from scipy.sparse import csr_matrix, load_npz, save_npz

Array = np.ndarray
_TEMPERATURES = np.arange(1.0, 12.1, 0.25)


@dataclass(frozen=True)
class Settings:
    """`width`: how fast likeness of meaning fades. `words`: weight of shared words. `ridge`: regularisation.

    `balanced`: sentences of large classes are trusted less, so that what is like nothing is not taken for the largest.
    """

    width: float
    words: float
    ridge: float
    balanced: bool = False


class Words(NamedTuple):
    """The words of one sentence: their rows in `KernelModel.occurrences`, and their weights."""

    places: list[int]
    weights: Array


@dataclass(frozen=True)
class KernelModel:
    """A fitted model: what the training sentences mean, where each word occurs in them, and what each one argues for.

    `vectors` has a row per sentence, `occurrences` a row per word, `weights` a row per sentence and a column per class.
    """

    settings: Settings
    vectors: Array
    occurrences: csr_matrix
    weights: Array
    temperature: float

    def probabilities(self, vector: Array, words: Words) -> Array:
        """The probability of each class for one sentence."""
        likeness = np.exp(self.settings.width * (self.vectors @ vector - 1))
        likeness += self.settings.words / 2 * self._shared(words)
        return softmax(likeness @ self.weights * self.temperature)

    def save(self, folder: Path) -> None:
        """Keep the model as plain arrays and numbers."""
        save_npz(folder / "occurrences.npz", self.occurrences)
        np.savez(folder / "model.npz", vectors=self.vectors, weights=self.weights, temperature=self.temperature)

    @classmethod
    def load(cls, folder: Path, settings: Settings) -> "KernelModel":
        """What `save` kept."""
        kept = np.load(folder / "model.npz", allow_pickle=False)
        occurrences = load_npz(folder / "occurrences.npz")
        return cls(settings, kept["vectors"], occurrences, kept["weights"], float(kept["temperature"]))

    def _shared(self, words: Words) -> Array:
        """How much each training sentence shares its words with this one."""
        shared = np.zeros(len(self.vectors), dtype=np.float32)
        table = self.occurrences
        # A sentence has few words: adding their rows is several times faster than a general sparse product.
        for word, weight in zip(words.places, words.weights, strict=True):
            row = slice(table.indptr[word], table.indptr[word + 1])
            shared[table.indices[row]] += weight * table.data[row]
        return shared


def fit(vectors: Array, words: csr_matrix, targets: Array, settings: Settings) -> KernelModel:
    """Fit to `targets`, a row per sentence with 1 for its class and -1 for the others."""
    kernel = np.exp(settings.width * (vectors @ vectors.T - 1))
    kernel += settings.words / 2 * (words @ words.T).toarray()
    kernel[np.diag_indices_from(kernel)] += settings.ridge * (_relative_sizes(targets) if settings.balanced else 1)
    factor, lower = cho_factor(kernel.astype(np.float32), lower=True, overwrite_a=True, check_finite=False)
    inverse, _ = spotri(factor, lower=lower, overwrite_c=True)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = inverse @ targets
    unseen = targets - weights / inverse.diagonal()[:, None]
    temperature = _temperature(unseen, targets.argmax(axis=1))
    return KernelModel(settings, vectors, words.T.tocsr(), weights.astype(np.float32), temperature)


def _relative_sizes(targets: Array) -> Array:
    """For each sentence the square root of the size of its class, beside the mean class."""
    sizes = (targets > 0).sum(axis=0)
    return np.sqrt(sizes / sizes.mean())[targets.argmax(axis=1)]


def softmax(scores: Array) -> Array:
    """Probabilities along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _temperature(scores: Array, truth: Array) -> float:
    """The factor under which unseen sentences are least surprising."""
    rows = np.arange(len(truth))
    surprise = [-np.log(softmax(scores * choice)[rows, truth] + 1e-9).mean() for choice in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(surprise))])

"""Kernel ridge classification: sentences are compared with every training sentence, by meaning and by words.

On our data it beats logistic regression over the same features by two points, and solving one symmetric system takes
seconds where hundreds of gradient steps took minutes. Meaning counts only along the directions in which the training
sentences differ: what they do not speak of is noise to them, and makes an answer less certain instead. Scores become
probabilities by a temperature fitted on leave-one-out predictions, which this method gives away for nothing (Rifkin &
Lippert, "Notes on Regularized Least Squares", 2007).
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Optional, TypeAlias

import numpy as np
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.sparse import csr_matrix

Array: TypeAlias = np.ndarray
_TEMPERATURES = np.arange(1.0, 20.1, 0.25)
_FOLDS = 5
_LEFT_OUT = 1500
_ARRAYS = ("directions", "vectors", "weights", "arguments", "starts")


@dataclass(frozen=True)
class Settings:
    """`width`: how fast likeness of meaning fades. `words`: weight of shared words. `ridge`: regularisation.

    `balanced`: sentences of large classes are trusted less, so that what is like nothing is not taken for the largest.
    `kept`: how much of the meaning of the training sentences, between 0 and 1, the directions have to hold.
    `shared`: where sentences come in groups, how much likeness counts between two of them, beside within one.
    """

    width: float
    words: float
    ridge: float
    balanced: bool = False
    kept: float = 0.9
    shared: float = 1.0


class Words(NamedTuple):
    """The words of one sentence: their rows in `KernelModel.arguments`, and their weights."""

    places: list[int]
    weights: Array


@dataclass(frozen=True)
class KernelModel:
    """A fitted model: what the training sentences mean, what each of them argues for, and what each word argues for.

    `directions` has a column per direction of meaning, `vectors` a row per sentence and a column per direction,
    `weights` a row per sentence, `arguments` a row per word; both of these have a column per class. Sentences stand by
    group, and `starts` says where each group begins; the first are of no group, and count for all.
    """

    settings: Settings
    directions: Array
    vectors: Array
    weights: Array
    arguments: Array
    starts: Array
    temperature: float

    def probabilities(self, vector: Array, words: Words) -> Array:
        """The probability of each class for one sentence, of which `vector` is the meaning as a unit vector."""
        return self.probabilities_in_groups(vector, words)[0]

    def probabilities_in_groups(self, vector: Array, words: Words) -> Array:
        """The same for the sentence as one of no group, and as one of each group: a row for each."""
        meaning, known = _known_part(vector @ self.directions)
        likeness = np.exp(self.settings.width * (self.vectors @ meaning - 1))
        parts = np.array([likeness[here] @ self.weights[here] for here in _stretches(self.starts)])
        # Words count linearly, so that what they argue for was added up once and for all.
        said = words.weights @ self.arguments[words.places]
        scores = _kinship(len(self.starts), self.settings.shared) @ parts + said
        return softmax(scores * (self.temperature * known))

    def most_alike(self, vector: Array, first: int) -> int:
        """Which of the `first` training sentences means most nearly the same."""
        meaning, _ = _known_part(vector @ self.directions)
        return int(np.argmax(self.vectors[:first] @ meaning))

    def save(self, folder: Path) -> None:
        """Keep the model as plain arrays and numbers."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        np.savez(folder / "model.npz", temperature=self.temperature, **arrays)

    @classmethod
    def load(cls, folder: Path, settings: Settings) -> "KernelModel":
        """What `save` kept."""
        kept = np.load(folder / "model.npz", allow_pickle=False)
        return cls(settings, **{name: kept[name] for name in _ARRAYS}, temperature=float(kept["temperature"]))


def fit(
    vectors: Array, words: csr_matrix, targets: Array, settings: Settings, groups: Optional[Array] = None
) -> KernelModel:
    """Fit to `targets`, a row per sentence with 1 for its class and -1 for the others; `vectors` are unit vectors.

    `groups`: of each sentence, ascending from 0, which is no group.
    """
    directions = _directions(vectors, settings.kept)
    meanings, _ = _known_part(vectors @ directions)
    kernel = np.exp(settings.width * (meanings @ meanings.T - 1))
    starts = np.zeros(1, dtype=int) if groups is None else np.searchsorted(groups, np.arange(groups.max() + 1))
    for rows, related in zip(_stretches(starts), _kinship(len(starts), settings.shared), strict=True):
        for columns, share in zip(_stretches(starts), related, strict=True):
            kernel[rows, columns] *= share
    kernel += settings.words / 2 * (words @ words.T).toarray()
    kernel[np.diag_indices_from(kernel)] += settings.ridge * (_relative_sizes(targets) if settings.balanced else 1)
    factor = cho_factor(kernel.astype(np.float32, order="F"), lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, targets, check_finite=False).astype(np.float32)
    arguments = np.asarray(settings.words / 2 * (words.T @ weights), dtype=np.float32)
    # One number is fitted on what is left out, for which some of the sentences say as much as all.
    some = np.unique(np.linspace(0, len(targets) - 1, min(len(targets), _LEFT_OUT)).astype(int))
    unseen = targets[some] - weights[some] / _inverse_diagonal(factor[0], some)[:, None]
    unseen *= _known_when_unseen(vectors, directions.shape[1])[some]
    temperature = _temperature(unseen, targets[some].argmax(axis=1))
    return KernelModel(settings, directions, meanings, weights, arguments, starts, temperature)


def _inverse_diagonal(lower: Array, rows: Array) -> Array:
    """These entries on the diagonal of the inverse of a matrix, of which `lower` is the Cholesky factor."""
    units = np.zeros((len(lower), len(rows)), dtype=lower.dtype, order="F")
    units[rows, np.arange(len(rows))] = 1
    columns = solve_triangular(lower, units, lower=True, overwrite_b=True, check_finite=False)
    return np.asarray(np.einsum("ij,ij->j", columns, columns))


def _stretches(starts: Array) -> list[slice]:
    """The sentences of each group."""
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _kinship(groups: int, shared: float) -> Array:
    """How much likeness counts between sentences of two groups: as if each were half of one that is common to all."""
    related = np.full((groups, groups), shared, dtype=np.float32)
    related[0, :] = related[:, 0] = shared**0.5
    np.fill_diagonal(related, 1.0)
    return related


def _directions(vectors: Array, kept: float) -> Array:
    """The fewest directions that hold `kept` of the squared length of `vectors`, the most telling first."""
    lengths, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    shares = np.cumsum(lengths[::-1]) / lengths.sum()
    return _first(axes, int(np.searchsorted(shares, kept)) + 1)


def _first(axes: Array, count: int) -> Array:
    return np.ascontiguousarray(axes[:, ::-1][:, :count], dtype=np.float32)


def _known_part(projected: Array) -> tuple[Array, Array]:
    """Unit vectors along the directions, and the share of each sentence's meaning that lies along them."""
    known = np.sum(projected * projected, axis=-1, keepdims=True)
    return projected / np.sqrt(np.maximum(known, 1e-12)), known


def _known_when_unseen(vectors: Array, count: int) -> Array:
    """For each training sentence that share, had the directions been chosen without it."""
    known = np.empty((len(vectors), 1), dtype=np.float32)
    for part in (np.arange(len(vectors)) % _FOLDS == fold for fold in range(_FOLDS)):
        _, axes = np.linalg.eigh((vectors[~part].T @ vectors[~part]).astype(np.float64))
        known[part] = _known_part(vectors[part] @ _first(axes, count))[1]
    return known


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


def sample(ordinary: Sequence[Message], most: int) -> list[Message]:
    """So many of the ordinary sentences, the same whatever others are added: by what they say, not where they stand."""
    return sorted(ordinary, key=lambda example: zlib.crc32(example.get(TEXT).encode()))[:most]

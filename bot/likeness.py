"""How like a question each passage of a set is, by both encoders: the app ranks passages of its articles with it.

A passage is as like as the sentence of it that is most like.

The sets live here because the encoders do. Vectors are kept on disk by sentence: after a restart, or when an article
was changed, only what is new is read.
"""

import asyncio
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Optional

import numpy as np

from bot.characters import clean, ends, simplified
from bot.e5 import e5, keep, kept
from bot.encoder import encoder

_KEPT = "passages.npz"
_MOST_KEPT = 40_000
# Both languages, and those of the articles before a change.
_MOST_SETS = 6
# Between two such batches turns are taken.
_BATCH = 8
_LONGEST = 400
_DIGITS = 4

Vectors = list[np.ndarray]
# Directions from the mean of a set, and that mean.
Space = tuple[np.ndarray, np.ndarray]


class _Set(NamedTuple):
    """Its sentences as each encoder reads them, and where in them every passage begins."""

    spaces: tuple[Space, Space]
    begins: np.ndarray


class Corpora:
    """The sets that were given, by the name the app has for each."""

    def __init__(self, folder: Optional[Path]) -> None:
        self._folder = folder
        self._sets: dict[str, _Set] = {}
        self._being_read: set[str] = set()
        self._at_work = asyncio.Lock()

    def knows(self, name: str) -> bool:
        """Whether this set was given and read."""
        return name in self._sets

    def has(self, name: str) -> bool:
        """Whether this set was given, read or not."""
        return self.knows(name) or name in self._being_read

    async def take(self, name: str, passages: list[list[str]]) -> None:
        """Read a set, with pauses for whoever else is served by this process; every passage has a sentence."""
        self._being_read.add(name)
        try:
            async with self._at_work:
                vectors = await self._vectors([text for sentences in passages for text in sentences])
            self._keep_set(name, vectors, [len(sentences) for sentences in passages])
        finally:
            self._being_read.discard(name)

    def _keep_set(self, name: str, vectors: Vectors, lengths: list[int]) -> None:
        sizes = len(encoder().encode("hello")), len(e5().encode("hello"))
        every = np.vstack([np.zeros((0, sum(sizes))), *vectors]).astype(np.float32)
        spaces = (_directions(every[:, : sizes[0]]), _directions(every[:, sizes[0] :]))
        self._sets[name] = _Set(spaces, np.cumsum([0, *lengths[:-1]]))
        for oldest in list(self._sets)[:-_MOST_SETS]:
            del self._sets[oldest]

    def alike(self, name: str, question: str) -> list[list[float]]:
        """For each encoder, how like the question each passage of the set is."""
        read = simplified(ends(clean(question), _LONGEST // 2, _LONGEST // 2, between=" "))
        asked = (encoder().encode(read), e5().encode(read))
        spaces, begins = self._sets[name]
        return [
            np.round(np.maximum.reduceat(centred @ _direction(vector - mean), begins), _DIGITS).tolist()
            for (centred, mean), vector in zip(spaces, asked, strict=True)
        ]

    async def _vectors(self, texts: list[str]) -> Vectors:
        path = self._folder / _KEPT if self._folder else None
        known = kept(path) if path else {}
        names = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = [(name, text) for name, text in zip(names, texts, strict=True) if name not in known]
        for start in range(0, len(missing), _BATCH):
            part = missing[start : start + _BATCH]
            first = encoder().encode_all([text for _, text in part])
            for (name, text), vector in zip(part, first, strict=True):
                known[name] = np.concatenate([vector, e5().read(text)]).astype(np.float16)
            await asyncio.sleep(0)
        if missing and path:
            keep(path, dict(list(known.items())[-_MOST_KEPT:]))
        return [known[name] for name in names]


def _directions(vectors: np.ndarray) -> Space:
    """The vectors from their mean, each of length one, and the mean."""
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
    moved = vectors - mean
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), mean


def _direction(vector: np.ndarray) -> np.ndarray:
    length: float = float(np.linalg.norm(vector))
    return vector / (length or 1.0)


@lru_cache(maxsize=1)
def corpora() -> Corpora:
    """The sets of this process."""
    return Corpora(e5().folder)

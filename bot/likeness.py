"""How like a question each passage of the articles is, by both encoders: the app ranks the passages with it.

A passage is as like as the sentence of it that is most like. The articles come from the app, a set for each language,
and live here because the encoders do. Vectors are kept on disk by sentence: after a restart, or when an article was
changed, only what is new is read.
"""

import asyncio
import hashlib
import math
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Optional

import numpy as np

from bot.characters import clean, ends, plain, simplified
from bot.e5 import e5, keep, kept
from bot.encoder import encoder

_KEPT = "passages.npz"
_MOST_KEPT = 40_000
# Both languages, and those of the articles before a change.
_MOST_SETS = 6
# Questions whose comparisons are kept: a set is named by what it says, so that none grows old.
_REMEMBERED = 64
# An article of such a key is near nothing but what is asked below such a thing (crm/retrieval.py).
BELOW = "below_"
# Between two such batches turns are taken.
_BATCH = 8
_LONGEST = 400

Vectors = list[np.ndarray]
# Directions from the mean of a set, and that mean.
Space = tuple[np.ndarray, np.ndarray]


class Article(NamedTuple):
    """An article as the app gives it: what it is called by, and the sentences by which each passage is found."""

    key: str
    keywords: list[str]
    passages: list[list[str]]


class Nearness(NamedTuple):
    """How near a question is to an article.

    `likeness` of its best passage, in standard deviations over all passages, added up for both encoders; by how much
    that `leads` the best of all other articles; whether the question calls another article by its name.
    """

    likeness: float
    leads: float
    names_another: bool


class _Set(NamedTuple):
    """The sentences as each encoder reads them, where in them every passage begins, and whose passage each is."""

    spaces: tuple[Space, Space]
    begins: np.ndarray
    keys: np.ndarray
    names: dict[str, list[str]]
    # What each article says, in lower case: it is not another one that is named by a word of it.
    texts: dict[str, str]


class Corpora:
    """The sets that were given, by the name the app has for each, and which is the newest of a language."""

    def __init__(self, folder: Optional[Path]) -> None:
        self._folder = folder
        self._sets: dict[str, _Set] = {}
        self._newest: dict[str, str] = {}
        self._being_read: set[str] = set()
        self._at_work = asyncio.Lock()
        # A question is compared by the dialogue manager, and once more by whoever answers it.
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._compare)

    def knows(self, name: str) -> bool:
        """Whether this set was given and read."""
        return name in self._sets

    def has(self, name: str) -> bool:
        """Whether this set was given, read or not."""
        return self.knows(name) or name in self._being_read

    def languages(self) -> list[str]:
        """In which languages articles were read."""
        return sorted(self._newest)

    async def take(self, name: str, language: str, articles: list[Article]) -> None:
        """Read a set, with pauses for whoever else is served by this process; every passage has a sentence."""
        self._being_read.add(name)
        try:
            async with self._at_work:
                vectors = await self._vectors([said for one in articles for part in one.passages for said in part])
            self._keep_set(name, vectors, articles)
            self._newest[language] = name
        finally:
            self._being_read.discard(name)

    def _keep_set(self, name: str, vectors: Vectors, articles: list[Article]) -> None:
        lengths = [len(part) for one in articles for part in one.passages]
        keys = np.array([one.key for one in articles for _ in one.passages])
        sizes = len(encoder().encode("hello")), len(e5().encode("hello"))
        every = np.vstack([np.zeros((0, sum(sizes))), *vectors]).astype(np.float32)
        spaces = (_directions(every[:, : sizes[0]]), _directions(every[:, sizes[0] :]))
        names = {one.key: one.keywords for one in articles}
        texts = {one.key: "\n".join(said for part in one.passages for said in part).lower() for one in articles}
        self._sets[name] = _Set(spaces, np.cumsum([0, *lengths[:-1]]), keys, names, texts)
        for oldest in list(self._sets)[:-_MOST_SETS]:
            del self._sets[oldest]

    def alike(self, name: str, question: str) -> np.ndarray:
        """How like the question each passage of the set is, a row for each encoder."""
        return np.stack(self._alike(name, question))

    def knows_of(self, language: str, key: str) -> bool:
        """Whether there is an article of this key, and it was read."""
        known = self._sets.get(self._newest.get(language, ""))
        return known is not None and key in known.names

    def nearness(self, language: str, key: str, question: str) -> Optional[Nearness]:
        """How near a question is to an article; None as long as it, or the language, was not read."""
        name = self._newest.get(language, "")
        known = self._sets.get(name)
        if known is None or not self.knows_of(language, key):
            return None
        likeness = sum((one - one.mean()) / (one.std() or 1.0) for one in self._alike(name, question))
        here = known.keys == key
        others = ~here & ~np.char.startswith(known.keys, BELOW)
        best, other = float(likeness[here].max()), float(likeness[others].max(initial=-math.inf))
        return Nearness(best, best - other, _names_another(known, key, question))

    def _compare(self, name: str, question: str) -> Vectors:
        known = self._sets[name]
        read = simplified(ends(clean(question), _LONGEST // 2, _LONGEST // 2, between=" "))
        asked = (encoder().encode(read), e5().encode(read))
        return [
            np.maximum.reduceat(centred @ _direction(vector - mean), known.begins)
            for (centred, mean), vector in zip(known.spaces, asked, strict=True)
        ]

    async def _vectors(self, texts: list[str]) -> Vectors:
        path = self._folder / _KEPT if self._folder else None
        known = kept(path) if path else {}
        names = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = [(name, text) for name, text in zip(names, texts, strict=True) if name not in known]
        for start in range(0, len(missing), _BATCH):
            part = missing[start : start + _BATCH]
            first = encoder().encode_all([text for _, text in part])
            # Its network lets go of the interpreter: what is read there keeps nobody waiting here.
            second = await asyncio.gather(*(asyncio.to_thread(e5().read, text) for _, text in part))
            for (name, _), vectors in zip(part, zip(first, second, strict=True), strict=True):
                known[name] = np.concatenate(vectors).astype(np.float16)
        if missing and path:
            keep(path, dict(list(known.items())[-_MOST_KEPT:]))
        return [known[name] for name in names]


def _names_another(known: _Set, key: str, question: str) -> bool:
    """Whether the question calls another article by a keyword of its own: one that this has not, and never says."""
    said, own, text = plain(question).text.lower(), frozenset(known.names[key]), known.texts[key]
    theirs = (word for other, words in known.names.items() if other != key for word in set(words) - own)
    return any(_is_said(word, said) and word.lower() not in text for word in theirs)


def _is_said(keyword: str, said: str) -> bool:
    """Whether all parts of a keyword ("wheelchair + battery") are said: Latin ones as whole words."""
    parts = keyword.lower().split(" + ")
    return all(part in said and (not part.isascii() or _is_word(part, said)) for part in parts)


def _is_word(part: str, said: str) -> bool:
    return re.search(rf"(?<![0-9a-z]){re.escape(part)}(?:e?s)?(?![0-9a-z])", said) is not None


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

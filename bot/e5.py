"""A second opinion on what a sentence means: multilingual-e5-small, in eight bits on one thread.

It exists because the first encoder is small, and errs where two sentences differ by a verb or by how things stand.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import onnxruntime
import sentencepiece

from bot import e5_weights
from bot.characters import clean
from bot.e5_source import INPUT, dequantised
from bot.e5_weights import END, START

# How the model was taught to be asked; what is to be compared with each other has the same.
_PREFIX = "query: "
# Sentences in the cache that serves repeats.
_REMEMBERED = 2048
# Sentences on disk: those of the last trainings.
_KEPT = "kept.npz"
_MOST_KEPT = 30_000


class E5:
    """Unit vectors of sentences. Weights are read from disk where they are needed."""

    def __init__(self, remembered: int) -> None:
        self.folder = folder = e5_weights.ready()
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / e5_weights.PIECES))
        self._normal = str.maketrans(json.loads((folder / e5_weights.NORMAL).read_text(encoding="utf-8")))
        self._table = np.load(folder / e5_weights.TABLE, mmap_mode="r")
        self._positions = np.load(folder / e5_weights.POSITIONS)
        self._network = _session(str(folder / e5_weights.NETWORK))
        self.encode = lru_cache(maxsize=remembered)(self.read)

    def encode_all(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of many texts, in their order; kept on disk, because the next training asks for nearly the same.

        One by one, because in eight bits a batch computes a little differently from each sentence alone.
        """
        known = kept(self.folder / _KEPT)
        names = [hashlib.sha256(clean(text).encode()).hexdigest() for text in texts]
        missing = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            found = dict(zip(missing, threads.map(self.read, missing.values()), strict=True))
        every = {**known, **found}
        if missing:
            keep(self.folder / _KEPT, dict(list(every.items())[-_MOST_KEPT:]))
        return np.array([every[name] for name in names], dtype=np.float32).reshape(-1, self._positions.shape[1])

    def places(self, text: str) -> list[int]:
        """The word pieces of a text as rows of the table."""
        longest = len(self._positions) - 2
        return [START, *self._pieces.encode(clean(_PREFIX + text).translate(self._normal))[:longest], END]

    def read(self, text: str) -> np.ndarray:
        """The unit vector of a text, and nothing remembered."""
        places = self.places(text)
        pieces = dequantised(self._table[places]) + self._positions[: len(places)]
        meanings = self._network.run(None, {INPUT: pieces[None]})[0]
        mean: np.ndarray = meanings[0].mean(axis=0)
        return mean / np.linalg.norm(mean)


def _session(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread, as the first encoder. The arena would keep what the longest message took.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def kept(path: Path) -> dict[str, np.ndarray]:
    """{digest of a sentence: vector}. Who tells Rasa to keep nothing, to measure, means this as well."""
    if os.environ.get("RASA_MAX_CACHE_SIZE") == "0":
        return {}
    try:
        with np.load(path, allow_pickle=False) as found:
            return dict(zip(found["names"].tolist(), found["vectors"], strict=True))
    except (OSError, KeyError, ValueError, BadZipFile):
        # Not there, or half written: it is made anew.
        return {}


def keep(path: Path, vectors: dict[str, np.ndarray]) -> None:
    """Write {digest: vector} for `kept`, where that is allowed."""
    if not os.access(path.parent, os.W_OK):
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as part:
        np.savez(part, names=np.array([*vectors]), vectors=np.array([*vectors.values()]))
    Path(part.name).replace(path)


@lru_cache(maxsize=1)
def e5() -> E5:
    """The second encoder of this process, made when it is first asked."""
    return E5(_REMEMBERED)

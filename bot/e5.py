"""A second opinion on what a sentence means: multilingual-e5-small, in eight bits on one thread.

It exists because the first encoder is small, and errs where two sentences differ by a verb or by how things stand.
"""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

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


class E5:
    """Unit vectors of sentences. Weights are read from disk where they are needed."""

    def __init__(self, remembered: int) -> None:
        folder = e5_weights.ready()
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / e5_weights.PIECES))
        self._normal = str.maketrans(json.loads((folder / e5_weights.NORMAL).read_text(encoding="utf-8")))
        self._table = np.load(folder / e5_weights.TABLE, mmap_mode="r")
        self._positions = np.load(folder / e5_weights.POSITIONS)
        self._network = _session(str(folder / e5_weights.NETWORK))
        self.encode = lru_cache(maxsize=remembered)(self._encode)

    def encode_all(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors of many texts, in their order.

        One by one, because in eight bits a batch computes a little differently from each sentence alone.
        """
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return np.vstack([np.zeros((0, self._positions.shape[1]), np.float32), *threads.map(self._encode, texts)])

    def places(self, text: str) -> list[int]:
        """The word pieces of a text as rows of the table."""
        longest = len(self._positions) - 2
        return [START, *self._pieces.encode(clean(_PREFIX + text).translate(self._normal))[:longest], END]

    def _encode(self, text: str) -> np.ndarray:
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


@lru_cache(maxsize=1)
def e5() -> E5:
    """The second encoder of this process, made when it is first asked."""
    return E5(_REMEMBERED)

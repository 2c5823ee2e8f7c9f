"""The words of one sentence weigh what scikit-learn says they weigh; what was labelled is known."""

import asyncio
import json

import numpy as np
import pytest

from bot.classifier import WordFeatures

TEXTS = ["where is my bag", "my bag my bag", "我 的 行李 在 哪", "行李 在 哪 里", "bag 行李", "where is 行李", ""] * 2


@pytest.fixture
def fitted() -> tuple[WordFeatures, np.ndarray]:
    features = WordFeatures()
    return features, features.fit(TEXTS).toarray()


def row(features: WordFeatures, text: str, width: int) -> np.ndarray:
    words = features.of(text)
    found = np.zeros(width)
    found[words.places] = words.weights
    return found


def test_weighs_one_sentence_as_scikit_learn_does(fitted):
    features, expected = fitted

    found = np.vstack([row(features, text, expected.shape[1]) for text in TEXTS])

    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_weighs_the_same_after_it_was_stored(fitted, tmp_path):
    features, expected = fitted
    features.save(tmp_path / "words.json")

    again = WordFeatures.load(tmp_path / "words.json")

    np.testing.assert_allclose(row(again, TEXTS[0], expected.shape[1]), expected[0], atol=1e-6)
    assert set(json.loads((tmp_path / "words.json").read_text(encoding="utf-8"))[0]) == {"words", "idf"}


@pytest.mark.parametrize("text", ["", "zzz qqq", "\U0001f600"])
def test_knows_nothing_of_unknown_words(fitted, text):
    features, expected = fitted

    assert not row(features, text, expected.shape[1]).any()


def test_is_sure_of_what_was_labelled_and_learns_from_the_names_of_intents(agent):
    taught = asyncio.run(agent.parse_message("thank you so much"))["intent"]
    named = asyncio.run(agent.parse_message("bag contents missing"))["intent"]

    assert taught == {"name": "thank", "confidence": 1.0}
    assert named["name"] == "bag_contents_missing"
    assert named["confidence"] < 1.0

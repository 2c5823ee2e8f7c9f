"""Eleven languages that are not spoken here are recognised, and nothing that is Chinese, English, a name or both is."""

from pathlib import Path

import pytest
import yaml

from bot.foreign import foreign, languages
from bot.language import english_words
from bot.misspellings import english

SAID = yaml.safe_load((Path(__file__).parents[1] / "nlu" / "languages.yml").read_text(encoding="utf-8"))
FOREIGN = [(code, text) for code, texts in SAID["foreign"].items() for text in texts]


def told(text: str) -> str | None:
    return foreign(text, english_words()[0])


@pytest.mark.parametrize("code", ["fr", "de", "es", "it", "pt", "ru", "ja", "ko", "ar", "th", "vi"])
def test_knows_a_language_in_nearly_every_sentence(code):
    texts = SAID["foreign"][code]

    assert len(texts) >= 15
    assert [text for text in texts if told(text) != code][1:] == []


@pytest.mark.parametrize("text", SAID["ours"])
def test_takes_nothing_that_we_speak_and_no_name_for_another_language(text):
    assert told(text) is None


@pytest.mark.parametrize("text", SAID["rare"])
def test_knows_scripts_that_it_has_no_words_for(text):
    assert told(text) not in (None, "ar", "ru")


def test_tells_latin_languages_by_no_common_english_word():
    function, telling = english_words()
    shared = {word for code in ("fr", "de", "es", "it", "pt", "vi") for word in languages()[code].tell}

    assert shared & (function | telling) == set()


def test_has_enough_that_must_not_be_foreign():
    assert len(SAID["ours"]) >= 100
    assert english()

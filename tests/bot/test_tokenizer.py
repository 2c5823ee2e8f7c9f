"""Tokens are stretches of the text as written, in Chinese, in English, and in both at once."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.characters import plain
from bot.identifiers import IDENTIFIERS, Identifier
from bot.tokenizer import BilingualTokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return BilingualTokenizer(BilingualTokenizer.get_default_config())


def tokens(tokenizer, text, identifiers=()):
    return tokenizer.tokenize(Message({TEXT: text, IDENTIFIERS: list(identifiers)}), TEXT)


def words(tokenizer, text):
    return [token.text for token in tokens(tokenizer, text)]


def test_cuts_chinese_into_words_of_our_trade(tokenizer):
    assert words(tokenizer, "充电宝能托运吗") == ["充电宝", "能", "托运", "吗"]


def test_cuts_english_as_spacy_does(tokenizer):
    assert words(tokenizer, "I don't see it.") == ["I", "do", "n't", "see", "it", "."]


def test_cuts_a_sentence_in_both_languages(tokenizer):
    assert words(tokenizer, "我的bag还没到 PVG") == ["我", "的", "bag", "还", "没到", "PVG"]


def test_keeps_an_identifier_in_one_piece_and_says_what_it_is(tokenizer):
    found = [Identifier("bag_tag", "CZ123456", 4, 13)]

    cut = tokens(tokenizer, "我的行李CZ 123456丢了", found)

    assert [(token.text, token.lemma) for token in cut if token.start == 4] == [("CZ 123456", "__bag_tag__")]


def test_lemmas_are_plain_and_lower_case(tokenizer):
    assert [token.lemma for token in tokens(tokenizer, "ＢＡＧ Bag")] == ["bag", "bag"]


SAMPLES = st.text(
    alphabet=st.sampled_from("我的行李牌托运 bagTag's-.,!？。🙂\u200b\u200fａｂ１２\t\nשלום한국ﬁ½é"), max_size=80
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=80), SAMPLES))
def test_tokens_reproduce_the_text_with_true_offsets_and_no_blanks(tokenizer, text):
    cut = tokens(tokenizer, text)

    assert all(token.text == text[token.start : token.end] and token.text.strip() for token in cut)
    assert all(one.end <= other.start for one, other in pairwise(cut))
    assert "".join(plain("".join(token.text for token in cut)).text.split()) == "".join(plain(text).text.split())


@pytest.mark.parametrize("unit", ["我", "a", "(", "a.b/", "😀", "\u202eאב", "http://", "行李bag", "\u200b"])
def test_is_fast_on_anything(tokenizer, unit):
    text = (unit * 4000)[:4000]

    started = time.perf_counter()
    tokens(tokenizer, text)

    assert time.perf_counter() - started < 3

"""Slips of the keyboard and of the ear are read as they were meant, and everything else as it was written."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import verticals
from bot.characters import Slip, as_meant, plain
from bot.encoder import readable
from bot.identifiers import IDENTIFIERS, Identifier
from bot.spelling import SpellingTolerance
from bot.tokenizer import SLIPS, BilingualTokenizer

ROOT = Path(__file__).parents[2]
TYPOS = ROOT / "tests" / "nlu" / "typos.yml"
# The share of misspelt sentences that must be understood; without this component 90 % were.
UNDERSTOOD = 0.95


class Folder:
    """As much of Rasa's model storage as one component needs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def write_to(self, resource: Resource) -> Iterator[Path]:
        yield self._path

    read_from = write_to


@pytest.fixture(scope="module")
def spelling(tmp_path_factory: pytest.TempPathFactory) -> SpellingTolerance:
    """What our training sentences teach, kept and read again."""
    storage, resource = Folder(tmp_path_factory.mktemp("spelling")), Resource("spelling")
    SpellingTolerance({}, storage, resource).train(training_data_from_paths(map(str, verticals.files("nlu")), "zh"))
    return SpellingTolerance.load({}, storage, resource, None)


@pytest.fixture(scope="module")
def tokenizer() -> BilingualTokenizer:
    return BilingualTokenizer(BilingualTokenizer.get_default_config())


def read(spelling: SpellingTolerance, text: str, identifiers: tuple[Identifier, ...] = ()) -> Message:
    message = Message({TEXT: text, IDENTIFIERS: list(identifiers)})
    spelling.process([message])
    return message


def slips(spelling: SpellingTolerance, text: str) -> list[tuple[str, str]]:
    return [(text[slip.start : slip.end], slip.meant) for slip in read(spelling, text).get(SLIPS)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("my lugage", [("lugage", "luggage")]),
        ("Refnud!", [("Refnud", "refund")]),
        ("ＲＥＦＵＤ", [("ＲＥＦＵＤ", "refund")]),
        ("我的行礼在哪", [("行礼", "行李")]),
        ("我的行里", [("行里", "行李")]),
        ("登几牌", [("登几牌", "登机牌")]),
        ("登幾牌", [("登幾牌", "登机牌")]),
        ("改千", [("改千", "改签")]),
        ("退飘refnud", [("退飘", "退票"), ("refnud", "refund")]),
    ],
)
def test_reads_what_was_meant(spelling, text, meant):
    assert slips(spelling, text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "where is my luggage",
        "the potato is late",
        "I couldn't",
        "no tag, no bag",
        "Wojciechowski",
        "我的行李在哪",
        "我想再改签",
        "开发票",
        "🙂",
        "",
    ],
)
def test_leaves_alone_what_is_no_slip(spelling, text):
    assert slips(spelling, text or " ") == []


def test_leaves_names_alone(spelling):
    # One letter from "track", by the only slip there could be.
    assert slips(spelling, "surname Trac, trakc it") == [("trakc", "track")]


def test_leaves_identifiers_alone(spelling):
    message = read(spelling, "refnud REFUND refnud", (Identifier("record_locator", "REFNUD", 0, 6),))

    assert [(slip.start, slip.meant) for slip in message.get(SLIPS)] == [(14, "refund")]


def test_tokens_keep_the_text_as_written_and_their_lemmas_what_was_meant(spelling, tokenizer):
    cut = tokenizer.tokenize(read(spelling, "my lugage,登几牌"), TEXT)

    assert [(token.text, token.lemma) for token in cut] == [
        ("my", "my"),
        ("lugage", "luggage"),
        (",", ","),
        ("登几牌", "登机牌"),
    ]


def test_the_encoder_reads_what_was_meant_beside_what_identifiers_are(spelling):
    message = read(spelling, "trakc 0784123456", (Identifier("bag_tag", "0784123456", 6, 16),))

    assert readable(message) == "track bag tag number"


def test_says_where_each_character_stands_in_the_text_as_written():
    meant = as_meant("我 refnudd ok", 2, 12, [Slip(2, 9, "refund")])

    assert meant.text == "refund ok"
    assert meant.place(0, 6) == (2, 9)
    assert meant.place(7, 9) == (10, 12)


SLIPPED = ("lugage", "refnud", "cannt", "trakc", "行礼", "登几牌", "改千", "退飘")
PIECES = st.sampled_from([*SLIPPED, "我的", " ", "'", ",", "é", "ﬁ", "\u200b", "🙂"])


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_offsets_stay_true_whatever_is_put_right(spelling, tokenizer, text):
    message = read(spelling, text)

    cut = tokenizer.tokenize(message, TEXT)

    assert message.get(TEXT) == text
    assert all(token.text == text[token.start : token.end] and token.text.strip() for token in cut)
    assert all(one.end <= other.start for one, other in pairwise(cut))
    assert "".join(plain("".join(token.text for token in cut)).text.split()) == "".join(plain(text).text.split())


@pytest.mark.parametrize("unit", ["我", "行礼", "refnud ", "a", "改千登几", "\u200b"])
def test_is_fast_on_anything(spelling, unit):
    started = time.perf_counter()
    read(spelling, (unit * 4000)[:4000])

    assert time.perf_counter() - started < 1


def test_understands_misspelt_sentences(agent):
    rows = yaml.safe_load(TYPOS.read_text(encoding="utf-8"))

    parses = [asyncio.run(agent.parse_message(row["text"])) for row in rows]
    wrong = [
        f"{row['text']!r}: {row['intent']} expected, {parse['intent']['name']}"
        for row, parse in zip(rows, parses, strict=True)
        if parse["intent"]["name"] != row["intent"]
    ]

    for language in ("en", "zh"):
        assert sum(row["language"] == language for row in rows) >= 60
    assert len(wrong) <= (1 - UNDERSTOOD) * len(rows), "\n".join(wrong)

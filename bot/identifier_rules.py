"""spaCy rules for what customers copy from their documents: tags, references, flights, dates, phones, e-mails.

A blank pipeline cuts the text where digits, letters and Han characters meet, so that one pattern covers
`CZ123456`, `cz 123456` and `行李CZ123456丢了`; a Matcher finds the shapes, and what stands around decides.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_PIECES = re.compile(r"[0-9]+|[A-Za-z]+|\s+|.", re.DOTALL)


class PieceTokenizer:
    """Cuts text into runs of digits, runs of ASCII letters, runs of blanks, and single other characters."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = _PIECES.findall(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@lru_cache(maxsize=1)
def airlines() -> tuple[frozenset[str], dict[str, str]]:
    """Two-character airline designators, and the three-letter ones that stand for them."""
    pairs = [line[:2] for line in _carriers()]
    return frozenset(iata for iata, _ in pairs), {icao: iata for iata, icao in pairs}


@lru_cache(maxsize=1)
def airline_names() -> dict[str, str]:
    """What passengers call airlines, in small letters, and the designators that they mean."""
    return {name.lower(): iata for iata, _, names in _carriers() for name in names.split("|")}


def _carriers() -> list[list[str]]:
    """A line of the table: two-character designator, three-letter designator, names with bars between."""
    lines = Path(__file__).with_name("airlines.txt").read_text(encoding="utf-8").split("\n")
    return [line.split(" ", 2) for line in lines if line]


def build_matcher() -> tuple[PieceTokenizer, Matcher]:
    """The tokenizer and every pattern, under the name of what it finds."""
    nlp = spacy.blank("xx")
    tokenizer = PieceTokenizer(nlp.vocab)
    matcher = Matcher(nlp.vocab)
    for name, patterns in _patterns().items():
        matcher.add(name, patterns)
    return tokenizer, matcher


# How far each word is from today, in days.
RELATIVE_DAYS = {
    word: days
    for days, words in {
        -3: "大前天",
        -2: "前天",
        -1: "yesterday 昨天 昨日 昨晚",
        0: "today tonight 今天 今日 今晚 今早",
        1: "tomorrow tmr tmrw 明天 明日 明早 明晚",
        2: "后天 後天",
        3: "大后天 大後天",
    }.items()
    for word in words.split()
}
WEEKDAY_WHOLE_NAMES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
WEEKDAY_NAMES = rf"{WEEKDAY_WHOLE_NAMES}|mon|tues?|wed|thurs?|fri|sat|sun"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"(?i)^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?"
    r"|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$"
)
Pattern = list[dict[str, Any]]


def _digits(least: int, most: int | None = None) -> dict[str, Any]:
    return {"TEXT": {"REGEX": rf"^[0-9]{{{least},{most or least}}}$"}}


def _letters(count: int) -> dict[str, Any]:
    return {"TEXT": {"REGEX": rf"^[A-Za-z]{{{count}}}$"}}


def _one_of(*words: str) -> dict[str, Any]:
    return {"LOWER": {"IN": list(words)}}


def _one(regex: str) -> dict[str, Any]:
    return {"TEXT": {"REGEX": rf"(?i)^({regex})$"}}


def _han(word: str) -> Pattern:
    return [{"TEXT": character} for character in word]


_GAP = {"TEXT": {"REGEX": r"^(\s|[-‐‑–])$"}}
_SPACE = {"TEXT": {"REGEX": r"^\s+$"}}
_MAYBE_SPACE = {**_SPACE, "OP": "?"}
_MONTH = {"TEXT": {"REGEX": _MONTH_NAMES}}
_YEAR_MARK = {"TEXT": "年"}
_MONTH_MARK = {"TEXT": "月"}
_DAY_MARK = _one_of("日", "号", "號")


def _spaced(*pieces: dict[str, Any]) -> list[Pattern]:
    """The pieces written together, and written apart."""
    together = list(pieces)
    apart = [piece for pair in zip(pieces, [_GAP] * len(pieces), strict=True) for piece in pair][:-1]
    return [together, apart]


def _patterns() -> dict[str, list[Pattern]]:
    return {
        "bag_tag": [
            [_digits(10)],
            [_digits(4), _GAP, _digits(6)],
            [_digits(1), _GAP, _digits(3), _GAP, _digits(6)],
            [_digits(4), _GAP, _digits(3), _GAP, _digits(3)],
            # Many printers set both codes: 0784CZ123456.
            *_spaced(_digits(4), _letters(2), _digits(6)),
        ],
        "short_tag": [
            [_letters(2), _digits(6)],
            [_letters(2), _GAP, _digits(6)],
            [_digits(1), _letters(1), _digits(6)],
            [_digits(1), _letters(1), _GAP, _digits(6)],
            # Read out in twos and threes: CZ 12 34 56.
            [_letters(2), _GAP, _digits(2), _GAP, _digits(2), _GAP, _digits(2)],
            [_letters(2), _digits(2), _GAP, _digits(2), _GAP, _digits(2)],
            [_letters(2), _GAP, _digits(3), _GAP, _digits(3)],
            [_letters(2), _digits(3), _GAP, _digits(3)],
        ],
        "file_reference": [
            *_spaced(_letters(3), _letters(2), _digits(5)),
            [_letters(5), _digits(5)],
            [_letters(5), _GAP, _digits(5)],
            [_letters(3), _digits(1), _letters(1), _digits(5)],
            [_letters(3), _GAP, _digits(1), _letters(1), _GAP, _digits(5)],
            [_letters(4), _digits(6)],
        ],
        "flight_number": [
            [_letters(2), _digits(1, 4)],
            [_letters(2), _GAP, _digits(1, 4)],
            [_letters(3), _digits(1, 4)],
            [_digits(1), _letters(1), _digits(2, 4)],
            [_digits(1), _letters(1), _GAP, _digits(2, 4)],
            [_letters(1), _digits(4, 5)],
            [_letters(1), _digits(1), _GAP, _digits(3, 4)],
            # An operational suffix: CA981A.
            [_letters(2), _digits(1, 4), _letters(1)],
            [_digits(1), _letters(1), _digits(2, 4), _letters(1)],
        ],
        "ticket_number": [[_digits(13)], [_digits(3), _GAP, _digits(10)]],
        "date": _date_patterns(),
    }


def _date_patterns() -> list[Pattern]:
    dash = _one_of("-", "/", ".")
    ordinal = {**_one_of("st", "nd", "rd", "th"), "OP": "?"}
    comma = {"TEXT": ",", "OP": "?"}
    day, year = _digits(1, 2), _digits(4)
    return [
        [year, dash, _digits(1, 2), dash, _digits(1, 2)],
        [day, dash, _digits(1, 2), dash, year],
        [year, _YEAR_MARK, day, _MONTH_MARK, day, {**_DAY_MARK, "OP": "?"}],
        [day, _MONTH_MARK, day, {**_DAY_MARK, "OP": "?"}],
        [day, ordinal, _MAYBE_SPACE, _MONTH],
        [day, ordinal, _MAYBE_SPACE, _MONTH, comma, _MAYBE_SPACE, year],
        [_MONTH, _MAYBE_SPACE, day, ordinal],
        [_MONTH, _MAYBE_SPACE, day, ordinal, comma, _MAYBE_SPACE, year],
        *([{"LOWER": word}] if word.isascii() else _han(word) for word in RELATIVE_DAYS),
        *_weekday_patterns(),
        *_distance_patterns(),
    ]


def _weekday_patterns() -> list[Pattern]:
    """下周三, 上个星期天, 周五; next Friday, this Fri, on Monday."""
    week = [[_one_of("周", "週")], [_one_of("星"), _one_of("期")], [_one_of("礼", "禮"), _one_of("拜")]]
    which = [[], [_one_of("这", "這", "本", "下", "上")], [_one_of("这", "這", "下", "上"), _one_of("个", "個")]]
    day = _one("[一二三四五六日天]")
    chinese = [[*start, *word, day] for start in which for word in week]
    name = _one(WEEKDAY_NAMES)
    english = [[_one("next|this|last"), _SPACE, name], [_one(WEEKDAY_WHOLE_NAMES)]]
    return [*chinese, *english]


def _distance_patterns() -> list[Pattern]:
    """三天后, 2天前, 下个月5号; in 3 days, two weeks ago."""
    number, unit = _one(r"[0-9]{1,2}|[一二两三四五六七八九十]"), _one("天|日")
    later = _one_of("后", "後", "前")
    weeks = [_one_of("周", "週")], [_one_of("个", "個"), _one_of("星"), _one_of("期")]
    count, span = _one("[0-9]{1,2}|a|one|two|three|four|five|six|seven"), _one("days?|weeks?")
    by_days = [[number, unit, later], [number, unit, _one_of("之", "以"), later]]
    by_weeks = [[number, *week, later] for week in weeks]
    return [
        *by_days,
        *by_weeks,
        [_one("in"), _SPACE, count, _SPACE, span],
        [count, _SPACE, span, _SPACE, _one("ago|later")],
        [_one("the"), _SPACE, _one("day"), _SPACE, _one("after|before"), _SPACE, _one("tomorrow|yesterday")],
        [_one("day"), _SPACE, _one("after|before"), _SPACE, _one("tomorrow|yesterday")],
        [_one_of("下", "上", "这", "這"), {**_one_of("个", "個"), "OP": "?"}, _MONTH_MARK, _digits(1, 2), _DAY_MARK],
    ]

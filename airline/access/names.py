"""Surnames: as customers write them in Chinese or Latin letters, against the Latin capitals on a bag tag."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

SURNAMES = Path(__file__).parents[1] / "data" / "surnames_zh.csv"
# Letters that have no accent to strip; beside the plain letter the spelling of passports (ICAO Doc 9303).
_LETTERS = {
    "Ä": ("A", "AE"), "Ö": ("O", "OE"), "Ü": ("U", "UE"), "ß": ("SS",), "ẞ": ("SS",), "Ø": ("O", "OE"),
    "Å": ("A", "AA"), "Æ": ("AE",), "Œ": ("OE",), "Ł": ("L",), "Đ": ("D",), "Ð": ("D",), "Þ": ("TH",),
    "I": ("I",), "İ": ("I",), "ı": ("I",),
}  # fmt: skip
_SPELLED_UMLAUT = re.compile(r"(?<=[AOU])E")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
TITLES = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mstr|master|herr|frau|monsieur|madame|mme|señora?)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^.*?(?:\b(?:my|the|her|his)\s+(?:(?:last|family|sur|full|given|passenger'?s?)\s*)?name(?:\s+is|'s|:)?"
    r"|\b(?:sur|last\s?|family\s?)name(?:\s+is|\s*[:：=])?|^name\s*[:：]|\b(?:i\s+am|i'm|it'?s|it\s+is|this\s+is)\b"
    r"|\bunder(?:\s+the\s+name(?:\s+of)?)?\b)\s+(?=\S)",
    re.IGNORECASE,
)
_LEAD_ZH = re.compile(
    r"^.*?(?:我的?(?:中文)?(?:名字|姓名|姓氏)(?:叫做?|就?是|为)?|姓名(?:是|为|叫)?|姓氏(?:是|为)?|名字(?:是|叫做?)?"
    r"|(?:我|本人|免贵|旅客|乘客)?(?:姓|叫做?)(?!名|氏)|^(?:我|本人|这里)?是)\s*[:：]?\s*(?=\S)"
)
_TAIL = re.compile(
    r"(?:[\s,，、.。!！~～]*(?:please|thanks?|thank\s+you|谢谢|多谢|谢了|先生|女士|小姐|太太|老师|同学|阿姨|叔叔"
    r"|的|哦|啊|呢))+[\s.。!！~～]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’‘`´ʼ·.\-‐‑–][^\W\d_]+)*")
# The hundred commonest in China, in Latin letters: what guessers try.
_COMMONEST = frozenset(
    re.findall(
        r"\w+",
        """
        WANG LI ZHANG LIU CHEN YANG HUANG ZHAO WU ZHOU XU SUN MA ZHU HU GUO HE LIN GAO LUO ZHENG LIANG XIE SONG TANG
        HAN FENG DENG CAO PENG ZENG XIAO TIAN DONG YUAN PAN YU JIANG CAI DU YE CHENG SU WEI LV LU DING REN SHEN YAO
        CUI ZHONG TAN FAN JIN SHI LIAO JIA XIA FU FANG BAI ZOU MENG XIONG QIN QIU YAN XUE YIN LEI HOU LONG TAO HAO GU
        GONG SHAO WAN QIAN DAI MO KONG XIANG
        """,
    )
)
# More words than this are a sentence or a list of guesses, not a name.
MAX_WORDS = 6
MAX_LENGTH = 120


@lru_cache(maxsize=16384)
def normalise_surname(text: str) -> str:
    """A surname as on a bag tag: SMITHJONES for Smith-Jones, OBRIEN for O’Brien, ZENG for 曾.

    Titles stay: Dr could be glued to a given name, but ADAMS never loses its MS.
    """
    if HAN.search(text):
        return next(_chinese(_strip_marks(text)), "")
    return _latin(text)


def surname_candidates(text: str) -> frozenset[str]:
    """Every surname that an answer can mean: `Li Ming` is LI or MING, in either order, never anything near it."""
    words = name_words(text)
    if len(words) > MAX_WORDS:
        return frozenset()
    if len(words) > 2 and all(map(HAN.search, words)):
        # Of three characters apart the first is the surname; of two it may be the second.
        words = ["".join(words)]
    ends = [word for size in range(1, len(words) + 1) for word in (words[:size], words[-size:])]
    return frozenset(name for end in ends for name in _readings(end) if name)


def guesses_in(text: str) -> int:
    """How many surnames somebody tries at once: two for "Wang Zhang", where either may be it; else one."""
    words = name_words(text)
    ends = {normalise_surname(word) for word in (*words[:1], *words[-1:])}
    return 2 if len(ends) == 2 and ends <= _COMMONEST else 1


def mask_name(surname: str) -> str:
    """A surname fit for a card: SMITH becomes S***H. Enough to know oneself by, too little for anybody else."""
    return f"{surname[:1]}***{surname[-1:] if len(surname) > 1 else ''}"


def name_words(text: str) -> list[str]:
    """The words of an answer that are the name: neither "my surname is" nor a title nor "please"."""
    words = _WORD.findall(without_courtesies(text))
    named = [word for word in words if not TITLES.fullmatch(word)]
    return named or words


def without_courtesies(text: str) -> str:
    """An answer without what introduces a name and what follows it."""
    tidy = _TAIL.sub("", unicodedata.normalize("NFKC", text[:MAX_LENGTH]).strip())
    tidy = _LEAD_ZH.sub("", tidy, count=1) if HAN.search(tidy) else _LEAD.sub("", tidy, count=1)
    return _TAIL.sub("", tidy)


def _readings(words: list[str]) -> Iterator[str]:
    if all(map(HAN.search, words)):
        yield from _chinese(_strip_marks("".join(words)))
    elif not any(map(HAN.search, words)):
        glued = "".join(words)
        yield from (_latin(glued), _latin(glued, passport=True), _plain_vowels(_latin(glued)))


def _plain_vowels(name: str) -> str:
    """MULLER for MUELLER: a tag for Müller may have either."""
    return _SPELLED_UMLAUT.sub("", name)


def _chinese(name: str) -> Iterator[str]:
    """Readings of the surname that opens a Chinese name; a compound one first."""
    if name[:2] in _special() and len(name) > 1:
        yield from _spellings(name[:2])
    yield from _spellings(name[:1])
    yield from _spellings(name)


def _spellings(characters: str) -> Iterator[str]:
    first, second = _special().get(characters, ("", ""))
    reading = first or _pinyin(characters)
    # Passports write LYU for 吕, tickets also LV and LU.
    yield from (reading.replace("V", umlaut) for umlaut in (("YU", "V", "U") if "V" in reading else ("",)))
    yield second


@cache
def _special() -> dict[str, tuple[str, str]]:
    with SURNAMES.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return {name: (reading, other) for name, reading, other in rows}


@cache
def _pinyin(characters: str) -> str:
    return "".join(lazy_pinyin(characters, style=Style.NORMAL, errors="ignore")).upper()


def _strip_marks(text: str) -> str:
    return "".join(HAN.findall(text))


def _latin(text: str, *, passport: bool = False) -> str:
    """Capitals A to Z only; with `passport`, Ü is UE as in a passport's machine-readable zone instead of U."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).upper())
    spelled = "".join(_LETTERS.get(letter, (letter,))[-1 if passport else 0] for letter in composed)
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if "A" <= letter <= "Z")

"""Surnames in a sentence, and sentences that are nothing but a name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Optional

from bot.characters import HAN, plain, simplified

_LATIN_WORD = r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ'’-]*"
_TITLE = r"(?:mr|mrs|ms|miss|mstr|dr)\.?\s+"
_ENGLISH_CUE = re.compile(
    r"(?:\b(?:sur|last |family |passenger(?:'s)? )name|\bpassenger|\bunder the name|\bname)"
    r"(?:\s+(?:on|in)\s+(?:the\s+)?(?:tag|booking|ticket|passport|reservation))?\s*"
    rf"(?:is|was|of|是|为|叫|[:：=,，-]|'s)?\s*(?:{_TITLE})?(?P<name>{_LATIN_WORD}(?:[ /]{_LATIN_WORD})?)",
    re.I,
)
# "Mrs Ada Okafor": which of the two is the surname, whoever compares it with the record sees.
_ENGLISH_TITLE = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+(?P<name>{_LATIN_WORD}(?: [A-Z][A-Za-zÀ-ÖØ-öø-ÿ'’-]+){{0,2}})"
)
_CHINESE_CUE = re.compile(
    r"(?:姓氏|姓名|名字|(?:旅客|乘客|客人|乘机人)的?(?:姓名|姓氏|名字|姓)|旅客|乘客|乘机人|我叫|叫做|姓)(?:名|氏)?"
    r"(?:(?:登记的?|填的?|写的?)?(?:是|为|為|叫)|写的|填的|[:：,，])?\s*"
    rf"(?P<name>[{HAN}]{{1,4}}|{_LATIN_WORD}(?:[ /]{_LATIN_WORD})?)"
)
_CHINESE_TITLE = re.compile(rf"(?P<name>[{HAN}]{{1,2}})(?:先生|女士|小姐|太太)")
# What may stand around a named surname in a message that says nothing else: "no, my surname is Zhang, thanks".
_AROUND_NAME = re.compile(
    r"(?:\b(?:no|yes|ok|okay|sorry|oh|it|it's|is|my|the|actually|hi|hello|please|thanks|thank|you)\b"
    r"|[\s\W_不是对的我您你好应该登记谢])*",
    re.I,
)
_WHOLE_LATIN = re.compile(rf"(?:{_TITLE})?{_LATIN_WORD}(?:[ /.]+{_LATIN_WORD}){{0,2}}\.?", re.I)
# Characters of which sentences are made, and names are not.
_PARTICLES = frozenset("的了吗呢吧啊不没我你他她它这那是有在要到么什怎哪多几能会可想请帮去来和还就都很被把给")
_NAMING = (_CHINESE_CUE, _ENGLISH_CUE, _ENGLISH_TITLE, _CHINESE_TITLE)
_WHOLE_HAN = re.compile(rf"[{HAN}](?:[{HAN}·]{{0,3}})")
# Shorter ones are sounds and codes as often: "ya", "ur", "lol".
_SHORTEST_RARE = 4
_LETTERS = re.compile(r"(?<![\w'’])[A-Za-z](?:(?:\s*[.,-]\s*|\s+)[A-Za-z]){2,}(?![\w'’])")
# Words that follow a cue without being a name.
_NOT_NAMES = frozenset(
    re.findall(
        r"[a-z]+",
        "is was on in of the and or a an my your his her our their it its not no tag tags number numbers "
        "change spelled spelling spelt misspelled misspelt mistyped incorrect different missing incomplete wrong "
        "names list details data info everybody everyone "
        "correction please for to with as here what which bag bags do does you "
        "i we tho though btw mate lol pls plz thx ",
    )
)


@lru_cache(maxsize=1)
def surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """One-character, two-character and Latin surnames."""
    lines = Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8").split("\n")
    single, double, *latin = (line for line in lines if line and not line.startswith("#"))
    return frozenset(single), frozenset(double.split()), frozenset(" ".join(latin).split())


def chinese_surname(written: str) -> Optional[str]:
    """The surname that Han characters begin with."""
    single, double, _ = surnames()
    if simplified(written[:2]) in double:
        return written[:2]
    return written[:1] if written[:1] in single else None


def is_known_surname(word: str) -> bool:
    """Whether a single word in Latin letters is on our list."""
    return word.lower() in surnames()[2]


def is_surname(word: str) -> bool:
    """Whether a word in Latin letters is on our list, or a rarer surname that is no English word."""
    known = word.lower()
    return is_known_surname(known) or (len(known) >= _SHORTEST_RARE and known in rare_surnames())


@lru_cache(maxsize=1)
def rare_surnames() -> frozenset[str]:
    """Eighty thousand surnames of people in the United States, who came from everywhere."""
    return frozenset(files("names").joinpath("dist.all.last").read_text(encoding="utf-8").lower().split()[::4])


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Five thousand given names, in Latin letters."""
    lists = (files("names").joinpath(f"dist.{kind}.first").read_text(encoding="utf-8") for kind in ("female", "male"))
    return frozenset(name for names in lists for name in names.lower().split()[::4])


def named_surname(text: str) -> Optional[tuple[str, int, int]]:
    """(surname, start, end) where a sentence says whose bag it is: "surname Zhang", "我姓张", "Ms Li", "王女士"."""
    readable = plain(text)
    for start, end in _named(readable.text):
        name = readable.text[start:end]
        if re.match(rf"[{HAN}]", name):
            name = chinese_surname(name) or ""
        if name and name.split()[0].lower() not in _NOT_NAMES:
            first, last = readable.place(start, start + len(name))
            return name, first, last
    return None


def spelled_out(text: str) -> str:
    """ "W A N G", "w-a-n-g": the word that letters one by one are, three of them at least; any other text as it is."""
    return _LETTERS.sub(lambda letters: re.sub(r"[\s.,-]", "", letters.group()), text)


def only_names_somebody(text: str) -> bool:
    """Whether a message names a surname ("我姓张", "my last name is Smith") and says nothing else."""
    readable = plain(text).text
    matches = (match for pattern in _NAMING for match in [pattern.search(readable)] if match)
    return any(_AROUND_NAME.fullmatch(readable[: m.start()] + " " + readable[m.end() :]) for m in matches)


def _named(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _NAMING:
        for match in pattern.finditer(text):
            yield _without_trailing_words(match)


def _without_trailing_words(match: "re.Match[str]") -> tuple[int, int]:
    """The name without the word after it: 'surname Zhang and' names Zhang."""
    start, end = match.span("name")
    words = re.split(r"[ /]", match.group("name"))
    if len(words) == 2 and words[1].lower() in _NOT_NAMES:
        end -= len(words[1]) + 1
    return start, end


def only_a_name(text: str, vocabulary: frozenset[str]) -> bool:
    """Whether a whole message is shaped like a name (≤3 words, ≤4 Han characters) and says nothing else."""
    readable = plain(text).text.strip().strip("。.!！,，")
    if _WHOLE_HAN.fullmatch(readable):
        return _is_chinese_name(readable, vocabulary)
    if not _WHOLE_LATIN.fullmatch(readable):
        return False
    words = [word for word in re.split(r"[ /.]+", re.sub(rf"^{_TITLE}", "", readable, flags=re.I).lower()) if word]
    _, _, latin = surnames()
    return bool(words) and all(word in latin or word not in vocabulary for word in words)


def _is_chinese_name(readable: str, vocabulary: frozenset[str]) -> bool:
    surname = chinese_surname(readable)
    if surname is None or surname == readable:
        # A surname alone is one even if sentences use it too: 高, 欧阳.
        return surname is not None
    # More may be a word such as 方便.
    pairs = {readable, *(readable[place : place + 2] for place in range(1, len(readable) - 1))}
    return not (pairs & vocabulary or _PARTICLES & set(readable[1:]))

"""What a message is about by itself: the words that are left when those that bring no topic are taken away."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Optional

import yaml

from bot import verticals
from bot.characters import HAN, plain, simplified

_LATIN = re.compile(r"[a-z][a-z'’]*")
_HAN = re.compile(f"[{HAN}]+")
# The parts of the file that are no things on the screen.
_COMMON = ("function", "question")
# The words of one question alone: those that are a topic in another one, and those that are none anywhere.
_FACETS, _ALSO = "facets", "also"
_SPOKEN = ("en", "zh")

Lists = dict[str, dict[str, Any]]


def topic_words(text: str, entities: Iterable[dict[str, Any]], kind: Optional[str], facet: Optional[str]) -> list[str]:
    """The words of `text` that are neither grammar, nor a question's own, nor the name of a thing of this `kind`.

    What was found as an entity is no word: a tag, a date, a place replace a part of the question asked before.
    """
    said = _readable(_without(text, entities))
    known, stretches = _latin(kind, facet), _han(kind, facet)
    latin = [word for word in _LATIN.findall(said) if word not in known]
    han = [rest for run in _HAN.findall(said) for rest in stretches.sub(" ", run).split()]
    return latin + han


def named_kinds(text: str) -> set[str]:
    """The kinds of things that a message calls by their names."""
    said = _readable(text)
    # "It" is whatever was shown last.
    latin = set(_LATIN.findall(said)) - {"it"}
    return {kind for kind in kinds() if latin & _words(kind, "en") or any(word in said for word in _words(kind, "zh"))}


def of_questions(words: Iterable[str], facets: Iterable[str]) -> bool:
    """Whether each of these words belongs to one of these questions: "which belt and terminal" asks two."""
    known = {word for facet in facets for language in _SPOKEN for word in _of_facet(facet, language)}
    return all(word in known for word in words)


def names_topic(words: Iterable[str]) -> bool:
    """Whether any of these words is a thing of ours: what articles are about, or what can be on the screen."""
    latin, han = _topics()
    return any(latin.fullmatch(word) or any(name in word for name in han) for word in words)


@lru_cache(maxsize=1)
def _topics() -> tuple[re.Pattern[str], frozenset[str]]:
    """The keywords of the articles, the names of kinds of things, and what one question alone is about."""
    articles = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in verticals.files("knowledge"))
    names = {word.lower() for one in articles for said in one["keywords"].values() for word in said}
    names |= {word for part in kinds() for language in _SPOKEN for word in _words(part, language)}
    facets = _lists()[_FACETS].values()
    names |= {word for said in facets for language in _SPOKEN for word in said.get(language, "").split()}
    latin = "|".join(re.escape(name) for name in sorted(names) if name.isascii())
    return re.compile(rf"(?:{latin})(?:e?s)?"), frozenset(simplified(name) for name in names if not name.isascii())


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """Every kind of thing that can be on the screen."""
    return tuple(part for part in _lists() if part not in (*_COMMON, _FACETS, _ALSO))


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Words that name nothing: grammar, and what belongs to any question."""
    return frozenset(word for part in _COMMON for language in _SPOKEN for word in _words(part, language))


def _readable(text: str) -> str:
    return simplified(plain(text).text).lower().replace("’", "'")


@lru_cache(maxsize=256)
def _latin(kind: Optional[str], facet: Optional[str]) -> frozenset[str]:
    return frozenset().union(*(_words(part, "en") for part in _parts(kind)), _of_facet(facet, "en"))


@lru_cache(maxsize=256)
def _han(kind: Optional[str], facet: Optional[str]) -> re.Pattern[str]:
    words = frozenset().union(*(_words(part, "zh") for part in _parts(kind)), _of_facet(facet, "zh"))
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _parts(kind: Optional[str]) -> tuple[str, ...]:
    return (*_COMMON, kind) if kind in kinds() else _COMMON


def _of_facet(facet: Optional[str], language: str) -> frozenset[str]:
    said = (_lists()[part].get(facet or "", {}).get(language, "") for part in (_FACETS, _ALSO))
    return frozenset(" ".join(said).split())


@lru_cache(maxsize=64)
def _words(part: str, language: str) -> frozenset[str]:
    return frozenset(_lists()[part][language].split())


@lru_cache(maxsize=1)
def _lists() -> Lists:
    return verticals.merged("dialogue", "words.yml")


def _without(text: str, entities: Iterable[dict[str, Any]]) -> str:
    for entity in entities:
        if isinstance(entity.get("start"), int) and isinstance(entity.get("end"), int):
            text = text[: entity["start"]] + " " * (entity["end"] - entity["start"]) + text[entity["end"] :]
    return text

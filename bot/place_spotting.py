"""Where names of places stand in a text: everywhere the longest, looked up word by word and character by character."""

import itertools
import logging
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import jieba

from bot.place_names import countries, known
from bot.place_spelling import HAN, word_key, words_of

_BETWEEN_WORDS = re.compile(r"[ .\-–/]{1,2}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff·-]+")
# What jieba's words add to a name: 上海站, 北京机场.
_COUNTED_WITH = frozenset(["", *"市县区州站", "机场", "国际机场"])
_SHORTEST_HAN = 2
_FLY, _OF = "飞", "的"


class Spot(NamedTuple):
    """A name as the tables have it, at [start, end) of the text; a country is no place, but its name is taken."""

    start: int
    end: int
    name: str

    @property
    def is_country(self) -> bool:
        return self.name in countries()


def spots(small: str) -> list[Spot]:
    """The longest name at each place of a text in small letters, in order; later ones may begin within earlier ones."""
    return sorted([*_latin(small), *_chinese(small)])


def fits_words(text: str, start: int, end: int) -> bool:
    """Whether two characters are a name as words are cut: 到大理 has one, 大理石 has none, 上海浦东 has two."""
    for first, last in _words_cut(text):
        if first < end and start < last and not (start <= first and last <= end):
            # 飞天水的 goes to 天水, though 飞天 is a word, and 水的 might be.
            torn = text[first:start] not in ("", _FLY) or text[end:last] not in ("", _OF)
            if torn and not _is_inside(text, first, start, end, last):
                return False
    return True


def _is_inside(text: str, first: int, start: int, end: int, last: int) -> bool:
    """Whether a word is the name, other names, and what is counted with them."""
    beside = text[first:start], text[end:last]
    return first <= start and end <= last and all(rest in _COUNTED_WITH or rest in known() for rest in beside)


def _latin(small: str) -> Iterator[Spot]:
    words, longest = words_of(small), _longest_latin()
    for index, first in enumerate(words):
        most = max(longest.get(head, 0) for head in _heads(first.group()))
        for count in range(min(most, len(words) - index), 0, -1):
            stretch = words[index : index + count]
            if _joined(small, stretch) and (spot := _named(stretch)):
                yield spot
                break


def _named(stretch: "list[re.Match[str]]") -> Spot | None:
    """The words as a name, an apostrophe and s at the end set aside: London's."""
    *before, last = (word.group() for word in stretch)
    for ending in (last, last.removesuffix("'s")):
        name = " ".join(map(word_key, (*before, ending)))
        if name in known() or name in countries():
            return Spot(stretch[0].start(), stretch[-1].end() - len(last) + len(ending), name)
    return None


def _heads(word: str) -> set[str]:
    """London's begins like London, Cox's Bazar like itself."""
    return {word_key(word), word_key(word.removesuffix("'s"))}


def _joined(small: str, stretch: "list[re.Match[str]]") -> bool:
    pairs = itertools.pairwise(stretch)
    return all(_BETWEEN_WORDS.fullmatch(small, one.end(), other.start()) for one, other in pairs)


def _chinese(small: str) -> Iterator[Spot]:
    longest, names, lands = _longest_chinese(), known(), countries()
    for start, character in enumerate(small):
        for length in range(longest.get(character, 0), _SHORTEST_HAN - 1, -1):
            name = small[start : start + length]
            if name in names or name in lands:
                yield Spot(start, start + len(name), name)
                break


@lru_cache(maxsize=1)
def _longest_latin() -> Mapping[str, int]:
    """The most words of any name that begins with a word."""
    longest: dict[str, int] = {}
    for name in (*known(), *countries()):
        if not HAN.search(name):
            first, *rest = name.split()
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@lru_cache(maxsize=1)
def _longest_chinese() -> Mapping[str, int]:
    """The length of the longest name that begins with a character."""
    longest: dict[str, int] = {}
    for name in (*known(), *countries()):
        if HAN.search(name):
            longest[name[0]] = max(longest.get(name[0], 0), len(name))
    return longest


@lru_cache(maxsize=16)
def _words_cut(text: str) -> list[tuple[int, int]]:
    """Where jieba's words stand, by its dictionary alone: it must not guess that a torn name is one."""
    jieba.setLogLevel(logging.WARNING)
    cut = ((run.start(), jieba.tokenize(run.group(), HMM=False)) for run in _HAN_RUN.finditer(text))
    return [(offset + start, offset + end) for offset, words in cut for _, start, end in words]

"""Chinese words written with characters that sound alike: 行礼 for 行李, 登几牌 for 登机牌.

It exists because who types by sound picks the wrong character as often as others hit the wrong key, and a word that
was never seen says nothing to a classifier. A stretch is taken for a trained word of the same sound when that makes
the sentence much more likely, going by how often each word is used in training (a unigram language model).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from math import log
from typing import Any, NamedTuple, Optional

import jieba

Reading = tuple[str, ...]
Written = tuple[str, ...]

_LONGEST = 4
_MOST_READINGS = 4
# A word must be used so often to be what was meant, and much more often where another real word was written.
_LEAST, _LEAST_FOR_WORDS = 3, 20
# How much likelier the sentence must become, in natural logarithms; less for what is no stretch of single characters.
_GAIN, _GAIN_FOR_WORDS = 6.0, 4.0
# What each syllable costs that only sounds similar, and words that share no character.
_SIMILAR, _NOTHING_SHARED = 2.0, 3.0
# Words that jieba counted more often are meant as written, whether or not training uses them.
_COMMON = 1000
# The sounds that speakers from the south and many keyboards do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


class _Meant(NamedTuple):
    gain: float
    start: int
    end: int
    word: str


class Homophones:
    """Trained words by their sound. `facts` is what `learned` found, plain enough for JSON."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._count: dict[str, int] = facts["count"]
        self._total = sum(self._count.values()) or 1
        self._readings: dict[str, list[str]] = facts["readings"]
        self._by_sound: dict[Reading, list[tuple[str, Reading]]] = {}
        for word, reading in facts["sounds"].items():
            self._by_sound.setdefault(_sound(reading), []).append((word, tuple(reading)))
        # The same slips come again and again, and most stretches are none.
        self._meant = lru_cache(maxsize=4096)(self._find_meant)

    @classmethod
    def learned(cls, runs: Iterable[str]) -> "Homophones":
        """What the Han runs of the training sentences teach."""
        count = Counter(word for run in runs for word in jieba.cut(run, HMM=False))
        likely = [word for word, times in count.items() if 2 <= len(word) <= _LONGEST and times >= _LEAST]
        facts = {"count": dict(count), "sounds": _pronounced(likely), "readings": _readings() if likely else {}}
        return cls(facts)

    @property
    def facts(self) -> dict[str, Any]:
        """What the constructor needs to make the same again."""
        sounds = {word: list(reading) for found in self._by_sound.values() for word, reading in found}
        return {"count": self._count, "sounds": sounds, "readings": self._readings}

    def slips(self, run: str) -> list[tuple[int, int, str]]:
        """(start, end, word meant) in a run of simplified characters, in order and without overlaps."""
        kept: list[_Meant] = []
        for found in sorted(self._candidates(run), reverse=True):
            if all(found.end <= other.start or other.end <= found.start for other in kept):
                kept.append(found)
        return sorted((found.start, found.end, found.word) for found in kept)

    def _candidates(self, run: str) -> Iterator[_Meant]:
        if not self._by_sound:
            return
        # Without its guesses at unknown words, in which slips melt into their neighbours.
        tokens = list(jieba.tokenize(run, HMM=False))
        for first, (_, start, _) in enumerate(tokens):
            for last in range(first, min(first + _LONGEST, len(tokens))):
                word, _, end = tokens[last]
                if end - start > _LONGEST or not self._doubtful(word):
                    break
                if end - start > 1 and (meant := self._meant(tuple(token[0] for token in tokens[first : last + 1]))):
                    yield _Meant(meant[0], start, end, meant[1])

    def _doubtful(self, word: str) -> bool:
        return len(word) == 1 or (self._count.get(word, 0) < _LEAST and (jieba.dt.FREQ.get(word) or 0) < _COMMON)

    def _find_meant(self, written: Written) -> Optional[tuple[float, str]]:
        """(gain, word) of the likeliest word that sounds like these tokens."""
        text, needed = "".join(written), _GAIN if len(written) > 1 else _GAIN_FOR_WORDS
        unlikely = sum(map(self._likelihood, written))
        found = [
            (gain, word)
            for word, differing in self._sounding_like(text)
            if (gain := self._likelihood(word) - unlikely - _cost(text, word, differing)) >= needed
            and (len(written) > 1 or self._count[word] >= _LEAST_FOR_WORDS)
        ]
        return max(found, default=None)

    def _sounding_like(self, text: str) -> Iterator[tuple[str, int]]:
        """(word, number of syllables that only sound similar)."""
        for reading in product(*(self._readings.get(character, ()) for character in text)):
            for word, other in self._by_sound.get(_sound(reading), ()):
                if word != text:
                    yield word, sum(one != two for one, two in zip(reading, other, strict=True))

    def _likelihood(self, word: str) -> float:
        return log((self._count.get(word, 0) + 0.5) / self._total)


def _cost(text: str, word: str, differing: int) -> float:
    shared = any(one == two for one, two in zip(text, word, strict=True))
    return _SIMILAR * differing + (0 if shared else _NOTHING_SHARED)


@lru_cache(maxsize=4096)
def _alike(syllable: str) -> str:
    for one, other in _ALIKE:
        syllable = syllable.replace(one, other)
    return syllable


def _sound(reading: Iterable[str]) -> Reading:
    return tuple(map(_alike, reading))


def _pronounced(words: Iterable[str]) -> dict[str, Reading]:
    # Its tables are 60 MB, and only training needs them.
    from pypinyin import lazy_pinyin

    return {word: tuple(lazy_pinyin(word)) for word in words}


def _readings() -> dict[str, list[str]]:
    """{character: its syllables without tones, the most frequent first} of the characters that jieba knows."""
    from pypinyin import Style, pinyin

    single = [word for word in jieba.dt.FREQ if len(word) == 1 and "\u4e00" <= word <= "\u9fff"]
    found = {c: dict.fromkeys(pinyin(c, style=Style.NORMAL, heteronym=True)[0]) for c in single}
    return {character: list(syllables)[:_MOST_READINGS] for character, syllables in found.items()}

"""Words in Latin letters that are misspelt: "refnud" for "refund".

A word is taken for a trained one at one letter's distance when no list knows it as written: not training, not English.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

from bot.names import is_known_surname

# Whole words, also between Han characters; half of "couldn't" is none.
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD = re.compile(rf"(?<![{_LATIN}])(?<![{_LATIN}]['’])[A-Za-z]{{3,24}}(?!['’]?[{_LATIN}])")
# Shorter words are at one letter's distance from too many others.
_SHORTEST_SLIP = 4
# What no list knows is a word of the trade when training uses it more often than slips come.
_SLIPS = 2
_WRITTEN_OFTEN = 25_000


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Eighty thousand English words, among them those of today."""
    return frozenset(_by_frequency())


@lru_cache(maxsize=1)
def everyday() -> frozenset[str]:
    """The English words that are written often; the rest are as good as any letters."""
    return frozenset(_by_frequency()[:_WRITTEN_OFTEN])


def _by_frequency() -> list[str]:
    words = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return [line.partition(" ")[0] for line in words.splitlines()]


class Misspellings:
    """Trained words by their spelling."""

    def __init__(self, count: dict[str, int]) -> None:
        self.count = count
        self._near = SymSpell(max_dictionary_edit_distance=1)
        for word, times in count.items():
            self._near.create_dictionary_entry(word, times)
        self._meant = lru_cache(maxsize=4096)(self._find_meant)

    @classmethod
    def learned(cls, texts: Iterable[str]) -> "Misspellings":
        """The words that the training sentences use, without their own slips."""
        count = Counter(found.group().lower() for text in texts for found in _WORD.finditer(text))
        return cls({word: times for word, times in count.items() if times > _SLIPS or word in english()})

    def slips(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, word meant) in order."""
        for found in _WORD.finditer(text):
            meant = self._meant(found.group().lower())
            if meant:
                yield found.start(), found.end(), meant

    def _find_meant(self, word: str) -> str:
        """The most frequent trained word that is nearest; "" when the word is one itself, or nothing is near."""
        if len(word) < _SHORTEST_SLIP or word in self.count or word in english() or is_known_surname(word):
            return ""
        found = self._near.lookup(word, Verbosity.TOP, max_edit_distance=1)
        return found[0].term if found else ""

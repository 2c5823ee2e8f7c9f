"""One spelling for names of places: small letters without accents, words apart by single blanks, St for Saint."""

import re
import unicodedata
from functools import lru_cache

# Letters that no accent can be taken from, and the apostrophes.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "e", "œ": "o", "ß": "s", "þ": "t", "ə": "e"}
_LETTERS |= {"’": "'", "‘": "'", "ʻ": "'"}
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_SHORT = {"saint": "st", "mount": "mt", "fort": "ft"}
HAN = re.compile(r"[\u3400-\u9fff]")


def small(text: str) -> str:
    """Small letters without accents, exactly as long as the text: a Turkish İ would become two."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


def key(name: str) -> str:
    """How a name stands in the tables: "st johns" for "St. John's", "sao paulo" for "São Paulo"; Chinese as it is."""
    return name if HAN.search(name) else " ".join(word_key(word.group()) for word in words_of(small(name)))


def words_of(letters: str) -> "list[re.Match[str]]":
    """The Latin words of a text in small letters, each with its place."""
    return list(_WORD.finditer(letters))


def word_key(word: str) -> str:
    """One word of a name: johns for john's, st for saint."""
    plain = word.replace("'", "")
    return _SHORT.get(plain, plain)


@lru_cache(maxsize=1024)
def _letter(character: str) -> str:
    lower = character.lower()[:1]
    first = unicodedata.normalize("NFD", lower)[:1]
    return _LETTERS.get(lower, first if first.isascii() else lower)

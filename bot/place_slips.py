"""Names of places with a letter wrong, where a name of a place must stand: "flights to Bejing", "fly to Amsterdan"."""

from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from bot.misspellings import english
from bot.names import is_known_surname
from bot.place_names import Place, known, out_of_the_way

# Shorter names are at one letter's distance from too much else.
_SHORTEST = 6


@lru_cache(maxsize=1024)
def almost(written: str) -> "Place | None":
    """The one place that a word in small letters nearly names; none for what is a word or a surname."""
    if len(written) < _SHORTEST or written in english() or is_known_surname(written):
        return None
    near = {known()[name] for name in set(_one_off(written)) & known().keys() - out_of_the_way()}
    return near.pop() if len(near) == 1 else None


def _one_off(word: str) -> Iterator[str]:
    """Every string at one insertion, deletion, replacement or exchange of neighbours."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]

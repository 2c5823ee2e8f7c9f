"""Characters: one spelling for look-alikes (full-width, invisible, traditional forms) that keeps offsets true."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Optional

from opencc import OpenCC

_LAST_LATIN = "\u02ff"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"


@dataclass(frozen=True)
class Plain:
    """Text in one spelling. `origin[i]` is the place of character i in the text it was made from."""

    text: str
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty stretch [start, end) stands in the original text."""
        return self.origin[start], self.origin[end - 1] + 1


# A dozen components read the same message, one after the other.
@lru_cache(maxsize=64)
def plain(text: str) -> Plain:
    """NFKC character by character, without what cannot be seen (zero-width and direction marks)."""
    if text.isascii():
        return Plain(text, tuple(range(len(text))))
    kept = [(place, _one(character)) for place, character in enumerate(text) if not _invisible(character)]
    return Plain("".join(character for _, character in kept), tuple(place for place, _ in kept))


class Slip(NamedTuple):
    """A misspelt stretch [start, end) of a text as written, and what was meant."""

    start: int
    end: int
    meant: str


def as_meant(text: str, start: int, end: int, slips: Sequence[Slip]) -> Plain:
    """The stretch [start, end) as `plain` gives it, with its slips put right; its origin is in the whole text."""
    characters: list[str] = []
    origin: list[int] = []
    position = start
    for slip in (*(s for s in slips if start <= s.start and s.end <= end), Slip(end, end, "")):
        between = plain(text[position : slip.start])
        characters += between.text + slip.meant
        origin += [position + place for place in between.origin]
        # Letters that are too many share the last place, and the last letter stands at the end of the word.
        origin += [min(slip.start + i, slip.end - 1) for i in range(len(slip.meant) - 1)]
        origin += [slip.end - 1] if slip.meant else []
        position = slip.end
    return Plain("".join(characters), tuple(origin))


@lru_cache(maxsize=64)
def simplified(text: str) -> str:
    """Text with each traditional character in its simplified form; as long as before, so offsets stay true."""
    return "".join(_simple(character) if character > _LAST_LATIN else character for character in text)


def chinese_script(text: str) -> Optional[str]:
    """`zh-Hans` or `zh-Hant`, by the characters that only one of them uses; None when there are none."""
    traditional = sum(_simple(character) != character for character in text if character > _LAST_LATIN)
    simple = sum(_traditional(character) != character for character in text if character > _LAST_LATIN)
    if traditional == simple:
        return None
    return "zh-Hant" if traditional > simple else "zh-Hans"


def ends(text: str, first: int, last: int, between: str = " … ") -> str:
    """The first and the last characters of a text that has more than these: a story begins or ends with its matter."""
    return text if len(text) <= first + last else f"{text[:first]}{between}{text[-last:]}"


def clean(text: str) -> str:
    """Text that every encoder and store accepts: halves of surrogate pairs become question marks, NULs spaces."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")


def _one(character: str) -> str:
    # Ligatures and the like become several letters: they stay, or offsets would no longer fit.
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=8192)
def _simple(character: str) -> str:
    folded: str = _converter("t2s").convert(character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=8192)
def _traditional(character: str) -> str:
    folded: str = _converter("s2t").convert(character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=2)
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf"

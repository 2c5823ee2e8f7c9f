"""Characters: one spelling for look-alikes (full-width, invisible, surrogate halves) that keeps offsets true."""

import unicodedata
from dataclasses import dataclass

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"


@dataclass(frozen=True)
class Plain:
    """Text in one spelling. `origin[i]` is the place of character i in the text it was made from."""

    text: str
    origin: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty stretch [start, end) stands in the original text."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """NFKC character by character, without what cannot be seen (zero-width and direction marks)."""
    kept = [(place, _one(character)) for place, character in enumerate(text) if not _invisible(character)]
    return Plain("".join(character for _, character in kept), tuple(place for place, _ in kept))


def clean(text: str) -> str:
    """Text that every encoder and store accepts: halves of surrogate pairs become question marks, NULs spaces."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")


def _one(character: str) -> str:
    # Ligatures and the like become several letters: they stay, or offsets would no longer fit.
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf"

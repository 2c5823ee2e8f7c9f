"""Names that stand where a place must stand, and that no table knows: "flights to Xanadu", 飞蓬莱仙岛的航班."""

import re
from collections.abc import Collection
from typing import Optional

from bot.misspellings import english, everyday
from bot.place_spelling import small

_LATIN = re.compile(
    r"\b(?i:(?:fl(?:y|ying|ies|ew|own)|flights?|tickets?|plane)(?: back| home)? (?:from|to) (?:\S+ to )?)"
    r"(?P<name>[^\W\d_][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
)
_HAN = re.compile(
    r"(?:飞往|飞到|飞去|飞|前往|去往)(?P<name>[\u3400-\u9fff·]{2,8}?)(?:机场)?(?:的?(?:航班|班机|飞机|机票)|那班|$)"
)
# Where people go that is no name: 飞机, 飞国外, "to my hometown".
_NO_NAME_HAN = re.compile(r"[机行回过走完了得的哪那这去来到国外内家里]|目的地|对面|客|老家|一")
_NO_NAME = frozenset(
    {"the", "my", "your", "our", "this", "that", "a", "an", "home", "where", "which", "any", "anywhere"}
)


def unknown_place(text: str, taken: Collection[tuple[int, int]]) -> Optional[tuple[int, int]]:
    """Where a name stands that must be a place's, touches nothing `taken`, and is no ordinary word."""
    for pattern in (_LATIN, _HAN):
        for match in pattern.finditer(text):
            start, end = match.span("name")
            if all(end <= first or last <= start for first, last in taken) and _is_name(match["name"]):
                return start, end
    return None


def _is_name(name: str) -> bool:
    if not name.isascii() and not re.search(r"[A-Za-z]", name):
        return _NO_NAME_HAN.search(name) is None
    words = small(name).split()
    if words[0] in _NO_NAME or words[0] in everyday():
        return len(words) > 1 and words[0] not in _NO_NAME and any(word not in english() for word in words)
    return name[0].isupper() or words[0] not in english()

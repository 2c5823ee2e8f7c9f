"""Values that several routes take: clean text, and a language."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from crm.errors import MessageTooLarge
from crm.site import Language

MAX_CHARACTERS = 4000
MAX_BYTES = 8192
_KEPT_CONTROLS = "\n\t"


def clean_text(text: str) -> str:
    """Text as it is stored: without control characters, trimmed. Raises when it is too long or says nothing."""
    kept = printable(text).strip()
    if len(kept) > MAX_CHARACTERS or len(kept.encode()) > MAX_BYTES:
        raise MessageTooLarge(max_characters=MAX_CHARACTERS, max_bytes=MAX_BYTES)
    # Invisible characters alone are no message either.
    if not any(unicodedata.category(c)[0] not in "ZC" for c in kept):
        raise ValueError("the message is empty")
    return kept


def printable(text: str) -> str:
    """A text without control characters but tabs and ends of lines."""
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))


# What a column for whole numbers holds.
LARGEST_NUMBER = 2**31 - 1
Count = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
CleanText = Annotated[str, AfterValidator(clean_text)]


def language_of(stored: str) -> Language:
    """A language as it was stored."""
    return "zh" if stored == "zh" else "en"

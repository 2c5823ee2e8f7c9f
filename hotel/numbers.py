"""Confirmation numbers: eight digits, however they are grouped."""

import re
import unicodedata

_WRITTEN = re.compile(r"(?<![\d+])(\d{4})[ -]?(\d{4})(?![0-9A-Za-z-]| \d{3})")
# More than that is a list of guesses.
_MOST = 1


def number_in(text: str) -> str | None:
    """The confirmation number that a message names; None where it names none, or several."""
    written = unicodedata.normalize("NFKC", text)
    found = {first + last for first, last in _WRITTEN.findall(written)}
    return found.pop() if len(found) == _MOST else None


def masked(number: str) -> str:
    """As agents see it beside the conversation: 4829••••."""
    return number[:4] + "•" * max(0, len(number) - 4)

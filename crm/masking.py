"""Masking: what a customer should not have written is hidden before anything keeps it, shows it or reads it."""

import re
from collections.abc import Callable
from typing import NamedTuple

from crm import cards, identity_numbers

# Nothing below is shorter than this, so most messages are done with after one look.
_WORTH_A_LOOK = re.compile(r"\d(?:\D{0,3}\d){3}")
_KINDS: dict[str, Callable[[str], str]] = {
    "identity": identity_numbers.without_residents,
    "card": cards.hidden,
    "passport": identity_numbers.without_passports,
}


class Masked(NamedTuple):
    """What may be kept, and which kinds of numbers were in it: `card`, `identity`, `passport`."""

    text: str
    kinds: tuple[str, ...] = ()


def masked(text: str) -> Masked:
    """Hide numbers of payment cards, of Chinese identity cards, and of passports that are called one."""
    if not _WORTH_A_LOOK.search(text):
        return Masked(text)
    kinds = []
    for kind, without in _KINDS.items():
        plain = without(text)
        if plain != text:
            kinds.append(kind)
        text = plain
    return Masked(text, tuple(kinds))


def hidden_in(text: str) -> str:
    """The text as it may be kept."""
    return masked(text).text

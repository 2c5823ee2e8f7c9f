"""Taxpayer numbers for Chinese invoices: their shape, and the check character of the unified code (GB 32100-2015)."""

import re
import unicodedata

# Digits and the capital letters without I, O, S, V, Z, in the order of their values.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# 15 digits before 2015, 17 or 20 characters for persons with an ID card or a passport, 18 since.
_SHAPE = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}")
_UNIFIED = 18


def read(written: str) -> str | None:
    """The number without blanks and in capitals; None where no taxpayer number looks like this."""
    number = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", written)).upper()
    return number if _SHAPE.fullmatch(number) and any(map(str.isdigit, number)) else None


def checks_out(number: str) -> bool:
    """Whether the check character fits the others; of numbers that have none nothing can be said against them."""
    if len(number) != _UNIFIED:
        return True
    if set(number) - set(_ALPHABET):
        return False
    total = sum(_ALPHABET.index(one) * weight for one, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1] == _ALPHABET[(31 - total % 31) % 31]

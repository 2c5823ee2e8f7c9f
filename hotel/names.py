"""Surnames: as a guest writes them against the spellings that a reservation has."""

import re
import unicodedata
from collections.abc import Iterable

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTERS = {"ß": "SS", "Ø": "O", "Å": "A", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Þ": "TH"}
_UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE"})
_MARKS = str.maketrans("", "", "'’-.·")
# A full name has so many words at most; more are a list of guesses.
_MOST_WORDS, _LONGEST_HAN = 4, 4


def bears(said: str, surnames: Iterable[str]) -> bool:
    """Whether an answer names one of these surnames: "Zhang Wei", "Mr Zhang" and 张伟 name ZHANG and 张."""
    forms = _said(said)
    booked = {form for name in surnames for form in spellings(name)}
    han = [name for name in booked if _HAN.fullmatch(name)]
    return bool(forms & booked) or any(one.startswith(name) for one in forms if _HAN.fullmatch(one) for name in han)


def spellings(name: str) -> frozenset[str]:
    """A name as it may be printed: MULLER and MUELLER for Müller, OBRIEN for O’Brien."""
    upper = unicodedata.normalize("NFC", name.strip()).replace("ß", "SS").upper().translate(_MARKS).replace(" ", "")
    return frozenset({_plain(upper), _plain(upper.translate(_UMLAUTS))} - {""})


def _said(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+(?:['’.·-][^\W\d_]+)*", unicodedata.normalize("NFKC", text))
    if not 0 < len(words) <= _MOST_WORDS or any(len(one) > _LONGEST_HAN for one in words if _HAN.fullmatch(one)):
        return frozenset()
    return frozenset(form for one in (*words, "".join(words)) for form in spellings(one))


def _plain(upper: str) -> str:
    for letter, plain in _LETTERS.items():
        upper = upper.replace(letter, plain)
    parts = unicodedata.normalize("NFKD", upper)
    return "".join(one for one in parts if one.isalpha() and not unicodedata.combining(one))

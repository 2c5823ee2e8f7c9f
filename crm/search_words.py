"""Words to search by: texts of both languages are cut so that what was said is found by a part of it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
# A number in groups: a phone, a tag, an account.
_NUMBER = re.compile(r"(?<![0-9a-z])\+?[0-9](?:[ \-./()]{0,2}[0-9]){5,19}(?![0-9a-z])")
# A code whose letters and digits stand apart: "CA 1234", "RQ-7K2".
_CODE = re.compile(r"(?<![0-9a-z])([a-z]{1,3})[ -]([0-9]{1,6})(?![0-9a-z])")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
# A number is found from its fourth last digit on: people read out its end.
_SHORTEST_END = 4


def folded(text: str) -> str:
    """A text as it is compared: one width, small letters, no accents."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKC", plain)


def words_of(texts: Iterable[str]) -> str:
    """Everything by which these texts are found, each once, with spaces between."""
    return " ".join(dict.fromkeys(word for text in texts for word in _words(folded(text))))


def wanted(query: str) -> list[str]:
    """What must occur where the query is to be found: beginnings of words, or pairs of characters."""
    said = folded(query)
    found = [_digits(number.group()) for number in _NUMBER.finditer(said)]
    for run in _RUNS.findall(_NUMBER.sub(" ", said)):
        found += _pairs(run) if _is_han(run) else [run]
    return list(dict.fromkeys(found))


def _words(said: str) -> Iterator[str]:
    for run in _RUNS.findall(said):
        if _is_han(run):
            yield from _pairs(run)
            # The last character begins no pair.
            yield run[-1]
            continue
        yield run
        parts = _PARTS.findall(run)
        if len(parts) > 1:
            yield from parts
    for number in _NUMBER.finditer(said):
        digits = _digits(number.group())
        yield from (digits[at:] for at in range(len(digits) - _SHORTEST_END + 1))
    for letters, digits in _CODE.findall(said):
        yield letters + digits


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _is_han(run: str) -> bool:
    return re.match(rf"[{_HAN}]", run) is not None

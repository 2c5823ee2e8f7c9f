"""Booking references: six letters and digits that are no word, in one piece or, where one is named, in two."""

import re
from collections.abc import Iterator
from typing import Optional

from bot.misspellings import everyday
from bot.place_names import known

_TOGETHER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{6}(?![0-9A-Za-z])")
# Looked for from every word: "ref t4n" must not hide "t4n w8b".
_APART = re.compile(
    r"(?<![0-9A-Za-z])(?=([0-9A-Za-z]{3}[ -][0-9A-Za-z]{3}|[0-9A-Za-z]{2}(?:[ -][0-9A-Za-z]{2}){2}"
    r"|[0-9A-Za-z](?:[ -][0-9A-Za-z]){5})(?![0-9A-Za-z]))"
)
_TWO_HALVES = re.compile(
    r"(?:[A-Z]{2}[0-9]|[A-Z][0-9][A-Z]|[0-9][A-Z]{2})[ -](?:[A-Z]{2}[0-9]|[A-Z][0-9][A-Z]|[0-9][A-Z]{2})"
)
_CUE = re.compile(
    r"(pnr|locator|booking(?: (?:reference|ref|code|number|id))?|reservation(?: (?:code|number))?|"
    r"confirmation(?: (?:code|number))?|(?:reference|ref)(?: (?:code|number))?|"
    r"订单号?|訂單號?|订单编号|预订号|預訂號|订座号?|编号|編號|记录编号)"
    r"[\s:：#.]*(?:no|nr|number|is|是|为|為)?[\s:：#.]*$",
    re.I,
)
_CUE_WIDTH = 32
# "20kg20" and "747SP": a number with its unit.
_MEASURE = re.compile(r"[0-9]+[A-Z]+")
# k9pt3w: nothing else that people write in small letters goes to and fro like this.
_TO_AND_FRO = re.compile(r"[a-z]+[0-9]+[a-z]+[0-9]+[a-z]*")


def locators(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of every booking reference."""
    for match in _TOGETHER.finditer(text):
        if value := _together(match.group(), named=named(text, match.start())):
            yield match.start(), match.end(), value
    for match in _APART.finditer(text):
        whole = match[1] == text.strip() or _is_plainly_one(match[1])
        if (named(text, match.start()) or whole) and (value := _apart(match[1])):
            yield match.start(1), match.end(1), value


def _is_plainly_one(written: str) -> bool:
    """ "K7M 2QX": two halves of two capitals and a digit each are nothing else, while "A12 B12" are gates."""
    return bool(_TWO_HALVES.fullmatch(written))


def _together(written: str, *, named: bool) -> Optional[str]:
    has_digit = any(character.isdigit() for character in written)
    if named and (has_digit or (written.isupper() and not _is_word(written))):
        return written.upper()
    if _TO_AND_FRO.fullmatch(written):
        return written.upper()
    letters = sum(character.isalpha() for character in written)
    shaped = has_digit and letters > 1 and written.upper() == written
    return written if shaped and not _MEASURE.fullmatch(written) else None


def _apart(written: str) -> Optional[str]:
    """Both halves have letters and digits, or look so in capitals: "for 300 eur" are words."""
    halves = re.split(r"[ -]", written)
    if any(len(half) == len("ab") and half.isalpha() and half.lower() in everyday() for half in halves):
        return None
    mixed = [half for half in halves if re.search(r"[0-9]", half) and re.search(r"[A-Za-z]", half)]
    spelled = len(halves) > len("ab") and re.search(r"[0-9]", written) and re.search(r"[A-Za-z]", written)
    if spelled or len(mixed) == len(halves) or (mixed and written.isupper()):
        return "".join(halves).upper()
    return None


def _is_word(written: str) -> bool:
    return written.lower() in everyday() or written.lower() in known()


def named(text: str, start: int) -> bool:
    """Whether what begins at `start` is called a booking reference."""
    return _CUE.search(text[max(0, start - _CUE_WIDTH) : start]) is not None

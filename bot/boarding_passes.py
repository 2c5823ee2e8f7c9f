"""Texts of boarding passes (IATA Resolution 792) in a message: whole, with their blanks lost, or cut off."""

import re
from collections.abc import Iterator

_NAME = r"[A-Z][A-Z0-9 /'.,-]"
_AT_ITS_PLACES = (
    rf"{_NAME}{{19}}[A-Z0-9 ][A-Z0-9 ]{{7}}(?! {{6}})(?:[A-Z]{{3}}| {{3}}){{2}}"
    r"(?:[A-Z0-9]{2} | [A-Z0-9]{2}|[A-Z]{3})[0-9 ]{4}[0-9A-Z ](?! {3})[0-9 ]{3}"
)
# A web page makes one blank of many.
_COLLAPSED = (
    rf"{_NAME}{{1,19}}? ?[A-Z0-9]{{0,8}} ?[A-Z]{{6}}(?:[A-Z0-9]{{2}} |[A-Z]{{3}} ?)"
    r"(?:[0-9]{1,4} |[0-9]{4}[A-Z]|[0-9]{5})[0-9]{1,3}(?![0-9])"
)
# Cut off after the carrier: with surname and given name, reference and route it can be nothing else.
_CUT_OFF = r"[A-Z][A-Z '.-]{1,18}/[A-Z .'-]{1,18}? +[A-Z]?[A-Z0-9]{5,7} +[A-Z]{6}[A-Z0-9]{2}(?![A-Z0-9])"
# What follows belongs to it as long as no sentence begins: with a line, a comma, or a word in small letters.
_REST = r"(?:(?! +[a-z])[\x20-+\x2d-~])*"
_BOARDING_PASS = re.compile(
    rf"(?<![0-9A-Za-z])(?i:M[1-4](?:{_AT_ITS_PLACES}|{_COLLAPSED}|{_CUT_OFF})){_REST}",
)


def boarding_passes(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, text) of each, with its blanks: every place in it has a meaning.

    What exactly is wrong with one is for whoever reads it to say.
    """
    for match in _BOARDING_PASS.finditer(text):
        written = match.group()
        yield match.start(), match.end(), written

"""References of cases, CP8Q2M7A: two letters for the kind, and six of Crockford's base 32 with a digit among them.

They are given out as `file_reference`, as that of a baggage report is: how both are going is asked with the same words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Optional

import yaml

from bot import verticals

# Kinds that no form in data/ names; the app's tests compare.
FIXED = frozenset({"CL", "MS", "PD", "RQ"})
_WRITTEN = re.compile(
    r"(?<![0-9A-Za-z])(?P<kind>[A-Za-z]{2})(?P<gap>[ -]?)(?P<rest>[0-9A-Za-z]{6})(?![0-9A-Za-z]|[-.][0-9])"
)
# What is read for another letter or digit, as Crockford has it; U is no letter of it.
_READ_AS = str.maketrans("OIL", "011")
_SHAPE = re.compile(r"(?=[A-Z]*[0-9])[0-9A-TV-Z]{6}")
# CL123456 is a bag tag as well: of six digits alone only what is called a case is one.
_CUE = re.compile(
    r"(?:cases?|complaints?|requests?|reference|ref|invoice|appointment|投诉|申请|工单|编号|单号|预约)"
    r"[\s:：#.]*(?:no|nr|number|is|号|是|为)?[\s:：#.]*$",
    re.I,
)
_CUE_WIDTH = 24


def case_references(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of every reference of a case."""
    for match in _WRITTEN.finditer(text):
        if value := _read(match):
            yield match.start(), match.end(), value


def is_case_reference(value: str) -> bool:
    """Whether a reference is that of a case."""
    return value[:2] in _kinds() and _SHAPE.fullmatch(value[2:]) is not None


def _read(match: re.Match[str]) -> Optional[str]:
    kind, rest = match["kind"].upper(), match["rest"].upper().translate(_READ_AS)
    apart = bool(match["gap"])
    if kind not in _kinds() or not _SHAPE.fullmatch(rest) or not any(c.isdigit() for c in match["rest"]):
        return None
    # Written apart or in small letters with one digit, it may be ordinary words: "ms 2ndfloor".
    if apart and match.group() != match.group().upper():
        return None
    before = match.string[max(0, match.start() - _CUE_WIDTH) : match.start()]
    return None if match["rest"].isdigit() and not _CUE.search(before) else kind + rest


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    said = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in verticals.files("forms"))
    return FIXED | {form["errand"]["prefix"] for form in said if form.get("errand")}

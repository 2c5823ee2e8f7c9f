"""Several bag tags of which only the first is whole: 0784123456 to 458, 0784123456/57/58."""

import re
from collections.abc import Iterator

# A family's bags, not a container's.
MOST = 10
_SERIAL = 6
# What counts things, people or money is no end of a row.
_UNIT = (
    r"(?![0-9A-Za-z%]|[.,:][0-9]|\s*[件个個天日号號岁歲元块塊人位公斤月年点點小])"
    r"(?!\s*(?:kgs?|kilos?|lbs?|people|persons?|days?|hours?|hrs?|weeks?|bags?|pieces?|pcs|items?|usd|eur|gbp|cny|[ap]m)\b)"
)
_TO = re.compile(
    rf"\s*(?:(?:到|至|[-‐‑–—~～])\s*(?P<short>[0-9]{{1,6}})|(?:to|through|thru|till)\s+(?P<long>[0-9]{{3,6}})){_UNIT}",
    re.I,
)
_TO_WHOLE = re.compile(r"\s*(?:到|至|[-‐‑–—~～]|to|through|thru)\s*(?P<whole>[0-9]{10})(?![0-9A-Za-z])", re.I)
_NEXT = re.compile(rf"\s*[/、]\s*(?P<short>[0-9]{{2,6}}){_UNIT}")

# (value, start, end) of a tag that is written in short.
Short = tuple[str, int, int]


def written_short(text: str, tag: str, end: int) -> list[Short]:
    """The tags that follow `tag`, which ends at `end`, each where its last digits stand."""
    if match := _TO.match(text, end):
        group = "short" if match["short"] else "long"
        last = _with_ending(tag, match[group])
        return [(last, match.start(group), match.end(group))] if _in_order(tag, last) else []
    found: list[Short] = []
    while match := _NEXT.match(text, end):
        found.append((_with_ending(tag, match["short"]), match.start("short"), match.end("short")))
        end = match.end()
    return found[: MOST - 1]


def between(text: str, tag: str, end: int) -> Iterator[str]:
    """The tags that a range spans without naming them: 457 of "0784123456 to 458"."""
    if whole := _TO_WHOLE.match(text, end):
        last = whole["whole"]
    elif _TO.match(text, end) and (short := written_short(text, tag, end)):
        last = short[0][0]
    else:
        return
    if last[:-_SERIAL] == tag[:-_SERIAL] and _in_order(tag, last):
        first = int(tag[-_SERIAL:])
        yield from (f"{tag[:-_SERIAL]}{number:0{_SERIAL}d}" for number in range(first + 1, int(last[-_SERIAL:])))


def _with_ending(tag: str, ending: str) -> str:
    return tag[: -len(ending)] + ending


def _in_order(first: str, last: str) -> bool:
    return 0 < int(last[-_SERIAL:]) - int(first[-_SERIAL:]) < MOST

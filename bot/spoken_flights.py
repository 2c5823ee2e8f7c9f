"""Flights by the airline's name: 国航981, 海航7607次航班, Air China 981, Emirates flight 202."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.identifier_rules import airline_names

# What counts money, things, people or time is no flight: 东航3件行李, Delta 20 minutes.
_NO_UNIT = (
    r"(?![0-9A-Za-z]|[.:：,，][0-9]|\s*[%％件个個天日岁歲元块塊人位公斤年月点點小分时時里万千多号號](?!航班|班机)"
    r"|\s*(?:kgs?|kilos?|lbs?|people|persons?|days?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|bags?|pieces?|miles?"
    r"|points?|dollars?|usd|eur|gbp|cny|euros?|pounds?|[ap]\.?m)\b)"
)
_HAN_NUMBER = (
    r"的?(?:航班|班机)?(?:号|號)?[\s:：-]*(?P<number>[0-9]{3,4}|[0-9]{1,4}(?=次|航班|号航班))(?:次(?:航班|班机)?)?"
    + _NO_UNIT
)
_LATIN_NUMBER = rf"[\s,-]+(?:(?:flight|flt)\s+)?(?:(?:no\.?|number|#)\s*)?(?P<number>[0-9]{{2,4}}){_NO_UNIT}"


def spoken_flights(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of every flight that is named by its airline and its number."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name, number = match["name"], int(match["number"])
            # Delta, united, swiss and spirit are words, too.
            if number and (not name.isascii() or name[0].isupper()):
                yield match.start(), match.end("number"), f"{airline_names()[name.lower()]}{number}"


@lru_cache(maxsize=1)
def _patterns() -> "tuple[re.Pattern[str], ...]":
    names = sorted(airline_names(), key=len, reverse=True)
    han = "|".join(re.escape(name) for name in names if not name.isascii() and not name.isupper())
    latin = "|".join(re.escape(name) for name in names if name.isascii())
    return (
        re.compile(rf"(?P<name>{han}){_HAN_NUMBER}", re.I),
        re.compile(rf"(?<![A-Za-z0-9])(?P<name>{latin}){_LATIN_NUMBER}", re.I),
    )

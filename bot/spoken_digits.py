"""Numbers that were dictated ("zero seven eight four …", 零七八四幺两洞 …), written as digits before they are read.

Only long runs count: "one two three" may be a count, ten words in a row are a tag number. Short ones count after what
has a number: an airline's code or name, "flight", 航班号, "tag", 行李牌.
"""

import re
from functools import lru_cache

from bot.identifier_rules import airline_names

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH = {word: str(digit) for digit, word in enumerate(_WORDS)}
_ENGLISH |= {"oh": "0", "o": "0", "nought": "0"}
_CHINESE = {han: str(digit) for digit, han in enumerate("零一二三四五六七八九")}
# As they are said on the radio, too: 幺两洞 is 120.
_CHINESE |= {"〇": "0", "洞": "0", "幺": "1", "两": "2", "拐": "7", "勾": "9"}
_TIMES = {"double": 2, "triple": 3}
_LEAST = 6
_WORD = rf"(?:(?:double|triple)[\s,-]+)?(?:{'|'.join(_ENGLISH)}|\d)"
# "零七八四，后边是一二三四五六": what is said between the digits of one number.
_PAUSE = r"(?:[\s、,，。-]*(?:后(?:边|面)?|然后|接着|再|跟着)(?:[二三四五六七八两]位)?(?:是|就是)?[\s:：]*|[\s、,，-]?)"
_DICTATED = re.compile(
    rf"(?<![a-z\d]){_WORD}(?:[\s,.-]+{_WORD}){{{_LEAST - 2},}}(?![a-z\d])"
    rf"|[{''.join(_CHINESE)}](?:{_PAUSE}[{''.join(_CHINESE)}]){{{_LEAST - 1},}}",
    re.I,
)
_PART = re.compile(rf"(double|triple)|([a-z]+|\d+)|([{''.join(_CHINESE)}])", re.I)
# The rest of a tag in digits: "zero seven eight four 123456".
_HALF = re.compile(rf"(?<![a-z\d])((?:(?:{'|'.join(_ENGLISH)})[\s,.-]+){{3,4}})(\d{{6}})(?![a-z\d])", re.I)
_NUMBERED_LATIN = re.compile(
    rf"(\b(?:flight(?: number| no\.?)?|tag(?: number| no\.?)?(?: is)?|[A-Z]{{2}}|[A-Z]\d|\d[A-Z])[\s:#,-]+)"
    rf"((?:{_WORD})(?:[\s,.-]+(?:{_WORD})){{1,3}})(?![a-z\d])"
)


def as_digits(text: str) -> str:
    """The text with dictated numbers as digits; everything else as it was."""
    text = _DICTATED.sub(lambda run: _digits(run[0]), text)
    text = _HALF.sub(lambda run: _digits(run[1]) + run[2], text)
    for numbered in (_NUMBERED_LATIN, _numbered_han()):
        text = numbered.sub(lambda run: run[1] + _digits(run[2]), text)
    return text


def _digits(run: str) -> str:
    said, times = "", 1
    if run.isascii() and not re.search(r"[a-z]", run, re.I):
        return run
    for repeat, word, han in _PART.findall(run):
        if repeat:
            times = _TIMES[repeat.lower()]
            continue
        said += (_CHINESE[han] if han else _ENGLISH.get(word.lower(), word)) * times
        times = 1
    return said


@lru_cache(maxsize=1)
def _numbered_han() -> "re.Pattern[str]":
    """A few digits after what has a number: 航班号幺两洞幺, 国航九八一."""
    names = sorted((name for name in airline_names() if not name.isascii()), key=len, reverse=True)
    digits = "".join(_CHINESE)
    return re.compile(
        rf"((?:航班号?|班机号?|行李牌号?|[A-Za-z]{{2}}|{'|'.join(names)})(?:是|为)?[\s:：]*)"
        rf"([{digits}]{{3,4}})(?![{digits}十百千万件个天位])"
    )

"""Numbers that were dictated ("zero seven eight four …", 零七八四幺二三 …), written as digits before they are read.

Only long runs count: "one two three" may be a count, ten words in a row are a tag number.
"""

import re

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH = {word: str(digit) for digit, word in enumerate(_WORDS)}
_ENGLISH |= {"oh": "0", "o": "0", "nought": "0"}
_CHINESE = {**{han: str(digit) for digit, han in enumerate("零一二三四五六七八九")}, "〇": "0", "幺": "1", "两": "2"}
_TIMES = {"double": 2, "triple": 3}
_LEAST = 6
_WORD = rf"(?:(?:double|triple)[\s,-]+)?(?:{'|'.join(_ENGLISH)}|\d)"
_DICTATED = re.compile(
    rf"(?<![a-z\d]){_WORD}(?:[\s,.-]+{_WORD}){{{_LEAST - 2},}}(?![a-z\d])"
    rf"|[{''.join(_CHINESE)}](?:[\s、,，-]?[{''.join(_CHINESE)}]){{{_LEAST - 1},}}",
    re.I,
)
_PART = re.compile(r"(double|triple)|([a-z]+|\d)|([零一二三四五六七八九〇幺两])", re.I)


def as_digits(text: str) -> str:
    """The text with dictated numbers as digits; everything else as it was."""
    return _DICTATED.sub(lambda run: _digits(run[0]), text)


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

"""Telephone numbers in a sentence: one that says its country as E.164, any other as it was written.

"020 7946 0018" is a number in London and another one in Guangzhou. Which it is is for whoever knows where the customer
is; here nothing is added to it.
"""

import re
from collections.abc import Iterator
from typing import Optional

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    format_number,
    is_valid_number,
    parse,
)

# Whose rules find numbers in a text; what they add to one is not taken over.
_FOUND_AS_IN = "CN"
_CHINESE_MOBILE = re.compile(r"(?:86)?(?P<number>1[3-9][0-9]{9})")
_ABROAD = re.compile(r"(?:00(?P<a>[1-9][0-9]{7,14})|011(?P<b>[1-9][0-9]{9,14}))")
_SAYS = (
    r"(?:(?:tele|cell)?phone|mobile|cell|tel|whatsapp|(?:call|ring|text|reach|contact|phone)(?: me| us)?(?: on| at)?"
    r"|手机号?码?|手機號?碼?|电话号?码?|電話號?碼?|座机|固话|联系方式|(?:打|拨打?|致电)(?:我|给我)?|联系我)"
    r"[\s:：#.是为]*(?:is|number|no\.?|号|号码)?[\s:：.]*(?:is\s+)?"
)
CUE = re.compile(rf"{_SAYS}$", re.I)
# Bag tags are "my number" too; with ten digits it may be one.
_MY_NUMBER = re.compile(r"\bmy number(?: is|'s|:)?\s*$", re.I)
_WRITTEN = re.compile(r"(?<![0-9A-Za-z+])\(?[0-9][0-9().\-/]*(?: [0-9().\-/]+)*")
_DATE = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}")
# 07700 900123, 010-12345678: one digit more than a tag has.
_AREA_FIRST = re.compile(r"0[1-9][0-9]{9}")
_LEAST, _MOST, _TAG_DIGITS = 7, 12, 10
_CUE_WIDTH = 32


def phones(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, value) of every telephone number; the value is E.164, or what stands there."""
    if not any(character.isdigit() for character in text):
        return
    for match in PhoneNumberMatcher(text, _FOUND_AS_IN, leniency=Leniency.POSSIBLE, max_tries=20):
        if value := _with_country(match.raw_string, match.number):
            yield match.start, match.end, value
    for written in _WRITTEN.finditer(text):
        yield from _local(text, written)


def _with_country(written: str, number: PhoneNumber) -> Optional[str]:
    digits = re.sub(r"[^0-9]", "", written)
    if written.startswith("+"):
        return str(format_number(number, PhoneNumberFormat.E164))
    mobile = _CHINESE_MOBILE.fullmatch(digits)
    return f"+86{mobile['number']}" if mobile else _dialled_abroad(digits)


def _dialled_abroad(digits: str) -> Optional[str]:
    found = _ABROAD.fullmatch(digits)
    try:
        number = parse(f"+{found['a'] or found['b']}") if found else None
    except NumberParseException:
        return None
    return str(format_number(number, PhoneNumberFormat.E164)) if number and is_valid_number(number) else None


def _local(text: str, written: "re.Match[str]") -> Iterator[tuple[int, int, str]]:
    """A number that a word before it makes one: as much of it as one number can have."""
    before = text[max(0, written.start() - _CUE_WIDTH) : written.start()]
    number = _one(written.group()).rstrip("(.-/ ")
    digits = re.sub(r"[^0-9]", "", number)
    mine = _MY_NUMBER.search(before) and len(digits) != _TAG_DIGITS
    alone = number == text.strip() and _AREA_FIRST.fullmatch(digits)
    if not (len(digits) >= _LEAST and (mine or alone or CUE.search(before))) or _DATE.fullmatch(number):
        return
    if not _CHINESE_MOBILE.fullmatch(digits):
        yield written.start(), written.start() + len(number), _dialled_abroad(digits) or number


def _one(written: str) -> str:
    pieces = written.split(" ")
    while len(pieces) > 1 and sum(c.isdigit() for piece in pieces for c in piece) > _MOST:
        pieces.pop()
    return " ".join(pieces)

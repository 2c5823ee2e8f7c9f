"""What an airline asks in its forms: flights, airports, bag tags, references and addresses, each with its check.

A check returns the tidy value or raises `FieldError` with the key of a sentence in a file `texts/forms.yml`.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from airline.access.issuers import iata_codes
from airline.access.references import parse_file_reference, parse_locator, spelled
from airline.access.tags import NOT_READ, find_tags, parse_tag
from airline.places.airports import place_name, zone_of
from crm import content
from crm.fields import Check, Field, FieldError

# Fewer letters and digits than this lead nobody to a door; a Chinese character says as much as two letters.
LEAST_ADDRESS = 10
_SAID_BACK = 24
_TICKET = 13
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
# As they stand alone: 十 is a part of 十二, which is written in digits before it comes here.
_NUMBER_WORDS = (
    "zero", "one", "two|两岁", "three|三岁", "four|四岁", "five|五岁", "six|六岁", "seven|七岁", "eight|八岁",
    "nine|九岁", "ten|(?<!二)十岁", "eleven|十一岁", "twelve|十二岁",
)  # fmt: skip
_FLIGHT = re.compile(r"(?P<code>[A-Z]{3}|[A-Z]{2}|[A-Z][0-9]|[0-9][A-Z])[ -]*(?P<number>[0-9]{1,4})(?P<suffix>[A-Z]?)")
_BETWEEN_TAGS = re.compile(r"[,，;；、/\n]+")
_GAP_BEFORE_COMMA = re.compile(r"\s+(?=[,，;；.。])")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# Joins, variants, key caps and flags' tags: what is left of an emoji when its picture is gone.
_EMOJI_PARTS = frozenset((0x200D, 0xFE0E, 0xFE0F, 0x20E3, *range(0xE0020, 0xE0080), *range(0x1F3FB, 0x1F400)))
_TAG_SENTENCES: dict[int, str] = {9: "tag_one_short", 11: "tag_one_long", 13: "tag_is_ticket", 14: "tag_fourteen"}


def flight(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A flight number in two-character style without leading zeros: CCA0981 becomes CA981."""
    found = _FLIGHT.fullmatch(_plain(value))
    if found is None:
        raise FieldError("flight_invalid", given=_said(value))
    airline = found["code"] if len(found["code"]) == 2 else iata_codes().get(found["code"])
    if airline is None or not int(found["number"]):
        raise FieldError("flight_invalid", given=_said(value))
    return f"{airline}{int(found['number'])}{found['suffix']}"


def airport(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """An airport's three-letter code. A city with several airports is asked about, never guessed."""
    code = _plain(value)
    if code in cities():
        raise FieldError("airport_is_city", given=code, airports=_listed(cities()[code]))
    if zone_of(code) is None:
        raise FieldError("airport_unknown", given=_said(value))
    return code


def tags(value: Any, field: Field, now: datetime, timezone: str) -> list[str]:
    """Bag tags, each once, as ten digits or, where the first is not known, as CZ123456."""
    written = [str(one) for one in value] if isinstance(value, list) else _BETWEEN_TAGS.split(str(value))
    read = dict.fromkeys(tag for one in written if one.strip() for tag in _tags_in(one))
    if field.max and len(read) > field.max:
        raise FieldError("too_many", max=field.max)
    return list(read)


def locator(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A booking reference: six letters and digits, not digits alone."""
    found = parse_locator(str(value).upper())
    if found is None:
        raise FieldError("locator_invalid", given=_said(value))
    return found.value


def file_reference(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """The reference of a baggage report: airport, airline, five digits."""
    found = parse_file_reference(str(value))
    if found is None:
        raise FieldError("reference_invalid", given=_said(value))
    return found.value


def address(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """An address that leads to a door. Emoji are taken out: labels and couriers' devices do not print them."""
    written = without_emoji(str(value))
    if not any(character.isalnum() for character in written):
        raise FieldError("address_without_words")
    substance = sum(2 if _HAN.match(character) else 1 for character in written if character.isalnum())
    if substance < LEAST_ADDRESS:
        raise FieldError("address_too_short")
    if field.max and len(written) > field.max:
        raise FieldError("too_long", max=field.max)
    return written


def ticket(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """A ticket number as it is printed: 784-1234567890."""
    digits = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", str(value)))
    if not (digits.isascii() and digits.isdigit() and len(digits) == _TICKET):
        raise FieldError("ticket_number")
    return f"{digits[:3]}-{digits[3:]}"


def age(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """How many years somebody is old, out of "7岁" or "she is seven"."""
    return _small_number(value, "age_years")


def weeks(value: Any, field: Field, now: datetime, timezone: str) -> str:
    """How many weeks pregnant somebody is."""
    return _small_number(value, "weeks_number")


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "flight": flight,
        "airport": airport,
        "tags": tags,
        "locator": locator,
        "file_reference": file_reference,
        "address": address,
        "ticket": ticket,
        "age": age,
        "weeks": weeks,
    }
)


def without_emoji(text: str) -> str:
    """The text without pictures, its blanks tidied; signs that addresses need (№ 〒 ㈱) stay."""
    kept = "".join(" " if _is_emoji(character) else character for character in text)
    lines = (_GAP_BEFORE_COMMA.sub("", re.sub(r"\s+", " ", line)).strip() for line in kept.split("\n"))
    return "\n".join(line for line in lines if line)


@cache
def cities() -> Mapping[str, tuple[str, ...]]:
    """City codes that stand for several airports, with their airports."""
    with content.file("places", "cities.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        return MappingProxyType({city: tuple(airports) for city, *airports in rows})


def _small_number(value: Any, otherwise: str) -> str:
    written = unicodedata.normalize("NFKC", str(value)).lower()
    for number, words in enumerate(_NUMBER_WORDS):
        if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", written):
            return str(number)
    found = _NUMBER.search(written)
    if found is None:
        raise FieldError(otherwise)
    return str(int(found.group()))


def _tags_in(written: str) -> list[str]:
    # Whoever reads ten digits aloud groups them as they please.
    digits = re.sub(r"[\s\-]", "", _plain(written))
    single = parse_tag(digits if digits.isdigit() else written)
    found = [single] if single else find_tags(written)
    if not found:
        raise _no_tag(written)
    return [spelled(tag) for tag in found]


def _no_tag(written: str) -> FieldError:
    """Which of the usual mistakes it is: people count digits gladly once told how many there should be."""
    digits = re.sub(r"[\s\-]", "", _plain(written))
    if digits == NOT_READ:
        return FieldError("tag_not_read")
    if not digits.isdigit():
        return FieldError("tag_invalid", given=_said(written))
    key = _TAG_SENTENCES.get(len(digits), "tag_wrong_length")
    return FieldError(key, given=_said(written), digits=len(digits))


def _listed(airports: tuple[str, ...]) -> dict[str, str]:
    """The airports by name, in both languages."""
    return {
        "zh": "、".join(f"{place_name(code, 'zh')}（{code}）" for code in airports),
        "en": ", ".join(f"{place_name(code, 'en')} ({code})" for code in airports),
    }


def _is_emoji(character: str) -> bool:
    point = ord(character)
    if point in _EMOJI_PARTS:
        return True
    return unicodedata.category(character) == "So" and (0x2190 <= point <= 0x2BFF or point >= 0x1F000)


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip().upper()


def _said(value: Any) -> str:
    """As much of it as is worth saying back."""
    return str(value).strip()[:_SAID_BACK]

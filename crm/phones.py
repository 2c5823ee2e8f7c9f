"""Telephone numbers: the country of a number as typed, the one spelling that is kept, and how it is read out."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import phonenumbers
from babel import Locale
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

NORTH_AMERICA = 1
# E.164 has 15 digits; the rest is for grouping and an extension.
LONGEST = 48
_SAID_BACK = 24
_WRITTEN = re.compile(
    r"(?P<number>\+?[\d\s().\-‐-―/·]+?)\s*(?:(?:;ext=|(?:ext(?:ension)?|x|分机号?|转)[.:\s]*)(?P<extension>\d{1,6}))?",
    re.IGNORECASE,
)
_CHINESE_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_NORTH_AMERICAN = re.compile(r"1[\s.\-]*\(?\d{3}\)?[\s.\-]+\d{3}[\s.\-]+\d{4}")
# 011 is also an area code (Delhi, Buenos Aires): only what is long enough was dialled to go abroad.
_DIALLED_ABROAD = re.compile(r"00(?P<a>\d+)|011(?P<b>\d{10,})")
# Ofcom keeps these for examples; they are right, though no line is behind them.
_RESERVED = {44: re.compile(r"(?:7700900|1632960)\d{3}")}


class PhoneUnclear(Exception):
    """A number that is none, or could be several. `key` names a sentence in `texts/forms.yml`, `facts` fill it."""

    def __init__(self, key: str, **facts: Any) -> None:
        self.key, self.facts = key, facts
        super().__init__(key)


def read(typed: str, *, country: str | None = None) -> str:
    """The number as E.164 (+442079460018), an extension as RFC 3966 has it (;ext=12).

    Its country is the one it says (+44, 0044, 011 44); else the one where it was given (`country`, ISO 3166), if it is
    a number there; else China's where it is written as only Chinese mobiles are. Raises PhoneUnclear rather than guess.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    written = _WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    readings = list(dict.fromkeys(_readings(written["number"].strip(), country))) if written else []
    if len(readings) > 1:
        raise PhoneUnclear("tel_several", given=text[:_SAID_BACK], one=shown(readings[0]), other=shown(readings[1]))
    if not written or not readings:
        here = _named(country) if written and country and not text.startswith(("+", "00")) else None
        raise PhoneUnclear("tel_not_here", given=text[:_SAID_BACK], country=here) if here else PhoneUnclear("tel")
    return readings[0] + (f";ext={written['extension']}" if written["extension"] else "")


def shown(kept: str) -> dict[str, str]:
    """A kept number as people read it, with its country: +44 20 7946 0018 (United Kingdom)."""
    try:
        number = phonenumbers.parse(kept)
    except NumberParseException:
        return {"zh": kept, "en": kept}
    extension, number.extension = number.extension, None
    grouped = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    country = _named(_region_of(number)) or {}
    return {
        "zh": grouped + (f"转{extension}" if extension else "") + (f"（{country['zh']}）" if country else ""),
        "en": grouped + (f" ext. {extension}" if extension else "") + (f" ({country['en']})" if country else ""),
    }


def says_its_country(typed: str) -> bool:
    """Whether a number was typed with the country's code, so that nothing had to be added."""
    return unicodedata.normalize("NFKC", typed).strip().startswith(("+", "00"))


def _readings(number: str, country: str | None) -> Iterator[str]:
    """Every number that can be meant; one that says its country is meant alone."""
    digits = re.sub(r"\D", "", number)
    if number.startswith("+"):
        yield from _e164(f"+{digits}")
        return
    mobile, american = _CHINESE_MOBILE.fullmatch(digits), _NORTH_AMERICAN.fullmatch(number)
    at_home = country is not None and phonenumbers.country_code_for_region(country) == NORTH_AMERICA
    if country and (not mobile or _as_written_in(country, digits)):
        yield from _e164(digits, country)
    if abroad := _DIALLED_ABROAD.fullmatch(digits):
        yield from _e164(f"+{abroad['a'] or abroad['b']}")
    if mobile and not (american and at_home):
        yield from _e164(f"+86{digits[-11:]}")
    if mobile and american:
        yield from _e164(f"+{digits}")


def _e164(digits: str, country: str | None = None) -> Iterator[str]:
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return
    reserved = _RESERVED.get(number.country_code or 0)
    if phonenumbers.is_valid_number(number) or (reserved and reserved.fullmatch(str(number.national_number))):
        yield phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _as_written_in(country: str, digits: str) -> bool:
    """Whether people of that country write the number so, with the prefix that they dial first."""
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return False
    significant = phonenumbers.national_significant_number(number)
    prefix = phonenumbers.ndd_prefix_for_region(country, True) or ""
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    return digits in (f"{prefix}{significant}", re.sub(r"\D", "", national))


def _region_of(number: PhoneNumber) -> str | None:
    """The country of a number; None for one that several share, such as a toll-free one of North America."""
    code = number.country_code or 0
    regions = phonenumbers.region_codes_for_country_code(code)
    fitting = [region for region in regions if phonenumbers.is_valid_number_for_region(number, region)]
    if fitting:
        return fitting[0] if len(fitting) == 1 else None
    return None if code == NORTH_AMERICA else phonenumbers.region_code_for_country_code(code)


def _named(region: str | None) -> dict[str, str] | None:
    """A country in both languages."""
    names = {language: _territories(language).get(region or "") for language in ("zh", "en")}
    return {language: name for language, name in names.items() if name} if all(names.values()) else None


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)

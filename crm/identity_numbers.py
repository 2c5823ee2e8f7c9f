"""Numbers of people in what customers write: of Chinese identity cards, and of passports that are called one."""

import re
from datetime import date

from crm.cards import called_else
from crm.digits import GAP, in_halfwidth, only_digits

HIDDEN = "••••••"
# GB 11643-1999: where it was first given out, the birthday, a number for the day, and a check character.
_RESIDENT = re.compile(rf"(?<![0-9.+])[1-8](?:{GAP}?[0-9]){{16}}{GAP}?[0-9Xx](?![0-9A-Za-z]|{GAP}[0-9])")
# The first two digits of GB/T 2260, and those of residence permits for Hong Kong, Macao and Taiwan.
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 1900
# Seven to nine letters and digits, four digits of them at least. References are shorter, other numbers longer.
_NUMBER = r"(?<![0-9A-Za-z])(?=(?:[A-Za-z]*[0-9]){4})[A-Za-z0-9]{7,9}(?![0-9A-Za-z]|[\-][0-9A-Za-z])"
_NAMED = r"(?:passport|护照|護照)"
_NAMED_AT_ALL = re.compile(_NAMED, re.IGNORECASE)
_LINK = r"(?:\s|[:：#=，,]|no\.?|num(?:ber)?|nr\.?|号码?|號碼?|编号|is|was|it's|是|为|為|的)"
# As most of the world numbers them; such a one is hidden though more words stand between: "passport, oops, EA1234567".
_USUAL = r"(?<![0-9A-Za-z])[A-Za-z]{1,2}[0-9]{7,8}(?![0-9A-Za-z])"
_PASSPORT = re.compile(
    rf"{_NAMED}{_LINK}{{0,8}}(?P<after>{_NUMBER})"
    rf"|{_NAMED}[^0-9\n]{{1,40}}?(?P<far>{_USUAL})"
    rf"|(?P<before>{_NUMBER})\s*(?:[（(,，]\s*)?(?:(?:is|was|=)\s*)?(?:(?:my|the|his|her|our)\s+|是?\s*我?的?\s*){_NAMED}",
    re.IGNORECASE,
)


def without_residents(text: str) -> str:
    """The text with no number of a Chinese identity card. A taxpayer's may look the same, and is needed."""
    plain = in_halfwidth(text)
    for found in reversed(list(_RESIDENT.finditer(plain))):
        if is_resident(found.group()) and not called_else().search(plain[: found.start()]):
            text = f"{text[: found.start()]}{HIDDEN}{text[found.end() :]}"
    return text


def without_passports(text: str) -> str:
    """The text with no number that it calls a passport's."""
    if not _NAMED_AT_ALL.search(text):
        return text
    for found in reversed(list(_PASSPORT.finditer(in_halfwidth(text)))):
        start, end = found.span(found.lastgroup or 0)
        text = f"{text[:start]}{HIDDEN}{text[end:]}"
    return text


def is_resident(written: str) -> bool:
    """Whether region, birthday and check character (ISO 7064, MOD 11-2) are those of an identity card."""
    number = only_digits(written) + ("X" if written[-1] in "Xx" else "")
    if not _REGIONS.match(number) or int(number[6:10]) < _OLDEST:
        return False
    try:
        date.fromisoformat(number[6:14])
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[-1] == _CHECKS[total % 11]

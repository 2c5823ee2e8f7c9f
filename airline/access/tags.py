"""Bag tag numbers as passengers write them, and what the ten digits say (IATA Resolution 740)."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from airline.access.issuers import Issuer, by_code, by_number

TagKind = Literal["interline", "fallback", "rush", "carrier"]

# Scanners print this number when they could not read a tag; no bag ever carries it.
NOT_READ = "0000000000"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-") | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"))
_CODE = r"[A-Za-z]{2}|[A-Za-z][0-9]|[0-9][A-Za-z]"
_SPELLINGS = re.compile(
    r"(?<![0-9A-Za-z])"
    r"(?:(?:tag)?(?P<lpn>[0-9]{10})"
    r"|(?P<front>[0-9] ?[0-9]{3})[ -]{1,3}(?P<back>[0-9]{6})"
    rf"|(?P<leading>[0-9]) ?(?P<number>[0-9]{{3}}) ?(?P<printed>{_CODE}) ?(?P<tail>[0-9]{{6}})"
    rf"|(?P<code>{_CODE})"
    r"(?P<gap>[ -]{0,3})(?P<serial>[0-9]{6}))"
    r"(?![0-9A-Za-z]|\.[0-9])",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"(?:\+[0-9]{1,3}[ -]?(?:\(0\) ?)?|(?:手机|电话|联系方式|微信|(?<![a-z])(?:(?:tele)?phone|mobile|tel|whatsapp))"
    r"(?:号码|号|\s?(?:number|no))?(?:\s?(?:is|是|为))?[\s.:：]*)$",
    re.IGNORECASE,
)
# An e-ticket number is an airline's three digits and ten more: 999-1234567890.
_TICKET_BEFORE = re.compile(r"(?<![0-9A-Za-z])[0-9]{3}[ -]$")
_LONGER_NUMBER_BEFORE = re.compile(r"(?<![0-9A-Za-z])[0-9]{1,5}[ -]$")
_LONGER_NUMBER_AFTER = re.compile(r"-[0-9]")
# 3782 822463 10005: a payment card in groups of four, six and five.
_CARD_AFTER = re.compile(r"[ -][0-9]{5}(?![0-9])")
# Codes that are English words: "at 123456" is a sentence, "AT 123456" and "at123456" are tags.
_WORDS = frozenset({"AS", "AT", "AM", "ME", "OK", "HA", "AH", "MS", "PR", "ET"})
_KINDS: dict[str, TagKind] = {"0": "interline", "1": "fallback", "2": "rush"}


@dataclass(frozen=True, slots=True)
class BagTag:
    """A licence plate number. The short form on a tag (CZ 123456) does not say the leading digit."""

    leading: str | None
    issuer: str
    serial: str

    @classmethod
    def from_lpn(cls, lpn: str) -> "BagTag":
        """The tag with these ten digits. There is no check digit: any ten digits will do."""
        return cls(lpn[0], lpn[1:4], lpn[4:])

    @property
    def lpn(self) -> str | None:
        """All ten digits, or None while the leading one is unknown. Always text: leading zeros matter."""
        return None if self.leading is None else self.leading + self.issuer + self.serial

    @property
    def kind(self) -> TagKind | None:
        """What the leading digit means; 3 to 9 are for the carrier to define."""
        return None if self.leading is None else _KINDS.get(self.leading, "carrier")

    @property
    def airline(self) -> Issuer | None:
        """The airline that issued the tag, which need not be the one that flies."""
        return by_number().get(self.issuer)

    @property
    def masked(self) -> str:
        """Fit for logs and cards: 0784***456."""
        return mask((self.leading or "?") + self.issuer + self.serial)


def mask(lpn: str) -> str:
    """Hide the middle of a tag number: 0784123456 becomes 0784***456."""
    return f"{lpn[:4]}***{lpn[-3:]}" if len(lpn) == 10 else "***"


def find_tags(text: str) -> list[BagTag]:
    """Every bag tag in a sentence, in order, each once; phone, card and ticket numbers are left alone."""
    tidy = _tidy(text)
    read = (_read(found) for found in _SPELLINGS.finditer(tidy) if not _is_other_number(found))
    return list(dict.fromkeys(tag for tag in read if tag and tag.lpn != NOT_READ))


def parse_tag(text: str) -> BagTag | None:
    """The tag when the text is a bag tag and nothing else."""
    tidy = _tidy(text).strip()
    found = _SPELLINGS.fullmatch(tidy)
    tag = _read(found) if found else None
    return None if tag is None or tag.lpn == NOT_READ else tag


def is_short_form(text: str) -> bool:
    """Whether it is spelled like a tag in short, KY 123456, whoever issues those."""
    found = _SPELLINGS.fullmatch(_tidy(text).strip())
    return found is not None and found["code"] is not None


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def _is_other_number(found: re.Match[str]) -> bool:
    before, after = found.string[max(0, found.start() - 24) : found.start()], found.string[found.end() :][:8]
    if _LONGER_NUMBER_AFTER.match(after) or _PHONE_BEFORE.search(before):
        return True
    if found["lpn"]:
        return _TICKET_BEFORE.search(before) is not None
    if found["front"]:
        return bool(_LONGER_NUMBER_BEFORE.search(before) or _CARD_AFTER.match(after))
    return False


def _read(found: re.Match[str]) -> BagTag | None:
    if found["lpn"]:
        return BagTag.from_lpn(found["lpn"])
    if found["front"]:
        return BagTag.from_lpn(found["front"].replace(" ", "") + found["back"])
    if found["printed"]:
        return _read_both_codes(found)
    return _read_short(found)


def _read_both_codes(found: re.Match[str]) -> BagTag | None:
    # Many printers set both codes: 0784CZ123456. They must agree, or it is some other reference.
    airline = by_code().get(found["printed"].upper())
    if airline is None or airline.number != found["number"]:
        return None
    return BagTag(found["leading"], airline.number, found["tail"])


def _read_short(found: re.Match[str]) -> BagTag | None:
    airline = by_code().get(found["code"].upper())
    if airline is None or (found["gap"] and airline.iata in _WORDS and not found["code"].isupper()):
        return None
    return BagTag(None, airline.number, found["serial"])

"""A time as customers say it: a day or several, a time of day or a span of it, as far as a message tells."""

import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any, Self

from crm import when_en, when_zh
from crm.when_found import Found, NoSuchDay

# What the Chinese patterns are written in.
_SIMPLER = str.maketrans("週點後兩禮鐘個號時間內淩從換點為結過這還調", "周点后两礼钟个号时间内凌从换点为结过这还调")
# "Tuesday becomes Wednesday": only what comes after this is wanted.
_INSTEAD = re.compile(
    r"(?:改到|改成|改为|改在|改约|换成|换到|换为|推到|推迟到|延到|延后到|挪到|调到|调成|提前到|而是|不是[^。]{1,12}?是|换作)"
    r"|\b(?:mov|chang|reschedul|push|switch|swap|shift|postpon|bring|put)\w*\b[^.!?]*?"
    r"\b(?:to|for|until|till|back to|forward to)\b|\bmake (?:it|that)\b",
    re.I,
)
# Telephone numbers, and others as long.
_NUMBER = re.compile(r"\+\d[\d ()-]{6,}\d|(?<![\d-])0\d[\d -]{6,}\d|(?<!\d)\d{7,}(?!\d)")
# A time that is named only to be left out.
_NOT_THEN = re.compile(
    r"\b(?:not|instead of|rather than|except|but not|can'?t (?:do|make)|cannot (?:do|make))\s+(?:on |at |the )?"
    r"(?:(?:this|next)\s+)?[a-z]*\d*(?::\d\d)?\s?(?:am|pm)?|不是?要?(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:周|星期|礼拜)[一二三四五六日天](?:不行|没空|没时间|去不了|不方便)",
    re.I,
)


@dataclass(frozen=True)
class Meant:
    """What is known of the time that is meant. `halved`: it is said which half of the day `at` is in.

    `days`, from and to, where several are named; `within` likewise for times of day. `shift` is in minutes from what
    was meant before; `instant` is a distance from now, in minutes. `impossible`: the day that was named does not exist.
    """

    day: date | None = None
    days: tuple[date, date] | None = None
    at: time | None = None
    halved: bool = False
    within: tuple[time, time] | None = None
    zone: str | None = None
    instant: int | None = None
    shift: int | None = None
    soonest: bool = False
    impossible: bool = False

    @property
    def says_when(self) -> bool:
        """Whether it tells more than a zone."""
        return any(value for value in (asdict(self) | {"zone": None, "halved": None}).values()) or self.at is not None

    def after(self, before: Self) -> "Meant":
        """What is meant now, where this is said after that."""
        if self.instant is not None or self.soonest or self.impossible:
            return replace(self, zone=self.zone or before.zone)
        day = (self.day, self.days) if self.day or self.days else (before.day, before.days)
        timed = self if self.at is not None or self.within else before
        return Meant(
            day=day[0],
            days=day[1],
            at=timed.at,
            halved=timed.halved,
            within=timed.within,
            zone=self.zone or before.zone,
            shift=self.shift,
        )

    def kept(self) -> dict[str, Any]:
        """As JSON."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: _plain(value) for name, value in said.items() if value not in (None, False)}


def of(kept: dict[str, Any] | None) -> Meant:
    """What was kept as JSON."""
    known = dict(kept or {})
    for name, read in (("day", date.fromisoformat), ("at", time.fromisoformat)):
        if name in known:
            known[name] = read(known[name])
    for name, each in (("days", date.fromisoformat), ("within", time.fromisoformat)):
        if name in known:
            known[name] = tuple(map(each, known[name]))
    return Meant(**known)


def read(text: str, *, today: date, bare: bool = False) -> Meant | None:
    """What a message says of a time; None where it says nothing. `bare`: it was asked for, so "10" is one."""
    plain = _NUMBER.sub(" ", simple(text))
    wanted = [plain[found.end() :] for found in _INSTEAD.finditer(plain)][-1:]
    for part in (*wanted, _NOT_THEN.sub(" ", plain), plain):
        try:
            found = _found(part, today, bare=bare)
        except NoSuchDay:
            return Meant(impossible=True)
        if found:
            return found
    return None


def simple(text: str) -> str:
    """A message as its patterns are written: small letters, plain digits, simplified characters."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'").translate(_SIMPLER)


def _found(text: str, today: date, *, bare: bool) -> Meant | None:
    chinese = bool(re.search(r"[\u4e00-\u9fff]", text))
    found = Found(text)
    for language in (when_zh, when_en) if chinese else (when_en,):
        language.read(found, today, bare=bare)
    said = _sound(found)
    return said if said.says_when else None


def _sound(found: Found) -> Meant:
    """The parts fitted together: "3 in the afternoon" is 15:00, and an afternoon alone is a span."""
    at, halved, within = found.at, found.halved, found.within
    if at is not None and within is not None and not halved:
        later = time((at.hour + 12) % 24, at.minute)
        at = next((one for one in (at, later) if within[0] <= one < within[1]), at)
        halved = True
    if at is not None:
        within = None
    return Meant(
        day=found.day,
        days=None if found.day else found.days,
        at=at,
        halved=halved,
        within=within,
        instant=found.instant,
        shift=found.shift,
        soonest=found.soonest and at is None and found.day is None,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return [one.isoformat() for one in value] if isinstance(value, tuple) else value

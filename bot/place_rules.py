"""The grammar of places: which names and codes of a sentence are places, and which way people go there.

Everything here reads text in one spelling: as `bot.characters` gives it, simplified. What is a word, too (Nice, 金边,
WAS), counts only where somebody flies there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Optional

from bot.misspellings import english
from bot.names import is_known_surname
from bot.place_names import (
    AIRPORT,
    Place,
    abbreviations,
    airport_codes,
    codes,
    is_airport_elsewhere,
    out_of_the_way,
    words,
)
from bot.place_namesakes import meant
from bot.place_slips import almost
from bot.place_spelling import HAN, small, words_of
from bot.place_spotting import Spot, fits_words, spots

ORIGIN, DESTINATION = "origin", "destination"
# Where somebody is, changes planes or does not go: such a place takes no end of the route.
ELSEWHERE = "elsewhere"

_CODE_WORDS = frozenset(
    re.findall(
        "[A-Z]{3}",
        "ADD ARN BUD CAN CHI DAD DEL DEN DUB HAM HAN INC IST LED MAD MAN MIA MIL MOW PAR PEN PER PUS ROM SAW SEA SHE "
        "SIN SWA TSA WAS",
    )
)
# The characters of a name belong to other words: 晚上海航, 东西安检, 很大兴趣, 大厦门口.
_TORN = re.compile(
    r"(?<=[早晚机网线])上海(?=[关航口鲜外南])|(?<=[东山江陕广])西[安宁]|(?<=海)关西|(?<=大)厦门|(?<=经)济南|(?<=到)达[卡州]"
    r"|(?<=[变完做弄])成都|大兴(?=[趣土奋致])|大连(?=[续接])|大理(?=石)|(?<=罗)万象|万象(?=更新|城)|马累(?=[了死坏])"
    r"|汉堡(?=[店王包])|金边(?=[框眼]|的[^航飞机])"
)
# Streets, clocks, airlines, money and treaties are called after places.
_CALLED_AFTER = re.compile(
    r"[东西南北中]?[一二三四]?路(?![过线程上途])|[东西南北中]?大?街|大道|时间|航空(?!港)|大学|银行|啤酒|烤鸭|公约"
    r"|\s(?:airlines?|airways|time|dollars?|university|united|road|street|avenue|convention|limits?)\b",
    re.I,
)
_TERMINAL = re.compile(
    r"\s*(?:(?:t|terminal\s?)[1-9][a-z]?(?![a-z0-9])|[1-9一二三四五]号航站楼|[tT]?[1-9]?航站楼)", re.I
)
_AIRPORT_WORD = re.compile(r"市?(?:国际)?机场|\s(?:international )?airport\b", re.I)
_FROM_BEFORE = re.compile(r"(\b(from|leaving|departing|out of|ex)|从|由|自|离开)\s*$", re.I)
_TO_BEFORE = re.compile(
    r"(\b(to|into|towards|bound for|for|((arriv|land)(e|es|ed|ing|s)?|gets?|comes?) (in|at|into))|[→>]"
    r"|飞往|飞到|前往|抵达|降落在?|落地|[着著]陆|飞|到|去|至|往|回)\s*$",
    re.I,
)
_FROM_AFTER = re.compile(r"\s*(to\b|[→>]|出发|起飞|飞|去|至|往|回|过来|来|到(?!了|没|达|底|港|吗))", re.I)
_TO_AFTER = re.compile(r"\s*(bound\b|的?(落地|降落|到达))", re.I)
_ELSEWHERE_BEFORE = re.compile(r"(\b(in|at|near|not|than|instead of|via|through)|[在卡]|经停?|经由|途经)\s*$", re.I)
_ELSEWHERE_AFTER = re.compile(r"\s*(转机|中转|经停|转(?=飞|去|到))")
# Surer than a preposition: "I want to split it", "from male to female".
_FLYING = re.compile(
    r"(\b(fl(y|ies|ew|own|ying|ights?)|land(s|ed|ing)?|arriv(e|es|ed|ing)|travel(s|led|ed|ling|ing)?|trip|tickets?"
    r"|plane|go(es|ing)?|went)( back| home| out)? (from|to|in|into)|\bbound for|\bfrom \S+( \S+)? to"
    r"|[从由自飞到去至往回])\s*$",
    re.I,
)
# What is said of a place where planes go, and hardly of 日照, the sunshine, or 安康, good health.
_FLOWN_AFTER = re.compile(
    r"\s*(?:起飞|出发|转机|中转|经停|落地|降落|飞(?=[^机行])|(?:那边)?的?(?:航班|班机|飞机|机票)|[到至往去—–→-]+\s*$"
    r"|市区?(?:[的到飞去]|$))"
)
_NAME_AFTER = re.compile(r"[ -]([A-Z][a-zà-öø-ÿ]+)")
_NO_NAME = re.compile(
    r"(?:airports?|international|intl|terminal|airlines?|airways|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec|today|tomorrow|tonight|on|at|the|to|from|and|or|flight|please|thanks?|city|county|islands?)",
    re.I,
)
_NAME_BEFORE = re.compile(
    r"\b(?:New|North|South|East|West|Port|Puerto|San|Santa|El|La|Los|Las|Lake|Cape|Great|Rio|Mount) $"
)
_HANDED = re.compile(r"\b(?:to|for)\s*$", re.I)
_PUNCTUATION = " \n.。!！?？,，~～吧呢啊"
_SHORT_NAME = 2
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3}(?![A-Za-z0-9])")
# THE is no airport in "went to THE WRONG street".
_SHOUTED = re.compile(r"\s+(?!TO\b)[A-Z]{2,}\b")
_GOING_TO = re.compile(r"\b(?:in|to|at|from|for|into|reach|towards)\s{1,3}$", re.I)
_TWO_LETTERS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}(?![A-Za-z0-9'’])")
_CODES_TOGETHER = re.compile(r"(?<![a-z0-9])([a-z]{3})\s*(?:-|–|→|to|飞|到)\s*([a-z]{3})(?![a-z0-9])", re.I)
# Enough of a sentence to see what stands around a place.
_AROUND = 32


@dataclass(frozen=True)
class Reading:
    """A text as the rules read it. `small` is as long as `text`."""

    text: str
    small: str

    @classmethod
    def of(cls, text: str) -> "Reading":
        """With the small letters to look names up by."""
        return cls(text, small(text))

    def is_capital(self, place: int) -> bool:
        """Whether a word begins with a capital there, as names do."""
        return self.text[place].isupper() and not self.shouted

    @property
    def shouted(self) -> bool:
        """Where everything is in capitals, CAN and THE are words."""
        return self.text.isupper() and len(self.text.split()) > 3

    def before(self, start: int) -> str:
        """What is said right before."""
        return self.text[max(0, start - _AROUND) : start]

    def after(self, end: int) -> str:
        """What is said right after."""
        return self.text[end : end + _AROUND]


@dataclass(frozen=True)
class FoundPlace:
    """A place at [start, end) of a reading."""

    place: Place
    start: int
    end: int


def found_places(reading: Reading) -> list[FoundPlace]:
    """The places of a text, in order and without overlaps; "London Heathrow" is one, the narrower."""
    found = list(_pairs(reading))
    for one in (*_names(reading), *_codes(reading), *_short(reading)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return _joined(reading, sorted(found, key=lambda one: one.start))


def role_of(reading: Reading, start: int, end: int) -> Optional[str]:
    """What the words around [start, end) say of it: ORIGIN, DESTINATION, ELSEWHERE, or nothing."""
    before, after = reading.before(start), reading.after(end)
    if _ELSEWHERE_AFTER.match(after):
        return ELSEWHERE
    if _FROM_BEFORE.search(before):
        return ORIGIN
    if _TO_BEFORE.search(before) or _TO_AFTER.match(after):
        return DESTINATION
    if _FROM_AFTER.match(after):
        return ORIGIN
    return ELSEWHERE if _ELSEWHERE_BEFORE.search(before) else None


def _names(reading: Reading) -> Iterator[FoundPlace]:
    """The names that are meant; what only may be one counts beside another, when it is an end of the route."""
    sure: list[Spot] = []
    doubtful: list[Spot] = []
    position = 0
    for spot in spots(reading.small):
        if spot.start < position or (not spot.is_country and _is_torn(reading, spot)):
            # 晚上海口: what is not 上海 may still be 海口.
            continue
        position = spot.end
        if not spot.is_country:
            (sure if _is_meant(reading, spot) else doubtful).append(spot)
    ends = [spot for spot in doubtful if sure and role_of(reading, spot.start, spot.end) in (ORIGIN, DESTINATION)]
    for spot in (*sure, *(spot for spot in ends if _may_be_name(reading, spot))):
        yield _as_airport(reading, FoundPlace(*meant(reading.text, spot.name, spot.start, spot.end)))
    yield from _misspelt(reading)


def _is_torn(reading: Reading, spot: Spot) -> bool:
    """Whether its characters belong to other words, or something is only called after it."""
    if _TORN.match(reading.text, spot.start) or _CALLED_AFTER.match(reading.text, spot.end):
        return True
    if not HAN.search(spot.name):
        return _is_part_of_a_name(reading, spot)
    return len(spot.name) == _SHORT_NAME and not fits_words(reading.text, spot.start, spot.end)


def _is_part_of_a_name(reading: Reading, spot: Spot) -> bool:
    """Rio is no place in "Rio Negro", nor Haven in "New Haven", unless that is one."""
    if not reading.is_capital(spot.start) or reading.text.istitle():
        return False
    after = _NAME_AFTER.match(reading.text, spot.end)
    if after and not _NO_NAME.match(after[1]):
        return all(one.start != after.start(1) for one in spots(reading.small))
    return _NAME_BEFORE.search(reading.before(spot.start)) is not None


def _is_meant(reading: Reading, spot: Spot) -> bool:
    if spot.name not in words() and spot.name not in out_of_the_way():
        return True
    before, after = reading.before(spot.start), reading.after(spot.end)
    if _AIRPORT_WORD.match(after) or _TERMINAL.match(after):
        return True
    if HAN.search(spot.name):
        alone = reading.text.strip(_PUNCTUATION) == spot.name
        return alone or _after_preposition(before) or bool(_FLYING.search(before) or _FLOWN_AFTER.match(after))
    if not _may_be_name(reading, spot):
        return False
    if _FLYING.search(before):
        return True
    # "Give it to Jackson" names a person.
    somebody = is_known_surname(spot.name) and _HANDED.search(before)
    return reading.is_capital(spot.start) and _after_preposition(before) and not somebody


def _may_be_name(reading: Reading, spot: Spot) -> bool:
    """A name that hardly anybody knows, and that is an English word, has its capital."""
    return spot.name not in out_of_the_way() or spot.name not in english() or reading.is_capital(spot.start)


def _misspelt(reading: Reading) -> Iterator[FoundPlace]:
    for word in words_of(reading.small):
        if _FLYING.search(reading.before(word.start())) and (place := almost(word.group())):
            spot = Spot(*word.span(), word.group())
            if not _is_part_of_a_name(reading, spot):
                yield FoundPlace(place, *word.span())


def _as_airport(reading: Reading, found: FoundPlace) -> FoundPlace:
    """With the word for it: 北京机场 means any of the city's airports, Munich Airport the only one; 首都T3."""
    word = _AIRPORT_WORD.match(reading.text, found.end)
    end = word.end() if word else found.end
    terminal = _TERMINAL.match(reading.text, end)
    if word is None and terminal is None:
        return found
    place = Place(AIRPORT, found.place.airports) if len(found.place.airports) == 1 else found.place
    return FoundPlace(place, found.start, terminal.end() if terminal else end)


def _codes(reading: Reading) -> Iterator[FoundPlace]:
    for match in _CODE.finditer(reading.text):
        place = _coded(reading, match.group(), match.start())
        if place:
            yield _as_airport(reading, FoundPlace(place, *match.span()))


def _coded(reading: Reading, code: str, start: int) -> Optional[Place]:
    before, place = reading.before(start), codes().get(code)
    if code in _CODE_WORDS or (not place and code in airport_codes() and code.lower() in english()):
        flown_to = _FLYING.search(before) or _FROM_BEFORE.search(before) or reading.text.strip() == code
        shouted = reading.shouted or _SHOUTED.match(reading.text, start + len(code))
        return (place or Place(AIRPORT, frozenset({code}))) if flown_to and not shouted else None
    if place:
        return place if not reading.shouted or _after_preposition(before) else None
    elsewhere = not reading.shouted and _after_preposition(before) and is_airport_elsewhere(code)
    return Place(AIRPORT, frozenset({code})) if elsewhere else None


def _short(reading: Reading) -> Iterator[FoundPlace]:
    """Two letters that stand for a city where somebody goes: "in LA"."""
    for match in _TWO_LETTERS.finditer(reading.text):
        place = abbreviations().get(match.group().upper())
        if match.group().istitle():
            continue
        if place and (
            (match.group().isupper() and not reading.shouted) or _GOING_TO.search(reading.before(match.start()))
        ):
            yield FoundPlace(place, *match.span())


def _pairs(reading: Reading) -> Iterator[FoundPlace]:
    """Two codes together are codes even in small letters: pek-lhr."""
    for match in _CODES_TOGETHER.finditer(reading.text):
        pair = {code.upper() for code in match.groups()}
        known = len(pair) > 1 and pair & codes().keys() and pair <= codes().keys() | airport_codes()
        if known and not pair <= _CODE_WORDS and _are_codes(match):
            for group in (1, 2):
                code = match[group].upper()
                yield FoundPlace(codes().get(code) or Place(AIRPORT, frozenset({code})), *match.span(group))


def _are_codes(pair: "re.Match[str]") -> bool:
    """In small letters two words may stand like that, too: "cut to fit"; Ust-Kut is a name."""
    both = pair.group(1, 2)
    if not all(one.isupper() or one.islower() for one in both):
        return False
    return all(one.isupper() or one not in english() or one.upper() in codes() for one in both)


def _joined(reading: Reading, found: list[FoundPlace]) -> list[FoundPlace]:
    kept: list[FoundPlace] = []
    for one in found:
        both = kept and kept[-1].place.airports & one.place.airports
        if both and not reading.text[kept[-1].end : one.start].strip(" ,，(（市"):
            kind = AIRPORT if AIRPORT in (kept[-1].place.kind, one.place.kind) else one.place.kind
            kept[-1] = FoundPlace(Place(kind, frozenset(both)), kept[-1].start, one.end)
        else:
            kept.append(one)
    return kept


def _after_preposition(before: str) -> bool:
    return bool(_FROM_BEFORE.search(before) or _TO_BEFORE.search(before))

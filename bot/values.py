"""Values by rule: time of day, money, weight and number of bags, in both languages.

It exists because amounts decide answers ("23公斤超了吗", "at half past eight"), and a rule can say exactly what it
read. Values come out in one spelling: "20:30", "200 CNY", "23 kg", "2".
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.characters import plain, simplified
from bot.identifiers import IDENTIFIERS, Identifier
from bot.sources import OwnSources

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "〇": 0}
_ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HAN_NUMBER = "[零〇一二两俩三四五六七八九十]{1,3}"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,7}(?:\.[0-9]{1,2})?"
# No longer number, word or code goes on to either side.
# A comma belongs to a number only after a digit: "三个箱子，25公斤" names 25.
_ALONE, _ENDS = r"(?<![0-9A-Za-z.:/-])(?<![0-9],)", r"(?![0-9A-Za-z])"

_CURRENCIES = {
    "CNY": "元|块钱|块|人民币|软妹币|rmb|cny|yuan|¥|￥",
    "USD": "美元|美金|刀|usd|us\\$|us dollars?|dollars?|bucks|\\$",
    "EUR": "欧元|欧|eur|euros?|€",
    "GBP": "英镑|gbp|quid|£",
    "HKD": "港币|港元|hkd|hk\\$",
    "JPY": "日元|日圆|jpy|yen",
    "SDR": "特别提款权|sdrs?",
}
_CURRENCY = "|".join(f"(?P<{code}>{words})" for code, words in _CURRENCIES.items())
_MONEY_AFTER = re.compile(rf"{_ALONE}(?P<amount>{_NUMBER})\s?(?P<thousands>[kK万])?\s?(?:{_CURRENCY}){_ENDS}", re.I)
_MONEY_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<CNY>¥|￥|rmb|cny)|(?P<HKD>hk\$|hkd)|(?P<USD>us\$|\$|usd)|(?P<EUR>€|eur)|(?P<GBP>£|gbp))"
    rf"\s?(?P<amount>{_NUMBER})(?P<thousands>[kK万])?{_ENDS}",
    re.I,
)
# In kilograms.
_UNITS = {"kg": Decimal(1), "jin": Decimal("0.5"), "lb": Decimal("0.45359237"), "g": Decimal("0.001")}
_WEIGHT = re.compile(
    rf"(?:{_ALONE}(?P<amount>{_NUMBER})|(?P<han>{_HAN_NUMBER}))\s?-?"
    r"(?:(?P<kg>kgs?|kilos?|kilograms?|公斤|千克)|(?P<jin>斤)|(?P<lb>lbs?|pounds?|磅)|(?P<g>grams?|克))(?![A-Za-z])",
    re.I,
)
_HEAVY = re.compile(
    r"\b(?:bags?|suitcases?|luggage|baggage|cases?|box(?:es)?|weigh\w*|heavy|overweight|limit|allowance)\b", re.I
)
_PAID = re.compile(
    r"\b(?:pa(?:y|id|ys)|costs?|worth|price[ds]?|spent|spend|refund\w*|charged?|bought|claim\w*)\b", re.I
)
_BAG = r"(?:托运|随身|手提|大|小|新|旧)*(?:的)?(?:行李箱?|箱子?|包|拉杆箱|旅行箱|皮箱|背包)"
_COUNT = re.compile(
    rf"(?<!第)(?:{_ALONE}(?P<amount>[0-9]{{1,2}})|(?P<han>{_HAN_NUMBER}))\s?(?:件(?!事|小事)(?:{_BAG})?|[个只箱包](?:{_BAG}))"
    rf"|(?<![A-Za-z0-9])(?P<count>[0-9]{{1,2}}|{'|'.join(_ENGLISH[1:])})\s+(?:(?:more|extra|checked|big|small|carry-on)\s+)*"
    r"(?:bags?|suitcases?|cases|pieces?|luggages?|backpacks?)\b",
    re.I,
)
_HALF = r"(?:(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜|今晚|明晚|昨晚|今早|明早)的?\s?)?"
_CLOCK = re.compile(
    rf"{_HALF}(?:{_ALONE}(?P<digits>[0-9]{{1,2}})|(?P<han>{_HAN_NUMBER}))点钟?"
    rf"(?:(?P<quarter>半|一刻|三刻)|(?:(?P<minutes>[0-9]{{1,2}})|(?P<han_minutes>{_HAN_NUMBER}))分?)?(?!建议|意见|要求|原因|[儿钱]|[0-9])"
)
_COLON = re.compile(
    rf"{_HALF}{_ALONE}(?P<digits>[0-9]{{1,2}})[:：](?P<minutes>[0-5][0-9])(?![0-9:：])\s?(?P<noon>[ap]\.?m\b\.?)?", re.I
)
_NOON = re.compile(rf"{_ALONE}(?P<digits>1[0-2]|[1-9])\s?(?P<noon>[ap]\.?m\b\.?)|(?P<word>\bnoon\b|\bmidnight\b)", re.I)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "今晚", "明晚", "昨晚", "夜里"})
_LAST_HOUR, _LAST_MINUTE, _NOON_HOUR = 23, 59, 12

Reader = Callable[["re.Match[str]"], Optional[str]]


def number(written: str) -> int:
    """A number up to 99 in Han characters: 两 is 2, 十五 is 15, 三十 is 30."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int("".join(str(_HAN_DIGITS[character]) for character in written))
    return 10 * (_HAN_DIGITS[tens] if tens else 1) + (_HAN_DIGITS[ones] if ones else 0)


def values(text: str) -> list[Identifier]:
    """Every value in `text`, in order, without overlaps: the one that starts first wins, then the longer."""
    readable = plain(text)
    spelled = simplified(readable.text)
    found = sorted(_matches(spelled), key=lambda find: (find[1], -find[2]))
    kept: list[Identifier] = []
    end_before = 0
    for entity, start, end, value in found:
        if start >= end_before:
            kept.append(Identifier(entity, value, *readable.place(start, end)))
            end_before = end
    return kept


def _matches(text: str) -> Iterator[tuple[str, int, int, str]]:
    for entity, pattern, read in _RULES:
        for match in pattern.finditer(text):
            value = _read(read, match)
            if value is not None:
                yield entity, match.start(), match.end(), value


def _read(read: Reader, match: "re.Match[str]") -> Optional[str]:
    try:
        return read(match)
    except (KeyError, ValueError):
        # 一二三十 and the like: shaped like a number, and none.
        return None


def _money(match: "re.Match[str]") -> str:
    amount = Decimal(match["amount"].replace(",", ""))
    amount *= {"k": 1000, "万": 10_000}.get((match["thousands"] or "").lower(), 1)
    code = next(code for code, given in match.groupdict().items() if given and code.isupper())
    return f"{_plainly(amount)} {code}"


def _weight(match: "re.Match[str]") -> Optional[str]:
    if (match["lb"] or "").lower().startswith("pound") and not _weighs(match.string):
        return None
    amount = Decimal(match["amount"].replace(",", "")) if match["amount"] else Decimal(number(match["han"]))
    unit = next(unit for unit in _UNITS if match[unit])
    kilograms = amount * _UNITS[unit]
    return f"{_plainly(round(kilograms, 1 if kilograms >= 1 else 3))} kg"


def _weighs(text: str) -> bool:
    """Whether pounds are a weight: money is more often spoken of."""
    return bool(_HEAVY.search(text)) and not _PAID.search(text)


def _count(match: "re.Match[str]") -> str:
    if match["han"]:
        return str(number(match["han"]))
    given = (match["amount"] or match["count"]).lower()
    return given if given.isdigit() else str(_ENGLISH.index(given))


def _time(match: "re.Match[str]") -> Optional[str]:
    said = match.groupdict()
    if said.get("word"):
        return "12:00" if said["word"].lower() == "noon" else "00:00"
    if said.get("han") == "一" and not any(said.get(part) for part in ("half", "quarter", "minutes", "han_minutes")):
        # 有一点, 差一点: a little, not one o'clock.
        return None
    hour = int(said["digits"]) if said["digits"] else number(said["han"])
    minute = _QUARTERS.get(said.get("quarter") or "", 0) or int(said.get("minutes") or 0)
    minute = number(said["han_minutes"]) if said.get("han_minutes") else minute
    after_noon = said.get("half") in _AFTERNOON or (said.get("noon") or "").lower().startswith("p")
    if after_noon and hour < _NOON_HOUR:
        hour += _NOON_HOUR
    if (said.get("noon") or "").lower().startswith("a") and hour == _NOON_HOUR:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None


def _plainly(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_RULES: tuple[tuple[str, "re.Pattern[str]", Reader], ...] = (
    ("money", _MONEY_AFTER, _money),
    ("money", _MONEY_BEFORE, _money),
    ("weight", _WEIGHT, _weight),
    ("count", _COUNT, _count),
    ("time", _CLOCK, _time),
    ("time", _COLON, _time),
    ("time", _NOON, _time),
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(OwnSources, GraphComponent):
    """Adds times, money, weights and counts to a message's entities, where no identifier stands."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ValueExtractor":
        """See the parent class."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the values of each message."""
        for message in messages:
            taken = message.get(IDENTIFIERS) or []
            found = [
                entity
                for value in values(message.get(TEXT) or "")
                for entity in value.as_entities(type(self).__name__)
                if not any(value.start < other.end and other.start < value.end for other in taken)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

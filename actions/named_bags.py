"""The bags that a message names: "2 bags of 26 kg and 19 kg", 两件23公斤的, "5 kg over", "80x60x40 cm"."""

import re
from typing import Any

from rasa_sdk import Tracker

# `kg` as it was said, `over` the kilograms beyond what is free, `cm` the three sides together; None where nobody said.
Named = dict[str, Any]

# More than anybody brings; beyond it a number is no number of bags.
MOST = 12
# "5 kg over": what is told is how much too heavy it is.
_OVER_BEFORE = re.compile(r"(?:\bover(?:weight)?(?: by)?|超(?:重|了|出|过)*了?)\s*$", re.I)
_OVER_AFTER = re.compile(r"\s*(?:over(?:weight)?\b(?!\s*\d)|too heavy|too much|超重)", re.I)
# Between a number of bags and the weight of each of them.
_EACH = re.compile(r"\s*(?:bags?|件|个)?\s*(?:行李|箱子|包)?(?:的|各|每件|都是|都|of|at|each|with|,)?\s*", re.I)
_SIDES = re.compile(r"(\d{2,3})\s?(?:cm)?\s?[x×*乘]\s?(\d{2,3})\s?(?:cm)?\s?[x×*乘]\s?(\d{2,3})", re.I)
_AROUND = re.compile(r"(?<!\d)(\d{3})\s?(?:cm|厘米|公分)", re.I)
# One bag beyond those that are free.
_ONE_MORE = re.compile(
    r"\b(?:an?|one) (?:extra|additional|more)\b|\banother (?:bag|suitcase|case|piece)\b"
    r"|[多加再][带帶托拿加买]?[一1两二2三3]?[件个](?!人)|超[一1]?件",
    re.I,
)


_BARE = re.compile(
    r"(?:(?:一|另一|另|第[一二三])[个件]|\b(?:one|the other|first|second|another)(?: one| bag)?(?: is| weighs| at)?)"
    r"\s*(\d{1,2})(?![\d:]|号|点|月|天)",
    re.I,
)
_HEAVIEST, _LIGHTEST_LISTED = 40, 5
# "20, 18 and 15 kg": the unit is said once, at the end.
_LISTED = re.compile(
    r"(?P<list>(?<![\d:.])\d{1,2}(?:\s*(?:、|,|，|\+|/|和|跟|\band\b|&)\s*\d{1,2})*)\s*(?:、|,|，|\+|/|和|跟|\band\b|&)\s*"
    r"(?=\d{1,2}(?:\.\d)?\s*(?:kgs?\b|kilos?\b|公斤|千克))",
    re.I,
)


def named_bags(tracker: Tracker) -> list[Named]:
    """The bags of the present message, in the order in which it names them."""
    text = tracker.latest_message.get("text") or ""
    entities = [one for one in tracker.latest_message.get("entities") or [] if "start" in one]
    weights = [one for one in entities if one["entity"] == "weight"]
    counts = [one for one in entities if one["entity"] == "count"]
    most = max((int(one["value"]) for one in counts), default=0)
    bags = [_weighed(one, text) for one in weights]
    if not weights and (bare := _by_number(text)):
        return bare
    if weights and (beside := _without_unit(text, weights)):
        stated = [(one["start"], bag) for one, bag in zip(weights, bags, strict=True)]
        return [bag for _, bag in sorted([*stated, *beside], key=lambda one: one[0])]
    if most != len(bags):
        bags = [bag for one, bag in zip(weights, bags, strict=True) for _ in range(_how_many(one, counts, text))]
        bags += [unsaid() for _ in range(most - len(bags))]
    size = _size(text)
    if size and len(bags) < 2:
        bags = [{**(bags[0] if bags else unsaid()), "cm": size}]
    return bags if len(bags) <= MOST else []


def asks_for_one_more(text: str) -> bool:
    """Whether a bag beside those that are free is asked for: "how much is an extra bag"."""
    return bool(_ONE_MORE.search(text))


def unsaid() -> Named:
    """A bag of which nothing was said."""
    return {"kg": None, "over": None, "cm": None}


def _weighed(weight: dict[str, Any], text: str) -> Named:
    kg = str(weight["value"]).removesuffix(" kg")
    over = _OVER_BEFORE.search(text, 0, weight["start"]) or _OVER_AFTER.match(text, weight["end"])
    return {**unsaid(), "over" if over else "kg": kg}


def _how_many(weight: dict[str, Any], counts: list[dict[str, Any]], text: str) -> int:
    """How many bags of this weight: the number right before it, "2 bags of 23 kg", or one."""
    before = (one for one in counts if one["end"] <= weight["start"])
    said = next((one for one in before if _EACH.fullmatch(text, one["end"], weight["start"])), None)
    return min(int(said["value"]), MOST + 1) if said else 1


def _by_number(text: str) -> list[Named]:
    """ "One is 22 and the other 18": weights without their unit, of two bags at least."""
    found = [kg for kg in _BARE.findall(text) if 0 < int(kg) <= _HEAVIEST]
    return [{**unsaid(), "kg": kg} for kg in found] if len(found) > 1 else []


def _without_unit(text: str, weights: list[dict[str, Any]]) -> list[tuple[int, Named]]:
    """ "20, 18 and 15 kg", "one 25 kg, the other 14": the weights that share another's unit, and where they stand."""
    numbers = [(found, one) for found in _LISTED.finditer(text) for one in re.finditer(r"\d+", found["list"])]
    listed = [(found.start("list") + one.start(), one.group()) for found, one in numbers]
    alone = [(found.start(1), found[1]) for found in _BARE.finditer(text)]
    own = [range(one["start"], one["end"]) for one in weights]
    return [
        (at, {**unsaid(), "kg": kg})
        for at, kg in [*listed, *alone]
        if _LIGHTEST_LISTED <= int(kg) <= _HEAVIEST and not any(at in one for one in own)
    ]


def _size(text: str) -> int | None:
    if sides := _SIDES.search(text):
        return sum(map(int, sides.groups()))
    around = _AROUND.search(text)
    return int(around.group(1)) if around else None

"""What a customer's own bags cost: computed from the weights and numbers that are named, else the article on fees."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import knowledge
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, booking_in, say
from actions.flight_question import named_route
from actions.focus import Item, focused, in_focus, item
from actions.named_bags import Named, asks_for_one_more, named_bags, unsaid
from actions.proof import Events
from actions.store import language_of
from airline.bookings import fee_presenter
from airline.bookings.baggage_fees import Area, Bag, Cabin, Quote, area_between, included, quote
from airline.bookings.bookings import Segment
from crm.base import utc_now
from crm.errors import StoreUnavailable
from crm.store import in_store

FEE = "fee"
_BUSINESS = re.compile(
    r"\bbusiness(?: class)?\b|\bfirst class\b|公务[舱艙仓]|公務艙|商务[舱仓]|商務艙|头等[舱仓]|頭等艙", re.I
)
_ECONOMY = re.compile(r"\beconomy\b|\bcoach\b|经济[舱仓]|經濟艙|普通舱", re.I)
_DOMESTIC = re.compile(r"\bdomestic\b|\b(?:within|inside) china\b|[国國][内內]|境内", re.I)
_INTERNATIONAL = re.compile(r"\binternational\b|\babroad\b|\boverseas\b|[国國][际際]|国外|出国|境外", re.I)
# What goes by rules of its own.
_SPECIAL = re.compile(
    r"\b(?:cabin|hand|carry[- ]?on|golf|ski|snowboard|bike|bicycle|surf\w*|pram|stroller|pet|dog|cat"
    r"|instrument|cello|guitar|backpack|infant|baby)\b|手提|随身|登机箱|高尔夫|滑雪|雪板|自行车|冲浪|婴儿|童车|宠物|[狗猫琴]|吉他|背包",
    re.I,
)
# "One more", beside those that were named before.
_MORE = re.compile(
    r"\b(?:an?other|third|fourth|fifth|one more|extra|additional|plus|add|too|as well)\b"
    r"|再|还有|另外?|多[带帶加]|加一|第[三四五]件",
    re.I,
)


# What is asked of a sum, and the sentence that answers; what asks for the sum itself once more.
_OF_THE_SUM = {
    **dict.fromkeys(("where", "who", "claim"), "where"),
    **dict.fromkeys(("why", "normal", "wrong"), "scale"),
    "how_to": "lighter",
    "return_leg": "return_leg",
}
_PAID_HOW = re.compile(
    r"\b(?:pay|paid|payment|settle)\b.{0,30}\b(?:online|advance|before|card|cash|app|website|here|there|how|where)\b"
    r"|\b(?:online|in advance|beforehand|where|how)\b.{0,20}\bpay"
    r"|(?:网上|线上|提前|现在|在哪|怎么|刷卡|现金|微信|支付宝)[^，。]{0,6}(?:交|付|支付|缴)"
    r"|\bpay\b.{0,20}\b(?:beforehand|ahead|up ?front)\b"
    r"|\bpay\b.{0,12}\b(?:now|at the airport)\b|(?:到|在)机场(?:再)?(?:付|交)"
    r"|(?:交|付|支付|缴)[^，。]{0,4}(?:网上|线上|刷卡|现金|微信|支付宝)",
    re.I,
)
# "And what if it is over?": the price of more than is free, whatever was named before.
_IF_OVER = re.compile(
    r"(?=.*\b(?:over|extra|excess|heavier|above|beyond|exceed\w*|more than)\b)"
    r"(?=.*\b(?:how much|cost\w*|price\w*|charg\w*|pay|fees?|kilo|kg)\b)"
    r"|超(?:了|出|重|过|件|标|额)?[^，。？]{0,8}(?:钱|收费|多少|怎么算|咋算|怎么收|咋收|什么价|几块|费用)"
    r"|(?:多一件|多带)[^，。？]{0,6}(?:钱|多少|怎么算|咋算)",
    re.I,
)
# "The 25 kg one", made lighter or heavier.
_FROM_TO = re.compile(
    r"(?<!\d)(?P<old>\d{1,2})(?: ?(?:kgs?|kilos?|公斤|千克))?(?: (?:one|bag|case))?"
    r"(?:的|那)?(?:那?[个件只]|箱子)?.{0,12}?"
    r"(?:\bdown to\b|\bto\b|\binto\b|减到|降到|改成|变成|换成|弄到|减成|到)\s*\d",
    re.I,
)
# "If I shift 3 kilos into the small one", "and with 4 kilos out": the heaviest loses them.
_SHIFTED = re.compile(
    r"\b(?:shift|move|put|take|pull|get|swap|repack)\w*\b[^\d]{0,10}(?P<kg>\d{1,2}) ?(?:kgs?|kilos?)\b.{0,20}?"
    r"\b(?P<how>out|off|away|into|to|in|over)\b"
    r"|(?P<how_zh>拿出|取出|减掉?|扔掉?|匀|挪|移|倒腾)[^\d]{0,4}(?P<kg_zh>\d{1,2}) ?(?:公斤|千克|kg)"
    r"|(?P<kg_ba>\d{1,2}) ?(?:公斤|千克|kg)[^\d]{0,6}(?P<how_ba>拿出|取出|匀|挪|移|放到|倒)",
    re.I,
)
_INTO_ANOTHER = frozenset({"into", "to", "in", "over", "匀", "挪", "移", "放到", "倒", "倒腾"})
# "And if I leave one at home?"
_ONE_LESS = re.compile(
    r"\b(?:leave|left|ditch|drop|without|skip|lose) (?:just )?(?:one|the (?:third|second|last) one)\b"
    r"|\bone (?:less|fewer)\b|(?:撂|放|留|搁|扔)(?:在)?(?:家|家里)?(?:一|1)[个件只]|少(?:带)?(?:一|1)[个件只]"
    r"|(?:一|1)[个件只](?:不带|放家|留家|撂家)",
    re.I,
)
_KEPT = ("beside_free", "cabin", "area")
_AGAIN = frozenset({"how_much", "money", "done", "same_for", "other", "both", "other_day", "detail", ""})


class ActionBagFee(Action):
    """Compute it where the question says enough; else give the article that answers."""

    def name(self) -> str:
        return "action_bag_fee"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        try:
            asked = await in_store(lambda session: _asked(session, tracker))
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if asked is None:
            return await knowledge.answer(dispatcher, tracker)
        return _tell(dispatcher, tracker, asked)


async def answer(asked: FollowUp) -> Answered:
    """ "And a third one of 10 kg?", "and in business?": the same bags, with what is new; what is asked of the sum."""
    named = await in_store(lambda session: _asked(session, asked.tracker))
    # "For 3 kilos?!" names no bag.
    fee = None if asked.facet == "why" else named
    if fee is None and asked.item and _IF_OVER.search(asked.text):
        area: Area = asked.item["area"] or "international"
        cabin: Cabin = asked.item["cabin"] or "economy"
        return answer_with(asked, fee_presenter.beyond(area, cabin, asked.language))
    if asked.facet == "cabin":
        return answer_with(asked, say("fee", "cabin", asked.language))
    key = "where" if _PAID_HOW.search(asked.text) else _OF_THE_SUM.get(asked.facet)
    if fee is None and asked.item and key:
        free = included(asked.item["area"] or "international", asked.item["cabin"] or "economy")
        return answer_with(asked, say("fee", key, asked.language, kg=free.kg))
    # "Oh, and a guitar" goes by rules of its own.
    if fee is None and (asked.facet not in _AGAIN or _SPECIAL.search(asked.text)):
        return None
    shown = fee or asked.item
    return _tell(asked.dispatcher, asked.tracker, shown) if shown else None


def _tell(dispatcher: CollectingDispatcher, tracker: Tracker, fee: Item) -> Events:
    language = language_of(tracker)
    areas: Sequence[Area] = [fee["area"]] if fee["area"] else ["international", "domestic"]
    told = [fee_presenter.steps(_quote(fee, area), language) for area in areas]
    if not fee["cabin"] and any(bag["kg"] or bag["over"] for bag in fee["bags"]):
        told.append(fee_presenter.assumed(included(areas[0], "business"), language))
    dispatcher.utter_message(response="utter_bag_fee", sentence="\n\n".join(told))
    return [focused(tracker, fee)]


def _quote(fee: Item, area: Area) -> Quote:
    cabin: Cabin = fee["cabin"] or "economy"
    free = included(area, cabin)
    bags = [Bag(_kg(named, free.kg), named["cm"]) for named in fee["bags"]]
    return quote([*[Bag()] * (free.pieces if fee["beside_free"] else 0), *bags], area=area, cabin=cabin)


def _kg(named: Named, free: int) -> Decimal | None:
    if named["over"]:
        return free + Decimal(named["over"])
    return Decimal(named["kg"]) if named["kg"] else None


def _asked(session: Session, tracker: Tracker) -> Item | None:
    """The bags, cabin and area that the message names, completed from what was computed before and from the booking."""
    text, before = tracker.latest_message.get("text") or "", in_focus(tracker, FEE) or {}
    special, cabin, area = _SPECIAL.search(text), _cabin(text), _area(tracker, text)
    more = not special and asks_for_one_more(text)
    named = [] if special else named_bags(tracker) or ([unsaid()] if more else [])
    if other := _repacked(text, before.get("bags", [])) or _one_lighter(text, before.get("bags", []), named):
        return item(FEE, **{**{key: before[key] for key in _KEPT}, "article": "bag_excess_fee", "bags": other})
    if not (named or (before and (cabin or area))):
        return None
    booked = _next_segment(session, tracker)
    known = before.get("bags", []) if _MORE.search(text) or not named else []
    return item(
        FEE,
        article="bag_excess_fee",
        bags=[*known, *named],
        # "An extra bag" is one beside those that are free, of which nothing was said.
        beside_free=before.get("beside_free", False) if known else more and all(bag == unsaid() for bag in named),
        cabin=cabin or before.get("cabin") or (booked.cabin if booked else None),
        area=area or before.get("area") or (area_between([[booked.origin], [booked.destination]]) if booked else None),
    )


def _repacked(text: str, before: list[Named]) -> list[Named]:
    """The bags as they were, with some kilograms out of the heaviest, or into the lightest, or without one of them."""
    weighed = sorted((float(bag["kg"]), i) for i, bag in enumerate(before) if bag["kg"])
    if _ONE_LESS.search(text) and len(before) > 1:
        last = weighed[-1][1] if weighed else len(before) - 1
        return [bag for i, bag in enumerate(before) if i != last]
    found = _SHIFTED.search(text)
    if found is None or not weighed or len(weighed) != len(before):
        return []
    kg = float(found["kg"] or found["kg_zh"] or found["kg_ba"])
    kilos = {i: weight for weight, i in weighed}
    kilos[weighed[-1][1]] -= kg
    if (found["how"] or found["how_zh"] or found["how_ba"]).lower() in _INTO_ANOTHER and len(weighed) > 1:
        kilos[weighed[0][1]] += kg
    # More than is in it cannot be taken out.
    return [{**bag, "kg": f"{kilos[i]:g}"} for i, bag in enumerate(before)] if min(kilos.values()) > 0 else before


def _one_lighter(text: str, before: list[Named], named: list[Named]) -> list[Named]:
    """The bags as they were, one of them with another weight: "and if I get the 25 one down to 22 kg?"."""
    found = _FROM_TO.search(text)
    at = next((i for i, bag in enumerate(before) if found and bag["kg"] == found["old"]), None)
    if at is None or len(named) != 1:
        return []
    return [*before[:at], {**before[at], "kg": named[0]["kg"]}, *before[at + 1 :]]


def _cabin(text: str) -> Cabin | None:
    return "business" if _BUSINESS.search(text) else "economy" if _ECONOMY.search(text) else None


def _area(tracker: Tracker, text: str) -> Area | None:
    route = named_route(tracker)
    if found := area_between([route.origin, route.destination, route.somewhere]):
        return found
    return "domestic" if _DOMESTIC.search(text) else "international" if _INTERNATIONAL.search(text) else None


def _next_segment(session: Session, tracker: Tracker) -> Segment | None:
    """The next flight of the booking that was proved in this conversation."""
    booking = booking_in(session, tracker)
    return next(iter(booking.to_come(utc_now())), None) if booking else None

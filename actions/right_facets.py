"""What can be asked about a right on the screen: what the law gives, on what conditions, and how it is claimed."""

import re
from datetime import date

from sqlalchemy.orm import Session

from actions.facets import Answered, Facts, FollowUp, answer_from
from actions.fees import refund_time
from actions.flight_answers import answer_with, flight_item, leg_in, leg_of, plain, say
from actions.flight_question import named_route
from actions.flight_ways import care_in_china, claim, rights_of
from actions.focus import focused, item
from actions.law import denied_sentence, law_of_place, law_sentence
from airline.flights import presenter
from airline.flights.flights import FlightLeg, find
from airline.law.care import meals_and_room
from airline.law.rights import compensation, reduced
from airline.law.rules import Rule
from airline.places.routes import name_of
from crm.store import in_store
from crm.texts import load

# What they were told that it was, in the order in which one stands for all: "a bird strike" is none of staff.
_CAUSES = {
    "bird": re.compile(r"\bbird ?strikes?\b|\bbirds?\b|鸟击|撞鸟|鸟", re.I),
    "weather": re.compile(
        r"\b(?:weather|storms?|snow\w*|fog\w*|typhoon|lightning|atc|air traffic)\b"
        r"|天气|暴雨|台风|大雾|下雪|大雪|雷暴|雷雨|空管|流量控制|流控",
        re.I,
    ),
    "strike": re.compile(r"\b(?:strikes?|striking|industrial action|walk ?out)\b|罢工", re.I),
    "technical": re.compile(
        r"\b(?:technical|mechanical|engine|maintenance|faults?|broken plane)\b|机械|故障|机务|维修|发动机", re.I
    ),
    "crew": re.compile(
        r"\b(?:(?:no|short of|lack of|missing|sick|late) (?:a )?(?:crew|pilots?|staff)"
        r"|crew (?:hours|shortage|was|were|sick)|understaffed)\b"
        r"|机组(?:不够|不足|没|超时|病|调配)|缺机组|没(?:有)?机组|飞行员(?:病|不够)",
        re.I,
    ),
}
# What is asked of a claim itself, whatever the cause.
_OF_CLAIMS = frozenset({"claim", "documents", "who", "where", "how_to", "too_late", "when", "how_long", "other_day"})
_BOUGHT = re.compile(
    r"\b(?:bought|buy|buying|purchase\w*|toothbrush|toiletries|clothes|shirts?|underwear|essentials)\b"
    r"|买(?:了|的|点|些)|换洗|牙刷|洗漱|衣服",
    re.I,
)
_OF_TIME = frozenset({"when", "how_long", "arrival"})
_OF_REFUNDS = re.compile(r"\brefund\w*|\bticket money\b|退票|退的|退款|票款|退钱", re.I)
# By the causes that CCAR-300 names in Art. 29: whether they lie with the airline.
_OF_THE_AIRLINE = {"technical": True, "crew": True, "weather": False}
# Laws on delays of flights that leave China.
_OF_CHINA = frozenset({"law/cn_delay", "law/cn_care"})
_AMOUNTS = frozenset({"how_much", "money"})
# Laws on bags that name no sum, and the one that does.
_OF_LOST_BAGS, _LIMIT = ("lost", "notice", "bag"), "montreal"
_CURRENCY = re.compile(
    r"\b(?:sdr|dollars?|usd|yuan|rmb|in (?:euros?|pounds))\b|特别提款权|美元|人民币|换算|折合|合多少", re.I
)


_SUPPOSES = re.compile(r"\b(?:if|suppose|supposing|what about|in case)\b|要是|如果|假如|万一|若", re.I)


def supposes_cause(text: str) -> bool:
    """ "And if it is the weather?" """
    return bool(_cause_in(text) and _SUPPOSES.search(text))


def lies_with_airline(text: str) -> bool | None:
    """Whether the cause that is named is the airline's own, as CCAR-300 has it; None where it is open."""
    return _OF_THE_AIRLINE.get(_cause_in(text) or "")


def _cause_in(text: str) -> str | None:
    return next((cause for cause, words in _CAUSES.items() if words.search(text)), None)


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the right; None where the facts do not say."""
    cause = _cause_in(asked.text)
    if cause and (supposes_cause(asked.text) or asked.facet not in _OF_CLAIMS):
        return answer_with(asked, await _of_cause(asked, cause), buttons=("care", "check"))
    if _BOUGHT.search(asked.text) and _is_of_bags(asked):
        return answer_with(asked, say("right", "bag_costs", asked.language), buttons=("check",))
    if asked.facet in _OF_TIME and _OF_REFUNDS.search(asked.text):
        return await refund_time(asked)
    if _CURRENCY.search(asked.text):
        return answer_with(asked, law_sentence("sdr", asked.language, asked.now.date()))
    # What was asked of a law is asked on of it: "and if it came late rather than broken?".
    if said := _of_law(asked):
        return answer_with(asked, said, buttons=("check",))
    return await answer_from(FACTS, asked)


async def _of_cause(asked: FollowUp, cause: str) -> str:
    """What the cause does to the right: in China to meals and a room, else to the money."""
    law = await _in_china(asked)
    if law is None:
        return say("right", f"cause_{cause}", asked.language)
    return say("right", "cause_in_china", asked.language, law=law.text[asked.language])


async def _in_china(asked: FollowUp) -> Rule | None:
    """Who pays for meals and a room for the cause that is named, where the right is that of a flight leaving China."""
    own_cause, today = lies_with_airline(asked.text), asked.now.date()
    if asked.item and asked.item["ids"][:1] and asked.item["ids"][0] in _OF_CHINA:
        return meals_and_room(origin="PEK", destination="PEK", diverted=False, own_cause=own_cause, on=today)
    leg = await in_store(lambda session: _leg(session, asked))
    return care_in_china(leg, own_cause) if leg and not rights_of(leg).regime else None


def _is_of_bags(asked: FollowUp) -> bool:
    """Whether the law spoken of is one on bags."""
    name = asked.item["ids"][0] if asked.item and asked.item["ids"] else ""
    return name.removeprefix("law/") in (*_OF_LOST_BAGS, _LIMIT, "us_bag", "us_bag_fee", "prc_law")


def _of_law(asked: FollowUp) -> str:
    """What the law spoken of says to the question, where it was no flight's; empty where it says nothing."""
    name = asked.item["ids"][0] if asked.item and asked.item["ids"] else ""
    if name == "denied_boarding":
        regime = asked.item.get("regime") if asked.item else None
        if regime == "elsewhere" and asked.facet in _AMOUNTS:
            return str(load("law")["denied"]["elsewhere_amount"][asked.language])
        return denied_sentence(regime, asked.language, asked.now.date()) if asked.facet in _AMOUNTS else ""
    law, _, topic = name.partition("/")
    meant = _topic(topic, asked.facet) if law == "law" else None
    return law_sentence(meant, asked.language, asked.now.date()) if meant else ""


def _topic(topic: str, facet: str) -> str | None:
    """The part of the law that a question under this one is about."""
    if facet in _AMOUNTS:
        return _LIMIT if topic in _OF_LOST_BAGS else topic
    if facet == "too_late" and topic in (*_OF_LOST_BAGS, _LIMIT):
        return "notice"
    return topic if topic == "notice" and facet not in _OF_CLAIMS else None


async def _domestic_too(asked: FollowUp) -> Answered:
    """ "And within China?": of bags by the law there, else what holds for delays."""
    name = asked.item["ids"][0] if asked.item and asked.item["ids"] else ""
    if name.endswith("_tarmac") or name == "law/tarmac":
        return answer_with(asked, law_sentence("cn_tarmac", asked.language, asked.now.date()))
    topic = "prc_law" if name.removeprefix("law/") in (*_OF_LOST_BAGS, _LIMIT, "prc_law") else "cn_delay"
    return answer_with(asked, law_sentence(topic, asked.language, asked.now.date()), buttons=("check",))


async def _how_much(asked: FollowUp) -> Answered:
    leg = await in_store(lambda session: _leg(session, asked))
    if leg is None:
        return answer_with(asked, say("right", "needs_flight", asked.language))
    return answer_with(asked, rights_of(leg).why[asked.language], buttons=("check",))


async def _reduced(asked: FollowUp) -> Answered:
    """What is owed where another flight brings them there nearly as early."""
    leg = await in_store(lambda session: _leg(session, asked) or leg_in(session, asked))
    found = (
        reduced(origin=leg.origin, destination=leg.destination, carrier=leg.flight[:2], on=leg.date) if leg else None
    )
    if found is None:
        return answer_with(asked, say("right", "needs_flight", asked.language))
    hours, amount = (one.amount(asked.language) for one in found)
    return answer_with(asked, say("right", "reduced", asked.language, hours=hours, amount=amount), buttons=("check",))


async def _other_day(asked: FollowUp) -> Answered:
    """ "Yes, it was yesterday": the same flight on the day that is named."""
    leg = await in_store(lambda session: _on_day(session, asked))
    if leg is None:
        return answer_with(asked, say("right", "day_unknown", asked.language), buttons=("check",))
    rights = rights_of(leg)
    day = say("right", "day", asked.language, date=presenter.day(leg.date, asked.language))
    answer_with(asked, day, rights.why[asked.language], buttons=("check",))
    shown = item("right", leg.flight, leg.date.isoformat(), leg.origin, regime=rights.regime, cancelled=leg.cancelled)
    return [focused(asked.tracker, shown, flight_item(leg))]


async def _same_for(asked: FollowUp) -> Answered:
    """Another route, or one end of it."""
    route = named_route(asked.tracker)
    if asked.item and asked.item["ids"][:1] == ["denied_boarding"]:
        law = law_of_place(asked.tracker)
        told = answer_with(asked, denied_sentence(law, asked.language, asked.now.date()), buttons=("rebook", "check"))
        return [*(told or []), focused(asked.tracker, item("right", "denied_boarding", regime=law))]
    leg = await in_store(lambda session: _leg(session, asked))
    starts = route.origin or (frozenset({leg.origin}) if leg else frozenset())
    ends = route.destination or route.somewhere
    if not (starts and ends):
        return None
    carrier = leg.flight[:2] if leg else ""
    rights = compensation(
        origin=min(starts),
        destination=min(ends),
        carrier=carrier,
        flight_date=asked.now.date(),
        arrival_delay_minutes=None,
        cancelled=False,
        extraordinary=None,
    )
    names = {"origin": name_of(starts, asked.language), "destination": name_of(ends, asked.language)}
    return answer_with(asked, rights.why[asked.language] or say("right", "cause", asked.language, **names))


async def _return_leg(asked: FollowUp) -> Answered:
    """The way back: by its route where that is named, else it is asked for."""
    told = await _same_for(asked)
    return answer_with(asked, say("right", "each", asked.language)) if told is None else told


def _leg(session: Session, asked: FollowUp) -> FlightLeg | None:
    ids = asked.item["ids"] if asked.item else []
    return leg_of(session, *ids[:3]) if len(ids) >= 3 else None


def _on_day(session: Session, asked: FollowUp) -> FlightLeg | None:
    ids, named = (asked.item["ids"] if asked.item else []), asked.entity("date")
    if len(ids) < 3 or not named:
        return None
    legs = find(session, flight=ids[0], on=date.fromisoformat(named))
    return legs[-1] if legs else None


FACTS: Facts = {
    "nothing_then": plain("right", "nothing_then", "check"),
    "exceptions": plain("right", "exceptions", "check"),
    "voucher_must": plain("right", "voucher_must", "check"),
    "under_three": plain("right", "under_three", "check"),
    "claim": claim,
    "refund_beside": plain("right", "refund_beside", "check"),
    "voucher_beside": plain("right", "voucher_beside", "check"),
    "volunteer": plain("right", "volunteer"),
    "declared": plain("right", "declared"),
    "long_notice": plain("right", "long_notice", "rebook", "refund"),
    "domestic_too": _domestic_too,
    "goes_on_how": plain("right", "goes_on_how", "rebook", "refund"),
    "reduced": _reduced,
    "automatic": plain("right", "automatic", "check"),
    "per_bag": plain("right", "per_bag", "check"),
    "each_person": plain("right", "each_person", "check"),
    "why": plain("right", "cause"),
    "how_much": _how_much,
    "money": _how_much,
    "how_to": plain("right", "how_to", "check"),
    "documents": plain("right", "how_to", "check"),
    "what_next": plain("right", "how_to", "check"),
    "where": plain("right", "how_to", "check"),
    "done": plain("right", "not_claimed", "check"),
    "when": plain("right", "when_paid", "check"),
    "how_long": plain("right", "when_paid", "check"),
    "who": plain("right", "who"),
    "too_late": plain("right", "too_late", "check"),
    "never": plain("right", "never", "check"),
    "wrong": plain("right", "wrong", "check"),
    "return_leg": _return_leg,
    "normal": plain("right", "source", "check"),
    "care": plain("right", "care", "care"),
    "other_day": _other_day,
    "same_for": _same_for,
    "other": plain("right", "elsewhere"),
}

"""What can be asked about a flight on the screen, and the facts that answer it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.article_facets import told_by
from actions.facets import Answered, Facts, FollowUp, answer_from
from actions.fees import refund_time
from actions.flight_answers import answer_with, flight_item, instants, leg_in, leg_of, legs_shown, plain, say, show
from actions.flight_question import FORM as FLIGHT_FORM
from actions.flight_times import TIMES, boards_at, closes_at
from actions.flight_ways import WAYS
from actions.focus import Item, focused, in_focus, stack
from actions.follow_flight import promise, quiet
from airline.access.issuers import by_code
from airline.flights import presenter
from airline.flights.flights import FlightLeg, Status, find, status_of
from airline.places.airports import country_of
from airline.places.routes import name_of
from crm.store import in_store

_BEFORE = frozenset({"scheduled", "check_in_open", "boarding", "gate_closed"})
_DOWN = frozenset({"landed", "arrived"})
_IN_THE_AIR = frozenset({"departed", "airborne"})
_DISTURBED = frozenset({"cancelled", "diverted", "returned"})
# What is read off one screen at the airport, and how it is called in a question that begins with another of them.
_SIGNS = {
    "terminal": re.compile(r"\bterminals?\b|航站楼|候机楼", re.I),
    "gate": re.compile(r"\bgates?\b(?! clos)|登机口|登機口", re.I),
    "belt": re.compile(r"\b(?:belt|carousel)\b|转盘|轉盤", re.I),
}
_ABOUT_ARRIVAL = re.compile(
    r"\b(?:arriv|land|reach|get (?:there|in|to)|there by|touch)"
    r"|到达|抵达|落地|降落|到那|能到|几点到|什么时候到|何时到|多久到",
    re.I,
)
_STUCK = re.compile(r"\b(?:stuck|security|queue|line|late|make it|running)\b|安检|排队|来不及|堵|赶", re.I)

# "What time is the next one?" of a flight that will not go.
_NEXT = re.compile(r"\bnext\b|\bother\b|\banother\b|下一|另一|其他|别的|后面", re.I)

MONEY_BACK = re.compile(r"\brefund|\bmoney\b|\bpaid\b|\bget it back\b|\bcard\b|\baccount\b|退|到账|钱|卡", re.I)

# What is asked of how the journey goes on, and of what is to be reached after it.
_TO_GO_ON = frozenset({"how_to", "still_time", "missed", "too_late", "connection", "boarding", "check_in"})
_TO_REACH = frozenset({"still_time", "connection", "missed", "too_late", "arrival"})
_AFTERWARDS = re.compile(
    r"\b(?:trains?|coach|bus|ferry|cab|meeting|appointment|interview|wedding|funeral|exam|party|dinner|match|concert"
    r"|eurostar)\b|高铁|火车|动车|大巴|巴士|地铁|船|开会|会议|面试|婚礼|考试|约会|饭局|签合同|赴约|葬礼",
    re.I,
)

# Of a flight that has left only whoever meets somebody asks when to be there.
_BE_THERE = re.compile(
    r"\b(?:be|get|come|go) (?:at|there|to|out)\b|(?:几点|什么时候|多早)[^，。？]{0,4}(?:到|去|在)", re.I
)

# Of flights that were shown together.
_LATEST = re.compile(
    r"\b(?:later|last|latest|second|latter|other|evening|night|afternoon) (?:one|flight)\b"
    r"|晚(?:上)?(?:一?[点些])?的?(?:那|班|趟|航班)|(?:下午|傍晚|夜里)的?(?:那|班|趟)|最晚|后面?[那一](?:班|个|趟)|第二[班个趟]|末班|^(?:那)?晚(?:上|点)?的(?:那个)?呢",
    re.I,
)
_EARLIEST = re.compile(
    r"\b(?:earlier|first|earliest|morning|early) (?:one|flight)\b"
    r"|(?:早|早上|上午)(?:一?[点些])?的?(?:那|班|趟|航班)|最早|前面?[那一](?:班|个|趟)|第一[班个趟]|^(?:那)?(?:早|早上|上午|前面)的(?:那个)?呢",
    re.I,
)
_SEVERAL = 2
# "The early one?" asks nothing of it but what it is.
_ONLY_NAMES = frozenset({"other", "other_day", "same_for", "normal", "detail", "return_leg"})

Told = Callable[[FollowUp, FlightLeg], Answered]


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the flight; None where the facts do not say."""
    if asked.facet in _TO_GO_ON and await in_store(lambda session: _is_diverted(session, asked)):
        # Who sits at another airport catches nothing and misses nothing: all wait for how it goes on.
        return await WAYS["what_next"](asked)
    if asked.facet in _TO_REACH and _AFTERWARDS.search(asked.text):
        return await _of_leg(_then_on)(asked)
    if asked.facet in _TO_GO_ON and _BE_THERE.search(asked.text) and await in_store(lambda s: _has_left(s, asked)):
        asked = replace(asked, facet="walks_out")
    last = bool(_LATEST.search(asked.text))
    several = not named(asked) and (last or _EARLIEST.search(asked.text))
    one = await in_store(lambda session: _of_several(session, asked, last=last)) if several else None
    if one and asked.facet in _ONLY_NAMES:
        asked = replace(asked, facet="news")
    told = await answer_from(FACTS, replace(asked, item=one) if one else asked)
    if one and told is not None:
        return [*told, focused(asked.tracker, one)]
    # A flight that is named and not known is looked for as any other.
    return [FollowupAction(FLIGHT_FORM)] if told is None and named(asked) else told


def _of_several(session: Session, asked: FollowUp, *, last: bool) -> Item | None:
    """ "The later one": of the flights that were shown together, the one that leaves last, or first."""
    newest = in_focus(asked.tracker, "flight")
    shown = [one for one in stack(asked.tracker) if newest and one["kind"] == "flight" and _together(one, newest)]
    legs = [(leg, one) for one in shown if (leg := leg_of(session, *one["ids"][:3])) and leg.departs_at]
    if len(legs) < _SEVERAL:
        return None
    in_order = sorted(legs, key=lambda leg: leg[0].departs_at or asked.now)
    return in_order[-1 if last else 0][1]


def _together(one: Item, other: Item) -> bool:
    """Whether both were shown in one answer."""
    return abs(datetime.fromisoformat(one["at"]) - datetime.fromisoformat(other["at"])) < timedelta(seconds=1)


def _of_leg(tell: Told) -> Callable[[FollowUp], Awaitable[Answered]]:
    """A fact that is read off the flight in view."""

    async def fact(asked: FollowUp) -> Answered:
        leg = await in_store(lambda session: leg_in(session, asked))
        told = tell(asked, leg) if leg else None
        # What was told of a flight that the question itself names is asked about next.
        return [focused(asked.tracker, flight_item(leg))] if leg and told == [] and named(asked) else told

    return fact


async def _signs(asked: FollowUp) -> Answered:
    """Gate, terminal and belt, as many of them as one message asks for."""
    asked_for = [facet for facet, words in _SIGNS.items() if facet == asked.facet or words.search(asked.text)]
    for facet in asked_for:
        told = await _of_leg(_OF_SIGNS[facet])(asked)
        if told is None:
            return None
    return told


def named(asked: FollowUp) -> bool:
    """Whether the question names its flight."""
    return asked.entity("flight_number") is not None


def _why(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, language = status_of(leg, asked.now), asked.language
    late = max(leg.departure_delay or 0, leg.arrival_delay or 0) >= presenter.ON_TIME or leg.first_departs_at
    if late or status in _DISTURBED:
        reason = presenter.reason(leg, language)
        buttons = ("care", "money") if status not in _DOWN else ("money",)
        if reason:
            return answer_with(asked, say("flight", "why_reason", language, reason=reason), buttons=buttons)
        return answer_with(asked, say("flight", "why_none", language), buttons=buttons)
    key = "why_on_time" if status in _BEFORE else "why_was_on_time"
    return answer_with(asked, say("flight", key, language, time=_at(leg, asked), **instants(leg, language)))


def _when(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, language = status_of(leg, asked.now), asked.language
    facts = instants(leg, language)
    if status in ("cancelled", "diverted", "unknown"):
        buttons = ("rebook", "refund") if status == "cancelled" else ()
        return answer_with(asked, say("flight", f"when_{status}", language, **facts), buttons=buttons)
    if status in _DOWN:
        return answer_with(asked, say("flight", "landed", language, **facts))
    lands = _landing(leg, status)
    if status in _IN_THE_AIR or _ABOUT_ARRIVAL.search(asked.text):
        key = "lands_named" if lands == "lands" else lands
        return answer_with(asked, say("flight", key, language, **facts))
    return answer_with(asked, say("flight", "leaves", language, **facts), say("flight", lands, language, **facts))


def _then_on(asked: FollowUp, leg: FlightLeg) -> Answered:
    """When it is there, for whoever has a train or a meeting afterwards."""
    return _arrives(asked, leg, say("flight", "then_on", asked.language))


def _arrives(asked: FollowUp, leg: FlightLeg, *more: str, before: str = "") -> Answered:
    status, language = status_of(leg, asked.now), asked.language
    if status in ("cancelled", "diverted", "unknown", *_DOWN):
        return _when(asked, leg)
    key = _landing(leg, status)
    lands = say("flight", "lands_named" if key == "lands" else key, language, **instants(leg, language))
    return answer_with(asked, before, lands, *more)


def _is_diverted(session: Session, asked: FollowUp) -> bool:
    leg = leg_in(session, asked)
    return leg is not None and status_of(leg, asked.now) == "diverted"


def _has_left(session: Session, asked: FollowUp) -> bool:
    leg = leg_in(session, asked)
    return leg is not None and status_of(leg, asked.now) in _IN_THE_AIR | _DOWN


def _landing(leg: FlightLeg, status: Status) -> str:
    # A late departure makes the planned arrival wrong, and nobody has told a new one.
    late = (leg.departure_delay or 0) >= presenter.ON_TIME
    known = leg.arrival_estimate is not None or not late
    if leg.expected_arrival is None or status == "returned":
        return "lands_unknown"
    return "lands" if known else "lands_late"


def _how_long(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, language, now = status_of(leg, asked.now), asked.language, asked.now
    facts = instants(leg, language)
    if status in _IN_THE_AIR and leg.expected_arrival and _landing(leg, status) == "lands":
        left = _left(leg.expected_arrival, asked)
        return answer_with(asked, say("flight", "to_landing", language, left=left, **facts))
    if status not in _BEFORE:
        return _when(asked, leg)
    opens, closes = boards_at(leg), closes_at(leg)
    if opens is None or closes is None:
        if leg.expected_departure is None or leg.expected_departure <= now:
            return _when(asked, leg)
        left = _left(leg.expected_departure, asked)
        return answer_with(asked, say("flight", "to_departure", language, left=left, **facts))
    key = "closed" if now >= closes else "to_closing" if now >= opens else "to_boarding"
    moments = {"at": _moment(opens, leg, asked), "closes": _moment(closes, leg, asked)}
    said = say("flight", key, language, left=_left(closes if key == "to_closing" else opens, asked), **moments)
    hurry = key == "to_closing" or (key == "to_boarding" and _STUCK.search(asked.text))
    return answer_with(asked, said, say("flight", "in_queue", language) if hurry else "")


def _terminal(asked: FollowUp, leg: FlightLeg) -> Answered:
    language, facts = asked.language, instants(leg, asked.language)
    leaves = say("flight", "terminal_from", language, terminal=leg.terminal, **facts) if leg.terminal else ""
    comes = say("flight", "terminal_to", language, terminal=leg.arrival_terminal, **facts)
    comes = comes if leg.arrival_terminal else ""
    if end := _end_named(asked, leg):
        leaves, comes = (leaves, "") if end == leg.origin else ("", comes)
    if not leaves and not comes:
        return answer_with(asked, say("flight", "terminal_none", language, **facts))
    over = status_of(leg, asked.now) in _DOWN | _IN_THE_AIR or _ABOUT_ARRIVAL.search(asked.text)
    return answer_with(asked, *((comes or leaves,) if over else (leaves, comes)))


def _end_named(asked: FollowUp, leg: FlightLeg) -> str | None:
    """ "BA560 from Heathrow": the end of the flight that the question names, if it names just one."""
    said = {code for name in ("airport", "city") for code in (asked.entity(name) or "").split()}
    ends = [end for end in (leg.origin, leg.destination) if end in said]
    return ends[0] if len(ends) == 1 else None


def _gate(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, facts = status_of(leg, asked.now), instants(leg, asked.language)
    if status == "cancelled":
        return _when(asked, leg)
    if status not in _BEFORE or status == "gate_closed":
        return answer_with(asked, say("flight", "gate_past", asked.language, **facts))
    key = "gate" if leg.gate else "gate_none"
    return answer_with(asked, say("flight", key, asked.language, gate=leg.gate, **facts))


def _belt(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, facts = status_of(leg, asked.now), instants(leg, asked.language)
    if status in _DISTURBED:
        key = "belt_never"
    elif status in _DOWN:
        key = "belt" if leg.belt else "belt_none"
    else:
        key = "belt_planned" if leg.belt else "belt_later"
    return answer_with(asked, say("flight", key, asked.language, belt=leg.belt, **facts))


def _where(asked: FollowUp, leg: FlightLeg) -> Answered:
    status, language, facts = status_of(leg, asked.now), asked.language, instants(leg, asked.language)
    key = "before" if status in _BEFORE else "air" if status in _IN_THE_AIR else "down" if status in _DOWN else status
    said = [say("flight", f"where_{key}", language, **facts)]
    if key == "before" and leg.terminal:
        said.append(say("flight", "terminal_from", language, terminal=leg.terminal, **facts))
    if key == "before" and leg.gate:
        said.append(say("flight", "gate", language, gate=leg.gate))
    if key == "down" and leg.arrival_terminal:
        said.append(say("flight", "terminal_to", language, terminal=leg.arrival_terminal, **facts))
    return answer_with(asked, *said)


def _normal(asked: FollowUp, leg: FlightLeg) -> Answered:
    late = presenter.delay_of(leg, asked.now) is not None or status_of(leg, asked.now) in _DISTURBED
    status = presenter.label(leg, asked.now, asked.language)
    flying = status_of(leg, asked.now) in _IN_THE_AIR | _DOWN
    key = "normal_flying" if flying else "normal" if late else "normal_ok"
    return answer_with(asked, say("flight", key, asked.language, status=_lower(status)))


def _late(asked: FollowUp, leg: FlightLeg) -> Answered:
    """Whether it is late, and by how much; as its card says it where there is no delay to tell."""
    late, language, status = presenter.delay_of(leg, asked.now), asked.language, status_of(leg, asked.now)
    if status in _IN_THE_AIR | _DOWN and (leg.arrival_delay or 0) <= -presenter.ON_TIME:
        early = presenter.duration(-(leg.arrival_delay or 0), language)
        key = "early_landed" if status in _DOWN else "early"
        return answer_with(asked, say("flight", key, language, **{**instants(leg, language), "early": early}))
    if late is None or status in _DISTURBED:
        return answer_with(asked, presenter.sentence(leg, asked.now, language))
    key = "late_leaving" if status in _BEFORE else "late_landed" if status in _DOWN else "late_landing"
    facts = {**instants(leg, language), "late": presenter.duration(late, language)}
    return answer_with(asked, say("flight", key, language, **facts))


def _landed(asked: FollowUp, leg: FlightLeg) -> Answered:
    """Whether it is down yet; if not, when it should be."""
    if status_of(leg, asked.now) in _DOWN | _DISTURBED:
        return _done(asked, leg)
    return _arrives(asked, leg, before=say("flight", "not_landed", asked.language))


def _flight_time(asked: FollowUp, leg: FlightLeg) -> Answered:
    """How long it is in the air, from door to door, as planned."""
    if leg.departs_at is None or leg.arrives_at is None:
        return None
    taken = presenter.duration(round((leg.arrives_at - leg.departs_at).total_seconds() / 60), asked.language)
    return answer_with(
        asked, say("flight", "flight_time", asked.language, taken=taken, **instants(leg, asked.language))
    )


async def _news(asked: FollowUp) -> Answered:
    """ "Any change?": how it is doing by now, with its card."""
    leg = await in_store(lambda session: leg_in(session, asked))
    if leg is None:
        return None
    answer_with(asked, presenter.sentence(leg, asked.now, asked.language))
    show(asked.dispatcher, [leg], asked)
    return [focused(asked.tracker, flight_item(leg))]


async def _direct(asked: FollowUp) -> Answered:
    """Whether it goes there without a stop."""
    leg, legs = await in_store(lambda session: _all_legs(session, asked))
    if leg is None:
        return None
    stops = [name_of(frozenset([one.origin]), asked.language) for one in legs if one.origin != legs[0].origin]
    if stops:
        return answer_with(asked, say("flight", "stops", asked.language, stop=stops[0]))
    return answer_with(asked, say("booking", "direct", asked.language, **instants(leg, asked.language)))


def _all_legs(session: Session, asked: FollowUp) -> tuple[FlightLeg | None, list[FlightLeg]]:
    leg = leg_in(session, asked)
    found = find(session, flight=leg.flight, on=leg.date) if leg else []
    return leg, sorted((one for one in found if one.departs_at), key=lambda one: one.departs_at or asked.now)


def _again_late(asked: FollowUp, leg: FlightLeg) -> Answered:
    """Whether it may change once more: nobody can promise that it won't."""
    if status_of(leg, asked.now) not in _BEFORE:
        return _late(asked, leg)
    return answer_with(asked, say("flight", "again_late", asked.language, **instants(leg, asked.language)))


def _planned(asked: FollowUp, leg: FlightLeg) -> Answered:
    """When it was to leave and arrive, whatever has become of it."""
    if leg.departs_at is None or leg.arrives_at is None:
        return None
    leaves = presenter.moment(leg.departs_at, leg.origin, leg.date, asked.language)
    lands = presenter.moment(leg.arrives_at, leg.destination, leg.date, asked.language)
    return answer_with(asked, say("flight", "planned", asked.language, planned_leaves=leaves, planned_lands=lands))


def _walks_out(asked: FollowUp, leg: FlightLeg) -> Answered:
    """How long it takes from the aircraft into the arrivals hall, for whoever meets somebody."""
    abroad, status = country_of(leg.origin) != country_of(leg.destination), status_of(leg, asked.now)
    key = "landed" if status in _DOWN else "lands_named" if _landing(leg, status) == "lands" else ""
    before = say("flight", key, asked.language, **instants(leg, asked.language)) if key else ""
    return answer_with(asked, before, say("flight", "walks_out_abroad" if abroad else "walks_out", asked.language))


def _done(asked: FollowUp, leg: FlightLeg) -> Answered:
    status = status_of(leg, asked.now)
    if status not in _BEFORE | _DOWN | _IN_THE_AIR:
        return _when(asked, leg)
    key = "done_before" if status in _BEFORE else "done_flown"
    said = _lower(presenter.label(leg, asked.now, asked.language))
    return answer_with(asked, say("flight", key, asked.language, status=said, **instants(leg, asked.language)))


def _who(asked: FollowUp, leg: FlightLeg) -> Answered:
    code = leg.flight[:2]
    airline = by_code().get(code)
    if airline is None:
        return None
    return answer_with(asked, say("flight", "who", asked.language, airline=airline.name(asked.language), code=code))


def _at(leg: FlightLeg, asked: FollowUp) -> str:
    leaves = leg.expected_departure
    return _moment(leaves, leg, asked) if leaves else ""


def _moment(instant: datetime, leg: FlightLeg, asked: FollowUp) -> str:
    return presenter.moment(instant, leg.origin, leg.date, asked.language)


def _left(until: datetime, asked: FollowUp) -> str:
    return presenter.duration(max(round((until - asked.now).total_seconds() / 60), 0), asked.language)


def _lower(status: str) -> str:
    return status[:1].lower() + status[1:]


async def _when_or_next(asked: FollowUp) -> Answered:
    if _NEXT.search(asked.text):
        return await WAYS["other"](asked)
    return await _of_leg(_when)(asked)


async def _how_long_or_refund(asked: FollowUp) -> Answered:
    """How long it takes; of the money, where that is named: a cancelled flight has nothing else to wait for."""
    if not MONEY_BACK.search(asked.text):
        return await _of_leg(_how_long)(asked)
    leg = await in_store(lambda session: _cancelled(session, asked))
    before = say("flight", "refund_free", asked.language, flight=leg.flight) if leg else ""
    return await refund_time(asked, before=before, buttons=("refund", "rebook"))


async def _documents(asked: FollowUp) -> Answered:
    """Which papers a flight takes: what the article on travel documents begins with."""
    said = await told_by("travel_documents", "documents", asked.language)
    return answer_with(asked, said) if said else None


def _cancelled(session: Session, asked: FollowUp) -> FlightLeg | None:
    """The newest cancelled flight of those that were shown: others may have been offered instead."""
    return next((leg for leg in legs_shown(session, asked) if leg.cancelled), None)


_OF_SIGNS = {"terminal": _terminal, "gate": _gate, "belt": _belt}
FACTS: Facts = {
    "why": _of_leg(_why),
    "when": _when_or_next,
    "arrival": _of_leg(_arrives),
    "how_long": _how_long_or_refund,
    **dict.fromkeys(_OF_SIGNS, _signs),
    "where": _of_leg(_where),
    "normal": _of_leg(_normal),
    "done": _of_leg(_done),
    "late": _of_leg(_late),
    "again_late": _of_leg(_again_late),
    "landed": _of_leg(_landed),
    "flight_time": _of_leg(_flight_time),
    "news": _news,
    "planned": _of_leg(_planned),
    "direct": _direct,
    "local_time": plain("flight", "local_time"),
    "how_far": plain("flight", "how_far"),
    "screens": plain("flight", "screens"),
    "incoming": plain("flight", "incoming"),
    "untouched": plain("booking", "untouched"),
    "bus": plain("flight", "bus"),
    "walks_out": _of_leg(_walks_out),
    "voucher_beside": plain("right", "voucher_beside", "check"),
    "who": _of_leg(_who),
    **{facet: _of_leg(tell) for facet, tell in TIMES.items()},
    "documents": _documents,
    "notify": promise,
    "quiet": quiet,
    **WAYS,
}

"""What can be asked about a bag that was shown, answered from its timeline and the flight it is on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.bags import presenter
from airline.bags.bags import Bag
from airline.bags.itinerary import Leg, path
from airline.bags.presenter import Language
from airline.bags.timeline import Timeline, timeline
from airline.flights.flights import FlightLeg, find
from airline.flights.presenter import moment
from airline.places.airports import place_name, short_name
from crm.texts import load

_TERMINAL = re.compile(r"^T(?:ERM(?:INAL)?)?\s*([0-9][A-Z]?)(?=[A-Z ]|$)", re.I)
_BEFORE_LOADING = frozenset({"registered", "accepted", "screened", "sorted"})
_TO_BE_PICKED_UP = frozenset({"arrived", "at_belt"})
_AT_END = frozenset({"arrived", "at_belt", "collected"})
# It did not go on the flight that it was meant for.
_LEFT_OUT = frozenset({"not_seen", "offloaded"})
# A bag's way, step by step, and the words in which customers ask whether it got that far, the last step first.
_WAY = ("registered", "accepted", "screened", "sorted", "loaded", "transferred", "arrived", "at_belt", "collected")
_STEP_NAMED = {
    "collected": re.compile(r"\b(?:picked up|collected|taken)\b|取走|拿走|领走", re.I),
    "at_belt": re.compile(r"\b(?:belt|carousel|conveyor)\b|转盘|传送带", re.I),
    "arrived": re.compile(
        r"\b(?:arriv\w*|land\w*|touch\w* down|here|there|made it over|in (?:the )?(?:city|country))\b"
        r"|到了|到没|落地|抵达",
        re.I,
    ),
    "loaded": re.compile(
        r"\b(?:load\w*|on ?board|aboard|in the hold|(?:on|onto|got on|made it on|make it on)(?: to)? "
        r"(?:the|my|our|that|this|its|a|another) (?:\w+ ){0,2}(?:plane|flight|aircraft|jet))\b"
        r"|装机|上飞机|装上|上机|装没装|跟机",
        re.I,
    ),
    "screened": re.compile(r"\b(?:security|screen\w*|scann?ers?|x-?ray\w*|customs)\b|安检|过检", re.I),
    "accepted": re.compile(r"\bcheck(?:ed|s)?[ -]in\b|\bhanded (?:in|over)\b|托运|收运", re.I),
}

# The steps after which a question "when was it …?" may be named.
_STEP_ASKED: dict[tuple[str, ...], re.Pattern[str]] = {
    ("offloaded", "transferred", "arrived"): re.compile(r"\bunload\w*|\boffload\w*|\boff\b|卸|拿下|下飞机", re.I),
    **{(name,): words for name, words in _STEP_NAMED.items()},
    ("transferred",): re.compile(r"\btransfer\w*\b|转机|中转", re.I),
    ("sorted",): re.compile(r"\bsort\w*\b|分拣", re.I),
}
# Whoever asks so wants to know the end of the way, wherever the bag is now.
_COLLECTS = re.compile(
    r"\b(?:pick (?:it|them|that|mine)? ?up|collect|claim|get (?:it|my bag)|the other end|at the end)\b"
    r"|(?:取|拿|领|提)(?:行李|箱|它)?|(?:去|到|在)哪(?:儿|里|个)?(?:取|拿|领|提)",
    re.I,
)


@dataclass(frozen=True)
class Shown:
    """A bag with its story, the leg it is on or waits for, and that leg's flight as far as we know it."""

    bag: Bag
    story: Timeline
    leg: Leg | None
    flight: FlightLeg | None
    language: Language
    # What the customer wrote.
    text: str = ""

    @property
    def place(self) -> str:
        """Where it was seen last."""
        return self.story.last_scan.airport if self.story.last_scan else (self.leg.origin if self.leg else "")


def shown(session: Session, bag: Bag, language: Language, text: str = "") -> Shown:
    """The bag as it stands now."""
    story, legs = timeline(session, bag=bag), path(bag.legs)
    leg = _leg_of(story, legs)
    flights = find(session, flight=leg.flight, on=datetime.fromisoformat(leg.date).date()) if leg else []
    flight = next((one for one in flights if leg and one.origin == leg.origin), None)
    return Shown(bag, story, leg, flight, language, text)


def others(session: Session, bag: Bag) -> list[Bag]:
    """The bags that travel with it: of the same booking, or of the same passenger on the same flight."""
    alike = select(Bag).where(Bag.id != bag.id, Bag.date == bag.date).order_by(Bag.lpn)
    if bag.locator:
        return list(session.scalars(alike.where(Bag.locator == bag.locator)))
    if not bag.passengers:
        return []
    flights = {leg["flight"] for leg in bag.legs}
    # Surname and given names: two of one surname on a flight are two people.
    same = session.scalars(alike.where(Bag.passengers == bag.passengers))
    return [other for other in same if _on(other, flights)]


def _on(bag: Bag, flights: set[str]) -> bool:
    return bool(flights & {leg["flight"] for leg in bag.legs})


def _leg_of(story: Timeline, legs: list[Leg]) -> Leg | None:
    last = story.last_scan
    if last is None:
        return legs[0] if legs else None
    onward = next((leg for leg in legs if leg.origin == last.airport and story.state not in _AT_END), None)
    flown = next((leg for leg in legs if leg.flight == last.flight and leg.destination == last.airport), None)
    return onward or flown or next((leg for leg in legs if leg.destination == last.airport), None)


def why(it: Shown) -> str:
    """Why it is where it is."""
    missed = [step for step in it.story.steps if step.standing == "problem" and step.kind != "forwarded"]
    if missed:
        return _say(
            it, "why", missed[-1].kind, flight=missed[-1].flight, place=place_name(missed[-1].airport, it.language)
        )
    if it.story.problem:
        return _say(it, "why", "on_hand")
    return _say(it, "why", "fine")


def when(it: Shown) -> str:
    """When it should be where the customer is, or how long that takes; honest where nobody knows."""
    state = it.story.state
    if state in _AT_END:
        return _say(it, "when", state)
    if state in ("not_seen", "offloaded", "on_hand", "reported_missing"):
        return _say(it, "when", "waiting")
    key = "loaded" if state == "loaded" else "planned"
    arrives = it.flight.expected_arrival if it.flight else None
    if it.leg is None or it.flight is None or arrives is None:
        return _say(it, "when", f"{key}_unknown")
    time = moment(arrives, it.leg.destination, it.flight.date, it.language)
    return _say(it, "when", key, time=time, place=place_name(it.leg.destination, it.language))


def where(it: Shown) -> str:
    """Where it was seen last."""
    last = it.story.last_scan
    location = (
        load("bag_answers")["location"][it.language].format(location=last.location) if last and last.location else ""
    )
    said = _say(it, "where", location=location)
    if it.story.problem and _COLLECTS.search(it.text):
        return f"{said}{' ' if it.language == 'en' else ''}{when(it)}"
    if it.story.state not in _AT_END and _COLLECTS.search(it.text):
        return _say(it, "collect", place=place_name(path(it.bag.legs)[-1].destination, it.language)) if it.leg else said
    if it.story.state not in _TO_BE_PICKED_UP:
        return said
    # Whoever asks where an arrived bag is wants to pick it up.
    return said + (" " if it.language == "en" else "") + belt(it)


def someone_else(it: Shown) -> str:
    """Who else may pick it up, and with which papers."""
    return _say(it, "someone_else")


def belt(it: Shown) -> str:
    """At which belt it comes out: from the flight that brings it."""
    if it.story.state not in _AT_END and it.story.state != "loaded":
        return _say(it, "belt", "not_there")
    terminal = _terminal(it)
    inside = load("bag_answers")["belt"]["in_terminal"][it.language].format(terminal=terminal) if terminal else ""
    if it.flight and it.flight.belt:
        return _say(it, "belt", "known", belt=it.flight.belt, terminal=inside, place=_destination(it))
    return _say(it, "belt", "unknown", terminal=inside)


def terminal(it: Shown) -> str:
    """In which terminal it comes out."""
    found = _terminal(it)
    return _say(it, "terminal", "known" if found else "unknown", terminal=found, place=_destination(it))


def normal(it: Shown) -> str:
    """Whether what is shown is usual."""
    key = "problem" if it.story.problem else "arrived" if it.story.state == "arrived" else "fine"
    return _say(it, "normal", key)


def never(it: Shown) -> str:
    """What is done if it does not come."""
    return _say(it, "never", "at_belt" if it.story.state in _TO_BE_PICKED_UP else "any")


def what_next(it: Shown) -> str:
    """What happens now, and what the customer has to do."""
    state = it.story.state
    if it.story.problem:
        return _say(it, "what_next", "problem")
    key = "accepted" if state in _BEFORE_LOADING or state == "transferred" else state
    return _say(it, "what_next", key if key in load("bag_answers")["what_next"] else "problem", place=_destination(it))


def who(it: Shown) -> str:
    """Who has it."""
    return _say(it, "who")


def connection(it: Shown) -> str:
    """Whether it makes the onward flight."""
    legs, last = path(it.bag.legs), it.story.last_scan
    onward = next(
        (leg for leg in legs[1:] if last is None or leg.origin == last.airport or leg.flight == last.flight), None
    )
    if len(legs) < 2 or onward is None:
        return _own_flight(it, legs)
    loaded = it.story.state in ("loaded", *_AT_END) and last and last.flight == onward.flight
    return _say(it, "connection", "loaded" if loaded else "waiting", **_of_leg(it, onward))


def lost(it: Shown) -> str:
    """That no record says it is lost: where it stands."""
    return _say(it, "lost")


def through(it: Shown) -> str:
    """Where its tag takes it, and whether its owner has to touch it on the way."""
    legs = path(it.bag.legs)
    if not legs:
        return where(it)
    end = place_name(legs[-1].destination, it.language)
    return _say(it, "through", "onward" if len(legs) > 1 else "end", place=end, flight=legs[-1].flight)


def how_sure(it: Shown) -> str:
    """On what it rests what is told of it."""
    return _say(it, "how_sure", seen=last_seen(it).rstrip("。."))


def if_missed(it: Shown) -> str:
    """What becomes of it, should it miss the flight it goes on with."""
    legs = path(it.bag.legs)
    end = place_name(legs[-1].destination, it.language) if legs else ""
    return _say(it, "if_missed", place=end) if end else where(it)


def onward(it: Shown) -> str:
    """Which flight it goes on with from where it is; else the one it is on."""
    legs, last = path(it.bag.legs), it.story.last_scan
    next_leg = next((leg for leg in legs[1:] if last is None or leg.origin == last.airport or leg is legs[-1]), None)
    return _say(it, "onward", **_of_leg(it, next_leg)) if next_leg else flight(it)


def _own_flight(it: Shown, legs: list[Leg]) -> str:
    """Whether it makes its only flight, where that has yet to be loaded; else that none follows."""
    last = it.story.last_scan
    waits = bool(legs) and it.story.state not in _AT_END and (last is None or last.airport == legs[0].origin)
    if not waits:
        return _say(it, "connection", "none", place=_destination(it))
    key = "loaded" if it.story.state == "loaded" else "to_load"
    return _say(it, "connection", key, **_of_leg(it, legs[0]))


def _of_leg(it: Shown, leg: Leg) -> dict[str, str]:
    """The flight of a leg, its route, and when it leaves where that is known."""
    route = f"{short_name(leg.origin, it.language)} – {short_name(leg.destination, it.language)}"
    leaves = it.flight.expected_departure if it.flight and it.flight.flight == leg.flight else None
    clock = moment(leaves, leg.origin, it.flight.date, it.language) if leaves and it.flight else ""
    time = load("bag_answers")["connection"]["leaves"][it.language].format(time=clock) if clock else ""
    return {"flight": leg.flight, "route": route, "time": time}


def missed(it: Shown) -> str:
    """What becomes of it if it doesn't make its flight; or its owner has gone without it."""
    if it.story.state in _AT_END:
        return _say(it, "left_behind", place=_destination(it))
    return _say(it, "missed", place=_destination(it))


def done(it: Shown) -> str:
    """Whether it got as far as the step that is named; else whether it is there."""
    step = next((name for name, words in _STEP_NAMED.items() if words.search(it.text)), None)
    if step and not it.story.problem and it.story.state in _WAY:
        passed = _WAY.index(it.story.state) >= _WAY.index(step)
        label = presenter.state_label(step, it.leg.flight if it.leg else "", it.language)
        if passed and step != it.story.state:
            return _say(it, "done", "passed", step=label)
        return _say(it, "done", "at_step" if passed else "not_so_far", step=label)
    key = {"collected": "collected", "at_belt": "on_belt", "arrived": "here"}.get(it.story.state, "not_yet")
    return _say(it, "done", key)


def aboard(it: Shown) -> str:
    """Whether it went on the customer's flight: why not, where it is known to have missed one."""
    if any(step.standing == "problem" and step.kind in _LEFT_OUT for step in it.story.steps):
        return why(it)
    if it.story.problem or it.story.state not in _WAY:
        return flight(it)
    loaded = _WAY.index(it.story.state) >= _WAY.index("loaded") and it.story.state != "transferred"
    if it.story.state in _AT_END:
        return _say(it, "on_flight", "flown")
    return _say(it, "on_flight", "loaded" if loaded else "planned")


def last_seen(it: Shown) -> str:
    """Where and when it was seen last."""
    last = it.story.last_scan
    return presenter.last_seen(last, it.language) if last else where(it)


def step_when(it: Shown) -> str:
    """When it got as far as the step that is named; whether it did, where that is not on record."""
    kinds = next((kinds for kinds, words in _STEP_ASKED.items() if words.search(it.text)), ())
    step = next((one for one in reversed(it.story.steps) if one.kind in kinds), None)
    return presenter.step_said(step, it.language) if step else done(it)


def flight(it: Shown) -> str:
    """Which flight it is on, goes on, or came with."""
    state = it.story.state
    last = it.story.last_scan.flight if it.story.last_scan else ""
    if state == "forwarded" and last:
        return _say(it, "on_flight", "planned", flight=last)
    if it.story.problem or it.leg is None:
        return _say(it, "on_flight", "unknown")
    return _say(it, "on_flight", "flown" if state in _AT_END else "loaded" if state == "loaded" else "planned")


def care(it: Shown) -> str:
    """What may be bought meanwhile, and who pays."""
    return _say(it, "care", "problem" if it.story.problem else "fine")


# What each facet of a bag is answered by.
def _as_recorded(question: str, it: Shown) -> str:
    return _say(it, question)


ANSWERS: dict[str, Callable[[Shown], str]] = {
    "why": why,
    "when": when,
    "how_long": when,
    "where": where,
    "last_seen": last_seen,
    "lost": lost,
    "through": through,
    "if_missed": if_missed,
    "how_sure": how_sure,
    "onward": onward,
    "aboard": aboard,
    "step_when": step_when,
    "someone_else": someone_else,
    "belt": belt,
    "terminal": terminal,
    "normal": normal,
    "never": never,
    "what_next": what_next,
    "how_to": what_next,
    "stuck": what_next,
    "who": who,
    "connection": connection,
    "still_time": connection,
    "missed": missed,
    "arrival": when,
    "done": done,
    "flight": flight,
    "care": care,
    "money": care,
    "how_much": care,
    "wrong": partial(_as_recorded, "wrong"),
    "documents": partial(_as_recorded, "documents"),
    "weight": partial(_as_recorded, "weight"),
    "known": partial(_as_recorded, "known"),
}


def _terminal(it: Shown) -> str:
    if it.flight and it.flight.arrival_terminal:
        return it.flight.arrival_terminal.removeprefix("T")
    here = [step.location for step in it.story.steps if it.leg and step.airport == it.leg.destination]
    return next((found[1] for location in reversed(here) if (found := _TERMINAL.match(location))), "")


def _destination(it: Shown) -> str:
    legs = path(it.bag.legs)
    end = legs[-1].destination if legs else it.place
    return place_name(it.place if it.story.state in _AT_END else end, it.language)


def _say(it: Shown, *path_of_text: str, **facts: str) -> str:
    words = load("bag_answers")
    for key in path_of_text:
        words = words[key]
    flight = it.leg.flight if it.leg else presenter.texts()["no_flight"][it.language]
    state = it.story.last_scan.flight if it.story.last_scan else ""
    known = {
        "place": place_name(it.place, it.language) if it.place else "",
        "flight": flight,
        "what": presenter.state_label(it.story.state, state, it.language),
    }
    return str(words[it.language]).format(**{**known, **facts})

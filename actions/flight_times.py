"""Until when one has to be there for a flight: check-in and gate, what a delay moves, and what if it is missed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, instants, say
from airline.flights import presenter
from airline.flights.flights import FlightLeg, status_of
from airline.places.airports import local_time

_NEVER_LEAVES = frozenset({"cancelled", "diverted", "returned"})
_GONE = frozenset({"departed", "airborne", "landed", "arrived"})
# "Can I come 45 minutes later" wants a no first, "still at the old time?" a yes.
_COMES_LATER = re.compile(
    r"\b(?:come|arrive|be there|show up|turn up|check ?in)\b.{0,20}\blater\b|\bclose\w* (?:\w+ )?later\b"
    r"|跟着晚|也晚|晚一?(?:点|些|会儿?)(?:再)?(?:去|到|来)|顺延|晚关",
    re.I,
)
_AS_BEFORE = re.compile(r"\b(?:old|original|same|planned|first) time\b|原(?:来|定)|老时间|旧时间", re.I)
_EITHER = re.compile(r"\bor\b|还是", re.I)
# Less than this before the gate closes, somebody has to help.
_CLOSE_CALL = timedelta(hours=1)
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:：.点]([0-5]\d)?(?!\d)")


def _check_in(asked: FollowUp, leg: FlightLeg) -> Answered:
    language, facts = asked.language, instants(leg, asked.language)
    if leg.cancelled or status_of(leg, asked.now) in _NEVER_LEAVES:
        return answer_with(asked, say("flight", "when_cancelled", language, **facts), buttons=("rebook", "refund"))
    if leg.check_in_closes_at is None:
        return answer_with(asked, say("flight", "check_in_unknown", language, **facts))
    moments = {**facts, **_moments(leg, asked)}
    said = [_yes_or_no(asked, leg), say("flight", _state(leg, asked.now), language, **moments)]
    if is_late(leg):
        said.append(say("flight", "check_in_kept", language))
    return answer_with(asked, *said)


def _moments(leg: FlightLeg, asked: FollowUp) -> dict[str, str]:
    times = {"opens": leg.check_in_opens_at, "closes": leg.check_in_closes_at, "gate": closes_at(leg)}
    return {
        name: presenter.moment(time, leg.origin, leg.date, asked.language) if time else "–"
        for name, time in times.items()
    }


def _state(leg: FlightLeg, now: datetime) -> str:
    if leg.check_in_closes_at and now >= leg.check_in_closes_at:
        return "check_in_closed"
    return "check_in_open" if leg.check_in_opens_at is None or now >= leg.check_in_opens_at else "check_in"


def _yes_or_no(asked: FollowUp, leg: FlightLeg) -> str:
    """What a question that can be answered so is answered with: "so it closes at 3:50?", "can I come later?"."""
    right = _is_right(asked.text, leg)
    return "" if right is None else say("flight", "so" if right else "not_so", asked.language)


def _is_right(text: str, leg: FlightLeg) -> bool | None:
    """Whether it is as the question says; None where that cannot be said with a word."""
    either, named = bool(_EITHER.search(text)), _clocks(text)
    if named and leg.check_in_closes_at:
        closes = local_time(leg.check_in_closes_at, leg.origin)
        right = (closes.hour, closes.minute) in named
        return None if right and (either or len(named) > 1) else right
    if _AS_BEFORE.search(text):
        return True if is_late(leg) or not either else None
    return False if _COMES_LATER.search(text) and is_late(leg) and not either else None


def _clocks(text: str) -> set[tuple[int, int]]:
    return {(int(hour), int(minute or 0)) for hour, minute in _CLOCK.findall(text)}


def _missed(asked: FollowUp, leg: FlightLeg) -> Answered:
    if leg.cancelled or status_of(leg, asked.now) in _GONE | _NEVER_LEAVES:
        return answer_with(asked, say("flight", "missed", asked.language), buttons=("rebook",))
    facts = {**instants(leg, asked.language), **_moments(leg, asked)}
    times = say("flight", _state(leg, asked.now), asked.language, **facts) if leg.check_in_closes_at else ""
    return answer_with(asked, times, say("flight", "missed", asked.language), buttons=("rebook",))


def _boarding(asked: FollowUp, leg: FlightLeg) -> Answered:
    language, facts = asked.language, instants(leg, asked.language)
    status = status_of(leg, asked.now)
    if leg.cancelled or status in _NEVER_LEAVES:
        return answer_with(asked, say("flight", "when_cancelled", language, **facts), buttons=("rebook", "refund"))
    if status in _GONE:
        return answer_with(asked, say("flight", "gate_past", language, **facts))
    opens, closes = boards_at(leg), closes_at(leg)
    if opens is None or closes is None:
        return answer_with(asked, say("flight", "boarding_unknown", language, **facts))
    moments = {
        name: presenter.moment(at, leg.origin, leg.date, language) for name, at in (("at", opens), ("closes", closes))
    }
    key = "boards" if asked.now < opens else "boards_now" if asked.now < closes else "closed"
    gate = say("flight", "gate", language, gate=leg.gate) if leg.gate and key != "closed" else ""
    return answer_with(asked, say("flight", key, language, **facts, **moments), gate)


def _still_time(asked: FollowUp, leg: FlightLeg) -> Answered:
    """Whether one can still come: until when check-in and the gate are open, and whom to ask where it is close."""
    if leg.cancelled or status_of(leg, asked.now) in _GONE | _NEVER_LEAVES:
        return _missed(asked, leg)
    closes = closes_at(leg)
    if leg.check_in_closes_at is None or closes is None:
        return _boarding(asked, leg)
    if asked.now >= closes:
        return answer_with(asked, say("flight", "closed", asked.language, closes=_moments(leg, asked)["gate"]))
    facts = {**instants(leg, asked.language), **_moments(leg, asked)}
    close_call = closes - asked.now < _CLOSE_CALL
    return answer_with(
        asked,
        say("flight", _state(leg, asked.now), asked.language, **facts),
        say("flight", "in_queue", asked.language) if close_call else "",
    )


def boards_at(leg: FlightLeg) -> datetime | None:
    """When boarding starts; it moves with the departure."""
    return leg.boarding_at + _moved(leg) if leg.boarding_at else None


def closes_at(leg: FlightLeg) -> datetime | None:
    """When the gate closes; it moves with the departure."""
    return leg.gate_closes_at + _moved(leg) if leg.gate_closes_at else None


def is_late(leg: FlightLeg) -> bool:
    """Whether it leaves later than planned, by more than nobody minds."""
    return (leg.departure_delay or 0) >= presenter.ON_TIME


def _moved(leg: FlightLeg) -> timedelta:
    expected = leg.expected_departure
    return max(expected - leg.departs_at, timedelta()) if expected and leg.departs_at else timedelta()


TIMES: dict[str, Callable[[FollowUp, FlightLeg], Answered]] = {
    "boarding": _boarding,
    "check_in": _check_in,
    "still_time": _still_time,
    "missed": _missed,
    "too_late": _missed,
}

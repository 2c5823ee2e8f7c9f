"""A flight in words: the answer's sentences and the card. Times are on the clocks of the airports they belong to."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal

from airline.flights.card import Arrival, Delay, Departure, FlightCard
from airline.flights.flights import FlightLeg, Status, status_of
from airline.places.airports import local_time, place_name, short_name
from airline.places.card import Port
from crm import texts
from crm.case_kinds import Tone

Language = Literal["zh", "en"]

# Up to so many minutes nobody calls a flight late or early.
ON_TIME = 15
BEFORE = frozenset({"scheduled", "check_in_open", "boarding", "gate_closed"})
_IN_THE_AIR = frozenset({"departed", "airborne"})
_DOWN = frozenset({"landed", "arrived"})
_TONES: dict[str, Tone] = {
    "cancelled": "bad", "diverted": "bad", "returned": "warn", "unknown": "warn", "arrived": "good", "landed": "good",
}  # fmt: skip


def sentence(leg: FlightLeg, now: datetime, language: Language) -> str:
    """How the flight is doing, what to look for, and why it is late if it is."""
    status = status_of(leg, now)
    parts = [_lead(leg, status, language), *_more(leg, status, language)]
    return ("" if language == "zh" else " ").join(part for part in parts if part)


def news(leg: FlightLeg, now: datetime, language: Language) -> str:
    """What has just changed, for somebody who follows the flight."""
    return str(follow_words()["news"][language].format(sentence=sentence(leg, now, language)))


def follow_words() -> dict[str, Any]:
    """What following a flight is called."""
    words: dict[str, Any] = _words()["follow"]
    return words


def retimed(leg: FlightLeg, language: Language) -> str:
    """That the plan has changed since it was made, by how it was and how it is; empty where it has not."""
    if leg.first_departs_at is None or leg.departs_at is None or leg.cancelled:
        return ""
    return _say("more", "retimed", language, **_before_and_now(leg, language))


def card(leg: FlightLeg, now: datetime, language: Language) -> dict[str, Any]:
    """The card under the sentence."""
    status = status_of(leg, now)
    late = delay_of(leg, now)
    return FlightCard(
        flight=leg.flight,
        date=leg.date.isoformat(),
        from_=_end(leg.origin, language, "origin_unknown"),
        to=_end(leg.destination, language),
        status=label(leg, now, language),
        tone=_TONES.get(status, "warn" if late is not None else "info"),
        departure=Departure(
            scheduled=_clock(leg.departs_at, leg.origin),
            estimated=None if leg.off_block_at else _clock(leg.departure_estimate, leg.origin),
            actual=_clock(leg.off_block_at or leg.airborne_at, leg.origin),
            terminal=leg.terminal or None,
            gate=leg.gate or None,
        ),
        arrival=Arrival(
            scheduled=_clock(leg.arrives_at, leg.destination),
            estimated=None if leg.touchdown_at or leg.diverted_to else _clock(leg.arrival_estimate, leg.destination),
            actual=None if leg.diverted_to else _clock(leg.on_block_at or leg.touchdown_at, leg.destination),
            terminal=leg.arrival_terminal or None,
            belt=leg.belt or None,
        ),
        delay=None if late is None else Delay(minutes=late, reason=reason(leg, language) or None),
        note=_note(leg, status, late, language),
    ).as_json()


def delay_of(leg: FlightLeg, now: datetime) -> int | None:
    """The minutes a passenger would call the flight late by: at arrival once it is on its way, at departure before."""
    if leg.cancelled or leg.diverted_to:
        return None
    under_way = status_of(leg, now) not in BEFORE
    minutes = leg.arrival_delay if under_way and leg.arrival_delay is not None else leg.departure_delay
    return minutes if minutes is not None and minutes >= ON_TIME else None


def label(leg: FlightLeg, now: datetime, language: Language) -> str:
    """The status in a word or two, with the delay beside it."""
    status = status_of(leg, now)
    said = _say("status", status, language, place=short_name(leg.diverted_to, language))
    if status in BEFORE and delay_of(leg, now) is not None:
        return str(_words()["delayed"][language].format(status=said))
    return said


def reason(leg: FlightLeg, language: Language) -> str:
    """Why it is late, from the delay codes that have been told; empty where they say nothing to a passenger."""
    # Four letters are a schedule message's (SSIM 2.6), two or three a delay code.
    known = (_reasons().get(code if len(code) == 4 else code[:2]) for code in leg.reasons)
    return next((said[language] for said in known if said), "")


def name(leg: FlightLeg, language: Language) -> str:
    """Which flight it is: number, date, from where to where."""
    said = _words()["named"][language].format(
        flight=leg.flight,
        date=day(leg.date, language),
        origin=_place(leg.origin, language, "origin_unknown"),
        destination=_place(leg.destination, language),
    )
    return str(said)


def day(one: date, language: Language) -> str:
    """A date as people say it, without the year."""
    month_name = _words()["months"][one.month - 1]
    return str(_words()["date"][language].format(month=one.month, day=one.day, month_name=month_name))


def moment(instant: datetime, airport: str, flight_date: date, language: Language) -> str:
    """A time on the airport's own clock, with the date where it is not that of the flight."""
    local = local_time(instant, airport)
    clock = local.strftime("%H:%M")
    if local.date() == flight_date:
        return clock
    return str(_words()["other_day"][language].format(date=day(local.date(), language), clock=clock))


def duration(minutes: int, language: Language) -> str:
    """2 h 5 min, 2小时5分钟."""
    hours, rest = divmod(abs(minutes), 60)
    key = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return str(_words()[key][language].format(hours=hours, minutes=rest))


def _lead(leg: FlightLeg, status: Status, language: Language) -> str:
    leaves = leg.departs_at if status in ("cancelled", "unknown") else leg.expected_departure
    at = {"airborne": leg.airborne_at, "landed": leg.touchdown_at, "arrived": leg.on_block_at}.get(status, leaves)
    place = leg.destination if status in _DOWN else leg.origin
    key = _before(leg) if status in BEFORE else status
    if at is None:
        return f"{name(leg, language)}{'：' if language == 'zh' else ': '}{_say('status', status, language, place='')}"
    return _say(
        "lead",
        key,
        language,
        named=name(leg, language),
        time=moment(at, place, leg.date, language),
        planned=moment(leg.departs_at or at, leg.origin, leg.date, language),
        delay=duration(leg.departure_delay or 0, language),
        place=short_name(leg.diverted_to, language),
        **_before_and_now(leg, language),
    )


def _before_and_now(leg: FlightLeg, language: Language) -> dict[str, str]:
    """The departure as planned first, and as planned now."""
    first, planned = leg.first_departs_at, leg.departs_at
    return {
        "was": moment(first, leg.origin, leg.date, language) if first else "",
        "now": moment(planned, leg.origin, leg.date, language) if planned else "",
    }


def _before(leg: FlightLeg) -> str:
    delay = leg.departure_delay
    if delay is None:
        return "expected"
    if abs(delay) < ON_TIME:
        return "retimed" if leg.first_departs_at else "planned"
    return "late" if delay > 0 else "early"


def _more(leg: FlightLeg, status: Status, language: Language) -> list[str]:
    said = []
    if status in BEFORE and _before(leg) != "retimed":
        said.append(retimed(leg, language))
    if leg.former_flight:
        said.append(_say("more", "renumbered", language, former=leg.former_flight, flight=leg.flight))
    if status in BEFORE and status != "scheduled":
        said.append(_say("more", status, language))
    if status in ("scheduled", "check_in_open", "boarding") and leg.gate:
        said.append(_say("more", "gate", language, gate=leg.gate))
    if status in BEFORE and leg.next_word_at:
        word = moment(leg.next_word_at, leg.origin, leg.date, language)
        said.append(_say("more", "next_word", language, time=word))
    if status in BEFORE | _IN_THE_AIR:
        said.append(_arrival(leg, language))
    if status in _DOWN:
        said.append(_punctuality(leg, language))
    if status in _DOWN and leg.belt:
        said.append(_say("more", "belt", language, belt=leg.belt))
    if (why := reason(leg, language)) and _is_disturbed(leg, status):
        said.append(_say("more", "reason", language, reason=why))
    return said


def _is_disturbed(leg: FlightLeg, status: Status) -> bool:
    late = max(leg.departure_delay or 0, leg.arrival_delay or 0) >= ON_TIME or leg.first_departs_at is not None
    return late or status in ("cancelled", "diverted", "returned")


def _arrival(leg: FlightLeg, language: Language) -> str:
    if leg.expected_arrival is None:
        return ""
    key, lands = "arrives", leg.expected_arrival
    if leg.arrival_delay is not None:
        key = "arrives_late" if leg.arrival_delay >= ON_TIME else "arrives_on_time"
    elif leg.departure_delay is not None and leg.departure_delay >= ON_TIME:
        # The planned arrival no longer holds, and nobody has told a new one.
        key, lands = "arrives_about", lands + timedelta(minutes=leg.departure_delay)
    return _say(
        "more",
        key,
        language,
        time=moment(lands, leg.destination, leg.date, language),
        destination=_place(leg.destination, language),
        delay=duration(leg.arrival_delay or 0, language),
    )


def _punctuality(leg: FlightLeg, language: Language) -> str:
    delay = leg.arrival_delay
    if delay is None:
        return ""
    key = "was_on_time" if abs(delay) < ON_TIME else "was_late" if delay > 0 else "was_early"
    return _say("more", key, language, delay=duration(delay, language))


def _note(leg: FlightLeg, status: Status, late: int | None, language: Language) -> str | None:
    if status in ("cancelled", "diverted"):
        return _say("note", status, language)
    if status in BEFORE and late is None and (said := retimed(leg, language)):
        return said
    return _say("note", "late", language) if status in BEFORE and late is not None else None


def _end(airport: str, language: Language, unknown: str = "place_unknown") -> Port:
    name = place_name(airport, language) if airport else _place(airport, language, unknown)
    return Port(code=airport, name=name)


def _place(airport: str, language: Language, unknown: str = "place_unknown") -> str:
    return short_name(airport, language) if airport else str(_words()[unknown][language])


def _clock(instant: datetime | None, airport: str) -> str | None:
    return local_time(instant, airport).strftime("%Y-%m-%dT%H:%M") if instant else None


def _say(part: str, key: str, language: Language, **facts: str) -> str:
    return str(_words()[part][key][language].format(**facts))


def _words() -> dict[str, Any]:
    return texts.load("flights")


@cache
def _reasons() -> dict[str, dict[str, str]]:
    return {code: said for said in _words()["reasons"] for code in said["codes"]}

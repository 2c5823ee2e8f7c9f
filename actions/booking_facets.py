"""What can be asked about a booking on the screen, and the facts that answer it. Only a proved booking is read."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import flight_facets
from actions.booking_answers import flights_of
from actions.facets import Answered, Facts, FollowUp, answer_from
from actions.fees import fee, refund_time
from actions.flight_answers import answer_with, booking_in, following, leg_of_segment, named_way, of_segment, plain, say
from actions.flight_ways import return_leg, tell_seat, tell_segment
from actions.focus import in_focus
from airline.access.issuers import by_code
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, Segment
from airline.flights import presenter
from airline.flights.flights import FlightLeg, status_of
from airline.places.airports import country_of
from crm.store import in_store

_CHECK_IN = re.compile(r"check.?in|值机", re.I)
# A flight that leaves later than this after another belongs to another way.
_SAME_WAY = timedelta(hours=24)
_AT_AIRPORT = re.compile(r"\b(?:airport|be there|come|arrive|early)\b|机场|提前|到那|多早", re.I)
_WHAT_TIME = re.compile(r"几点|什么时候|啥时候|\b(?:what time|when)\b", re.I)
_PASSENGER = re.compile(r"passenger|person|wife|husband|kid|child|乘客|旅客|乘机人|老婆|老公|孩子", re.I)


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the booking, or about its flight; None where the facts do not say."""
    found = await in_store(lambda session: _booked(session, asked))
    if asked.facet == "reference":
        locator = found[0].locator if found else None
        key = "reference" if locator else "reference_unproved"
        return answer_with(asked, say("booking", key, asked.language, locator=locator))
    if found is None:
        return None
    if asked.facet in FACTS:
        return await answer_from(FACTS, asked)
    return await flight_facets.answer(asked)


async def tell_booked(dispatcher: CollectingDispatcher, tracker: Tracker, question: Mapping[str, Any]) -> Answered:
    """A flight of the proved booking as it was booked: nothing else is known of one that is weeks away.

    None where the booking has no such flight. `question`: see actions/flight_question.py.
    """
    asked = FollowUp.of(dispatcher, tracker, kind="booking", facet="when")
    booking = await in_store(lambda session: booking_in(session, tracker))
    flight, day = question.get("flight"), question.get("date")
    named = [one for one in booking.segments if one.flight == flight] if booking else []
    segment = next((one for one in named if day in (None, one.departs.date().isoformat())), None)
    return tell_segment(asked, segment, None) if segment else None


def _booked(session: Session, asked: FollowUp) -> tuple[Booking, Segment, FlightLeg | None] | None:
    """The booking, the flight of it that is meant, and what is known of that flight."""
    booking = booking_in(session, asked.tracker)
    segment = meant(booking, asked) if booking else None
    return (booking, segment, leg_of_segment(session, segment)) if booking and segment else None


def meant(booking: Booking, asked: FollowUp) -> Segment | None:
    """The way back or out where it is named, else the flight of it that was spoken of last, else the next."""
    return named_way(booking, asked.text) or _spoken_of(booking, asked) or following(booking, asked)


def _spoken_of(booking: Booking, asked: FollowUp) -> Segment | None:
    shown = in_focus(asked.tracker)
    ids = shown["ids"] if shown and shown["kind"] == "flight" else ["", "", ""]
    return next((one for one in booking.segments if [one.flight, one.departs.date().isoformat()] == ids[:2]), None)


async def _when(asked: FollowUp) -> Answered:
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return None
    _, segment, leg = found
    if _CHECK_IN.search(asked.text) and segment.arrives_at >= asked.now:
        return answer_with(asked, booking_presenter.check_in_for(segment, asked.language, now=asked.now))
    if segment.arrives_at < asked.now and named_way(found[0], asked.text) is None:
        return answer_with(asked, say("booking", "over", asked.language))
    return tell_segment(asked, segment, leg)


async def _until_when(asked: FollowUp) -> Answered:
    """Until when one has to be there: what is known of the flight, or else when check-in is open."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None or found[2] is not None:
        return await flight_facets.answer(asked)
    window = booking_presenter.check_in_for(found[1], asked.language, now=asked.now)
    abroad = country_of(found[1].origin) != country_of(found[1].destination)
    come = say("booking", "come_abroad" if abroad else "come", asked.language)
    return answer_with(asked, window, come if _AT_AIRPORT.search(asked.text) else "")


async def _sign(asked: FollowUp) -> Answered:
    """Gate and terminal: of the flight where it is known; of one that is weeks away nothing is."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None or found[2] is not None:
        return await flight_facets.answer(asked)
    return answer_with(asked, say("booking", "signs_later", asked.language, **of_segment(found[1], asked.language)))


async def _seat(asked: FollowUp) -> Answered:
    found = await in_store(lambda session: _booked(session, asked))
    return tell_seat(asked, found[1]) if found else None


async def _local_time(asked: FollowUp) -> Answered:
    """Whose time it is; and which, where that is asked as well."""
    found = await in_store(lambda session: _booked(session, asked)) if _WHAT_TIME.search(asked.text) else None
    leaves = say("booking", "leaves", asked.language, **of_segment(found[1], asked.language)) if found else ""
    return answer_with(asked, leaves, say("flight", "local_time", asked.language))


async def _passengers(asked: FollowUp) -> Answered:
    """How many travel on it."""
    found = await in_store(lambda session: _booked(session, asked))
    count = len(found[0].passengers) if found else 0
    key = "passengers_one" if count == 1 else "passengers"
    return answer_with(asked, say("booking", key, asked.language, count=count)) if found else None


async def _direct(asked: FollowUp) -> Answered:
    """Whether they change planes on the way that is meant."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return None
    booking, segment, _ = found
    facts = of_segment(segment, asked.language)
    onward = next((one for one in booking.segments if _goes_on(segment, one)), None)
    if onward is None:
        return answer_with(asked, say("booking", "direct", asked.language, **facts))
    leaves = of_segment(onward, asked.language)["leaves"]
    said = say("booking", "changes", asked.language, **{**facts, "onward": onward.flight, "leaves": leaves})
    return answer_with(asked, said)


def _goes_on(one: Segment, other: Segment) -> bool:
    """Whether the other flight is the next one of the same way."""
    return other.origin == one.destination and timedelta() < other.departs_at - one.arrives_at < _SAME_WAY


async def _flight_time(asked: FollowUp) -> Answered:
    """How long the flight takes, as booked."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None or _CHECK_IN.search(asked.text):
        return await _when(asked)
    segment = found[1]
    minutes = round((segment.arrives_at - segment.departs_at).total_seconds() / 60)
    facts = {**of_segment(segment, asked.language), "taken": presenter.duration(minutes, asked.language)}
    return answer_with(asked, say("booking", "flight_time", asked.language, **facts))


async def _other(asked: FollowUp) -> Answered:
    """The other flight of the booking, or how many travel on it."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return None
    booking, shown, leg = found
    language = asked.language
    if _PASSENGER.search(asked.text):
        facts = {"count": len(booking.passengers), **of_segment(shown, language)}
        return answer_with(asked, say("booking", "other_passenger", language, **facts))
    if named_way(booking, asked.text) == shown:
        # "And the second flight?"
        return tell_segment(asked, shown, leg)
    others = sorted((one for one in booking.segments if one != shown), key=lambda one: one.departs_at)
    if not others:
        return answer_with(asked, say("booking", "other_none", language))
    after = [one for one in others if one.departs_at > shown.departs_at] or others
    leg = await in_store(lambda session: leg_of_segment(session, after[0]))
    return tell_segment(asked, after[0], leg)


async def _done(asked: FollowUp) -> Answered:
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return None
    _, segment, leg = found
    language = asked.language
    facts = {"flight": segment.flight, "status": _lower(booking_presenter.texts()["segment"][segment.status][language])}
    if leg is not None and status_of(leg, asked.now) in ("cancelled", "diverted"):
        facts["flight_status"] = _lower(presenter.label(leg, asked.now, language))
        said = say("booking", "done_disturbed", language, **facts)
        return answer_with(asked, said, buttons=("request_rebook", "request_refund"))
    return answer_with(asked, say("booking", "done", language, **facts))


async def _missed(asked: FollowUp) -> Answered:
    """What becomes of it if they don't make the flight; by the rules of the fare where no more is known of it."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is not None and found[2] is not None:
        return await flight_facets.answer(asked)
    return answer_with(asked, say("flight", "missed", asked.language), buttons=("request_rebook",))


async def _how_long(asked: FollowUp) -> Answered:
    """How long the flight takes; of the money, where that is named."""
    if not flight_facets.MONEY_BACK.search(asked.text):
        return await _flight_time(asked)
    return await refund_time(asked, buttons=("refund",))


async def _who(asked: FollowUp) -> Answered:
    found = await in_store(lambda session: _booked(session, asked))
    airline = by_code().get(found[1].flight[:2]) if found else None
    return (
        answer_with(asked, say("booking", "who", asked.language, airline=airline.name(asked.language)))
        if airline
        else None
    )


async def _what_next(asked: FollowUp) -> Answered:
    """Check-in; or what to do, where the flight is cancelled or diverted."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return None
    booking, _, leg = found
    if leg is not None and status_of(leg, asked.now) in ("cancelled", "diverted"):
        return await flight_facets.answer(asked)
    if not booking.to_come(asked.now):
        return answer_with(asked, say("booking", "over", asked.language))
    if asked.facet == "how_to":
        buttons = ("seat", "request_rebook", "request_refund")
        return answer_with(asked, say("booking", "how_to", asked.language), buttons=buttons)
    window = booking_presenter.check_in(booking, asked.language, now=asked.now)
    return answer_with(asked, say("booking", "next", asked.language, window=window))


async def _why(asked: FollowUp) -> Answered:
    """Why the flight is late, where it is; else on what a change depends."""
    found = await in_store(lambda session: _booked(session, asked))
    leg = found[2] if found else None
    if leg is not None and (presenter.delay_of(leg, asked.now) or leg.cancelled or leg.diverted_to):
        return await flight_facets.answer(asked)
    return answer_with(asked, say("booking", "change_why", asked.language))


async def wrong(asked: FollowUp) -> Answered:
    """Another flight is meant: those of the booking, to choose from."""
    found = await in_store(lambda session: _booked(session, asked))
    if found is None:
        return answer_with(asked, say("flight", "wrong", asked.language))
    flights = flights_of(found[0], asked.language)
    return answer_with(asked, say("booking", "wrong", asked.language, flights=flights))


def _lower(status: str) -> str:
    return status[:1].lower() + status[1:]


FACTS: Facts = {
    "wrong": wrong,
    "known": plain("booking", "known"),
    "money": plain("booking", "money", "human"),
    "when": _when,
    "arrival": _when,
    "boarding": _until_when,
    "still_time": _until_when,
    "check_in": _until_when,
    **dict.fromkeys(("terminal", "gate", "belt"), _sign),
    "seat": _seat,
    "other": _other,
    "both": _other,
    "passengers": _passengers,
    "direct": _direct,
    "flight_time": _flight_time,
    "how_long": _how_long,
    "local_time": _local_time,
    "how_far": plain("flight", "how_far"),
    "untouched": plain("booking", "untouched"),
    "not_before": plain("self", "not_before"),
    # Of a flight that is weeks away nothing else is known.
    **dict.fromkeys(("late", "landed", "news", "again_late"), _when),
    **dict.fromkeys(("missed", "too_late"), _missed),
    "return_leg": return_leg,
    "how_much": fee,
    "done": _done,
    "who": _who,
    "what_next": _what_next,
    "how_to": _what_next,
    "why": _why,
}

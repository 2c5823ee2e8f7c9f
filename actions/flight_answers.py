"""Common to the answers about flights, bookings, rights and articles: words, flights in view, and how they are said."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.facets import Answered, FollowUp
from actions.focus import Item, in_focus, item, stack
from actions.memory import shown_bags, shown_booking
from actions.store import Language
from airline.bags.bags import Bag
from airline.bags.itinerary import path
from airline.bookings import bookings
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, Segment
from airline.flights import presenter
from airline.flights.flights import FlightLeg, around, find, touching
from airline.places.airports import local_time, short_name
from crm import texts

ANSWER = "utter_shown_answer"
# The way back, by its name.
BACK = re.compile(
    r"\b(?:return(?:ing)?|inbound|back home"
    r"|(?:way|flight|leg|trip|journey|going|coming|fly(?:ing)?|get(?:ting)?) (?:back|home))\b"
    r"|\b(?:second|2nd) (?:leg|flight|segment|one)\b|回程|返程|返航|回来|回去|回家|第二[段程班]|后一[段程班]",
    re.I,
)
# And the way out, by its own.
OUT = re.compile(
    r"\b(?:outbound|(?:way|flight|leg|trip|journey) out|first leg)\b|去程|去的(?:航班|那[班趟程])|第一[段程]",
    re.I,
)


def say(part: str, key: str, language: Language, **facts: Any) -> str:
    """One sentence of the files `texts/answers.yml`."""
    return str(texts.load("answers")[part][key][language].format(**facts))


def joined(sentences: Sequence[str], language: Language) -> str:
    """Sentences one after the other."""
    return ("" if language == "zh" else " ").join(one for one in sentences if one)


def plain(part: str, key: str, *buttons: str) -> Callable[[FollowUp], Awaitable[Answered]]:
    """A fact that is one sentence for everybody."""

    async def fact(asked: FollowUp) -> Answered:
        return answer_with(asked, say(part, key, asked.language), buttons=buttons)

    return fact


def answer_with(asked: FollowUp, *sentences: str, buttons: Sequence[str] = ()) -> Answered:
    """Say these sentences, with buttons for these wishes (`texts/flights.yml`)."""
    return asked.say(ANSWER, sentence=joined(sentences, asked.language), buttons=choices(buttons, asked.language))


def choices(wishes: Sequence[str], language: Language) -> list[dict[str, str]]:
    """Buttons by name: what can be done next."""
    words = texts.load("answers")["buttons"]
    return [{"title": words[name][language], "payload": words[name]["payload"]} for name in wishes]


def flight_item(leg: FlightLeg) -> Item:
    """A flight as the focus keeps it."""
    return item("flight", leg.flight, leg.date.isoformat(), leg.origin, destination=leg.destination)


def show(dispatcher: CollectingDispatcher, legs: Sequence[FlightLeg], asked: FollowUp) -> None:
    """A card for each flight."""
    for leg in legs:
        card = presenter.card(leg, asked.now, asked.language)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})


def leg_in(session: Session, asked: FollowUp) -> FlightLeg | None:
    """The flight asked about: the one that is named, or on the screen, or that of the booking or the bag there."""
    if asked.entity("flight_number"):
        return named_leg(session, asked)
    if asked.item and asked.item["kind"] == "flight":
        return leg_of(session, *asked.item["ids"][:3])
    for shown in stack(asked.tracker):
        if shown["kind"] == "flight":
            return leg_of(session, *shown["ids"][:3])
        if shown["kind"] == "bag":
            return _of_bag(session, asked)
        if shown["kind"] == "booking":
            return _of_booking(session, asked)
    return _of_booking(session, asked) or _of_bag(session, asked)


def legs_shown(session: Session, asked: FollowUp) -> list[FlightLeg]:
    """Every flight in view that is known, the newest first."""
    shown = (one["ids"][:3] for one in stack(asked.tracker) if one["kind"] == "flight")
    return [leg for ids in shown if (leg := leg_of(session, *ids))]


def named_leg(session: Session, asked: FollowUp) -> FlightLeg | None:
    """The flight whose number the question names: as it was shown, on the day that is named, or the one of now."""
    number, day = asked.entity("flight_number") or "", asked.entity("date")
    shown = next((one for one in stack(asked.tracker) if one["kind"] == "flight" and one["ids"][0] == number), None)
    if shown and day in (None, shown["ids"][1]):
        return leg_of(session, *shown["ids"][:3])
    at = [code for name in ("airport", "city") for code in (asked.entity(name) or "").split()]
    legs = touching(find(session, flight=number, on=date.fromisoformat(day)), at) if day else []
    legs = legs or around(session, flight=number, now=asked.now, at=at)
    return legs[0] if legs else None


def leg_of(session: Session, flight: str, day: str, origin: str = "") -> FlightLeg | None:
    """The leg by what the focus keeps of it."""
    legs = find(session, flight=flight, on=date.fromisoformat(day))
    return next((leg for leg in legs if leg.origin == origin), legs[0] if legs else None)


def booking_in(session: Session, tracker: Tracker) -> Booking | None:
    """The booking that was proved in this conversation, read anew."""
    locator = shown_booking(tracker)
    found = bookings.source(session).bookings(locator) if locator else ()
    return found[0] if found else None


def leg_of_segment(session: Session, segment: Segment) -> FlightLeg | None:
    """What is known of a booked flight on its day."""
    return leg_of(session, segment.flight, segment.departs.date().isoformat(), segment.origin)


def following(booking: Booking, asked: FollowUp) -> Segment | None:
    """The next flight of a booking, or the last when all have left."""
    in_order = sorted(booking.segments, key=lambda one: one.departs_at)
    return next(iter(booking.to_come(asked.now)), in_order[-1] if in_order else None)


def way_back(booking: Booking) -> Segment | None:
    """The flight back to where the journey began."""
    in_order = sorted(booking.segments, key=lambda one: one.departs_at)
    back = [one for one in in_order[1:] if one.destination == in_order[0].origin]
    return back[-1] if back else (in_order[-1] if len(in_order) > 1 else None)


def named_way(booking: Booking, text: str) -> Segment | None:
    """The way back or the way out, where a question names it."""
    if BACK.search(text):
        return way_back(booking)
    return min(booking.segments, key=lambda one: one.departs_at, default=None) if OUT.search(text) else None


def instants(leg: FlightLeg, language: Language) -> dict[str, str]:
    """The facts that most sentences about a flight use."""
    leaves, lands = leg.expected_departure, leg.expected_arrival
    late = timedelta(minutes=max(leg.departure_delay or 0, 0))
    likely = leg.arrives_at + late if leg.arrives_at else None
    return {
        "flight": leg.flight,
        "origin": short_name(leg.origin, language),
        "destination": short_name(leg.destination, language),
        "place": short_name(leg.diverted_to, language) if leg.diverted_to else "",
        "leaves": presenter.moment(leaves, leg.origin, leg.date, language) if leaves else "",
        "lands": presenter.moment(lands, leg.destination, leg.date, language) if lands else "",
        "planned": presenter.moment(leg.arrives_at, leg.destination, leg.date, language) if leg.arrives_at else "",
        "likely": presenter.moment(likely, leg.destination, leg.date, language) if likely else "",
        "date": presenter.day(leg.date, language),
    }


def of_segment(segment: Segment, language: Language) -> dict[str, str]:
    """The facts of a booked flight, as sentences use them."""
    return {
        "flight": segment.flight,
        "origin": short_name(segment.origin, language),
        "destination": short_name(segment.destination, language),
        "day": presenter.day(segment.departs.date(), language),
        "leaves": booking_presenter.moment(segment.departs, language),
        "lands": booking_presenter.moment(segment.arrives, language),
    }


def today_at(asked: FollowUp, airport: str) -> date:
    """The present day at an airport."""
    return local_time(asked.now, airport).date()


def _of_booking(session: Session, asked: FollowUp) -> FlightLeg | None:
    booking = booking_in(session, asked.tracker)
    segment = following(booking, asked) if booking else None
    return leg_of_segment(session, segment) if segment else None


def _of_bag(session: Session, asked: FollowUp) -> FlightLeg | None:
    ids = (in_focus(asked.tracker, "bag") or {}).get("ids", [])
    known = sorted(shown_bags(asked.tracker), key=lambda one: str(one) not in ids)
    bag = session.get(Bag, known[0]) if known else None
    legs = path(bag.legs) if bag else []
    found = [leg for leg in (leg_of(session, one.flight, one.date, one.origin) for one in legs) if leg]
    ahead = [leg for leg in found if (leg.expected_arrival or asked.now) >= asked.now]
    return ahead[0] if ahead else (found[-1] if found else None)

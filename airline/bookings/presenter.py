"""Bookings in words: the card with its flights, and the sentence above it."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from airline.access.names import mask_name
from airline.bookings.bookings import Booking, Segment
from airline.bookings.card import BookingCard, BookingSegment, CheckIn
from airline.bookings.changes import Changed, Changes, name_of
from airline.bookings.check_in import Window, window
from airline.places.airports import place_name
from airline.places.card import Port
from crm.texts import load

Language = Literal["zh", "en"]
BOTH: tuple[Language, Language] = ("zh", "en")


def texts() -> dict[str, Any]:
    """Every word in which bookings are told, by language."""
    return load("bookings")


def card(booking: Booking, language: Language, *, now: datetime, changes: Changes | None = None) -> dict[str, Any]:
    """The booking's card: names masked, flights in order as they go now, each with its check-in."""
    told = changes or {}
    in_order = sorted(booking.segments, key=lambda one: one.departs_at)
    return BookingCard(
        locator=booking.locator,
        passengers=[mask_name(surname) for surname in booking.surnames],
        segments=[_segment(one, told.get(name_of(one)), language, now) for one in in_order],
    ).as_json()


def overview(booking: Booking, language: Language, *, now: datetime) -> str:
    """What is next."""
    ahead = booking.to_come(now)
    if not ahead:
        return str(texts()["sentences"]["over"][language])
    following = ahead[0]
    return str(texts()["sentences"]["overview"][language]).format(
        flight=following.flight,
        origin=place_name(following.origin, language),
        destination=place_name(following.destination, language),
        departs=moment(following.departs, language),
    )


def news(booking: Booking, changes: Changes, language: Language, *, now: datetime) -> str:
    """What is otherwise than booked with the flights to come; empty where all is as it was."""
    found = ((one, changes.get(name_of(one))) for one in booking.to_come(now))
    said = [_news(one, changed, language) for one, changed in found if changed]
    return ("" if language == "zh" else " ").join(said)


def check_in(booking: Booking, language: Language, *, now: datetime) -> str:
    """When online check-in for the next flight is open."""
    ahead = booking.to_come(now)
    return check_in_for(ahead[0], language, now=now) if ahead else overview(booking, language, now=now)


def check_in_for(segment: Segment, language: Language, *, now: datetime) -> str:
    """When online check-in for this flight is open."""
    hours = window(segment, now=now)
    return str(texts()["sentences"]["check_in"][hours.state][language]).format(
        flight=segment.flight, opens=moment(hours.opens, language), closes=moment(hours.closes, language)
    )


def seat(booking: Booking, language: Language, *, now: datetime) -> str:
    """Where one sits on the next flight."""
    ahead = booking.to_come(now)
    if not ahead:
        return overview(booking, language, now=now)
    seats = seats_of(ahead[0]) or texts()["no_seat"][language]
    return str(texts()["sentences"]["seat"][language]).format(flight=ahead[0].flight, seat=seats)


def seats_of(segment: Segment) -> str:
    """The seats that are chosen, as one text."""
    return ", ".join(filter(None, segment.seats))


def recorded(outcome: str, number: str) -> dict[str, str]:
    """What an agent reads beside the conversation, in both languages. `number` is masked already."""
    return {language: texts()["recorded"][outcome][language].format(number=number) for language in BOTH}


def moment(at: datetime, language: Language) -> str:
    """A local time in words."""
    return str(texts()["moment"][language]).format(
        month=at.month, day=at.day, month_name=texts()["months"][at.month - 1], clock=at.strftime("%H:%M")
    )


def _news(one: Segment, changed: Changed, language: Language) -> str:
    key = "cancelled" if changed.cancelled else "retimed" if changed.departs != one.departs else "renumbered"
    now = changed.flight if key == "renumbered" else moment(changed.departs, language)
    return str(texts()["sentences"][key][language]).format(
        flight=one.flight, was=moment(one.departs, language), now=now
    )


def _segment(one: Segment, changed: Changed | None, language: Language, now: datetime) -> BookingSegment:
    booked = one
    if changed:
        status = "cancelled" if changed.cancelled else one.status
        one = replace(one, flight=changed.flight, departs=changed.departs, arrives=changed.arrives, status=status)
    hours = window(one, now=now)
    return BookingSegment(
        flight=one.flight,
        date=one.departs.date().isoformat(),
        from_=Port(code=one.origin, name=place_name(one.origin, language)),
        to=Port(code=one.destination, name=place_name(one.destination, language)),
        departs=one.departs.isoformat(timespec="minutes"),
        arrives=one.arrives.isoformat(timespec="minutes"),
        cabin=texts()["cabin"][one.cabin][language],
        seat=seats_of(one) or None,
        status=_label(one, booked, language, now),
        check_in=_check_in(hours),
    )


def _label(one: Segment, booked: Segment, language: Language, now: datetime) -> str:
    status = _status(one, now)
    if status == "confirmed" and one.departs != booked.departs:
        return str(texts()["segment"]["retimed"][language]).format(was=booked.departs.strftime("%H:%M"))
    return str(texts()["segment"][status][language])


def _check_in(hours: Window) -> CheckIn:
    # Wall-clock times at the airport of departure, like all times of a card.
    opens, closes = (at.replace(tzinfo=None).isoformat(timespec="minutes") for at in (hours.opens, hours.closes))
    return CheckIn(state=hours.state, opens=opens, closes=closes)


def _status(one: Segment, now: datetime) -> str:
    if one.status != "confirmed" or one.departs_at > now:
        return one.status
    return "flown" if one.arrives_at <= now else "departed"

"""What movement messages add up to: the times of a flight, rebuilt from its messages whenever one is added.

A message has hours and minutes, sometimes a day, never month and year. What is missing follows from what is known
about the flight and from when the message came.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from airline.ahm780.tokens import (
    Arrival,
    Clock,
    Delay,
    Departure,
    DiversionReason,
    Estimate,
    Movement,
    Return,
    Token,
)
from airline.flights.flights import FlightLeg

# A flight may leave or come so much before its time; an actual time is not later than the message that tells it.
EARLY = timedelta(hours=2)
CLOCKS_DIFFER = timedelta(minutes=30)
_DAY = timedelta(days=1)
_REBUILT = (
    "off_block_at", "airborne_at", "touchdown_at", "on_block_at", "departure_estimate", "arrival_estimate",
    "next_word_at", "returned_at",
)  # fmt: skip


def nearest_day(day: int, received_at: datetime) -> date:
    """The date with this day of the month nearest to the time of receipt: 31 read on 1 January is last year's."""
    today = received_at.astimezone(UTC).date()
    around = (today + timedelta(days=offset) for offset in range(-31, 32))
    return min((one for one in around if one.day == day), key=lambda one: (abs(one - today), one))


def first_after(clock: Clock, start: datetime) -> datetime:
    """The first instant from `start` on at which clocks in UTC show this; a stated day is taken near `start`."""
    if clock.day is not None:
        return _on(nearest_day(clock.day, start), clock)
    found = _on(start.astimezone(UTC).date(), clock)
    return found if found >= start.replace(second=0, microsecond=0) else found + _DAY


def nearest(clock: Clock, instant: datetime) -> datetime:
    """The instant nearest to `instant` at which clocks in UTC show this."""
    if clock.day is not None:
        return _on(nearest_day(clock.day, instant), clock)
    return first_after(clock, instant - _DAY / 2)


def rebuild(leg: FlightLeg, messages: Iterable[tuple[Movement, datetime]]) -> None:
    """Rebuild what is known of a leg from all its messages with their times of receipt."""
    for name in _REBUILT:
        setattr(leg, name, None)
    leg.diverted_to, leg.reasons = "", list(leg.schedule_reasons or [])
    corrected: set[type[Token]] = set()
    for message, received_at in sorted(messages, key=lambda one: one[1]):
        for token in message.tokens:
            # A late copy of the first message does not undo its correction.
            if type(token) in corrected and not message.correction and isinstance(token, Departure | Arrival):
                continue
            _take(leg, token, message, received_at)
            if isinstance(token, Return):
                corrected.clear()
            elif message.correction:
                corrected.add(type(token))


def _take(leg: FlightLeg, token: Token, message: Movement, received_at: datetime) -> None:
    match token:
        case Departure():
            _depart(leg, token, received_at)
        case Arrival():
            _arrive(leg, token, message, received_at)
        case Estimate():
            _expect(leg, token, message, received_at)
        case Return():
            leg.returned_at = nearest(token.on_block or token.at, received_at)
            leg.off_block_at = leg.airborne_at = leg.arrival_estimate = None
        case Delay():
            leg.reasons = [*leg.reasons, *token.codes] if token.further else list(token.codes)
        case DiversionReason():
            leg.reasons = [token.code]
        case _:
            pass


def _depart(leg: FlightLeg, token: Departure, received_at: datetime) -> None:
    planned = leg.departure_estimate or leg.departs_at
    if token.off_block:
        leg.off_block_at = _happened(token.off_block, planned, received_at)
        # Its own message may have told the take-off before.
        known = leg.airborne_at if leg.airborne_at and leg.airborne_at >= leg.off_block_at else None
        leg.airborne_at = first_after(token.airborne, leg.off_block_at) if token.airborne else known
    elif token.airborne:
        left = leg.off_block_at
        leg.airborne_at = first_after(token.airborne, left) if left else _happened(token.airborne, planned, received_at)
    leg.returned_at = leg.next_word_at = None


def _arrive(leg: FlightLeg, token: Arrival, message: Movement, received_at: datetime) -> None:
    left = leg.airborne_at or leg.off_block_at
    planned = leg.arrival_estimate or leg.arrives_at
    if token.touchdown:
        down = first_after(token.touchdown, left) if left else _happened(token.touchdown, planned, received_at)
        known = leg.on_block_at if leg.on_block_at and leg.on_block_at >= down else None
        leg.touchdown_at = down
        leg.on_block_at = first_after(token.on_block, down) if token.on_block else known
    elif token.on_block:
        after = leg.touchdown_at or left
        leg.on_block_at = (
            first_after(token.on_block, after) if after else _happened(token.on_block, planned, received_at)
        )
    station = token.station or ("" if message.type == "DIV" and message.station == leg.origin else message.station)
    if station not in ("", leg.destination, leg.origin) and leg.destination:
        leg.diverted_to = station


def _happened(clock: Clock, planned: datetime | None, received_at: datetime) -> datetime:
    """When something happened that a message tells afterwards: after its time, and not after the message."""
    if planned is None or clock.day is not None:
        return nearest(clock, received_at)
    found = first_after(clock, planned - EARLY)
    return found if found <= received_at + CLOCKS_DIFFER else found - _DAY


def _expect(leg: FlightLeg, token: Estimate, message: Movement, received_at: datetime) -> None:
    soon = received_at - CLOCKS_DIFFER
    left = leg.airborne_at or leg.off_block_at
    if token.kind == "NI":
        leg.next_word_at = first_after(token.at, soon)
    elif token.kind == "ED":
        leg.departure_estimate = first_after(token.at, max(soon, (leg.departs_at or soon) - EARLY))
        leg.next_word_at = None
    elif token.kind in ("EA", "EB"):
        leg.arrival_estimate = first_after(token.at, left or leg.departure_estimate or leg.departs_at or soon)
        if message.type == "DIV" and token.station:
            leg.diverted_to = token.station


def _on(day: date, clock: Clock) -> datetime:
    return datetime(day.year, day.month, day.day, clock.hour, clock.minute, tzinfo=UTC)

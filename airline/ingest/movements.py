"""Taking in messages about flights: each is read or put in quarantine, once, and brings its flight up to date."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.ahm780.tokens import Arrival, Departure, Estimate, Movement, Return
from airline.flights.flights import MOVEMENTS, FlightLeg, MovementMessage, PlannedLeg, called, waiting_for
from airline.flights.rebuild import rebuild
from airline.flights.timetable import schedule
from airline.ingest import schedules
from airline.ingest.feeds import MAX_RAW, Report, Result, in_words, storable, unread
from airline.ingest.flight_texts import (
    FlightText,
    Unreadable,
    day_of,
    kind_of,
    read,
    read_movement,
    split_messages,
    unmarked,
)
from airline.ingest.quarantine import Quarantine
from airline.places.airports import local_time
from crm.base import new_id, utc_now
from crm.errors import MessageTooLarge
from crm.store import one_at_a_time

# Each is some queries and rebuilds its whole flight: more of them would hold up everybody else's for minutes.
MAX_MESSAGES = 2000
# So far from its flight's day a message may come.
REACH = timedelta(days=3)
# One ingest at a time on PostgreSQL, as SQLite's write lock has it anyway: two could make the same flight.
_LOCK = 780


def ingest(session: Session, *, text: str, received_at: datetime) -> Report:
    """Take in a body of one or more messages. Safe to repeat: what is known already counts as a duplicate.

    The caller commits. `legs` in the report are the ids of the flights that the messages are about. Raises
    MessageTooLarge for more than MAX_MESSAGES; then nothing is taken in.
    """
    return ingest_messages(session, messages=[text], received_at=received_at)


def ingest_messages(session: Session, *, messages: Iterable[str], received_at: datetime) -> Report:
    """Take in texts that hold a message or more each; as `ingest`."""
    apart = (message for text in messages for message in split_messages(text))
    # A microsecond apart, so that a second message in the same body stays the later one.
    received = [(received_at + timedelta(microseconds=index), raw) for index, raw in enumerate(apart)]
    return ingest_archive(session, received=received)


def ingest_archive(session: Session, *, received: Sequence[tuple[datetime, str]]) -> Report:
    """Take in messages that each come with the time of their receipt; as `ingest`."""
    if len(received) > MAX_MESSAGES:
        raise MessageTooLarge(
            "These are too many messages for one request. Please send them in pieces.", max_messages=MAX_MESSAGES
        )
    wait_turn(session)
    report = Report()
    for received_at, raw in received:
        report.results.append(_take_in(session, report, raw, received_at))
    return report


def wait_turn(session: Session) -> None:
    """Wait until no other transaction takes in messages about flights."""
    one_at_a_time(session, _LOCK)


def plan(session: Session, legs: Iterable[PlannedLeg]) -> list[FlightLeg]:
    """Plan legs (see `airline.flights.flights.schedule`) and let them have the messages that came before them."""
    one_at_a_time(session, _LOCK)
    planned = schedule(session, legs)
    earliest = min((leg.departs_at for leg in planned if leg.departs_at), default=utc_now())
    for message in waiting_for(session, flights={leg.flight for leg in planned}, since=earliest - REACH):
        leg = _leg_of(session, read_movement(message.raw), message.received_at)
        message.leg_id = leg.id if leg else None
    session.flush()
    for leg in planned:
        _rebuild(session, leg)
    return planned


def _take_in(session: Session, report: Report, raw: str, received_at: datetime) -> Result:
    raw = storable(raw)
    try:
        text = read(raw, received_at)
    except Unreadable as error:
        return _keep(session, raw, received_at, None, str(error)[:300])[0]
    result, row = _keep(session, raw, received_at, text, unread(text.remarks))
    if row is not None:
        _apply(session, report, row, text)
    return result


def _apply(session: Session, report: Report, row: MovementMessage, text: FlightText) -> None:
    """Bring the flights that a message is about up to date."""
    if text.changes:
        legs = schedules.take_in(session, message_id=row.id, rows=text.changes, received_at=row.received_at)
        row.leg_id = legs[0].id if len(legs) == 1 else None
    elif text.movement:
        leg = _leg_of(session, text.movement, row.received_at)
        leg = leg or _unplanned(session, text.movement, row.received_at)
        legs = [leg] if leg else []
        session.flush()
        row.leg_id = leg.id if leg else None
    else:
        legs = []
    session.flush()
    for leg in legs:
        _rebuild(session, leg)
        report.legs.add(leg.id)


def _keep(
    session: Session, raw: str, received_at: datetime, text: FlightText | None, reason: str | None
) -> tuple[Result, MovementMessage | None]:
    """Write the message down, unless it is known: the same text about another day's flight is another message."""
    kind = kind_of(raw)
    content_hash = hashlib.sha256(f"{text.day if text else ''}\n{unmarked(raw)}".encode()).hexdigest()
    known = session.scalar(select(MovementMessage.id).where(MovementMessage.content_hash == content_hash))
    if known:
        return Result("duplicate", kind, None, known), None
    row = MovementMessage(
        id=new_id(),
        content_hash=content_hash,
        raw=raw if text else raw[:MAX_RAW],
        type=kind,
        status="parsed" if text else "quarantined",
        reason=reason,
        remarks=text.remarks if text else [],
        received_at=received_at,
        flight=text.flight if text else "",
    )
    session.add(row)
    session.flush()
    told = in_words(text.remarks) if text else reason
    return Result("parsed" if text else "quarantined", kind, told, row.id), row


def _leg_of(session: Session, message: Movement, received_at: datetime) -> FlightLeg | None:
    """The flight a message is about. Its day may be that of UTC or of the airport: the nearer flight is meant."""
    day = day_of(message, received_at)
    days = [day + timedelta(days=offset) for offset in (-1, 0, 1)]
    known = select(FlightLeg).where(called(message.flight), FlightLeg.date.in_(days))
    fitting = [leg for leg in session.scalars(known) if _fits(leg, message)]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    noted = min(max(received_at, noon - timedelta(days=1)), noon + timedelta(days=1))
    return min(fitting, key=lambda leg: (_misplaced(leg, message), abs(_when(leg, message) - noted)), default=None)


def _fits(leg: FlightLeg, message: Movement) -> bool:
    if not message.day:
        return True
    if leg.departs_at is None:
        return leg.date.day == message.day
    return message.day in (leg.date.day, leg.departs_at.astimezone(UTC).day)


def _misplaced(leg: FlightLeg, message: Movement) -> bool:
    """Whether the station speaks against this leg of a flight that stops on the way."""
    if any(isinstance(token, Arrival) for token in message.tokens):
        return message.station not in (leg.destination, leg.diverted_to)
    if any(_is_of_departure(token) for token in message.tokens):
        return message.station != leg.origin
    return message.station not in (leg.origin, leg.destination)


def _is_of_departure(token: object) -> bool:
    estimated = isinstance(token, Estimate) and token.kind in ("ED", "EO")
    return estimated or isinstance(token, Departure | Return)


def _when(leg: FlightLeg, message: Movement) -> datetime:
    """When a leg does what a message tells: a message without a day may be about the one before or after."""
    arrives = not message.day and any(isinstance(token, Arrival) for token in message.tokens)
    return (leg.expected_arrival if arrives else None) or _starts(leg)


def _starts(leg: FlightLeg) -> datetime:
    return leg.departs_at or datetime(leg.date.year, leg.date.month, leg.date.day, 12, tzinfo=UTC)


def _unplanned(session: Session, message: Movement, received_at: datetime) -> FlightLeg | None:
    """A flight that no schedule has named, from what is told at its departure; an arrival alone has to wait."""
    if not any(_is_of_departure(token) for token in message.tokens):
        return None
    stations = (token.station for token in message.tokens if isinstance(token, Estimate) and token.kind == "EA")
    leg = FlightLeg(id=new_id(), flight=message.flight, origin=message.station, destination=next(stations, ""))
    rebuild(leg, [(message, received_at)])
    left = leg.expected_departure
    leg.date = local_time(left, leg.origin).date() if left else day_of(message, received_at)
    same = select(FlightLeg).where(
        FlightLeg.flight == leg.flight, FlightLeg.date == leg.date, FlightLeg.origin == leg.origin
    )
    known = session.scalars(same).first()
    if known is None:
        session.add(leg)
    return known or leg


def _rebuild(session: Session, leg: FlightLeg) -> None:
    mine = session.scalars(
        select(MovementMessage).where(MovementMessage.leg_id == leg.id, MovementMessage.type.in_(MOVEMENTS))
    )
    rebuild(leg, [(read_movement(message.raw), message.received_at) for message in mine])
    leg.updated_at = utc_now()
    session.flush()


def _why_not(text: str, received_at: datetime) -> str | None:
    try:
        read(text, received_at)
    except Unreadable as error:
        return str(error)
    return None


QUARANTINE = Quarantine(
    messages=MovementMessage,
    wait_turn=wait_turn,
    split=split_messages,
    why_not=_why_not,
    ingest=lambda session, received: ingest_archive(session, received=received),
)

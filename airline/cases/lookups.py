"""Looking up what is somebody's own: bags by tag, booking or file reference, always together with the surname."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from airline.access import identity, second_factor
from airline.access.identity import Credentials, Search
from airline.access.references import FileReference, Key, RecordLocator, parse_key, parse_locator
from airline.access.second_factor import Fact
from airline.access.tags import BagTag
from airline.bags.bags import Bag
from airline.bags.timeline import timeline
from airline.bookings.bookings import Booking, BookingSource
from airline.cases import reports
from airline.cases.reports import BagReport
from airline.errors import AmbiguousTag, BagNotFound, BookingNotFound, ReportNotFound

# Tracing ends after a hundred days or so; bags may be tagged for a flight in the coming days.
LOOK_BACK, LOOK_AHEAD = timedelta(days=120), timedelta(days=14)
# Two bags with the same number this close together: only the owner can say which one is meant.
TOO_CLOSE = timedelta(days=30)
# Bags of one booking this far apart are on different trips: the way out, and the way back.
SAME_TRIP = timedelta(days=3)
# Each bag is a card of its own; nobody reads more of them.
MOST_BAGS = 8
# What is on record of a bag that is not where its owner is.
_ASTRAY = frozenset({"offloaded", "forwarded", "on_hand"})


def find_bags(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    key: Key,
    surname: str,
    now: datetime,
    message_id: uuid.UUID | None = None,
    flight_date: date | None = None,
    factor: str = "",
) -> Search[Bag]:
    """The bags under a tag, a booking or a file reference that bear the surname.

    A tag is one bag. Tag numbers are used again: the newest counts, and `flight_date` chooses when two are too close
    together (AmbiguousTag). A booking has all bags of its newest trip. A report may have no bag yet: then the search
    is in order and empty, and `find_report` tells more.
    """
    credentials = Credentials(conversation_id, message_id, key, surname, now, factor)
    match key:
        case RecordLocator(value):
            return _newest_trip(_prove_bags(session, credentials, Bag.locator == value))
        case FileReference():
            reported = _prove_report(session, credentials)
            return Search(tuple(bags_of_reports(session, reported.found)), reported.error)
        case _:
            return _choose(_prove_bags(session, credentials, _numbered(key), flight_date=flight_date), key)


def went_astray(session: Session, bags: Sequence[Bag]) -> bool:
    """Whether it is on record of one of these bags where it was left, held or sent on from."""
    return any(timeline(session, bag=bag).state in _ASTRAY for bag in bags)


def find_report(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    reference: FileReference,
    surname: str,
    now: datetime,
    message_id: uuid.UUID | None = None,
    factor: str = "",
) -> Search[BagReport]:
    """The baggage report under a file reference and the surname it was made in."""
    return _prove_report(session, Credentials(conversation_id, message_id, reference, surname, now, factor))


def bags_of_reports(session: Session, found: Sequence[BagReport]) -> list[Bag]:
    """The bags that reports are known to be about; a report may have none yet."""
    linked = [report.bag_id for report in found if report.bag_id]
    return list(session.scalars(select(Bag).where(Bag.id.in_(linked)).order_by(Bag.lpn))) if linked else []


def bags_of_booking(session: Session, *, locator: RecordLocator, surname: str, now: datetime) -> list[Bag]:
    """The bags of a booking that was proved with this surname a moment ago; none may be tagged yet."""
    known = list(session.scalars(select(Bag).where(Bag.locator == locator.value, _lately(now))))
    mine = identity.bearing(surname, known, lambda bag: bag.surnames)
    return list(_newest_trip(Search(tuple(mine))).found)


def find_booking(
    session: Session,
    source: BookingSource,
    *,
    conversation_id: uuid.UUID,
    locator: RecordLocator,
    surname: str,
    now: datetime,
    message_id: uuid.UUID | None = None,
    factor: str = "",
) -> Search[Booking]:
    """The booking under a locator that one of its passengers asks for."""
    return identity.prove(
        session,
        Credentials(conversation_id, message_id, locator, surname, now, factor),
        candidates=lambda: source.bookings(locator.value),
        names=lambda booking: booking.surnames,
        facts=_facts_of_booking,
        otherwise=BookingNotFound,
    )


def _prove_bags(
    session: Session, credentials: Credentials, whose: ColumnElement[bool], *, flight_date: date | None = None
) -> Search[Bag]:
    leading = credentials.key.leading if isinstance(credentials.key, BagTag) else None

    def candidates() -> Sequence[Bag]:
        # A tag always by issuer and serial, whether its leading digit is known or not: one query, one cost.
        found = session.scalars(select(Bag).where(whose, _lately(credentials.now)).order_by(Bag.date.desc(), Bag.lpn))
        return [bag for bag in found if leading in (None, bag.lpn[0]) and flight_date in (None, bag.date)]

    return identity.prove(
        session,
        credentials,
        candidates=candidates,
        names=lambda bag: bag.surnames,
        facts=_facts_of_bag,
        otherwise=BagNotFound,
    )


def _prove_report(session: Session, credentials: Credentials) -> Search[BagReport]:
    assert isinstance(credentials.key, FileReference)
    reference = credentials.key.value
    return identity.prove(
        session,
        credentials,
        candidates=lambda: reports.under(session, reference),
        names=lambda report: [report.surname],
        facts=_facts_of_report,
        otherwise=ReportNotFound,
    )


def _facts_of_bag(bag: Bag) -> list[Fact]:
    keys = [key for key in (parse_key(bag.lpn), parse_locator(bag.locator)) if key]
    flights = [second_factor.flight(leg["flight"]) for leg in bag.legs]
    return [*flights, *(second_factor.reference(key) for key in keys)]


def _facts_of_booking(booking: Booking) -> list[Fact]:
    seats = [second_factor.seat(one) for segment in booking.segments for one in segment.seats if one]
    tickets = [second_factor.ticket(one.ticket) for one in booking.passengers if one.ticket]
    return [*(second_factor.flight(segment.flight) for segment in booking.segments), *seats, *tickets]


def _facts_of_report(report: BagReport) -> list[Fact]:
    tags = [key for tag in report.tags if (key := parse_key(str(tag)))]
    return [second_factor.flight(report.flight), *(second_factor.reference(tag) for tag in tags)]


def _lately(now: datetime) -> ColumnElement[bool]:
    return Bag.date.between((now - LOOK_BACK).date(), (now + LOOK_AHEAD).date())


def _newest_trip(search: Search[Bag]) -> Search[Bag]:
    """A booking's bags may be of several trips: the way back is tagged under the same reference."""
    if not search.found:
        return search
    newest = max(bag.date for bag in search.found)
    trip = [bag for bag in search.found if newest - bag.date <= SAME_TRIP]
    return Search(tuple(sorted(trip, key=lambda bag: (bag.date, bag.lpn))[:MOST_BAGS]))


def _numbered(tag: BagTag) -> ColumnElement[bool]:
    return (Bag.issuer == tag.issuer) & (Bag.serial == tag.serial)


def _choose(search: Search[Bag], tag: BagTag) -> Search[Bag]:
    mine = search.found
    if not mine:
        return search
    # The short form hides the leading digit: nearly always it is 0.
    usual = [bag for bag in mine if bag.lpn[0] == (tag.leading or "0")] or list(mine)
    newest = max(usual, key=lambda bag: bag.date)
    close = sorted({bag.date for bag in usual if newest.date - bag.date <= TOO_CLOSE})
    same_day = [bag for bag in usual if bag.date == newest.date]
    if len(close) > 1 or len(same_day) > 1:
        return Search(error=AmbiguousTag(close))
    return Search((newest,))

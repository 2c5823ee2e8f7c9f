"""Looking up what is one's own: by tag, booking or file reference, each with the surname."""

import uuid
from datetime import date, datetime, timedelta

import pytest

from airline.access.references import FileReference, RecordLocator, masked, parse_key, spelled
from airline.access.tags import BagTag
from airline.bookings import bookings
from airline.cases import lookups
from airline.demo import bookings as demo_bookings
from airline.errors import BagNotFound, BookingNotFound, ReportNotFound, SecondFactorNeeded
from airline.ingest import ingest
from tests.unit.airline.conftest import SPRING
from tests.unit.airline.forms import NOW, report, talk
from tests.unit.airline.forms import put_bag as put_reported_bag

HERE = uuid.UUID(int=1)


def put_bag(session, lpn, *, locator="K7M2QX", surname="ZHANG", day: date | None = None) -> None:
    day = day or SPRING.date()
    text = f"BSM\n.V/1LPEK\n.F/CZ673/{day:%d%b}/LHR\n.N/{lpn}001\n.P/{surname}/WEIMR\n.L/{locator}\nENDBSM".upper()
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=SPRING.tzinfo)
    assert ingest(session, text=text, received_at=noon).parsed == 1


def search(session, key, surname="Zhang", *, now=SPRING, conversation=HERE):
    return lookups.find_bags(session, conversation_id=conversation, key=parse_key(key), surname=surname, now=now)


def find_booking(session, locator="R5W9HD", surname="Smith", *, conversation=HERE, now=SPRING, factor=""):
    demo_bookings.seed_demo_bookings(session, now=SPRING)
    return lookups.find_booking(
        session,
        bookings.source(session),
        conversation_id=conversation,
        locator=RecordLocator(locator),
        surname=surname,
        now=now,
        factor=factor,
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0784123456", BagTag("0", "784", "123456")),
        ("cz 123456", BagTag(None, "784", "123456")),
        ("k7m2qx", RecordLocator("K7M2QX")),
        ("Ｋ７Ｍ２ＱＸ", RecordLocator("K7M2QX")),
        ("ABCDEF", RecordLocator("ABCDEF")),
        ("lhr ba 12345", FileReference("LHRBA12345")),
        ("PVG9C12345", FileReference("PVG9C12345")),
        ("Wilson", None),
        ("123456", None),
        ("LHRBA1234", None),
        ("L1RBA12345", None),
        ("0000000000", None),
        ("999-1234567890", None),
        ("", None),
    ],
)
def test_reads_each_kind_of_reference_and_nothing_else(written, key):
    assert parse_key(written) == key


@pytest.mark.parametrize("written", ["0784123456", "CZ123456", "K7M2QX", "LHRBA12345"])
def test_what_is_spelled_can_be_read_again_and_what_is_masked_cannot(written):
    assert spelled(parse_key(written)) == written
    assert parse_key(masked(parse_key(written))) is None


def test_a_booking_has_all_its_bags(session):
    put_bag(session, "0784123457")
    put_bag(session, "0784123456")
    put_bag(session, "0784123458", locator="ZZ9ZZZ")

    assert [bag.lpn for bag in search(session, "K7M2QX").unwrap()] == ["0784123456", "0784123457"]


def test_bags_of_others_on_the_booking_stay_theirs(session):
    put_bag(session, "0784123456")
    put_bag(session, "0784123457", surname="SMITH")

    assert [bag.lpn for bag in search(session, "K7M2QX", "Smith").unwrap()] == ["0784123457"]


def test_the_newest_trip_of_a_booking_counts(session):
    put_bag(session, "0784123456", day=SPRING.date() - timedelta(days=10))
    put_bag(session, "0784123457")

    assert [bag.lpn for bag in search(session, "K7M2QX").unwrap()] == ["0784123457"]


@pytest.mark.parametrize(("key", "surname"), [("K7M2QX", "Smith"), ("ZZ9ZZZ", "Zhang"), ("K7M2QX", "")])
def test_a_wrong_surname_and_an_unknown_booking_get_the_same_answer(session, key, surname):
    put_bag(session, "0784123456")

    error = search(session, key, surname).error

    assert (type(error), error.code, error.details) == (BagNotFound, "bag_not_found", {})


@pytest.mark.parametrize("key", ["K7M2QX", "LHRBA12345"])
def test_each_kind_of_reference_has_its_own_limit(session, key):
    put_bag(session, "0784123456")
    for visitor in range(5):
        search(session, key, "Wrong", conversation=uuid.UUID(int=10 + visitor))

    assert isinstance(search(session, key).error, SecondFactorNeeded)
    assert search(session, "0784123456").found


def test_a_file_reference_finds_the_bag_of_the_report(session):
    put_reported_bag(session)
    case = report(session, talk(session))

    found = search(session, case.reference, now=NOW)

    assert [bag.lpn for bag in found.unwrap()] == ["0784123456"]
    assert isinstance(search(session, case.reference, "Smith", now=NOW).error, ReportNotFound)


def test_a_report_without_a_known_bag_is_in_order_and_empty(session):
    case = report(session, talk(session))

    assert (search(session, case.reference, now=NOW).found, search(session, case.reference, now=NOW).error) == (
        (),
        None,
    )


@pytest.mark.parametrize("surname", ["Smith", "SMITH JOHN", "Mr Smith", "my name is Smith"])
def test_a_booking_is_found_by_any_spelling_of_the_surname(session, surname):
    (booking,) = find_booking(session, surname=surname).unwrap()

    assert [one.flight for one in booking.segments] == ["BA178", "BA560"]


def test_a_booking_needs_its_surname(session):
    assert isinstance(find_booking(session, surname="John").error, BookingNotFound)
    assert isinstance(find_booking(session, "ZZ9ZZZ").error, BookingNotFound)


def test_wrong_names_for_a_booking_make_the_surname_alone_too_little(session):
    for visitor in range(5):
        find_booking(session, surname="Wrong", conversation=uuid.UUID(int=10 + visitor))

    assert isinstance(find_booking(session).error, SecondFactorNeeded)
    assert find_booking(session, factor="BA 178").found
    assert find_booking(session, now=SPRING + timedelta(minutes=61)).found

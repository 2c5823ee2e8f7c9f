"""Bookings: from the store or a file, their check-in, and the requests that become cases."""

from datetime import UTC, datetime, timedelta

import pytest

from airline.access.names import mask_name
from airline.bookings import bookings
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, FileBookings, Passenger, Segment, StoredBookings
from airline.bookings.check_in import window
from airline.cases import booking_requests
from airline.cases.checks import CHECKS
from airline.demo import bookings as demo_bookings
from crm import case_presenter, cases, fields, forms, messages
from tests.unit.airline.forms import talk

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


wall = datetime.fromisoformat


def segment(**more):
    told = {"flight": "CA981", "origin": "PEK", "destination": "JFK", "seats": ("24A",)}
    departs, arrives = wall("2026-11-23T13:00"), wall("2026-11-23T14:20")
    return Segment(**{**told, "departs": departs, "arrives": arrives, **more})


def booking(*segments, locator="AB12CD"):
    return Booking(locator, (Passenger("O'BRIEN", "MARY"), Passenger("LI", "MING")), segments or (segment(),))


@pytest.fixture(params=["store", "file"])
def keep(request, session, tmp_path):
    """Both sources, holding the same booking."""
    if request.param == "store":
        return lambda one: bookings.keep(session, one) or StoredBookings(session)
    file = tmp_path / "bookings.yml"
    file.write_text(
        "- locator: ab12cd\n  passengers: [{surname: O'BRIEN, given: MARY}, {surname: LI, given: MING}]\n"
        "  segments:\n    - {flight: CA981, origin: PEK, destination: JFK, seats: [24A],"
        " departs: '2026-11-23T13:00', arrives: 2026-11-23 14:20:00}\n"
    )
    return lambda _: FileBookings(file)


def test_both_sources_tell_the_same(keep):
    source = keep(booking())

    assert source.bookings("AB12CD") == [booking()]
    assert source.bookings("ZZ9ZZZ") == []


def test_a_changed_file_is_read_again(tmp_path):
    file = tmp_path / "bookings.yml"
    file.write_text("[]")
    assert FileBookings(file).bookings("AB12CD") == []

    file.write_text("- {locator: AB12CD, passengers: [], segments: []}")

    assert [one.locator for one in FileBookings(file).bookings("AB12CD")] == ["AB12CD"]


def test_times_with_a_zone_are_refused():
    with pytest.raises(ValueError, match="local to the airport"):
        Booking.read(
            {
                "locator": "AB12CD",
                "passengers": [],
                "segments": [
                    {
                        "flight": "CA981",
                        "origin": "PEK",
                        "destination": "JFK",
                        "departs": "2026-11-23T13:00+08:00",
                        "arrives": "2026-11-23T14:20",
                    }
                ],
            }
        )


@pytest.mark.parametrize(
    ("minutes_before", "state"),
    [(48 * 60 + 1, "not_yet"), (48 * 60, "open"), (61, "open"), (60, "closed"), (-10, "closed")],
)
def test_check_in_is_open_from_48_hours_to_60_minutes_before_departure(minutes_before, state):
    flight = segment()

    assert window(flight, now=flight.departs_at - timedelta(minutes=minutes_before)).state == state


def test_a_change_of_clocks_does_not_move_the_window():
    # London's clocks go back on 25 October 2026.
    flight = segment(origin="LHR", departs=wall("2026-10-26T12:00"), arrives=wall("2026-10-26T15:00"))

    opens = window(flight, now=NOW).opens

    assert flight.departs_at.astimezone(UTC) - opens.astimezone(UTC) == timedelta(hours=48)
    assert opens.hour == 13


@pytest.mark.parametrize("status", ["waitlisted", "cancelled"])
def test_a_flight_that_is_not_confirmed_has_no_check_in(status):
    flight = segment(status=status)

    assert window(flight, now=flight.departs_at - timedelta(hours=3)).state == "closed"


@pytest.mark.parametrize(("surname", "shown"), [("SMITH", "S***H"), ("LI", "L***I"), ("E", "E***"), ("", "***")])
def test_names_are_masked(surname, shown):
    assert mask_name(surname) == shown


@pytest.mark.parametrize(("language", "cabin", "status"), [("en", "Economy", "Confirmed"), ("zh", "经济舱", "已确认")])
def test_the_card_shows_the_flights_and_no_full_name(language, cabin, status):
    card = booking_presenter.card(booking(), language, now=NOW)

    (flight,) = card["segments"]
    assert card["passengers"] == ["O***N", "L***I"]
    assert (flight["flight"], flight["seat"], flight["cabin"], flight["status"]) == ("CA981", "24A", cabin, status)
    assert (flight["departs"], flight["check_in"]["closes"]) == ("2026-11-23T13:00", "2026-11-23T12:00")
    assert "BRIEN" not in str(card)


@pytest.mark.parametrize(("hours", "status"), [(0, "Confirmed"), (30, "Departed"), (60, "Flown")])
def test_a_flight_that_has_left_is_told_so(hours, status):
    (shown,) = booking_presenter.card(booking(), "en", now=NOW - timedelta(hours=10) + timedelta(hours=hours))[
        "segments"
    ]

    assert shown["status"] == status


def test_every_demo_booking_has_a_sentence_for_every_wish(session):
    for locator, _ in demo_bookings.seed_demo_bookings(session, now=NOW):
        (one,) = StoredBookings(session).bookings(locator)
        for language in ("zh", "en"):
            for say in (booking_presenter.overview, booking_presenter.check_in, booking_presenter.seat):
                assert "{" not in say(one, language, now=NOW)


REQUESTS = {
    "rebook_request": {"reason": "plans", "new_date": "2026-12-01", "time_of_day": "morning", "email": "a@example.com"},
    "refund_request": {"scope": "one", "reason": "other", "note": "两个人都退", "email": "a@example.com"},
    "seat_request": {"wish": "window", "seat": "24a"},
}


def send(session, conversation, name, **answers):
    bookings.keep(session, booking())
    form = forms.open_form(
        session,
        conversation_id=conversation.id,
        message_id=None,
        name=name,
        values=booking_requests.prefilled(booking(), now=NOW),
        facts={"locator": "AB12CD"},
    )
    checks = {**fields.CHECKS, **CHECKS}
    handler = booking_requests.FORMS[name]
    return forms.submit(session, form, {**REQUESTS[name], **answers}, handler=handler, checks=checks, now=NOW)


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_request_becomes_a_case_with_everything_filled_in(session, name, language):
    conversation = talk(session, language)

    form = send(session, conversation, name).unwrap(language)

    case = cases.get_by_reference(session, form.result["reference"])
    assert (case.kind, case.status, case.conversation_id) == (name, "submitted", conversation.id)
    assert "AB12CD" in case.title[language]
    details = {line["label"]["en"]: line["value"] for line in case.details}
    assert details["Passengers"] == "O'BRIEN/MARY, LI/MING"
    assert "CA981" in details["Flight"]["en"]
    assert details["Seat now"] == "24A"
    shown = messages.after(session, conversation_id=conversation.id)
    assert case.reference in shown[0].body
    assert shown[0].data["card"]["kind"] == name


def test_sending_a_request_twice_opens_one_case(session):
    conversation = talk(session)

    first = send(session, conversation, "seat_request").form
    again = forms.submit(
        session, first, {}, handler=booking_requests.FORMS["seat_request"], checks=fields.CHECKS, now=NOW
    )

    assert again.form.result == first.result
    assert len(cases.of_conversation(session, conversation.id)) == 1


@pytest.mark.parametrize(
    ("name", "answers", "field", "reason"),
    [
        ("seat_request", {"flight": "CA982"}, "flight", "flight_not_booked"),
        ("seat_request", {"seat": "window"}, "seat", "too_long"),
        ("seat_request", {"seat": "A24"}, "seat", "seat_invalid"),
        ("rebook_request", {"new_date": "2026-11-01"}, "new_date", "date_passed"),
        ("refund_request", {"flight": ""}, "flight", "required"),
    ],
)
def test_says_what_cannot_be_right(session, name, answers, field, reason):
    sent = send(session, talk(session), name, **answers)

    assert {key: error.key for key, error in sent.errors.items()} == {field: reason}
    assert all(error.sentence(language) for error in sent.errors.values() for language in ("zh", "en"))


def test_whoever_proves_the_booking_finds_its_requests(session):
    form = send(session, talk(session), "refund_request", scope="all").unwrap("en")

    (case,) = booking_requests.of_booking(session, "AB12CD", kind="refund_request")

    assert case.reference == form.result["reference"]
    assert case_presenter.card(session, case, "en")["status"] == "Sent"
    assert booking_requests.of_booking(session, "ZZ9ZZZ", kind="refund_request") == []

"""Where a form is about says how a phone number without its country is read; the customer is told how it was."""

import pytest

from airline.bookings import bookings
from airline.cases import booking_requests, reports
from crm import forms
from tests.unit.airline.bookings.test_bookings import booking, segment
from tests.unit.airline.forms import CLAIM, REPORT, open_form, report, said, send, talk


@pytest.mark.parametrize(
    ("airport", "typed", "kept", "en", "zh"),
    [
        ("LHR", "020 7946 0018", "+442079460018", "+44 20 7946 0018 (United Kingdom)", "+44 20 7946 0018（英国）"),
        ("LHR", "07700 900123", "+447700900123", "+44 7700 900123 (United Kingdom)", "+44 7700 900123（英国）"),
        ("CAN", "020 8888 0018", "+862088880018", "+86 20 8888 0018 (China)", "+86 20 8888 0018（中国）"),
        ("LHR", "138 0013 8000", "+8613800138000", "+86 138 0013 8000 (China)", "+86 138 0013 8000（中国）"),
        ("JFK", "212 555 0123", "+12125550123", "+1 212-555-0123 (United States)", "+1 212-555-0123（美国）"),
    ],
)
def test_a_report_reads_the_phone_as_at_its_airport_and_says_so(session, airport, typed, kept, en, zh):
    for language, words in (("en", en), ("zh", zh)):
        conversation = talk(session, language)

        case = report(session, conversation, airport=airport, phone=typed)

        assert reports.of_case(session, case).phone == kept
        assert {"en": en, "zh": zh} in [line["value"] for line in case.details]
        assert words in said(session, conversation)[0].body


def test_a_number_typed_with_its_country_is_not_said_again(session):
    conversation = talk(session)

    case = report(session, conversation, airport="LHR", phone="+33 1 42 27 80 00")

    assert reports.of_case(session, case).phone == "+33142278000"
    assert "+33" not in said(session, conversation)[0].body


@pytest.mark.parametrize(
    ("airport", "typed", "asks"),
    [
        ("LHR", "12345", "a complete number in United Kingdom"),
        ("LHR", "call me", "country code"),
        # Mobile numbers of China are written like numbers of California.
        ("SFO", "15105551234", "+86 151 0555 1234 (China)"),
    ],
)
def test_a_number_that_is_none_there_is_asked_for(session, airport, typed, asks):
    form = open_form(session, talk(session), "bag_report")

    wrong = send(session, form, {**REPORT, "airport": airport, "phone": typed})

    assert list(wrong) == ["phone"]
    assert asks in wrong["phone"]
    assert form.status == forms.OPEN


def test_a_claim_is_where_its_report_was_made(session):
    conversation = talk(session)
    case = report(session, conversation)
    form = open_form(session, conversation, "bag_claim", reference=case.reference)

    assert send(session, form, {**CLAIM, "phone": "020 7946 0018"}) == {}
    assert "+44 20 7946 0018 (United Kingdom)" in said(session, conversation)[-1].body


def test_a_claim_without_a_report_asks_for_the_country(session):
    form = open_form(session, talk(session), "bag_claim")

    assert list(send(session, form, {**CLAIM, "phone": "020 7946 0018"})) == ["phone"]


def test_a_booking_within_one_country_is_there_and_one_between_two_asks(session):
    bookings.keep(session, booking())
    form = open_form(session, talk(session), "seat_request", locator="AB12CD")
    abroad = booking_requests.FORMS["seat_request"].country(session, form)

    bookings.keep(session, booking(segment(origin="PVG", destination="PEK")))

    assert abroad is None
    assert booking_requests.FORMS["seat_request"].country(session, form) == "CN"

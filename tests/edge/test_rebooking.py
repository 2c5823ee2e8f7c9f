"""What may be counted on when another flight was chosen in a request for a change: it is seen, and still goes."""

from datetime import datetime, timedelta

import pytest

from airline.bookings import bookings
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.cases import booking_requests
from airline.flights.flights import PlannedLeg
from airline.flights.timetable import schedule
from airline.places.airports import local_time
from crm.base import utc_now
from crm.store import unit_of_work
from tests.edge import umbrella
from tests.edge.conftest import Desk, Visitor
from tests.edge.umbrella import Sheet

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def noon(days: int) -> datetime:
    return local_time(utc_now(), "PEK").replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=days)


def opened(client, visitor: Visitor) -> Sheet:
    """The request for CA1501 from Beijing to Shanghai tomorrow."""
    wall = noon(1).replace(tzinfo=None)
    booking = Booking(
        "AB12CD", (Passenger("LI", "MING"),), (Segment("CA1501", "PEK", "SHA", wall, wall + timedelta(hours=2)),)
    )
    with unit_of_work() as session:
        bookings.keep(session, booking)
        known = booking_requests.prefilled(booking, now=utc_now())
        facts = {"locator": booking.locator}
        form_id = umbrella.open_form(session, visitor.conversation_id, name="rebook_request", values=known, facts=facts)
    return Sheet(client, visitor.headers, form_id)


def put_flight(flight: str, leaves: datetime, **more) -> None:
    told = {"origin": "PEK", "destination": "SHA", "departs_at": leaves, "arrives_at": leaves + timedelta(hours=2)}
    with unit_of_work() as session:
        schedule(session, [PlannedLeg(flight=flight, **{**told, **more})])


def wishes(flight: str, leaves: datetime) -> dict[str, str]:
    return {"reason": "plans", "new_flight": flight, "new_date": leaves.date().isoformat(), "email": "li@example.com"}


@BOTH_STORES
def test_the_team_sees_the_flight_that_was_chosen_with_its_times(client, visitor, desk: Desk):
    put_flight("CA1521", noon(2))

    sent = opened(client, visitor).submit(**wishes("ca1521", noon(2)))

    reference = sent.json()["result"]["reference"]
    case = desk.get(f"/cases/{reference}").json()["case"]
    told = {line["label"]["en"]: line["value"] for line in case["details"]}
    assert told["A flight you have in mind"]["en"].startswith("CA1521 · ")
    assert told["A flight you have in mind"]["zh"].endswith("PEK–SHA · 12:00–14:00")
    assert "CA1501 → CA1521" in case["title"]["zh"]


def test_a_flight_that_the_plan_does_not_know_is_filed_as_it_was_written(client, visitor, desk: Desk):
    sent = opened(client, visitor).submit(**wishes("CA1999", noon(2)))

    case = desk.get(f"/cases/{sent.json()['result']['reference']}").json()["case"]
    assert "CA1999" in [line["value"] for line in case["details"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_refuses_a_flight_that_cannot_be_taken_any_more(client, visitor, language):
    put_flight("CA1521", noon(2), cancelled=True)
    sheet = opened(client, visitor)
    sheet.query = {"language": language}

    refused = sheet.submit(**wishes("CA1521", noon(2)))

    assert refused.status_code == 422
    [wrong] = refused.json()["error"]["details"]["fields"]
    assert wrong["field"] == "new_flight" and "CA1521" in wrong["reason"]

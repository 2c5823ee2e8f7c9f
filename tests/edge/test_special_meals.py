"""What may be counted on when a special meal is ordered: the team sees its code and booking, and moves it on."""

from datetime import timedelta

import pytest

from airline.bookings import bookings
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.places.airports import local_time
from crm.base import utc_now
from crm.store import unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_case_mail import move
from tests.edge.test_casework import opened

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
KIND = "special_assistance"
ORDER = {"kind": "meal", "meal": "kosher", "passenger": "LEVIN/ANNA", "flight": "CA937"}


@pytest.fixture
def booked(store):
    """CA937 in four days."""
    leaves = local_time(utc_now() + timedelta(days=4), "PEK").replace(tzinfo=None)
    with unit_of_work() as session:
        segment = Segment("CA937", "PEK", "LHR", leaves, leaves + timedelta(hours=4))
        bookings.keep(session, Booking("QW4E5R", (Passenger("LEVIN", "ANNA"),), (segment,)))


def order(client, visitor: Visitor, **more):
    return opened(client, visitor, KIND, locator="QW4E5R").submit(**{**ORDER, **more})


@BOTH_STORES
def test_the_team_sees_the_meal_with_its_code_and_its_booking(client, visitor, desk: Desk, booked):
    sent = order(client, visitor)

    reference = sent.json()["result"]["reference"]
    case = desk.get(f"/cases/{reference}").json()["case"]
    told = {line["label"]["en"]: line["value"] for line in case["details"]}
    assert (told["SSR code"], told["Booking reference"], told["Passengers"]) == ("KSML", "QW4E5R", "LEVIN/ANNA")
    assert told["Meal"] == {"zh": "犹太餐（洁食）", "en": "Kosher"}
    assert (case["kind"], "CA937" in case["title"]["zh"]) == (KIND, True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_customer_gets_a_reference_and_hears_that_it_is_done(client, desk: Desk, booked, language):
    visitor = Visitor(client, language=language)
    reference = order(client, visitor).json()["result"]["reference"]

    for state in ("in_progress", "done"):
        assert move(desk, reference, state).status_code == 200

    said = [message["body"] or "" for message in visitor.history()["messages"]]
    assert reference.startswith("SA")
    assert any(reference in body and {"zh": "已办好", "en": "is done"}[language] in body for body in said)


@pytest.mark.parametrize(
    ("more", "field"), [({"meal": ""}, "meal"), ({"meal": "caviar"}, "meal"), ({"flight": "CA938"}, "flight")]
)
def test_refuses_a_meal_that_is_none_and_a_flight_that_is_not_booked(client, visitor, booked, more, field):
    refused = order(client, visitor, **more)

    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["error"]["details"]["fields"]] == [field]

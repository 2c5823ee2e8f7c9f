"""Appointments over HTTP: the calendar entry behind its link, and what the desk is told of them and of preferences."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from crm import (
    appointment_kinds,
    appointments,
    case_kinds,
    cases,
    conversations,
    customers,
    messages,
)
from crm.appointment_changes import remind_due
from crm.errors import SlotTaken
from crm.store import transact, unit_of_work

NOW = datetime(2026, 11, 29, 2, tzinfo=UTC)
STARTS = datetime(2026, 12, 3, 2, tzinfo=UTC)


def book(session, *, starts_at=STARTS, customer=None):
    customer = customer or customers.create_customer(session, language="en")
    conversation = conversations.start_conversation(session, customer=customer, site="demo", language="en")
    case = cases.open_case(
        session,
        kind="call_back",
        workflow=case_kinds.get("call_back").workflow,
        reference=cases.new_reference("CB"),
        customer_id=customer.id,
        conversation_id=conversation.id,
        title={"zh": "回电 · 12月3日10:00", "en": "Call-back · Thu 3 Dec, 10:00"},
        details=[],
        due_at=starts_at,
    )
    return appointments.book(
        session, case, kind="call_back", place="", starts_at=starts_at, zone="Asia/Shanghai", now=NOW
    )


@pytest.fixture
def booked(client):
    with unit_of_work() as session:
        one = book(session)
        return {"token": one.token, "reference": one.case.reference, "conversation": one.case.conversation_id}


def test_gives_the_appointment_to_a_calendar(client, booked):
    answer = client.get(f"/v1/appointments/{booked['token']}.ics")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "DTSTART:20261203T020000Z" in answer.text
    assert booked["reference"] in answer.text.replace("\r\n ", "")


def test_gives_nothing_to_whoever_only_has_the_reference(client, booked):
    for guess in ("x" * 43, booked["reference"], booked["token"][:-1] + "_"):
        assert client.get(f"/v1/appointments/{guess}.ics").status_code in (404, 422)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_many_at_once_never_get_more_seats_than_there_are(client):
    capacity, asking = appointment_kinds.get("call_back").capacity, 5
    at_once = threading.Barrier(asking)

    def try_to_book(_):
        at_once.wait()
        try:
            return transact(lambda session: book(session).seat)
        except SlotTaken:
            return None

    with ThreadPoolExecutor(asking) as pool:
        seats = list(pool.map(try_to_book, range(asking)))

    assert sorted(seat for seat in seats if seat is not None) == list(range(capacity))


def test_a_reminder_survives_a_restart_and_comes_once(client, booked):
    before = STARTS - timedelta(hours=20)

    assert [transact(lambda session: remind_due(session, now=before)) for _ in range(2)] == [1, 0]
    with unit_of_work() as session:
        said = [one.body for one in messages.after(session, conversation_id=booked["conversation"], seq=0)]
    assert len(said) == 1
    assert booked["reference"] in said[0]

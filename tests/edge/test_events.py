"""What a site's own systems may count on: events are taken in once, and what is wrong is named field by field."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from crm import retention, site_events
from crm.base import utc_now
from crm.site_events import SiteEvent
from crm.store import reading, unit_of_work
from tests.edge.test_casework import BOTH_STORES

KEY = {"Authorization": f"Bearer {'b' * 40}"}
PLACED = {
    "id": "evt-1",
    "what": "placed",
    "number": "A-1001",
    "at": "2026-11-20T09:00:00+08:00",
    "email": "Jo.Baker@example.com",
    "phone": "+44 20 7946 0018",
    "items": [{"name": "Rain coat", "quantity": 2}],
}


def post(client, **body: Any) -> Any:
    return client.post("/v1/events", json=body, headers=KEY)


def wrong(answer: Any) -> set[str]:
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request"), answer.text
    return {one["field"] for one in answer.json()["error"]["details"]["fields"]}


def count() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(SiteEvent)) or 0


@BOTH_STORES
def test_an_event_is_taken_in_once_however_often_it_is_sent(client):
    shipped = {**PLACED, "id": "evt-2", "what": "shipped", "at": "2026-11-21T09:00:00Z", "tracking": "SF123"}

    first = post(client, orders=[PLACED, shipped, PLACED])
    with ThreadPoolExecutor(4) as four:
        again = [answer.json() for answer in four.map(lambda _: post(client, orders=[PLACED, shipped]), range(4))]

    assert first.json() == {"received": 3, "new": 2, "duplicates": 1}
    assert again == [{"received": 2, "new": 0, "duplicates": 2}] * 4
    with reading() as session:
        placed, sent = site_events.of(session, "order", "a 1001")
        assert (placed.what, sent.what, sent.data["tracking"]) == ("placed", "shipped", "SF123")


def test_of_whom_it_is_only_fingerprints_are_kept(client):
    post(client, orders=[PLACED])

    with reading() as session:
        [one] = site_events.of(session, "order", "A1001")
        kept = f"{one.contacts} {one.data}"
        assert "baker" not in kept.lower() and "7946" not in kept
        assert site_events.fingerprint("jo.baker@EXAMPLE.com") in one.contacts
        assert site_events.fingerprint("020 7946 0018") in one.contacts


def test_what_is_wrong_is_named_field_by_field_and_nothing_is_kept(client):
    bad = {
        **PLACED,
        "id": "",
        "number": "A",
        "at": "2026-02-31T09:00:00Z",
        "email": "jo at example",
        "items": [{"name": "x"}, {"name": "", "quantity": 0}],
        "colour": "red",
    }

    assert wrong(post(client, orders=[PLACED, bad])) == {
        "orders.1.id",
        "orders.1.number",
        "orders.1.at",
        "orders.1.email",
        "orders.1.items.1.name",
        "orders.1.items.1.quantity",
        "orders.1.colour",
    }
    assert wrong(post(client, orders=[{**PLACED, "what": "eaten"}])) == {"orders.0.what"}
    assert wrong(post(client, orders=[{**PLACED, "email": None, "phone": None}])) == {"orders.0"}
    assert wrong(post(client, appointments=[{**PLACED, "items": [], "what": "booked"}])) == {"appointments.0.items"}
    assert wrong(post(client)) == {""}
    assert wrong(post(client, orders=[{**PLACED, "id": str(n)} for n in range(501)])) == {"orders"}
    assert count() == 0


def test_an_appointment_is_kept_beside_orders(client):
    booked = {
        "id": "apt-1",
        "what": "booked",
        "number": "T-7",
        "at": "2026-11-20T09:00:00Z",
        "phone": "13800138000",
        "starts_at": "2026-12-01T10:00:00+08:00",
        "title": "Fitting",
    }

    assert post(client, appointments=[booked]).json()["new"] == 1
    with reading() as session:
        [one] = site_events.of(session, "appointment", "T7")
        assert one.data["title"] == "Fitting"


def test_nobody_without_the_key_sends_any(client):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert client.post("/v1/events", json={"orders": [PLACED]}, headers=headers).status_code == 401
    assert count() == 0


def test_events_go_when_their_time_is_over(client):
    post(client, orders=[PLACED])
    with unit_of_work() as session:
        session.scalars(select(SiteEvent)).one().received_at -= timedelta(days=800)

    with unit_of_work() as session:
        [one] = [one for one in retention.kept() if one.name == "site_events"]
        retention.sweep(session, one, now=utc_now())

    assert count() == 0

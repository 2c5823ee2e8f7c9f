"""Flight systems post movement messages; supervisors look after what could not be read."""

import uuid
from datetime import date

import pytest

from airline.flights.flights import find
from crm.store import reading

from .conftest import Desk

KEY = {"Authorization": f"Bearer {'b' * 40}"}
GOOD = "MVT\nBA100/27.PPVMU.LHR\nAD1200/1210 EA1300 CDG"
BAD = "MVT\nBA100/27.PPVMU.LHR\nAD1260"


@pytest.fixture
def supervisor(client):
    return Desk(client, "ana@example.com")


def post(client, body, headers=KEY):
    return client.post("/v1/flights/messages", content=body, headers=headers)


PLAN = {
    "flight": "BA100",
    "origin": "LHR",
    "destination": "CDG",
    "departs_at": "2026-11-27T11:45:00Z",
    "arrives_at": "2026-11-27T14:00:00+01:00",
}


def schedule(client, *legs, headers=KEY):
    return client.post("/v1/flights/schedule", json={"legs": legs}, headers=headers)


def change(desk, path, **body):
    return desk.browser.post(f"/v1/flights/messages{path}", json=body or None, headers=desk.headers)


def quarantined(desk):
    return desk.browser.get("/v1/flights/messages").json()["messages"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_messages_need_the_key(client, headers):
    assert post(client, GOOD, headers).status_code == 401


def test_every_message_is_accounted_for(client):
    report = post(client, f"{GOOD}\n\n{BAD}\n\n{GOOD}").json()

    assert [report[name] for name in ("received", "parsed", "quarantined", "duplicates")] == [3, 1, 1, 1]
    assert [result["status"] for result in report["results"]] == ["parsed", "quarantined", "duplicate"]
    assert "line 3 'AD1260'" in report["results"][1]["reason"]


def test_a_schedule_is_planned_changed_and_cancelled(client):
    first = schedule(client, PLAN, PLAN | {"flight": "BA102"})
    again = schedule(client, PLAN | {"gate": "A7", "cancelled": True})

    assert (first.json(), again.json()) == ({"planned": 2}, {"planned": 1})
    with reading() as session:
        (leg,) = find(session, flight="BA100", on=date(2026, 11, 27))
    assert (leg.gate, leg.cancelled, leg.arrives_at.hour) == ("A7", True, 13)


@pytest.mark.parametrize(
    "wrong", [{"flight": "British 100"}, {"origin": "London"}, {"departs_at": "2026-11-27T11:45:00"}, {"gate": "x" * 9}]
)
def test_a_schedule_that_cannot_be_right_is_refused(client, wrong):
    assert schedule(client, PLAN | wrong).status_code == 422


def test_a_schedule_needs_the_key(client):
    assert schedule(client, PLAN, headers={}).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 422), (b"  \n", 422), (b"\xff\xfe\x00", 200), (b"x" * (4 * 2**20 + 1), 413)]
)
def test_garbage_never_breaks_the_door(client, body, status):
    assert post(client, body).status_code == status


def test_the_quarantine_is_for_those_signed_in(client, desk):
    post(client, BAD)

    assert client.get("/v1/flights/messages").status_code == 401
    (message,) = quarantined(desk)
    assert (message["feed"], message["raw"], message["type"]) == ("flights", BAD, "MVT")
    assert set(message) == {"id", "feed", "raw", "type", "reason", "received_at"}


def test_agents_may_look_but_not_change(client, desk):
    post(client, BAD)
    (message,) = quarantined(desk)

    assert change(desk, f"/{message['id']}/replay", raw=GOOD).status_code == 403
    assert change(desk, f"/{message['id']}/discard").status_code == 403
    assert change(desk, "/replay").status_code == 403


def test_a_message_that_is_put_right_is_taken_in(client, supervisor):
    post(client, BAD)
    (message,) = quarantined(supervisor)

    still = change(supervisor, f"/{message['id']}/replay", raw=BAD)
    right = change(supervisor, f"/{message['id']}/replay", raw=GOOD)

    assert (still.status_code, still.json()["error"]["code"]) == (422, "still_unreadable")
    assert (right.status_code, right.json()["parsed"]) == (200, 1)
    assert quarantined(supervisor) == []


def test_a_message_is_laid_aside(client, supervisor):
    post(client, BAD)
    (message,) = quarantined(supervisor)

    assert change(supervisor, f"/{message['id']}/discard").status_code == 204
    assert quarantined(supervisor) == []
    assert change(supervisor, f"/{message['id']}/discard").status_code == 404


def test_the_whole_quarantine_is_read_again(client, supervisor):
    post(client, BAD)

    assert change(supervisor, "/replay").json()["quarantined"] == 1
    assert change(supervisor, f"/{uuid.uuid4()}/replay", raw=GOOD).status_code == 404


def test_a_change_needs_the_pages_own_mark(client, supervisor):
    post(client, BAD)
    (message,) = quarantined(supervisor)

    forged = supervisor.browser.post(f"/v1/flights/messages/{message['id']}/discard")

    assert forged.status_code == 403

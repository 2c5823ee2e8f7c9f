"""What supervisors may count on where they plan who is there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from crm.agents import Agent
from crm.audit import AuditEvent
from crm.base import utc_now
from crm.shifts import Shift
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
NOBODY = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def mei():
    with reading() as session:
        return str(session.scalars(select(Agent.id).where(Agent.name == "Mei")).one())


def planned(ana, start="2026-12-01T08:00:00+08:00", end="2026-12-01T16:00:00+08:00", who=None):
    body = {"agent_id": who or mei(), "starts_at": start, "ends_at": end}
    return ana.browser.post("/v1/desk/shifts", json=body, headers=ana.headers)


def imported(ana, text):
    response = ana.browser.post("/v1/desk/shifts/import", json={"csv": text}, headers=ana.headers)
    assert response.status_code == 200, response.text
    return response.json()


def roster(ana, days="from=2026-11-30&to=2026-12-06"):
    return ana.get(f"/shifts?{days}").json()["shifts"]


def test_the_roster_is_for_supervisors_alone(client, desk, ana):
    body = {"agent_id": mei(), "starts_at": "2026-12-01T08:00:00Z", "ends_at": "2026-12-01T12:00:00Z"}
    for method, path, sent in (
        ("GET", "", None),
        ("POST", "", body),
        ("POST", "/import", {"csv": "email,start,end"}),
        ("DELETE", f"/{NOBODY}", None),
    ):
        assert client.request(method, f"/v1/desk/shifts{path}", json=sent).status_code == 401
        answer = desk.browser.request(method, f"/v1/desk/shifts{path}", json=sent, headers=desk.headers)
        assert answer.status_code == 403
    assert ana.browser.post("/v1/desk/shifts", json=body).status_code == 403  # from another site's form
    assert roster(ana) == []


@STORES
def test_a_shift_is_planned_seen_and_taken_off_again(ana):
    added = planned(ana)

    assert added.status_code == 201
    [shown] = roster(ana)
    assert shown == added.json()
    assert (shown["agent"], shown["starts_at"]) == ("Mei", "2026-12-01T00:00:00Z")
    path = f"/v1/desk/shifts/{shown['id']}"
    assert ana.browser.delete(path, headers=ana.headers).status_code == 204
    assert roster(ana) == []
    again = ana.browser.delete(path, headers=ana.headers)
    assert (again.status_code, again.json()["error"]["code"]) == (404, "shift_not_found")
    with reading() as session:
        deeds = [(one.deed, one.target) for one in session.scalars(select(AuditEvent))]
    assert deeds == [("shift_added", "Mei"), ("shift_removed", "Mei")]


def test_refuses_what_is_no_shift_and_who_is_not_on_the_team(ana):
    assert planned(ana, end="2026-12-01T08:00:00+08:00").status_code == 422
    assert planned(ana, end="2026-12-02T01:00:00+08:00").status_code == 422
    assert planned(ana, start="2026-12-01T08:00:00").status_code == 422
    assert planned(ana, who=NOBODY).json()["error"]["code"] == "agent_not_found"
    with unit_of_work() as session:
        session.scalars(select(Agent).where(Agent.name == "Tom")).one().active = False
    with reading() as session:
        tom = str(session.scalars(select(Agent.id).where(Agent.name == "Tom")).one())
    assert planned(ana, who=tom).status_code == 404
    assert ana.get("/shifts?from=2026-12-02&to=2026-12-01").status_code == 422
    assert ana.get("/shifts?from=2026-01-01&to=2026-12-01").status_code == 422


def test_nobody_is_planned_twice_at_one_time_and_one_shift_may_follow_another(ana):
    planned(ana)

    overlapping = planned(ana, start="2026-12-01T15:45:00+08:00", end="2026-12-01T20:00:00+08:00")

    assert (overlapping.status_code, overlapping.json()["error"]["code"]) == (409, "shift_overlaps")
    assert planned(ana, start="2026-12-01T16:00:00+08:00", end="2026-12-01T20:00:00+08:00").status_code == 201
    assert len(roster(ana)) == 2


@STORES
def test_of_two_who_plan_the_same_person_at_once_one_is_told(client, ana):
    who = mei()
    starts = [f"2026-12-01T{hour:02}:00:00+08:00" for hour in (8, 9, 10, 11)]

    with ThreadPoolExecutor() as pool:
        answers = list(
            pool.map(lambda start: planned(ana, start, "2026-12-01T15:00:00+08:00", who).status_code, starts)
        )

    assert sorted(answers) == [201, 409, 409, 409]


def test_days_of_the_roster_are_the_sites_and_without_any_it_is_today(ana):
    planned(ana, "2030-12-01T23:00:00+08:00", "2030-12-02T07:00:00+08:00")
    now = utc_now()
    planned(ana, now.isoformat(), (now + timedelta(minutes=5)).isoformat())

    assert len(roster(ana, "from=2030-12-01&to=2030-12-01")) == 1
    assert len(roster(ana, "from=2030-12-02")) == 1
    assert roster(ana, "from=2030-12-03&to=2030-12-04") == []
    assert len(ana.get("/shifts").json()["shifts"]) == 1


@STORES
def test_a_file_is_taken_in_and_every_bad_line_comes_back_with_the_reason(ana):
    planned(ana, "2026-12-04T08:00:00+08:00", "2026-12-04T12:00:00+08:00")
    text = "\ufeff" + "\r\n".join(
        [
            "email,starts_at,ends_at",
            "mei@example.com,2026-12-01 08:00,2026-12-01 16:00",
            "MEI@example.com , 2026-12-02T08:00+08:00 ,2026-12-02 16:00",
            "nobody@example.com,2026-12-01 08:00,2026-12-01 16:00",
            "",
            "tom@example.com,tomorrow,2026-12-01 16:00",
            "tom@example.com,2026-12-01 16:00,2026-12-01 08:00",
            "tom@example.com,2026-12-01 06:00,2026-12-01 23:00",
            "tom@example.com,2026-12-01 08:00",
            "mei@example.com,2026-12-01 15:00,2026-12-01 20:00",
            "mei@example.com,2026-12-04 11:00,2026-12-04 20:00",
            '"tom@example.com,2026-12-03 08:00,2026-12-03 16:00',
            "tom@example.com,2026-12-05 08:00,2026-12-05 16:00",
            "tom@example.com,0001-01-01 00:00,0001-01-01 08:00",
        ]
    )

    found = imported(ana, text)

    assert (found["added"], found["known"]) == (3, 0)
    assert [(one["line"], one["why"]) for one in found["bad"]] == [
        (4, "agent"),
        (6, "time"),
        (7, "order"),
        (8, "length"),
        (9, "time"),
        (10, "overlap"),
        (11, "overlap"),
        (12, "agent"),
        (14, "time"),
    ]
    assert found["bad"][0]["text"] == "nobody@example.com,2026-12-01 08:00,2026-12-01 16:00"
    assert [one["starts_at"] for one in roster(ana)] == [
        "2026-12-01T00:00:00Z",
        "2026-12-02T00:00:00Z",
        "2026-12-04T00:00:00Z",
        "2026-12-05T00:00:00Z",
    ]


def test_the_same_file_again_adds_nothing_and_loses_nothing(ana):
    text = "邮箱;开始;结束\nmei@example.com;2026-12-01 08:00;2026-12-01 16:00\n"

    assert imported(ana, text) == {"added": 1, "known": 0, "bad": []}
    assert imported(ana, text) == {"added": 0, "known": 1, "bad": []}
    assert len(roster(ana)) == 1


@pytest.mark.parametrize("text", ["", "email,when\n", "email,starts_at,ends_at\n" + "x,y,z\n" * 5001])
def test_refuses_a_file_without_the_columns_or_beyond_measure(ana, text):
    response = ana.browser.post("/v1/desk/shifts/import", json={"csv": text}, headers=ana.headers)

    assert (response.status_code, response.json()["error"]["details"]["field"]) == (422, "csv")


@STORES
def test_a_shift_holds_instants_whatever_zone_it_was_written_in(ana):
    planned(ana)

    with reading() as session:
        assert session.scalars(select(Shift.starts_at)).one() == datetime(2026, 12, 1, tzinfo=UTC)

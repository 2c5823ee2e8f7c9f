"""Where agents are signed in: listed, ended from afar, and over when they are over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from starlette.websockets import WebSocketDisconnect

from api.live import sockets
from crm import retention
from crm.base import utc_now
from crm.desk_sessions import DeskSession
from crm.store import unit_of_work
from tests.edge.conftest import Desk
from tests.edge.test_live import HOST

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def sessions(desk: Desk, **query) -> list[dict]:
    return desk.browser.get("/v1/desk/sessions", params=query).json()["sessions"]


def end(desk: Desk, session_id: str = "") -> int:
    path = f"/v1/desk/sessions/{session_id}".rstrip("/")
    return desk.browser.delete(path, headers=desk.headers).status_code


@BOTH
def test_an_agent_sees_where_they_are_signed_in_and_ends_what_is_not_theirs_to_keep(client, desk):
    elsewhere = Desk(client)

    listed = sessions(desk)

    assert [one["current"] for one in listed] == [False, True]
    assert listed[0]["browser"] == "testclient"
    assert end(desk, listed[0]["id"]) == 204
    assert elsewhere.get("/me").status_code == 401
    assert desk.get("/me").status_code == 200
    assert end(desk, listed[0]["id"]) == 404


def test_all_others_end_at_once(client, desk):
    others = [Desk(client) for _ in range(3)]

    assert end(desk) == 204

    assert [one.get("/me").status_code for one in others] == [401, 401, 401]
    assert len(sessions(desk)) == 1


def test_colleagues_sessions_are_for_supervisors(client, desk, other_desk):
    ana = Desk(client, "ana@example.com")
    (toms,) = sessions(other_desk)

    assert client.get("/v1/desk/sessions").status_code == 401
    assert desk.browser.get("/v1/desk/sessions", params={"agent_id": other_desk.agent["id"]}).status_code == 403
    assert end(desk, toms["id"]) == 404
    assert desk.browser.delete(f"/v1/desk/sessions/{toms['id']}").status_code == 403

    assert sessions(ana, agent_id=other_desk.agent["id"])[0]["id"] == toms["id"]
    assert end(ana, toms["id"]) == 204
    assert other_desk.get("/me").status_code == 401


def test_a_live_line_ends_with_its_session(client, desk, monkeypatch):
    monkeypatch.setattr(sockets, "WELCOME_SECONDS", 0.05)
    elsewhere = Desk(client)

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        end(elsewhere)
        with pytest.raises(WebSocketDisconnect) as closed:
            while True:
                socket.receive_json()

    assert closed.value.code == 4401


def test_a_session_ends_at_its_time_and_is_forgotten_a_month_later(desk):
    with unit_of_work() as session:
        session.execute(update(DeskSession).values(expires_at=utc_now() - timedelta(seconds=1)))
    assert desk.get("/me").status_code == 401
    kept = next(one for one in retention.kept() if one.name == "desk_sessions")

    with unit_of_work() as session:
        assert retention.sweep(session, kept, now=utc_now() + timedelta(days=29)) == 0
        assert retention.sweep(session, kept, now=utc_now() + timedelta(days=31)) == 1
        assert session.scalars(select(DeskSession)).all() == []

"""Who is at the desk: whoever chose to be and whose page is alive, and nobody else."""

from datetime import timedelta

import pytest

from crm import presence
from crm.base import utc_now
from crm.presence import Desk as Staffed
from crm.store import reading
from tests.edge.conftest import answers_in, until

HOST = {"Origin": "http://testserver"}
LATER = presence.SEEN_FOR + timedelta(seconds=1)


def line_of(desk):
    """The desk's page with its line open."""
    return desk.browser.websocket_connect("/v1/desk/live", headers=HOST)


def there(*, after=timedelta(0)):
    with reading() as session:
        return [agent.name for agent in presence.there(session, now=utc_now() + after)]


def state(*, after=timedelta(0)):
    with reading() as session:
        return presence.answering(session, now=utc_now() + after).desk


def choose(desk, status):
    return desk.browser.put("/v1/desk/status", json={"status": status}, headers=desk.headers)


def shown_to(desk):
    return {agent["name"]: agent["status"] for agent in desk.get("/agents").json()["agents"]}


@pytest.fixture
def quick(monkeypatch):
    """So short a memory that a test can wait for it."""
    monkeypatch.setattr(presence, "SEEN_FOR", timedelta(seconds=1))
    monkeypatch.setattr(presence, "NOTED_EVERY", timedelta(0))
    monkeypatch.setattr(presence, "GRACE", timedelta(0))


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_an_agent_is_there_while_their_desk_gives_signs_of_life(desk, quick, monkeypatch):
    with line_of(desk) as socket:
        assert socket.receive_json() == {"type": "ready"}
        until(lambda: not there())

        socket.send_json({"type": "ping"})
        assert socket.receive_json() == {"type": "pong"}

        until(lambda: there() == ["Mei"])
        assert state() == Staffed.ATTENDED
        # What is told apart at the end: gone at once, not by and by.
        monkeypatch.setattr(presence, "SEEN_FOR", timedelta(hours=1))

    until(lambda: there() == [])


def test_an_agent_whose_desk_is_closed_is_gone(desk, quick, monkeypatch):
    monkeypatch.setattr(presence, "SEEN_FOR", timedelta(hours=1))
    with line_of(desk) as socket:
        socket.receive_json()
        assert there() == ["Mei"]

    until(lambda: there() == [])


def test_closing_one_of_two_desks_closes_no_agent(desk, quick, monkeypatch):
    monkeypatch.setattr(presence, "SEEN_FOR", timedelta(hours=1))
    with line_of(desk) as first:
        first.receive_json()
        with line_of(desk) as second:
            second.receive_json()

        assert there() == ["Mei"]


def test_a_page_that_is_loaded_anew_is_not_missed(desk):
    with line_of(desk) as socket:
        socket.receive_json()

    assert there() == ["Mei"]


def test_a_laptop_that_was_shut_leaves_nobody_at_the_desk(desk, other_desk):
    assert there() == ["Mei", "Tom"]
    assert shown_to(desk)["Tom"] == "online"

    # No word from either since: nothing was closed, nobody has signed out.
    assert there(after=LATER) == []
    assert state(after=LATER) == Staffed.UNATTENDED


def test_colleagues_see_who_is_gone_as_offline(desk, other_desk, quick):
    until(lambda: shown_to(desk)["Tom"] == "offline")

    assert desk.get("/me").json()["agent"]["status"] == "online"


@pytest.mark.parametrize("status", ["away", "offline"])
def test_whoever_is_away_is_not_there_although_their_desk_is_open(desk, status):
    with line_of(desk) as socket:
        socket.receive_json()

        assert choose(desk, status).status_code == 200
        assert (there(), state()) == ([], Staffed.UNATTENDED)

        choose(desk, "online")
        assert there() == ["Mei"]


def test_signing_out_is_leaving_at_once(desk):
    assert there() == ["Mei"]

    desk.browser.post("/v1/desk/logout", headers=desk.headers)

    assert there() == []


def test_a_stranger_at_the_socket_makes_nobody_be_there(client):
    with client.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json()["error"]["code"] == "not_signed_in"

    assert there() == []


def test_out_of_hours_the_desk_is_closed_whoever_is_there(desk, environment):
    answers_in(environment, {"mon": ()})

    assert there() == ["Mei"]
    assert state() == Staffed.CLOSED

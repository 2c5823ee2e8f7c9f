"""Who is at the desk: whoever chose to be and whose page is alive, and nobody else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from crm import absence, presence
from crm.base import utc_now
from crm.presence import Desk as Staffed
from crm.store import reading, unit_of_work
from tests.edge.conftest import Visitor, answers_in, until

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


GONE = absence.PASSED_ON_AFTER + timedelta(seconds=1)


def with_mei(client, desk, *, language="en"):
    """A customer who is with Mei."""
    visitor = Visitor(client, language=language)
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    return visitor


def pass_on(*, after=GONE):
    with unit_of_work() as session:
        return absence.pass_on(session, now=utc_now() + after)


def stay(desk, *, after=GONE):
    """The desk gave a sign of life a moment before."""
    with unit_of_work() as session:
        presence.seen(session, uuid.UUID(desk.agent["id"]), now=utc_now() + after)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize(("language", "word"), [("en", "Mei has had to leave"), ("zh", "客服Mei暂时离开了")])
def test_whoever_an_absent_agent_keeps_goes_back_into_line_and_is_told(client, desk, language, word):
    visitor = with_mei(client, desk, language=language)
    assert pass_on(after=timedelta(minutes=1)) == 0

    assert pass_on() == 1

    story = visitor.history()
    assert (story["conversation"]["status"], story["conversation"]["queue_position"]) == ("queued", 1)
    assert story["conversation"]["agent_name"] is None
    left, line = story["messages"][-2:]
    assert word in left["body"]
    assert line["data"]["activity"] == "queued"
    assert pass_on() == 0


def test_whoever_is_at_the_desk_keeps_their_customers(client, desk):
    visitor = with_mei(client, desk)
    visitor.send("are you there?")
    stay(desk)

    assert pass_on() == 0
    assert visitor.status() == "assigned"


def test_whoever_is_away_keeps_those_who_do_not_wait(client, desk):
    answered, waiting = with_mei(client, desk), with_mei(client, desk)
    waiting.send("are you there?")
    choose(desk, "away")
    stay(desk)

    assert pass_on() == 1
    assert (answered.status(), waiting.status()) == ("assigned", "queued")


def test_nobody_is_put_into_line_while_the_desk_is_closed(client, desk, environment):
    with_mei(client, desk)
    answers_in(environment, {"mon": ("08:00-08:01",)})

    with unit_of_work() as session:
        assert absence.pass_on(session, now=datetime(2099, 1, 6, tzinfo=UTC)) == 0


def test_a_colleague_joins_by_opening_what_was_passed_on(client, desk, other_desk):
    visitor = with_mei(client, desk)
    moved = desk.do(visitor.conversation_id, "transfer", agent_id=other_desk.agent["id"]).json()["conversation"]
    assert (moved["assignee"]["name"], moved["joined"]) == ("Tom", False)
    assert visitor.history()["conversation"]["agent_name"] is None
    assert "Tom has joined" not in str(visitor.history())

    opened = [other_desk.do(visitor.conversation_id, "take").json()["conversation"] for _ in range(2)]

    assert [one["joined"] for one in opened] == [True, True]
    assert visitor.history()["conversation"]["agent_name"] == "Tom"
    assert str(visitor.history()).count("Tom has joined") == 1


def test_a_colleague_who_never_comes_does_not_keep_whom_they_were_passed(client, desk, other_desk):
    visitor = with_mei(client, desk)
    desk.do(visitor.conversation_id, "transfer", agent_id=other_desk.agent["id"])
    stay(desk)

    assert pass_on() == 1
    assert desk.rows("unassigned") == [visitor.conversation_id]

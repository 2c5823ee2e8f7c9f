"""What an open page is told, and what it is not."""

import asyncio
import threading
import uuid
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from api.live import broadcaster, limits, sockets
from api.settings import get_settings
from crm import live as news
from crm.agents import Agent
from crm.store import reading, unit_of_work
from tests.edge.conftest import ROOT, Desk, Visitor, until
from tests.edge.test_baggage import BAD, KEY

HOST = {"Origin": "http://testserver"}


@contextmanager
def widget(visitor, *, after=0, token=None, conversation_id=None):
    with visitor.client.websocket_connect("/v1/chat/live") as socket:
        socket.send_json(
            {
                "type": "hello",
                "token": token or visitor.token,
                "conversation_id": conversation_id or visitor.conversation_id,
                "after": after,
            }
        )
        yield socket


def next_of(socket, kind):
    """The next frame of a kind, passing over the others."""
    while True:
        frame = socket.receive_json()
        if frame["type"] == kind:
            return frame


def test_sends_what_was_missed_and_then_what_happens(visitor):
    visitor.send("one")

    with widget(visitor, after=2) as socket:
        assert socket.receive_json()["type"] == "ready"
        assert next_of(socket, "message")["message"]["body"] == "You said: one"
        visitor.send("two")
        seqs = [next_of(socket, "message")["message"]["seq"] for _ in range(2)]

    assert seqs == [4, 5]


def test_shows_that_the_assistant_types(visitor):
    with widget(visitor) as socket:
        visitor.send("hello", wait=False)

        assert next_of(socket, "typing") == {"type": "typing", "author": "bot", "name": None, "on": True}


def test_tells_the_customer_who_took_over(visitor, desk):
    visitor.send("hello")

    with widget(visitor, after=3) as socket:
        desk.do(visitor.conversation_id, "take")

        assert next_of(socket, "message")["message"]["data"] == {"activity": "taken", "name": "Mei"}
        assert next_of(socket, "conversation")["conversation"]["agent_name"] == "Mei"


def test_never_sends_a_note_to_the_customer(visitor, desk):
    visitor.send("hello")

    with widget(visitor, after=3) as socket:
        desk.do(visitor.conversation_id, "note", text="secret")
        desk.do(visitor.conversation_id, "reply", text="public")

        said = [next_of(socket, "message")["message"]["body"] for _ in range(2)]

    assert said == ["Mei has joined the conversation.", "public"]


def test_sends_a_message_again_when_its_facts_change(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    asked = visitor.history()["messages"][-1]

    with widget(visitor, after=asked["seq"]) as socket:
        visitor.client.post(f"/v1/surveys/{asked['data']['token']}", json={"score": 4})

        assert next_of(socket, "message")["message"]["data"]["answered"]["score"] == 4


@pytest.mark.parametrize("wrong", ["token", "conversation"])
def test_refuses_strangers(client, visitor, wrong):
    stranger = Visitor(client)
    changed = {"token": "forged"} if wrong == "token" else {"conversation_id": stranger.conversation_id}

    with widget(visitor, **changed) as socket:
        frame = socket.receive_json()
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert frame["type"] == "error"
    assert closed.value.code == (4401 if wrong == "token" else 4404)


def test_refuses_a_socket_that_does_not_introduce_itself(client):
    with client.websocket_connect("/v1/chat/live") as socket:
        socket.send_json(["nonsense"])

        assert socket.receive_json()["error"]["code"] == "invalid_request"


def test_the_desk_hears_of_a_queued_conversation(visitor, desk, assistant):
    assistant.respond = assistant.hand_over

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        visitor.send("agent please")
        rows = []
        while not rows or rows[-1]["status"] != "queued":
            rows.append(next_of(socket, "conversation")["conversation"])

    assert rows[-1]["id"] == visitor.conversation_id
    assert rows[-1]["reason"] == "requested"


def test_the_desk_sees_the_customer_type_and_the_customer_the_agent(visitor, desk):
    visitor.send("hello")

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as at_desk, widget(visitor, after=3) as at_home:
        assert at_desk.receive_json()["type"] == "ready"
        assert at_home.receive_json()["type"] == "ready"
        at_home.send_json({"type": "typing", "on": True})
        assert next_of(at_desk, "typing")["author"] == "visitor"
        at_desk.send_json({"type": "typing", "conversation_id": visitor.conversation_id, "on": True})
        assert next_of(at_home, "typing")["name"] == "Mei"


def test_the_desk_hears_of_what_comes_into_quarantine_and_of_what_leaves_it(client, visitor, desk):
    ana = Desk(client, "ana@example.com")
    with (
        desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket,
        widget(visitor, after=9) as at_home,
    ):
        assert socket.receive_json() == {"type": "ready"}
        assert at_home.receive_json()["type"] == "ready"
        client.post("/v1/baggage/messages", content=BAD, headers=KEY)
        assert next_of(socket, "quarantine")

        (message,) = ana.browser.get("/v1/baggage/messages").json()["messages"]
        ana.browser.post(f"/v1/baggage/messages/{message['id']}/discard", headers=ana.headers)
        assert next_of(socket, "quarantine")


def test_the_desk_serves_its_own_page_alone(client, desk):
    for browser, headers, code in ((desk.browser, {"Origin": "http://evil.example"}, 4403), (client, HOST, 4401)):
        with browser.websocket_connect("/v1/desk/live", headers=headers) as socket:
            assert socket.receive_json()["type"] == "error"
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_json()
        assert closed.value.code == code


def test_the_widgets_socket_serves_the_products_own_pages_and_programs(client, visitor):
    for origin, answer in (("http://evil.example", "error"), ("http://testserver", "ready"), (None, "ready")):
        headers = {"Origin": origin} if origin else {}
        with client.websocket_connect("/v1/chat/live", headers=headers) as socket:
            socket.send_json({"type": "hello", "token": visitor.token, "conversation_id": visitor.conversation_id})
            assert socket.receive_json()["type"] == answer


def test_the_place_in_the_queue_is_told_when_it_moves(client, visitor, desk, assistant):
    assistant.respond = assistant.hand_over
    first = Visitor(client)
    first.send("agent please")
    visitor.send("agent please")

    with widget(visitor, after=9) as socket:
        assert socket.receive_json()["conversation"]["queue_position"] == 2
        desk.do(first.conversation_id, "take")

        assert next_of(socket, "conversation")["conversation"]["queue_position"] == 1


def test_answers_a_ping(visitor):
    with widget(visitor) as socket:
        socket.send_json({"type": "ping"})

        assert next_of(socket, "pong")


def test_a_typing_frame_of_nonsense_ends_the_socket_and_nothing_else(visitor):
    with widget(visitor) as socket:
        socket.send_json({"type": "typing", "on": {"deep": str(uuid.uuid4())}})
        with pytest.raises(WebSocketDisconnect):
            while True:
                socket.receive_json()

    assert visitor.send("hello").status_code == 201


def leave_the_team(desk):
    with unit_of_work() as session:
        session.get_one(Agent, uuid.UUID(desk.agent["id"])).active = False


def closed_with(socket) -> int:
    with pytest.raises(WebSocketDisconnect) as closed:
        while True:
            frame = socket.receive_json()
            assert frame["type"] in ("ready", "typing", "error")
    return closed.value.code


def test_the_desk_of_an_agent_who_left_the_team_is_closed(desk, monkeypatch):
    monkeypatch.setattr(sockets, "WELCOME_SECONDS", 0.05)

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        leave_the_team(desk)

        assert closed_with(socket) == 4401


def test_the_desk_of_an_agent_who_left_the_team_is_told_nothing_more(visitor, desk):
    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        leave_the_team(desk)
        visitor.send("my secret")

        assert closed_with(socket) == 4401


def test_one_take_is_one_event_for_the_queue_however_many_wait(client, desk, other_desk, assistant):
    assistant.respond = assistant.hand_over
    waiting = [Visitor(client) for _ in range(12)]
    for one in waiting:
        one.send("agent please")

    with reading() as session:
        before = news.newest(session)
    with other_desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        desk.do(waiting[0].conversation_id, "take")
        seen: set[str] = set()
        # News of those who joined may still be on its way, and come first.
        while not {"conversation", "queue", "message"} <= seen:
            seen.add(socket.receive_json()["type"])
    with reading() as session:
        changes = news.since(session, before)[1]

    assert changes.count(news.QueueMoved()) == 1
    assert {one.conversation_id for one in changes if isinstance(one, news.Change)} == {
        uuid.UUID(waiting[0].conversation_id)
    }


def test_a_page_that_is_too_slow_is_told_to_connect_anew(desk):
    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        for listener in list(desk.browser.app.state.broadcaster._listeners):
            desk.browser.portal.call(listener.miss)

        assert next_of(socket, "resync") == {"type": "resync"}
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 1011


def test_an_inbox_that_is_full_is_emptied_and_says_so(monkeypatch):
    monkeypatch.setattr(broadcaster, "INBOX", 2)
    slow = broadcaster.Listener(None)

    for _ in range(3):
        slow.put(news.QueueMoved())

    with pytest.raises(broadcaster.NewsMissed):
        asyncio.run(slow.receive())
    assert slow.inbox.empty()


def flood(socket, frame, times):
    for _ in range(times):
        socket.send_json(frame)


def test_who_types_without_end_is_not_told_on_and_costs_nobody_a_change(visitor, desk):
    visitor.send("hello")

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as at_desk, widget(visitor, after=3) as at_home:
        assert at_desk.receive_json()["type"] == "ready"
        flood(at_home, {"type": "typing", "on": True}, 50)
        at_home.send_json({"type": "ping"})
        next_of(at_home, "pong")
        visitor.send("this must arrive")
        seen = [at_desk.receive_json()]
        while seen[-1].get("message", {}).get("body") != "this must arrive":
            seen.append(at_desk.receive_json())

    assert sum(frame["type"] == "typing" and frame["author"] == "visitor" for frame in seen) <= 15


def test_a_socket_that_sends_frames_without_end_is_closed(visitor):
    with widget(visitor) as socket:
        flood(socket, {"type": "ping"}, 100)
        assert next_of(socket, "error")["error"]["code"] == "too_many_requests"
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == 1013
    assert visitor.send("hello").status_code == 201


def test_a_visitor_has_a_few_sockets_and_gets_another_once_one_is_closed(visitor):
    with ExitStack() as open_ones:
        for _ in range(limits.PER_PERSON):
            assert open_ones.enter_context(widget(visitor)).receive_json()["type"] == "ready"
        with widget(visitor) as one_more:
            assert one_more.receive_json()["error"]["code"] == "too_many_requests"

    with widget(visitor) as again:
        assert again.receive_json()["type"] == "ready"


@pytest.mark.parametrize("setting", ["address", "pending"])
def test_an_address_has_a_limit_of_its_own(client, visitor, environment, monkeypatch, setting):
    if setting == "address":
        environment.setenv("SOCKETS_PER_ADDRESS", "2")
        get_settings.cache_clear()
    monkeypatch.setattr(limits, "PENDING_PER_ADDRESS", 2 if setting == "pending" else 9)

    with client.websocket_connect("/v1/chat/live"), client.websocket_connect("/v1/chat/live"):
        with client.websocket_connect("/v1/chat/live") as third:
            assert third.receive_json()["error"]["code"] == "too_many_requests"
        with other_address(client).websocket_connect("/v1/chat/live") as elsewhere:
            elsewhere.send_json(["nonsense"])
            assert elsewhere.receive_json()["error"]["code"] == "invalid_request"


def other_address(client):
    elsewhere = TestClient(client.app, client=("203.0.113.7", 4711))
    elsewhere.portal = client.portal
    return elsewhere


def test_whispers_are_dropped_before_any_change_is(monkeypatch):
    monkeypatch.setattr(broadcaster, "INBOX", 60)
    slow, conversation = broadcaster.Listener(None), uuid.uuid4()

    for _ in range(200):
        slow.put(broadcaster.Typing(conversation, "visitor", True))
    for _ in range(10):
        slow.put(news.Change(conversation))

    received = [slow.inbox.get_nowait() for _ in range(slow.inbox.qsize())]
    assert received.count(news.Change(conversation)) == 10
    assert None not in received


@pytest.mark.parametrize("known", [False, True])
def test_a_long_frame_is_refused_before_and_after_the_hello(client, visitor, known):
    with client.websocket_connect("/v1/chat/live") if not known else widget(visitor) as socket:
        if known:
            next_of(socket, "ready")
        socket.send_text("[" + "1," * limits.MAX_FRAME + "1]")

        assert next_of(socket, "error")["error"]["code"] == "invalid_request"
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()

    assert closed.value.code == 4400


def test_the_server_itself_reads_no_longer_frame(client):
    """What comes in one frame is in memory before the app sees it: the server's own limit counts."""
    (line,) = (line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("api:"))
    options = line.partition("api.app:create_app ")[2].replace("${HOST} --port ${PORT}", "127.0.0.1 --port 0").split()
    parsed = uvicorn.main.make_context("uvicorn", ["api.app:create_app", *options]).params
    config = uvicorn.Config(client.app, port=0, lifespan="off", log_level="error", ws_max_size=parsed["ws_max_size"])
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        port = until(lambda: server.started and server.servers[0].sockets[0].getsockname()[1])
        with connect(f"ws://127.0.0.1:{port}/v1/chat/live", proxy=None) as socket:
            socket.send("x" * 100_000)
            with pytest.raises(ConnectionClosed) as closed:
                socket.recv(timeout=5)
    finally:
        server.should_exit = True
        thread.join()

    assert closed.value.rcvd.code == 1009

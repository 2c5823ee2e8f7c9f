"""A request that never arrives as a whole is refused after a while, and holds nothing meanwhile."""

import asyncio
import json

import pytest

from api.http import bodies

HEADERS = [(b"host", b"testserver"), (b"content-type", b"application/json"), (b"content-length", b"100")]


def send_slowly(client, pieces, *, path="/v1/chat/sessions", pause=0.0):
    """Send these pieces and then nothing more; the status of the answer and its code."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": HEADERS,
        "client": ("203.0.113.9", 40000),
        "server": ("testserver", 80),
    }
    left, answered = list(pieces), []

    async def receive():
        await asyncio.sleep(pause)
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": True}
        return await asyncio.sleep(30)

    async def answer(message):
        answered.append(message)

    async def call():
        async with asyncio.timeout(10):
            await client.app(scope, receive, answer)

    client.portal.call(call)
    body = b"".join(one.get("body", b"") for one in answered)
    return answered[0]["status"], json.loads(body)["error"]["code"], dict(answered[0]["headers"])


def test_half_a_request_is_refused_and_its_connection_closed(client, monkeypatch):
    monkeypatch.setattr(bodies, "PIECE_SECONDS", 0.2)

    status, code, headers = send_slowly(client, [b'{"site": '])

    assert (status, code) == (408, "request_timeout")
    assert headers[b"connection"] == b"close"


def test_so_is_one_that_comes_byte_by_byte(client, monkeypatch):
    monkeypatch.setattr(bodies, "WHOLE_SECONDS", 0.5)

    assert send_slowly(client, [b" "] * 1000, pause=0.05)[:2] == (408, "request_timeout")


def test_others_are_answered_meanwhile(client, visitor, assistant, monkeypatch):
    monkeypatch.setattr(bodies, "PIECE_SECONDS", 1.0)

    async def nobody_waits():
        slow = [asyncio.to_thread(send_slowly, client, [b"{"]) for _ in range(4)]
        quick = asyncio.to_thread(visitor.send, "hello")
        return await quick, await asyncio.gather(*slow)

    answer, refused = asyncio.run(nobody_waits())

    assert answer.json()["replies"][0]["body"] == "You said: hello"
    assert {status for status, *_ in refused} == {408}


@pytest.mark.parametrize("words", ["hello", "x" * 3000])
def test_what_comes_in_time_is_taken(visitor, words):
    assert visitor.send(words).status_code == 201

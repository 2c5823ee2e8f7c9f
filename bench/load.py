"""The customers: conversations that write, wait for the answer, and write again, over plain keep-alive HTTP/1.1."""

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from bench.messages import Script

TURNS_PER_CONVERSATION = 20
ANSWER_SECONDS = 60.0


class Failed(Exception):
    """A turn without a proper answer; its text says what was wrong."""


class Connection:
    """One connection to one server on this machine. httpx would cost more than some of the turns measured."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: dict[str, Any], token: str = "") -> Any:
        """The JSON that a POST answers. Raises Failed for anything but a 2xx."""
        try:
            return await asyncio.wait_for(self._post(path, body, token), ANSWER_SECONDS)
        except (OSError, EOFError, TimeoutError, ValueError, KeyError) as error:
            self.close()
            raise Failed(type(error).__name__) from error

    def close(self) -> None:
        """Hang up; the next request dials again."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _post(self, path: str, body: dict[str, Any], token: str) -> Any:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        content = json.dumps(body).encode()
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status, headers = int(head.split(" ", 2)[1]), dict(_header(line) for line in head.split("\r\n")[1:-2])
        answer = await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self.close()
        if not 200 <= status < 300:
            raise Failed(f"HTTP {status}")
        return json.loads(answer)


class Talk(Protocol):
    """One conversation at a time of one customer. `over` means that the next sentence needs a new one."""

    over: bool
    handed_over: int

    async def begin(self, connection: Connection) -> None:
        """Start a new conversation."""

    async def say(self, connection: Connection, text: str) -> None:
        """Say something and wait for the answer. Raises Failed when there is none."""


class StockTalk:
    """Rasa's REST channel: a sender's name is all that a conversation needs."""

    def __init__(self) -> None:
        self.over, self.handed_over, self._sender = True, 0, ""

    async def begin(self, connection: Connection) -> None:
        """A name nobody had before."""
        self._sender, self.over = uuid.uuid4().hex, False

    async def say(self, connection: Connection, text: str) -> None:
        """Every answer is a list of bubbles with text."""
        bubbles = await connection.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text})
        if not any(bubble.get("text") for bubble in bubbles):
            raise Failed("empty answer")


class ProductTalk:
    """Our public door: a visitor's session, and messages that wait for their replies."""

    def __init__(self, language: str) -> None:
        self.over, self.handed_over = True, 0
        self._language, self._token, self._conversation = language, "", ""

    async def begin(self, connection: Connection) -> None:
        """A visitor we have not seen before."""
        opened = await connection.post("/v1/chat/sessions", {"site": "demo", "language": self._language})
        self._token, self._conversation, self.over = opened["visitor_token"], opened["conversation_id"], False

    async def say(self, connection: Connection, text: str) -> None:
        """A conversation that now waits for a person is over for this load, answered or not."""
        body = {"conversation_id": self._conversation, "client_id": str(uuid.uuid4()), "text": text}
        answer = await connection.post("/v1/chat/messages?wait=true", body, self._token)
        replies = answer["replies"]
        if any(reply["data"].get("activity") == "queued" for reply in replies):
            self.over, self.handed_over = True, self.handed_over + 1
        if not any(reply["body"] for reply in replies):
            raise Failed("empty answer")


@dataclass
class Customer:
    """Somebody who goes on talking over several rounds, in conversations of a bounded length."""

    talk: Talk
    said: int = 0

    async def turn(self, connection: Connection, text: str) -> float:
        """Seconds until the answer. Opening a conversation is not part of it."""
        if self.talk.over or self.said >= TURNS_PER_CONVERSATION:
            await self.talk.begin(connection)
            self.said = 0
        self.said += 1
        started = time.perf_counter()
        try:
            await self.talk.say(connection, text)
        except Failed:
            self.talk.over = True
            raise
        return time.perf_counter() - started


@dataclass
class Round:
    """What came of one round. `turns` were answered before time was up; `latencies` has the last ones, too."""

    seconds: float
    turns: int = 0
    latencies: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    handed_over: int = 0
    cpu: dict[str, float] = field(default_factory=dict)


async def play(port: int, customers: list[Customer], script: Script, seconds: float) -> Round:
    """Let all customers talk at once for some seconds, each waiting for its answer before it goes on."""
    result = Round(seconds)
    before = sum(customer.talk.handed_over for customer in customers)
    end = time.perf_counter() + seconds
    await asyncio.gather(
        *(_talk(port, customer, script, result, lambda: time.perf_counter() < end) for customer in customers)
    )
    result.handed_over = sum(customer.talk.handed_over for customer in customers) - before
    return result


async def _talk(port: int, customer: Customer, script: Script, result: Round, going: Callable[[], bool]) -> None:
    connection = Connection(port)
    while going():
        try:
            latency = await customer.turn(connection, next(script))
        except Failed as failure:
            result.failures[str(failure)] += 1
            # A side that is down fails at once: this must not become a busy loop.
            await asyncio.sleep(0.05)
            continue
        result.latencies.append(latency)
        result.turns += going()
    with suppress(OSError):
        connection.close()


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value.strip()

"""The broadcaster: wakes whoever shows a conversation when it changes, wherever the change was made."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
import structlog
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crm import live
from crm.live import FeedsMoved, News, QueueMoved, Rated
from crm.store import engine, reading

POLL_SECONDS = 0.25
# So much that is not received belongs to a socket that is dead or hopelessly slow.
INBOX = 1000
# Behind so much that is not received, nobody is told any more who types.
WHISPERS = 50
TYPING_CHANNEL = "serviceloop_typing"

log = structlog.get_logger()


@dataclass(frozen=True)
class Typing:
    """Somebody types. Not stored, not missed when lost."""

    conversation_id: uuid.UUID
    author: str
    on: bool
    name: str | None = None


class NewsMissed(Exception):
    """Some news may never have been received: whoever listens must look at everything anew."""


@dataclass(eq=False)
class Listener:
    """One open socket's inbox; `conversation_id` None is for all conversations, on the desk of `agent_id`."""

    conversation_id: uuid.UUID | None
    agent_id: uuid.UUID | None = None
    inbox: asyncio.Queue[News | Typing | None] = field(default_factory=lambda: asyncio.Queue(maxsize=INBOX))

    async def receive(self) -> News | Typing:
        """The next piece of news. Raises NewsMissed."""
        news = await self.inbox.get()
        if news is None:
            raise NewsMissed
        return news

    def put(self, news: News | Typing) -> None:
        """Keep a piece of news until it is taken; an inbox that is full is emptied, and the listener learns of it.

        Who types is only told to who keeps up: it must never take the place of a change.
        """
        if isinstance(news, Typing) and self.inbox.qsize() >= WHISPERS:
            return
        try:
            self.inbox.put_nowait(news)
        except asyncio.QueueFull:
            self.miss()

    def miss(self) -> None:
        """Have the listener look at everything anew: what is in the inbox is then of no use any more."""
        while not self.inbox.empty():
            self.inbox.get_nowait()
        self.inbox.put_nowait(None)


class Broadcaster:
    """Fans changes out to the sockets of this process."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._committed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._typing: asyncio.Queue[str] = asyncio.Queue(maxsize=1000)

    @contextmanager
    def listen(
        self, conversation_id: uuid.UUID | None = None, *, agent_id: uuid.UUID | None = None
    ) -> Iterator[Listener]:
        """Receive changes for as long as the block runs."""
        listener = Listener(conversation_id, agent_id)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def has_desk(self, agent_id: uuid.UUID) -> bool:
        """Whether an agent has a desk open in this process."""
        return any(listener.agent_id == agent_id for listener in self._listeners)

    def typing(self, conversation_id: uuid.UUID, *, author: str, on: bool, name: str | None = None) -> None:
        """Say that somebody types, to whoever looks at the conversation."""
        self._publish(Typing(conversation_id, author, on, name))
        if engine().dialect.name == "postgresql":
            with suppress(asyncio.QueueFull):
                self._typing.put_nowait(json.dumps([_PROCESS, str(conversation_id), author, on, name]))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch the store until the block ends."""
        event.listen(Session, "after_commit", self._nudge)
        watch = self._watch_postgres if engine().dialect.name == "postgresql" else self._watch_sqlite
        task = asyncio.create_task(watch())
        try:
            yield
        finally:
            event.remove(Session, "after_commit", self._nudge)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _nudge(self, _session: Session) -> None:
        self._loop.call_soon_threadsafe(self._committed.set)

    def _publish(self, news: News | Typing) -> None:
        for listener in self._listeners:
            if isinstance(news, FeedsMoved | Rated):
                wanted = listener.conversation_id is None
            else:
                wanted = isinstance(news, QueueMoved) or listener.conversation_id in (None, news.conversation_id)
            if wanted:
                listener.put(news)

    async def _watch_sqlite(self) -> None:
        """Follow the event rows: at once after this process commits, every quarter second for the others."""
        position = await asyncio.to_thread(_newest)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._committed.wait()
            self._committed.clear()
            if not self._listeners:
                position = await asyncio.to_thread(_newest_or, position)
                await asyncio.sleep(POLL_SECONDS)
                continue
            position, changes = await asyncio.to_thread(_since, position)
            for change in changes:
                self._publish(change)

    async def _watch_postgres(self) -> None:
        while True:
            try:
                await self._follow_notifications()
            except psycopg.OperationalError:
                log.warning("live_connection_lost")
                await asyncio.sleep(1)
                for listener in self._listeners:
                    listener.miss()

    async def _follow_notifications(self) -> None:
        url = engine().url.set(drivername="postgresql").render_as_string(hide_password=False)
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            for channel in (live.CHANNEL, TYPING_CHANNEL):
                await connection.execute(f"LISTEN {channel}")
            while True:
                async for notice in connection.notifies(timeout=POLL_SECONDS):
                    self._notified(notice.channel, notice.payload)
                    if not self._typing.empty():
                        break
                while not self._typing.empty():
                    await connection.execute("SELECT pg_notify(%s, %s)", (TYPING_CHANNEL, self._typing.get_nowait()))

    def _notified(self, channel: str, payload: str) -> None:
        if channel == live.CHANNEL:
            self._publish(live.parse_notice(payload))
            return
        process, conversation_id, author, on, name = json.loads(payload)
        if process != _PROCESS:
            self._publish(Typing(uuid.UUID(conversation_id), author, on, name))


# Tells this process's own typing from the others'.
_PROCESS = uuid.uuid4().hex


def _newest() -> int:
    with reading() as session:
        return live.newest(session)


def _newest_or(position: int) -> int:
    try:
        return _newest()
    except SQLAlchemyError:
        return position


def _since(position: int) -> tuple[int, list[Any]]:
    try:
        with reading() as session:
            return live.since(session, position)
    except SQLAlchemyError:
        # The store is away: what happened meanwhile is read once it is back.
        log.warning("live_store_unavailable")
        return position, []

"""The gateway: takes each message of a conversation in turn to the assistant, and its answer to the store."""

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

import aiohttp
import structlog
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from api.assistant import client as rasa
from api.http.metrics import ASSISTANT_FAILURES, TURN_SECONDS, TURNS
from api.live.broadcaster import Broadcaster
from crm import listening, turns
from crm.base import utc_now
from crm.errors import AssistantUnavailable, StoreUnavailable
from crm.inbound import Received
from crm.messages import Message
from crm.store import transact
from crm.turns import Answer, Turn

LISTEN_EVERY = timedelta(seconds=10)
RENEW_EVERY = turns.LEASE.total_seconds() / 3

T = TypeVar("T")

log = structlog.get_logger()


async def in_store(work: Callable[[Session], T]) -> T:
    """Run `work` as one transaction in a thread, so that the event loop never waits for the store."""
    return await asyncio.to_thread(transact, work)


class Gateway:
    """Runs turns. Holds no state that the store does not have: any process may die at any moment."""

    def __init__(self, client: aiohttp.ClientSession, broadcaster: Broadcaster | None = None) -> None:
        self.client = client
        self.broadcaster = broadcaster
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, conversation_id: uuid.UUID, turn: Turn | None = None) -> asyncio.Task[list[Message]]:
        """Answer what is unanswered in a conversation, in the background."""
        return self._in_background(self.answer(conversation_id, turn))

    async def take_in(
        self, receive: Callable[[Session], Received]
    ) -> tuple[Received, asyncio.Task[list[Message]] | None]:
        """Store what came in by any channel, claim its turn in the same transaction, and have it answered.

        Returns the task too that answers this very message, when no earlier one goes before it. What a person alone
        will answer is listened to, and nobody waits for that.
        """

        def work(session: Session) -> tuple[Received, Turn | None]:
            received = receive(session)
            return received, turns.claim(session, received.conversation.id)

        received, turn = await in_store(work)
        task = self.start(received.conversation.id, turn) if turn else None
        if listening.is_for_people(received):
            self._in_background(self.listen(received.message))
        return received, task if turn and turn.message_id == received.message.id else None

    async def answer(self, conversation_id: uuid.UUID, turn: Turn | None = None) -> list[Message]:
        """Answer, one after the other, every message that nobody is at; returns the first turn's replies."""
        replies: list[Message] | None = None
        turn = turn or await in_store(lambda session: turns.claim(session, conversation_id))
        while turn is not None:
            # Its message's id is the id of the turn in every log: here, at the actions, and with the assistant.
            with structlog.contextvars.bound_contextvars(turn=str(turn.message_id)):
                said, turn = await self._one_turn(turn)
            replies = said if replies is None else replies
        return replies or []

    async def listen(self, message: Message) -> bool:
        """Read a message for emergencies without a turn; False when the assistant cannot: the job tries again."""
        try:
            analysis = await rasa.listen(self.client, message.body)
        except AssistantUnavailable as error:
            log.warning("message_not_read", message_id=str(message.id), **error.details)
            return False
        await in_store(lambda session: listening.keep(session, message.id, analysis))
        return True

    async def listen_to_missed(self) -> None:
        """Read what could not be read when it came, until it is too old to matter."""
        now = utc_now()
        missed = await in_store(lambda session: listening.unanalysed(session, now=now))
        for message in missed:
            if message.created_at <= now - listening.GIVE_UP_AFTER + LISTEN_EVERY:
                log.warning("message_never_read", message_id=str(message.id))
        if not missed or not await rasa.is_ready(self.client):
            return
        for message in missed:
            if not await self.listen(message):
                return

    async def close(self) -> None:
        """Let running turns end; what does not end in time is found again by the sweep."""
        if self._running:
            await asyncio.wait(self._running, timeout=5)
        await self.client.close()

    def _in_background(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return task

    async def _one_turn(self, turn: Turn) -> tuple[list[Message], Turn | None]:
        self._typing(turn, on=True)
        keeper = asyncio.create_task(_keep(turn))
        started = time.perf_counter()
        try:
            answer = await self._ask(turn)
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper
            self._typing(turn, on=False)
        seconds, outcome = time.perf_counter() - started, "answered" if answer else "failed"
        TURN_SECONDS.observe(seconds)
        TURNS.labels(outcome).inc()
        log.info("turn", outcome=outcome, ms=round(seconds * 1000, 1))

        try:
            return await in_store(partial(_finish, turn=turn, answer=answer))
        except (OperationalError, PoolTimeout, StoreUnavailable):
            raise
        except Exception as error:
            if answer is None:
                raise
            # Whatever is wrong with it will be wrong with it again: the customer must not wait for that.
            log.error("answer_unusable", message_id=str(turn.message_id), error=type(error).__name__)
            return await in_store(partial(_finish, turn=turn, answer=None))

    async def _ask(self, turn: Turn) -> Answer | None:
        """One retry, then None: a person is called. At once where the message has been tried too often."""
        if turn.given_up:
            log.error("message_given_up", message_id=str(turn.message_id))
            return None
        for attempt in (0, 1):
            try:
                return await rasa.ask(self.client, turn, retry=turn.retry or attempt > 0)
            except AssistantUnavailable as error:
                ASSISTANT_FAILURES.labels(error.details.get("cause", "unknown")).inc()
                log.warning("assistant_failed", message_id=str(turn.message_id), attempt=attempt, **error.details)
        return None

    def _typing(self, turn: Turn, *, on: bool) -> None:
        if self.broadcaster is not None:
            self.broadcaster.typing(turn.conversation_id, author="bot", on=on)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The message is stored: a job answers or reads it.
            log.error("turn_interrupted", error=type(error).__name__)


def _finish(session: Session, *, turn: Turn, answer: Answer | None) -> tuple[list[Message], Turn | None]:
    said = turns.finish(session, turn, answer)
    return said, turns.claim(session, turn.conversation_id)


async def _keep(turn: Turn) -> None:
    """Renew the lease for as long as the assistant works."""
    while True:
        await asyncio.sleep(RENEW_EVERY)
        with suppress(SQLAlchemyError, StoreUnavailable):
            await in_store(lambda session: turns.renew(session, turn))

"""The live sockets: the widget's and the desk's. Both only push; messages are sent with POST."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from api.chat.routes import own_conversation
from api.chat.schemas import MessageOut, VisitorConversationOut
from api.desk import views
from api.desk.ratings import RatingOut
from api.desk.schemas import DeskMessageOut
from api.http import tokens
from api.http.dependencies import COOKIE, SignedIn, network_of_caller, who_is_signed_in
from api.http.fields import Count
from api.http.metrics import SOCKETS
from api.http.tokens import Visitor
from api.live import limits, line, who
from api.live.broadcaster import Broadcaster, Listener, NewsMissed, Typing
from api.settings import get_settings
from crm import conversations, desk_sessions, messages, presence
from crm.base import utc_now
from crm.errors import BadInput, ServiceloopError, StoreUnavailable
from crm.live import Change, FeedsMoved, QueueMoved, Rated
from crm.messages import Author
from crm.store import reading, transact
from crm.surveys import Survey

HELLO_SECONDS = 10.0
# How soon a desk closes whose agent has left the team or was signed in for too long.
WELCOME_SECONDS = 10.0

router = APIRouter()


class Hello(BaseModel):
    """The widget's first frame: the token travels here, never in an address."""

    token: str
    conversation_id: uuid.UUID
    after: Count = 0


class TypingFrame(BaseModel):
    on: bool


class DeskTypingFrame(TypingFrame):
    conversation_id: uuid.UUID


@router.websocket("/v1/chat/live")
async def chat_live(socket: WebSocket) -> None:
    """Everything new in one conversation: first what was missed since `after`, then as it happens."""
    await socket.accept()
    places, address = _places(socket), network_of_caller(socket)
    async with _closing(socket):
        with places.place(f"address {address}", most=get_settings().sockets_per_address):
            who.same_origin(socket, or_none=True)
            with places.place(f"pending {address}", most=limits.PENDING_PER_ADDRESS):
                async with asyncio.timeout(HELLO_SECONDS):
                    hello = Hello.model_validate(await line.read_frame(socket))
            visitor = tokens.read_visitor(hello.token)
            feed = ChatFeed(socket, visitor, hello)
            broadcaster: Broadcaster = socket.app.state.broadcaster
            with (
                places.place(f"visitor {visitor.customer_id}", most=limits.PER_PERSON),
                broadcaster.listen(hello.conversation_id) as listener,
                SOCKETS.labels("customers").track_inprogress(),
            ):
                await feed.start()
                await line.side_by_side(feed.forward(listener), line.receive(socket, feed.receive))


@router.websocket("/v1/desk/live")
async def desk_live(socket: WebSocket) -> None:
    """Everything that changes at the desk. The cookie signs in; the page must be our own."""
    await socket.accept()
    places, address = _places(socket), network_of_caller(socket)
    async with _closing(socket):
        with places.place(f"address {address}", most=get_settings().sockets_per_address):
            who.same_origin(socket)
            cookie = socket.cookies.get(COOKIE)
            feed = DeskFeed(socket, cookie, await asyncio.to_thread(who.signed_in, cookie))
            broadcaster: Broadcaster = socket.app.state.broadcaster
            with places.place(f"agent {feed.agent.id}", most=limits.PER_PERSON):
                async with feed.present(broadcaster):
                    await _serve_desk(socket, feed, broadcaster)


async def _serve_desk(socket: WebSocket, feed: "DeskFeed", broadcaster: Broadcaster) -> None:
    with broadcaster.listen(agent_id=feed.agent.id) as listener, SOCKETS.labels("desk").track_inprogress():
        await socket.send_json({"type": "ready"})
        await line.side_by_side(
            feed.forward(listener),
            line.receive(socket, feed.receive, on_frame=feed.alive),
            feed.stay_signed_in(),
        )


@asynccontextmanager
async def _closing(socket: WebSocket) -> AsyncIterator[None]:
    """Close the socket when the block fails, and say why to whoever can do something about it."""
    try:
        yield
    except ServiceloopError as error:
        await line.refuse(socket, error)
    except (ValidationError, ValueError, KeyError):
        await line.refuse(socket, BadInput("This frame is malformed."))
    except NewsMissed:
        await line.resynchronise(socket)
    except (TimeoutError, WebSocketDisconnect, OperationalError, RuntimeError):
        await line.close(socket)


def _places(socket: WebSocket) -> limits.Places:
    places: limits.Places = socket.app.state.places
    return places


class ChatFeed:
    """What one widget has seen, and the next thing to send it."""

    def __init__(self, socket: WebSocket, visitor: Visitor, hello: Hello) -> None:
        self.socket = socket
        self.visitor = visitor
        self.conversation_id = hello.conversation_id
        self.seq = hello.after
        self.shown: VisitorConversationOut | None = None
        self._whispers = limits.whispers()

    async def start(self) -> None:
        """Greet with the state, then send what was missed."""
        conversation, missed = await asyncio.to_thread(self._look)
        self.shown = conversation
        await self.socket.send_json({"type": "ready", "conversation": conversation.model_dump(mode="json")})
        await self._send(missed)

    async def forward(self, listener: Listener) -> None:
        """Pass on whatever the broadcaster publishes, for ever."""
        while True:
            news = await listener.receive()
            if isinstance(news, Typing):
                if news.author != "visitor":
                    await self.socket.send_json(
                        {"type": "typing", "author": news.author, "name": news.name, "on": news.on}
                    )
                continue
            if isinstance(news, QueueMoved):
                await self._queue_moved()
            elif isinstance(news, Change):
                await self._changed(news)

    async def receive(self, frame: dict[str, Any]) -> None:
        """The customer types."""
        if frame.get("type") != "typing":
            return
        typing, broadcaster = TypingFrame.model_validate(frame), self.socket.app.state.broadcaster
        if self._whispers.take():
            broadcaster.typing(self.conversation_id, author="visitor", on=typing.on)

    async def _queue_moved(self) -> None:
        """Only who waits has a place in the queue."""
        if self.shown is not None and self.shown.queue_position is not None:
            await self._send_state(await asyncio.to_thread(self._look_at_state))

    async def _changed(self, change: Change) -> None:
        conversation, new = await asyncio.to_thread(self._look, change.message_id)
        await self._send(new)
        await self._send_state(conversation)

    async def _send_state(self, conversation: VisitorConversationOut) -> None:
        if conversation != self.shown:
            self.shown = conversation
            await self.socket.send_json({"type": "conversation", "conversation": conversation.model_dump(mode="json")})

    async def _send(self, new: list[MessageOut]) -> None:
        for message in new:
            await self.socket.send_json({"type": "message", "message": message.model_dump(mode="json")})
            self.seq = max(self.seq, message.seq)

    def _look_at_state(self) -> VisitorConversationOut:
        with reading() as session:
            conversation = own_conversation(session, self.visitor, self.conversation_id)
            return VisitorConversationOut.of(session, conversation)

    def _look(self, edited: uuid.UUID | None = None) -> tuple[VisitorConversationOut, list[MessageOut]]:
        with reading() as session:
            conversation = own_conversation(session, self.visitor, self.conversation_id)
            new = messages.after(session, conversation_id=conversation.id, seq=self.seq)
            if edited is not None:
                old = messages.get(session, edited)
                # What changes in a customer's own message (how it was understood) is for the desk.
                shown = old.public and old.author != Author.VISITOR and old.seq <= self.seq
                new = [old, *new] if shown else new
            return VisitorConversationOut.of(session, conversation), [MessageOut.of(m) for m in new]


class DeskFeed:
    """What one agent's desk receives: each change of any conversation."""

    def __init__(self, socket: WebSocket, cookie: str | None, proof: SignedIn) -> None:
        self.socket = socket
        self.cookie = cookie
        self.agent, self.session_id = proof.agent, proof.session_id
        self.seen: dict[uuid.UUID, int] = {}
        self._noted = 0.0
        self._whispers = limits.whispers()

    @asynccontextmanager
    async def present(self, broadcaster: Broadcaster) -> AsyncIterator[None]:
        """Have the agent count as there until the block ends and no other desk of theirs is open here."""
        await self.alive()
        try:
            yield
        finally:
            if not broadcaster.has_desk(self.agent.id):
                # The line may be cut while it closes: that they are gone is written all the same.
                await asyncio.shield(_note(partial(presence.left, agent_id=self.agent.id)))

    async def alive(self) -> None:
        """The page gave a sign of life."""
        if time.monotonic() - self._noted >= presence.NOTED_EVERY.total_seconds():
            self._noted = time.monotonic()
            await _note(partial(presence.seen, agent_id=self.agent.id))
            await _note(partial(desk_sessions.seen, session_id=self.session_id))

    async def forward(self, listener: Listener) -> None:
        """Pass on whatever the broadcaster publishes, for ever."""
        while True:
            news = await listener.receive()
            if isinstance(news, Typing):
                await self.socket.send_json(
                    {
                        "type": "typing",
                        "conversation_id": str(news.conversation_id),
                        "author": news.author,
                        "name": news.name,
                        "on": news.on,
                    }
                )
                continue
            if isinstance(news, QueueMoved):
                await self.socket.send_json({"type": "queue"})
                continue
            if isinstance(news, FeedsMoved):
                await self.socket.send_json({"type": "quarantine"})
                continue
            if isinstance(news, Rated):
                for frame in await asyncio.to_thread(self._look_at_rating, news):
                    await self.socket.send_json(frame)
                continue
            for frame in await asyncio.to_thread(self._look, news):
                await self.socket.send_json(frame)

    async def receive(self, frame: dict[str, Any]) -> None:
        """The agent types."""
        if frame.get("type") != "typing":
            return
        typing, broadcaster = DeskTypingFrame.model_validate(frame), self.socket.app.state.broadcaster
        if self._whispers.take():
            broadcaster.typing(typing.conversation_id, author="agent", on=typing.on, name=self.agent.name)

    async def stay_signed_in(self) -> None:
        """Look again and again whether the agent still works here. Raises NotSignedIn."""
        while True:
            await asyncio.sleep(WELCOME_SECONDS)
            await asyncio.to_thread(who.signed_in, self.cookie)

    def _look(self, change: Change) -> list[dict[str, Any]]:
        with reading() as session:
            # Whoever left the team a moment ago receives no more of it.
            who_is_signed_in(session, self.cookie)
            conversation = conversations.get(session, change.conversation_id)
            if conversation.last_visitor_seq == 0:
                return []
            # The first change of a conversation tells its newest message; a desk that misses more asks for it.
            seen = self.seen.get(conversation.id, conversation.last_seq - 1)
            new = messages.after(session, conversation_id=conversation.id, seq=seen, public_only=False)
            if change.message_id is not None:
                new = [messages.get(session, change.message_id), *new]
            self.seen[conversation.id] = conversation.last_seq
            row = views.summary(session, conversation).model_dump(mode="json")
            return [{"type": "conversation", "conversation": row}, *(_desk_frame(m) for m in new)]

    def _look_at_rating(self, rated: Rated) -> list[dict[str, Any]]:
        """What a customer said, for every desk; a conversation that was erased meanwhile is told of no more."""
        with reading() as session:
            who_is_signed_in(session, self.cookie)
            survey = session.get(Survey, rated.survey_id)
            shown = RatingOut.of(survey).model_dump(mode="json") if survey is not None else None
            own = survey is not None and survey.agent_id == self.agent.id
            return [{"type": "rating", "rating": shown, "own": own}] if shown else []


def _desk_frame(message: messages.Message) -> dict[str, Any]:
    shown: DeskMessageOut = views.desk_message(message)
    return {
        "type": "message",
        "conversation_id": str(message.conversation_id),
        "message": shown.model_dump(mode="json"),
    }


async def _note(what: Callable[..., None]) -> None:
    """Write down whether an agent is there. A store that is away costs no desk its line: the next sign comes soon."""
    with suppress(SQLAlchemyError, StoreUnavailable):
        await asyncio.to_thread(transact, lambda session: what(session, now=utc_now()))

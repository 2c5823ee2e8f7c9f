"""The way in, for our gateway only: one turn per request, or one message read without a turn.

It exists because the REST channel reads customers' slashes as commands, has no secret of its own, and tells neither
what was understood nor whether a message was seen before.
"""

import asyncio
import hmac
import logging
import re
from asyncio import AbstractEventLoop
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, Callable, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.action_calls import call_lightly, close_connections
from bot.graph_in_order import run_in_order
from bot.likeness import Article, corpora
from bot.listening import listen, read_words
from bot.tracker_store import without_fallback
from bot.turn import CHANNEL, LANGUAGES, ActionsUnreachable, TurnRequest, take_turn
from bot.vectors import MOST, vectors_of

logger = logging.getLogger(__name__)

_LONGEST_ID = 100
MODELS = Path(__file__).parent.parent / "models"
# Both languages and an identifier: every component has something to do.
_FIRST_WORDS = "你好，我的行李没到 where is my bag 0784123456"


class GatewayInput(InputChannel):
    """POST /webhooks/serviceloop/turn, …/listen, …/corpus, …/alike, …/vectors, …/forget, …/model: with the secret."""

    @classmethod
    def name(cls) -> str:
        """The name in credentials.yml and in the address."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> "GatewayInput":
        """An empty secret would leave the door open: refused."""
        secret = str((credentials or {}).get("secret") or "")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(secret)

    def __init__(self, secret: str) -> None:
        self._authorization = f"Bearer {secret}".encode()
        self._warm: Optional[MessageProcessor] = None
        call_lightly()
        run_in_order()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of this channel."""
        routes = Blueprint(CHANNEL)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            if not _ready(request.app):
                return _no_model()
            await self._warm_up(request.app.ctx.agent)
            return response.json({"status": "ok", "articles": corpora().languages()})

        @routes.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return await _turn(request.app, request)

        @routes.route("/listen", methods=["POST"])
        async def listen(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return await _listen(request.app, request)

        @routes.route("/corpus", methods=["POST"])
        async def given(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return await _given(request)

        @routes.route("/alike", methods=["POST"])
        async def likeness(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return _alike(request)

        @routes.route("/vectors", methods=["POST"])
        async def meanings(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return await _vectors(request)

        @routes.route("/forget", methods=["POST"])
        async def forgotten(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return _forget(request.app, request)

        @routes.route("/model", methods=["POST"])
        async def model(request: Request) -> HTTPResponse:
            if not self._may(request):
                return _error(401, "unauthorized", "The secret is missing or wrong.")
            return await self._switch(request)

        @routes.listener("after_server_stop")
        async def stop(_app: Sanic, _loop: AbstractEventLoop) -> None:
            await close_connections()

        return routes

    async def _switch(self, request: Request) -> HTTPResponse:
        """Take another model: it is loaded and warmed up beside, and turns that have begun end with the one before."""
        try:
            path = read_model(request.json)
        except ValueError as error:
            return _error(422, "invalid_request", str(error))
        if not path.is_file():
            return _error(404, "model_not_found", "There is no such model.")
        before = request.app.ctx.agent
        try:
            after = await asyncio.to_thread(
                Agent.load,
                path,
                # Meanwhile turns go on with this very store: it must not be without a domain for a moment.
                domain=before.domain,
                tracker_store=without_fallback(before.tracker_store),
                lock_store=before.lock_store,
                action_endpoint=before.action_endpoint,
            )
            await self._warm_up(after)
        except Exception:
            logger.exception("A model could not be loaded.")
            return _error(500, "model_unusable", "The model could not be loaded; the one before goes on.")
        request.app.ctx.agent = after
        return response.json({"model": path.name})

    async def _warm_up(self, agent: Agent) -> None:
        # Dictionaries are read at their first use: better before anybody calls us ready than in a customer's turn.
        if self._warm is not agent.processor:
            await agent.parse_message(_FIRST_WORDS)
            self._warm = agent.processor

    def _may(self, request: Request) -> bool:
        given = request.headers.get("Authorization", "").encode("utf-8", "replace")
        return hmac.compare_digest(given, self._authorization)


async def _turn(app: Sanic, request: Request) -> HTTPResponse:
    try:
        asked = read_request(request.json)
    except ValueError as error:
        return _error(422, "invalid_request", str(error))
    if not _ready(app):
        return _no_model()
    try:
        return response.json(await take_turn(app.ctx.agent, asked), ensure_ascii=False)
    except ActionsUnreachable:
        return _error(503, "actions_unreachable", "An action could not be run; nothing was kept.")
    except Exception:
        logger.exception("Turn %s failed.", asked.message_id)
        return _error(500, "internal_error", "The turn failed; nothing was kept.")


async def _listen(app: Sanic, request: Request) -> HTTPResponse:
    try:
        words = read_words(request.json)
    except ValueError as error:
        return _error(422, "invalid_request", str(error))
    if not _ready(app):
        return _no_model()
    return response.json(await listen(app.ctx.agent, words), ensure_ascii=False)


def read_model(body: Any) -> Path:
    """Which archive is meant: one of ours, by its name. Raises ValueError."""
    name = body.get("model") if isinstance(body, dict) else None
    if not isinstance(name, str) or not re.fullmatch(r"serviceloop-[0-9a-f]{16}\.tar\.gz", name):
        raise ValueError("model must be the name of an archive in models/.")
    return MODELS / name


def _forget(app: Sanic, request: Request) -> HTTPResponse:
    """Delete what is kept of conversations whose customer was erased. Once more, there is nothing left to delete."""
    body = request.json
    named = body.get("conversation_ids") if isinstance(body, dict) else None
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        return _error(422, "invalid_request", "conversation_ids must be a list of strings.")
    if not _ready(app):
        return _no_model()
    store = without_fallback(app.ctx.agent.tracker_store)
    return response.json({"forgotten": sum(store.forget(one) for one in named)})


async def _given(request: Request) -> HTTPResponse:
    """Take the articles of a language in; without `articles` only say whether they are known."""
    body = request.json if isinstance(request.json, dict) else {}
    name, language = body.get("corpus"), body.get("language")
    if not isinstance(name, str):
        return _error(422, "invalid_request", "corpus must be a string.")
    if "articles" not in body:
        return response.json({"status": "ok"}) if corpora().has(name) else _unknown_corpus()
    articles = _articles(body["articles"])
    if not isinstance(language, str) or articles is None:
        return _error(422, "invalid_request", "language must be a string; an article has key, keywords and passages.")
    if not corpora().has(name):
        # Many sentences take longer than a request may.
        request.app.add_task(corpora().take(name, language, articles))
    return response.json({"status": "ok"})


def _articles(given: Any) -> Optional[list[Article]]:
    """The articles as given; None where that is not what they look like."""
    try:
        articles = [
            Article(one["key"], list(one["keywords"]), [list(part) for part in one["passages"]]) for one in given
        ]
    except (TypeError, KeyError):
        return None
    said = [text for one in articles for part in ([one.key], one.keywords, *one.passages) for text in part]
    complete = all(part for one in articles for part in one.passages)
    return articles if complete and all(isinstance(text, str) for text in said) else None


def _alike(request: Request) -> HTTPResponse:
    body = request.json
    name, question = (body.get("corpus"), body.get("question")) if isinstance(body, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(question, str):
        return _error(422, "invalid_request", "corpus and question must be strings.")
    if not corpora().knows(name):
        return _unknown_corpus()
    return response.raw(corpora().alike(name, question).astype("<f4").tobytes())


async def _vectors(request: Request) -> HTTPResponse:
    """What some texts mean; nothing of them is kept."""
    texts = request.json.get("texts") if isinstance(request.json, dict) else None
    if not isinstance(texts, list) or len(texts) > MOST or not all(isinstance(one, str) for one in texts):
        return _error(422, "invalid_request", f"texts must be a list of at most {MOST} strings.")
    return response.json({"vectors": await vectors_of(texts)})


def _unknown_corpus() -> HTTPResponse:
    return _error(404, "unknown_corpus", "These passages were not given yet.")


def read_request(body: Any) -> TurnRequest:
    """The request's fields. Raises ValueError with a sentence when it is malformed."""
    if not isinstance(body, dict):
        raise ValueError("The body must be a JSON object.")
    text, payload = body.get("text"), body.get("payload")
    if (text is None) == (payload is None) or not isinstance(text if payload is None else payload, str):
        raise ValueError("Exactly one of text and payload must be given, as a string.")
    for field in ("conversation_id", "message_id"):
        if not isinstance(body.get(field), str) or not 0 < len(body[field]) <= _LONGEST_ID:
            raise ValueError(f"{field} must be a string of at most {_LONGEST_ID} characters.")
    if body.get("language") not in LANGUAGES:
        raise ValueError("language must be zh or en.")
    return TurnRequest(
        conversation_id=body["conversation_id"],
        message_id=body["message_id"],
        text=text,
        payload=payload,
        language=body["language"],
        retry=body.get("retry") is True,
        waiting=body.get("waiting") is True,
    )


def _ready(app: Sanic) -> bool:
    return app.ctx.agent is not None and app.ctx.agent.is_ready()


def _no_model() -> HTTPResponse:
    return _error(503, "model_missing", "No model is loaded.")


def _error(status: int, code: str, message: str) -> HTTPResponse:
    return response.json({"error": {"code": code, "message": message, "details": {}}}, status=status)

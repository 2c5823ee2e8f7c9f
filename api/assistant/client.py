"""The Rasa client: one turn of the assistant over HTTP, as plain data."""

import json
from collections.abc import Sequence
from http import HTTPStatus

import aiohttp
import numpy as np

from api.assistant.answers import MAX_BYTES, AnalysisIn, AnswerIn
from api.settings import Settings
from crm.errors import AssistantUnavailable
from crm.listening import Analysis
from crm.retrieval import Index, Likeness
from crm.turns import Answer, Turn

PROBE = aiohttp.ClientTimeout(total=2.0)
# Nobody waits longer for what is only better with it.
QUICK = aiohttp.ClientTimeout(total=1.5)
_WAY = "/webhooks/serviceloop"
# So that an answer stays well below `MAX_BYTES`, and turns are taken in between.
_VECTORS_AT_ONCE = 32


def rasa_client(settings: Settings) -> aiohttp.ClientSession:
    """A connection pool to Rasa, which lives on this machine or a private network. Made inside a running loop."""
    return aiohttp.ClientSession(
        settings.rasa_url,
        headers={"Authorization": f"Bearer {settings.rasa_secret.get_secret_value()}"},
        timeout=aiohttp.ClientTimeout(total=settings.rasa_timeout_seconds, connect=2.0),
        connector=aiohttp.TCPConnector(limit=200),
    )


async def ask(client: aiohttp.ClientSession, turn: Turn, *, retry: bool) -> Answer:
    """What the assistant says to a message. Raises AssistantUnavailable when it fails, is slow or says nothing."""
    question = {
        "conversation_id": str(turn.conversation_id),
        "message_id": str(turn.message_id),
        "language": turn.language,
        "retry": retry,
        "waiting": turn.waiting,
        **({"payload": turn.payload} if turn.payload else {"text": turn.text}),
    }
    try:
        async with client.post("/webhooks/serviceloop/turn", json=question, raise_for_status=True) as response:
            answer = AnswerIn.model_validate_json(await _body(response)).answer()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise AssistantUnavailable(cause=type(error).__name__) from error
    if not answer.replies and not answer.hand_over:
        raise AssistantUnavailable(cause="silence")
    return answer


async def listen(client: aiohttp.ClientSession, text: str) -> Analysis:
    """What the assistant finds in words that are not for it to answer. Raises AssistantUnavailable."""
    try:
        path = "/webhooks/serviceloop/listen"
        async with client.post(path, json={"text": text}, raise_for_status=True) as response:
            return AnalysisIn.model_validate_json(await _body(response)).analysis()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise AssistantUnavailable(cause=type(error).__name__) from error


async def alike(client: aiohttp.ClientSession, index: Index, question: str) -> Likeness:
    """How like a question each passage of an index is, a row for each encoder; None when the assistant cannot say."""
    asked = {"corpus": index.digest, "question": question}
    try:
        async with client.post(f"{_WAY}/alike", json=asked, timeout=QUICK, raise_for_status=True) as response:
            # Thousands of numbers, in the order of the passages: as JSON they cost more than to reckon them.
            return np.frombuffer(await _body(response), dtype="<f4").reshape(-1, len(index.passages))
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None


async def vectors(client: aiohttp.ClientSession, texts: Sequence[str]) -> list[list[float]]:
    """What each text means, as a unit vector. Raises AssistantUnavailable."""
    found: list[list[float]] = []
    try:
        for start in range(0, len(texts), _VECTORS_AT_ONCE):
            some = list(texts[start : start + _VECTORS_AT_ONCE])
            async with client.post(f"{_WAY}/vectors", json={"texts": some}, raise_for_status=True) as response:
                told = json.loads(await _body(response))["vectors"]
            if len(told) != len(some):
                raise ValueError("a vector is missing")
            found += [[float(value) for value in one] for one in told]
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
        raise AssistantUnavailable(cause=type(error).__name__) from error
    return found


async def teach(client: aiohttp.ClientSession, index: Index) -> bool:
    """Give the sentences of an index to the assistant, if it has not got them; True when it was given them now."""
    named = {"corpus": index.digest}
    try:
        async with client.post(f"{_WAY}/corpus", json=named, timeout=QUICK) as response:
            if response.status != HTTPStatus.NOT_FOUND:
                return False
        full = {**named, "language": index.language, "articles": index.to_teach()}
        async with client.post(f"{_WAY}/corpus", json=full, timeout=PROBE) as response:
            return response.status == HTTPStatus.OK
    except (aiohttp.ClientError, TimeoutError):
        return False


async def forget(client: aiohttp.ClientSession, conversation_ids: Sequence[str]) -> bool:
    """Have the assistant delete what it keeps of conversations; False when it has to be asked again."""
    asked = {"conversation_ids": list(conversation_ids)}
    try:
        async with client.post(f"{_WAY}/forget", json=asked, raise_for_status=True):
            return True
    except (aiohttp.ClientError, TimeoutError):
        return False


async def is_ready(client: aiohttp.ClientSession) -> bool:
    """Whether Rasa runs with a model loaded."""
    try:
        async with client.get("/webhooks/serviceloop/", timeout=PROBE) as response:
            return response.status == HTTPStatus.OK
    except (aiohttp.ClientError, TimeoutError):
        return False


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """What was answered. Raises ValueError for more than any answer has, without reading on."""
    parts, size = [], 0
    async for chunk in response.content.iter_chunked(64 * 1024):
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            # Not drained: there may be no end to it.
            response.close()
            raise ValueError("the answer is too long")
    return b"".join(parts)

"""The Rasa client: one turn of the assistant over HTTP, as plain data."""

from typing import Any

import httpx2

from api.settings import Settings
from crm.errors import AssistantUnavailable
from crm.messages import Kind
from crm.turns import Answer, Reply, Turn


def rasa_client(settings: Settings) -> httpx2.AsyncClient:
    """A connection pool to Rasa. It lives on this machine or a private network: no proxy, no environment."""
    return httpx2.AsyncClient(
        base_url=settings.rasa_url,
        headers={"Authorization": f"Bearer {settings.rasa_secret.get_secret_value()}"},
        timeout=httpx2.Timeout(settings.rasa_timeout_seconds, connect=2.0),
        limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50),
        trust_env=False,
    )


async def ask(client: httpx2.AsyncClient, turn: Turn, *, retry: bool) -> Answer:
    """What the assistant says to a message. Raises AssistantUnavailable when it fails, is slow or says nothing."""
    question = {
        "conversation_id": str(turn.conversation_id),
        "message_id": str(turn.message_id),
        "language": turn.language,
        "retry": retry,
        **({"payload": turn.payload} if turn.payload else {"text": turn.text}),
    }
    try:
        response = await client.post("/webhooks/serviceloop/turn", json=question)
        response.raise_for_status()
        answer = _answer(response.json())
    except (httpx2.HTTPError, ValueError, KeyError, TypeError) as error:
        raise AssistantUnavailable(cause=type(error).__name__) from error
    if not answer.replies and not answer.hand_over:
        raise AssistantUnavailable(cause="silence")
    return answer


async def is_ready(client: httpx2.AsyncClient) -> bool:
    """Whether Rasa runs with a model loaded."""
    try:
        response = await client.get("/webhooks/serviceloop/", timeout=2.0)
    except httpx2.HTTPError:
        return False
    return response.status_code == 200


def _answer(raw: dict[str, Any]) -> Answer:
    call = next((command for command in raw["commands"] if command["name"] == "hand_over"), None)
    return Answer(
        replies=[_reply(reply) for reply in raw["replies"]],
        language=raw.get("language"),
        intent=raw.get("intent"),
        confidence=raw.get("confidence"),
        hand_over=call["reason"] if call else None,
        verification=call.get("verification", "none") if call else "none",
    )


def _reply(raw: dict[str, Any]) -> Reply:
    data = dict(raw.get("data") or {})
    buttons = raw.get("buttons")
    if not buttons:
        return Reply(raw["text"], Kind(raw.get("kind", "text")), data)
    data["choices"] = [{"title": button["title"], "payload": button["payload"]} for button in buttons]
    return Reply(raw["text"], Kind.CHOICES, data)

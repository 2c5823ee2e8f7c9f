"""Activity lines: what happened to a conversation, told inside it in the customer's language."""

from typing import Any, Literal

from sqlalchemy.orm import Session

from crm import messages, texts
from crm.conversations import Conversation
from crm.messages import Author, Kind, Message

Activity = Literal[
    "queued", "taken", "returned", "resolved", "reopened", "transferred", "snoozed", "woken", "agent_left"
]


def note_activity(
    session: Session,
    conversation: Conversation,
    activity: Activity,
    *,
    name: str = "",
    kind: Kind = Kind.TEXT,
    **facts: Any,
) -> Message:
    """Add the line for `activity` ("taken", "returned" …); `name` is who did it. A note is for the team alone."""
    data: dict[str, Any] = {"activity": activity, **facts} | ({"name": name} if name else {})
    body = texts.text(activity, conversation.language, name=name)
    return messages.append(session, conversation, author=Author.SYSTEM, kind=kind, body=body, data=data)

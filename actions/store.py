"""How actions use the store: in a thread, in one transaction, and only for conversations that are ours."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from crm import conversations, interactions
from crm.errors import ConversationNotFound

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Origin:
    """Which message of which conversation an action works for."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None


def language_of(tracker: Tracker) -> Language:
    """The language spoken: zh or en."""
    return "en" if tracker.get_slot("language") == "en" else "zh"


def origin_of(tracker: Tracker) -> Origin | None:
    """Where the present message came from; None in a console such as `rasa shell`."""
    conversation_id = _uuid(tracker.sender_id)
    if conversation_id is None:
        return None
    metadata = tracker.latest_message.get("metadata") or {}
    return Origin(conversation_id, _uuid(metadata.get("message_id")))


def record(session: Session, origin: Origin | None, *, kind: str, summary: dict[str, str], **more: Any) -> None:
    """Keep what was done beside the conversation, when it is one of ours."""
    if origin is None:
        return
    try:
        conversations.get(session, origin.conversation_id)
    except ConversationNotFound:
        return
    interactions.record(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        kind=kind,
        summary=summary,
        **more,
    )


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None

"""What other systems are told: read from the store when the call goes out, in one shape."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from crm import cases, conversations, labels, messages
from crm.cases import Case
from crm.conversations import Conversation
from crm.errors import CaseNotFound, ConversationNotFound, MessageNotFound
from crm.messages import Message
from crm.webhook_calls import Claimed


class ConversationFacts(BaseModel):
    """A conversation as other systems see it."""

    id: uuid.UUID
    site: str
    channel: str
    language: str
    status: str
    topic: str | None
    stage: str
    priority: int
    customer_id: uuid.UUID
    assignee: str | None
    labels: list[str]
    outcome: str | None
    created_at: datetime
    updated_at: datetime
    waiting_since: datetime | None
    resolved_at: datetime | None
    last_seq: int


class MessageFacts(BaseModel):
    """A message. `public` is false for what the team alone reads."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    seq: int
    author: str
    author_name: str | None
    kind: str
    body: str
    language: str
    public: bool
    created_at: datetime


class CaseFacts(BaseModel):
    """A case. What the customer filled in stays at the desk."""

    id: uuid.UUID
    reference: str
    kind: str
    status: str
    conversation_id: uuid.UUID
    opened_at: datetime
    updated_at: datetime
    due_at: datetime | None
    closed_at: datetime | None


class Gone(Exception):
    """What the call is about was erased meanwhile."""


def conversation_facts(session: Session, found: Sequence[Conversation]) -> list[ConversationFacts]:
    """Conversations as they stand."""
    worn = labels.of(session, [one.id for one in found])
    return [
        ConversationFacts(
            **_of(one, ConversationFacts, "assignee", "labels"),
            assignee=one.assignee.name if one.assignee else None,
            labels=worn[one.id],
        )
        for one in found
    ]


def message_facts(message: Message) -> MessageFacts:
    """A message as it was said."""
    return MessageFacts(**_of(message, MessageFacts))


def case_facts(case: Case) -> CaseFacts:
    """A case as it stands."""
    return CaseFacts(**_of(case, CaseFacts))


def body_of(session: Session, call: Claimed) -> bytes:
    """The body of a call. Raises Gone."""
    return (
        Body(id=call.call_id, type=call.event, timestamp=call.at, data=_data(session, call)).model_dump_json().encode()
    )


class Body(BaseModel):
    """The envelope of Standard Webhooks. `data.event` says what happened, the rest how things stand now."""

    id: uuid.UUID
    type: str
    timestamp: datetime
    data: dict[str, Any]


def _data(session: Session, call: Claimed) -> dict[str, Any]:
    told: dict[str, Any] = {"event": {key: value for key, value in call.facts.items() if key != "message_id"}}
    try:
        if call.conversation_id is not None:
            [found] = conversation_facts(session, [conversations.get(session, call.conversation_id)])
            told["conversation"] = found.model_dump(mode="json")
        if message_id := call.facts.get("message_id"):
            told["message"] = message_facts(messages.get(session, uuid.UUID(message_id))).model_dump(mode="json")
        if call.event.startswith("case."):
            case = cases.get_by_reference(session, call.facts["reference"])
            told["case"] = case_facts(case).model_dump(mode="json")
    except (ConversationNotFound, MessageNotFound, CaseNotFound) as error:
        raise Gone from error
    return told


def _of(row: Any, model: type[BaseModel], *without: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if name not in without}

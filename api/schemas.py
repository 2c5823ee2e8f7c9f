"""The JSON that goes in and out, and how rows become it."""

import unicodedata
import uuid
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field, model_validator
from sqlalchemy.orm import Session

from crm import conversations
from crm.agents import Agent, Presence, Role
from crm.conversations import Conversation
from crm.errors import MessageTooLarge
from crm.messages import Message

MAX_CHARACTERS = 4000
MAX_BYTES = 8192
_KEPT_CONTROLS = "\n\t"


def clean_text(text: str) -> str:
    """Text as it is stored: without control characters, trimmed. Raises when it is too long or says nothing."""
    kept = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))
    kept = kept.strip()
    if len(kept) > MAX_CHARACTERS or len(kept.encode()) > MAX_BYTES:
        raise MessageTooLarge(max_characters=MAX_CHARACTERS, max_bytes=MAX_BYTES)
    # Invisible characters alone are no message either.
    if not any(unicodedata.category(c)[0] not in "ZC" for c in kept):
        raise ValueError("the message is empty")
    return kept


CleanText = Annotated[str, AfterValidator(clean_text)]
Payload = Annotated[str, Field(max_length=500, pattern=r"^/[a-z_]+(\{.*\})?$")]


class SessionIn(BaseModel):
    site: str = Field(max_length=64)
    language: str | None = Field(default=None, max_length=35)
    visitor_token: str | None = Field(default=None, max_length=2000)


class SessionOut(BaseModel):
    visitor_token: str
    conversation_id: uuid.UUID
    language: str
    expires_at: datetime


class MessageIn(BaseModel):
    """Either `text`, or the `payload` of a button with the `title` that was pressed."""

    conversation_id: uuid.UUID
    client_id: uuid.UUID
    text: CleanText | None = None
    payload: Payload | None = None
    title: CleanText | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if (self.text is None) == (self.payload is None):
            raise ValueError("send either text or payload")
        if self.payload is not None and self.title is None:
            raise ValueError("a payload comes with the title that was pressed")
        return self

    @property
    def body(self) -> str:
        """What the customer sees that they said."""
        return self.text or self.title or ""


class MessageOut(BaseModel):
    id: uuid.UUID
    conversation_id: uuid.UUID
    seq: int
    client_id: uuid.UUID | None
    author: str
    author_name: str | None
    kind: str
    body: str
    data: dict[str, Any]
    language: str
    created_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        return cls.model_validate(message, from_attributes=True)


class DeskMessageOut(MessageOut):
    """What the team sees besides: how the assistant understood the customer."""

    intent: str | None
    confidence: float | None
    written_in: str | None
    tone: str | None


class VisitorConversationOut(BaseModel):
    id: uuid.UUID
    status: str
    language: str
    agent_name: str | None
    queue_position: int | None
    last_seq: int

    @classmethod
    def of(cls, session: Session, conversation: Conversation) -> Self:
        return cls(
            id=conversation.id,
            status=conversation.status,
            language=conversation.language,
            agent_name=conversation.assignee.name if conversation.assignee else None,
            queue_position=conversations.queue_position(session, conversation),
            last_seq=conversation.last_seq,
        )


class SentOut(BaseModel):
    message: MessageOut
    replies: list[MessageOut]


class HistoryOut(BaseModel):
    conversation: VisitorConversationOut
    messages: list[MessageOut]


class FeedbackIn(BaseModel):
    helpful: bool


class LoginIn(BaseModel):
    email: str = Field(max_length=254)
    password: str = Field(max_length=200)


class AgentOut(BaseModel):
    id: uuid.UUID
    name: str
    email: str
    role: Role
    languages: list[str]
    status: Presence

    @classmethod
    def of(cls, agent: Agent) -> Self:
        return cls(
            id=agent.id,
            name=agent.name,
            email=agent.email,
            role=agent.role,
            languages=agent.languages,
            status=agent.presence,
        )


class SignedInOut(BaseModel):
    agent: AgentOut
    csrf_token: str


class PresenceIn(BaseModel):
    status: Presence


class NamedOut(BaseModel):
    id: uuid.UUID
    name: str | None


class LastMessageOut(BaseModel):
    body: str
    author: str
    created_at: datetime


class SummaryOut(BaseModel):
    """A conversation as a row in the desk's list."""

    id: uuid.UUID
    status: str
    channel: str
    language: str
    topic: str | None
    priority: int
    stage: str
    customer: NamedOut
    assignee: NamedOut | None
    last_message: LastMessageOut | None
    waiting_since: datetime | None
    handed_over_at: datetime | None
    snoozed_until: datetime | None
    created_at: datetime
    updated_at: datetime
    last_seq: int
    reason: str | None


class ListOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    conversations: list[SummaryOut]
    counts: dict[str, int]
    next: str | None


class WriteIn(BaseModel):
    client_id: uuid.UUID
    text: CleanText


class TransferIn(BaseModel):
    agent_id: uuid.UUID | None = None


class SnoozeIn(BaseModel):
    until: AwareDatetime


class MovedOut(BaseModel):
    conversation: SummaryOut
    message: DeskMessageOut | None = None


class DeskHistoryOut(BaseModel):
    conversation: SummaryOut
    messages: list[DeskMessageOut]


class CustomerOut(BaseModel):
    id: uuid.UUID
    name: str | None
    language: str
    created_at: datetime
    conversations: int


class HandoverOut(BaseModel):
    reason: str
    language: str
    next_step: dict[str, str]
    facts: list[dict[str, Any]]
    verification: str
    created_at: datetime


class InteractionOut(BaseModel):
    id: uuid.UUID
    kind: str
    summary: dict[str, str]
    data: dict[str, Any]
    message_id: uuid.UUID | None
    created_at: datetime


class SurveyResultOut(BaseModel):
    kind: str
    score: int | None
    comment: str | None
    answered_at: datetime | None


class PreviousOut(BaseModel):
    id: uuid.UUID
    status: str
    created_at: datetime
    topic: str | None


class DetailOut(DeskHistoryOut):
    """A conversation with its whole story."""

    customer: CustomerOut
    handover: HandoverOut | None
    interactions: list[InteractionOut]
    surveys: list[SurveyResultOut]
    previous: list[PreviousOut]


class SurveyIn(BaseModel):
    score: int
    comment: str | None = Field(default=None, max_length=500)


class SurveyOut(BaseModel):
    kind: Literal["csat"]
    language: str
    question: dict[str, str]
    scale: list[dict[str, Any]]
    answered: dict[str, Any] | None
    closed: bool

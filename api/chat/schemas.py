"""The JSON of the chat, as the widget sees it."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator
from sqlalchemy.orm import Session

from api.chat.message_data import OfItsKind
from api.http.fields import CleanText, language_of
from crm import conversations, readings
from crm.conversations import Conversation, Status
from crm.messages import Author, Kind, Message
from crm.site import Language

Payload = Annotated[str, Field(max_length=500, pattern=r"^/[a-z_]+(\{.*\})?$")]


class SessionIn(BaseModel):
    site: str = Field(max_length=64)
    language: str | None = Field(default=None, max_length=35)
    visitor_token: str | None = Field(default=None, max_length=2000)


class SessionOut(BaseModel):
    visitor_token: str
    conversation_id: uuid.UUID
    language: Language
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
    author: Author
    author_name: str | None
    kind: Kind
    body: str
    data: Annotated[dict[str, Any], OfItsKind()]
    language: Language
    created_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        """As customers may see it: why it was taken for what it is stays with the team."""
        shown = cls.model_validate(message, from_attributes=True)
        shown.data = readings.without(message.data)
        return shown


class VisitorConversationOut(BaseModel):
    id: uuid.UUID
    status: Status
    language: Language
    agent_name: str | None
    queue_position: int | None
    last_seq: int

    @classmethod
    def of(cls, session: Session, conversation: Conversation) -> Self:
        return cls(
            id=conversation.id,
            status=conversation.status,
            language=language_of(conversation.language),
            agent_name=conversation.assignee.name if conversation.assignee and conversation.joined_at else None,
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

"""Messages: everything said in a conversation, numbered without gaps."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, ForeignKey, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import deliveries, live, texts, webhook_calls
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.errors import MessageNotFound

# The button that takes the customer out of the line. Done when it comes; no word to the assistant.
LEAVE_QUEUE = "/leave_queue"
# In `data` of a customer's message: the kinds of numbers in it that were not kept (crm/masking.py).
HIDDEN = "hidden"
# In `data` of the sentence that says so.
SAYS_HIDDEN = "says_hidden"


class Author(StrEnum):
    """Who speaks."""

    VISITOR = "visitor"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class Kind(StrEnum):
    """What a message is, and so what its `data` holds."""

    TEXT = "text"
    CHOICES = "choices"
    CARD = "card"
    SURVEY = "survey"
    NOTE = "note"
    FORM = "form"
    FILE = "file"


class Message(Base):
    """One thing said. A note is seen by the team alone."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    seq: Mapped[int] = mapped_column()
    client_id: Mapped[uuid.UUID | None] = mapped_column()
    author: Mapped[Author] = mapped_column(String(16))
    author_name: Mapped[str | None] = mapped_column(String(100))
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    kind: Mapped[Kind] = mapped_column(String(16), default=Kind.TEXT)
    body: Mapped[str] = mapped_column(Text)
    # What a pressed button means to the assistant; the customer only ever sees `body`, its title.
    payload: Mapped[str | None] = mapped_column(String(500))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(8))
    intent: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None] = mapped_column()
    # How a customer wrote: zh-Hans, zh-Hant, en or mixed; and calm, angry or distressed.
    written_in: Mapped[str | None] = mapped_column(String(8))
    tone: Mapped[str | None] = mapped_column(String(16))
    in_reply_to: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    public: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def append(
    session: Session, conversation: Conversation, *, author: Author, body: str, kind: Kind = Kind.TEXT, **fields: Any
) -> Message:
    """Add a message under the next number. The conversation must be locked by this transaction."""
    conversation.last_seq += 1
    conversation.updated_at = utc_now()
    message = Message(
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        author=author,
        kind=kind,
        body=body,
        language=fields.pop("language", conversation.language),
        public=kind != Kind.NOTE,
        data=fields.pop("data", None) or {},
        **fields,
    )
    session.add(message)
    session.flush()
    live.announce(session, conversation.id)
    webhook_calls.tell(
        session, "message.created", conversation_id=conversation.id, facts={"message_id": str(message.id)}
    )
    if message.public and author != Author.VISITOR:
        deliveries.queue(session, message_id=message.id, channel=conversation.channel)
    return message


def notify(
    session: Session,
    conversation: Conversation,
    *,
    body: str,
    kind: Kind = Kind.TEXT,
    data: dict[str, Any] | None = None,
) -> Message:
    """Add what the product itself has to say. It speaks as the assistant only while that owns the conversation."""
    author = Author.BOT if conversation.status == Status.BOT else Author.SYSTEM
    return append(session, conversation, author=author, body=body, kind=kind, data=data)


def say_hidden(session: Session, conversation: Conversation, *, language: str) -> None:
    """Tell the customer that a number was hidden and is not needed: once in a conversation."""
    told = select(Message.data).where(
        Message.conversation_id == conversation.id, Message.author.in_([Author.BOT, Author.SYSTEM])
    )
    if not any(SAYS_HIDDEN in data for data in session.scalars(told)):
        notify(session, conversation, body=texts.text("number_hidden", language), data={SAYS_HIDDEN: True})


def by_client_id(session: Session, *, conversation_id: uuid.UUID, client_id: uuid.UUID) -> Message | None:
    """The message that a client stored before under this id of its own."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.client_id == client_id)
    return session.scalars(query).one_or_none()


def after(
    session: Session, *, conversation_id: uuid.UUID, seq: int = 0, public_only: bool = True, limit: int | None = None
) -> list[Message]:
    """What was said after `seq`, in order; for a customer without the team's notes."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.seq > seq)
    if public_only:
        query = query.where(Message.public)
    return list(session.scalars(query.order_by(Message.seq).limit(limit)))


def get(session: Session, message_id: uuid.UUID) -> Message:
    """A message. Raises MessageNotFound."""
    message = session.get(Message, message_id)
    if message is None:
        raise MessageNotFound
    return message


def last_public(session: Session, conversation: Conversation) -> Message | None:
    """The last thing that the customer has seen or said."""
    query = select(Message).where(Message.conversation_id == conversation.id, Message.public)
    return session.scalars(query.order_by(Message.seq.desc()).limit(1)).one_or_none()


def last_by(session: Session, conversation: Conversation, author: Author) -> Message | None:
    """The last thing that this side has said to the other."""
    query = select(Message).where(Message.conversation_id == conversation.id, Message.author == author, Message.public)
    return session.scalars(query.order_by(Message.seq.desc()).limit(1)).one_or_none()


def last_word(session: Session, conversation: Conversation) -> Message | None:
    """What the customer wrote or pressed last."""
    query = select(Message).where(
        Message.conversation_id == conversation.id, Message.seq == conversation.last_visitor_seq
    )
    return session.scalars(query).one_or_none()


def next_unanswered(session: Session, conversation: Conversation) -> Message | None:
    """The oldest visitor message that the assistant has not dealt with; the way out of the line asks for no answer."""
    query = (
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.author == Author.VISITOR,
            Message.seq > conversation.answered_seq,
            # A picture is for people to look at.
            Message.kind != Kind.FILE,
            or_(Message.payload.is_(None), Message.payload != LEAVE_QUEUE),
        )
        .order_by(Message.seq)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def offered_buttons(session: Session, conversation_id: uuid.UUID) -> dict[str, list[str]]:
    """Every button shown in this conversation by its payload, with its titles, the newest last: no others may come."""
    query = select(Message.data).where(
        Message.conversation_id == conversation_id, Message.author == Author.BOT, Message.kind == Kind.CHOICES
    )
    offered: dict[str, list[str]] = {}
    for data in session.scalars(query.order_by(Message.seq)):
        for choice in data.get("choices", []):
            offered.setdefault(choice["payload"], []).append(choice["title"])
    return offered


def update_data(session: Session, message: Message, **changes: Any) -> None:
    """Change facts about a message that was said (a thumb, a score) and tell whoever is looking."""
    message.data = {**message.data, **changes}
    live.announce(session, message.conversation_id, message_id=message.id)


def last_mail(session: Session, conversation_id: uuid.UUID) -> dict[str, Any] | None:
    """Which mail the customer wrote last in a conversation: {id, subject}."""
    query = (
        select(Message.data)
        .where(Message.conversation_id == conversation_id, Message.author == Author.VISITOR)
        .order_by(Message.seq.desc())
    )
    return next((data["mail"] for data in session.scalars(query) if "mail" in data), None)


def notes_about(session: Session, *, customer_id: uuid.UUID, limit: int) -> list[Message]:
    """What agents wrote for the team in any conversation with a customer, newest first."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Conversation.customer_id == customer_id, Message.kind == Kind.NOTE, Message.author == Author.AGENT)
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return list(session.scalars(query))

"""Files in a conversation: a picture or a PDF that a customer and a person send each other."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import desk, files, inbound, messages
from crm.agents import Agent
from crm.conversations import Conversation, Status
from crm.files import Examined, File
from crm.inbound import Received
from crm.message_data import FileData, SentFile
from crm.messages import Kind, Message

# A person is there or called: what is sent is for them to look at.
WITH_PEOPLE = (Status.QUEUED, Status.ASSIGNED, Status.SNOOZED)


def from_customer(session: Session, conversation: Conversation, *, file: File, client_id: uuid.UUID) -> Received:
    """Show the person who is there, or is called, what the customer sent. The same `client_id` again is the same."""
    return inbound.receive(
        session,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        client_id=client_id,
        text=file.name,
        kind=Kind.FILE,
        data=_data(file),
    )


def from_agent(
    session: Session, *, conversation_id: uuid.UUID, agent: Agent, examined: Examined, client_id: uuid.UUID
) -> tuple[Conversation, Message]:
    """Send the customer a file, taking the conversation as a reply does."""
    known = messages.by_client_id(session, conversation_id=conversation_id, client_id=client_id)
    if known is not None:
        return desk.take(session, conversation_id=conversation_id, agent=agent), known
    desk.take(session, conversation_id=conversation_id, agent=agent)
    file = files.store(session, examined, conversation_id=conversation_id)
    return desk.reply(
        session,
        conversation_id=conversation_id,
        agent=agent,
        client_id=client_id,
        text=file.name,
        kind=Kind.FILE,
        data=_data(file),
    )


def is_shown(session: Session, file: File) -> bool:
    """Whether a file was sent as a message: then it stays, as what is said does."""
    sent = select(Message.data).where(Message.conversation_id == file.conversation_id, Message.kind == Kind.FILE)
    return any(data["file"]["id"] == str(file.id) for data in session.scalars(sent))


def _data(file: File) -> dict[str, object]:
    shown = SentFile(
        id=str(file.id),
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
    )
    return FileData(file=shown).as_json()

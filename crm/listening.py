"""Listening: what customers write to people is read as well, in case somebody is in danger. Nobody is answered."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import conversations, emergencies, live, messages
from crm.conversations import Conversation, Status
from crm.inbound import Received
from crm.messages import Author, Kind, Message

# Where people answer, and what the assistant has read is told by its tone: every reading has one.
WITH_PEOPLE = (Status.QUEUED, Status.ASSIGNED, Status.SNOOZED)
CALM = "calm"
# Who took the message in reads it at once; then it is read by the job, for so long.
AT_ONCE, GIVE_UP_AFTER = timedelta(seconds=20), timedelta(hours=1)
BATCH = 50


@dataclass(frozen=True)
class Analysis:
    """What a message says apart from its wish, see crm.turns.Answer."""

    emergency: dict[str, Any] | None = None
    written_in: str | None = None
    tone: str | None = None


def is_for_people(received: Received) -> bool:
    """Whether a person alone will answer what just came in."""
    return (
        not received.duplicate
        and received.message.payload is None
        and received.message.kind != Kind.FILE
        and received.conversation.status in (Status.ASSIGNED, Status.SNOOZED)
    )


def keep(session: Session, message_id: uuid.UUID, analysis: Analysis) -> None:
    """Keep what was read, and mark an emergency. A message that was read before stays as it is."""
    conversation = conversations.lock(session, messages.get(session, message_id).conversation_id)
    message = messages.get(session, message_id)
    session.refresh(message)
    if message.tone is not None:
        return
    message.written_in, message.tone = analysis.written_in, analysis.tone or CALM
    if message.tone != CALM:
        live.announce(session, conversation.id, message_id=message.id)
    if analysis.emergency:
        emergencies.mark(session, conversation, message, kind=analysis.emergency["kind"], **analysis.emergency["by"])


def unanalysed(session: Session, *, now: datetime) -> list[Message]:
    """What customers wrote to people and nobody has read for them yet, the oldest first."""
    query = (
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.status.in_(WITH_PEOPLE),
            Conversation.updated_at > now - GIVE_UP_AFTER,
            # What is to be answered by the assistant is read in its turn.
            Message.seq <= Conversation.answered_seq,
            Message.author == Author.VISITOR,
            Message.payload.is_(None),
            Message.kind != Kind.FILE,
            Message.tone.is_(None),
            Message.created_at > now - GIVE_UP_AFTER,
            Message.created_at <= now - AT_ONCE,
        )
    )
    return list(session.scalars(query.order_by(Message.created_at).limit(BATCH)))

"""Interactions: what an action did for the customer, kept beside the conversation."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import events, live
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.events import Actor, Name
from crm.messages import Message

# A look-up's kind ends in one of these; its key says why it was refused.
_LOOKED_UP, _LOOKUP_FAILED = "_looked_up", "_lookup_failed"
# In `data` of what never reached the customer.
UNDELIVERED = "undelivered"
_REFUSALS = frozenset({"not_found", "locked"})


class Interaction(Base):
    """One thing done: something looked up, an article given, a person called. `summary` is bilingual: {zh, en}."""

    __tablename__ = "interaction"
    __table_args__ = (UniqueConstraint("conversation_id", "message_id", "kind", "key"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    message_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("message.id"), index=True)
    kind: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100), default="")
    summary: Mapped[dict[str, Any]] = mapped_column()
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def record(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    message_id: uuid.UUID | None,
    kind: str,
    summary: dict[str, str],
    key: str = "",
    data: dict[str, Any] | None = None,
) -> Interaction:
    """Keep what was done. The same (message, kind, key) is the same interaction, however often an action is retried."""
    if message_id is not None:
        query = select(Interaction).where(
            Interaction.conversation_id == conversation_id,
            Interaction.message_id == message_id,
            Interaction.kind == kind,
            Interaction.key == key,
        )
        known = session.scalars(query).one_or_none()
        if known is not None:
            return known
    interaction = Interaction(
        conversation_id=conversation_id, message_id=message_id, kind=kind, key=key, summary=summary, data=data or {}
    )
    session.add(interaction)
    _note_look_up(session, interaction)
    session.flush()
    live.announce(session, conversation_id)
    return interaction


def of(session: Session, conversation_id: uuid.UUID) -> list[Interaction]:
    """Everything done in a conversation, oldest first."""
    query = select(Interaction).where(Interaction.conversation_id == conversation_id).order_by(Interaction.id)
    return list(session.scalars(query))


def withhold(session: Session, message_id: uuid.UUID) -> None:
    """Note that what was done for a message never reached the customer: somebody else had the word by then."""
    for done in session.scalars(select(Interaction).where(Interaction.message_id == message_id)):
        done.data = {**done.data, UNDELIVERED: True}


def delivered(session: Session, conversation: Conversation) -> list[Interaction]:
    """What was done and the customer was told of, oldest first: not what was withheld, or is still being worked at."""
    at_work = select(Message.id).where(
        Message.conversation_id == conversation.id, Message.seq > conversation.answered_seq
    )
    unfinished = set(session.scalars(at_work))
    return [
        one
        for one in of(session, conversation.id)
        if not one.data.get(UNDELIVERED) and one.message_id not in unfinished
    ]


def _note_look_up(session: Session, done: Interaction) -> None:
    if not done.kind.endswith((_LOOKED_UP, _LOOKUP_FAILED)):
        return
    refused = done.kind.endswith(_LOOKUP_FAILED) or done.key in _REFUSALS
    name = Name.LOOKUP_REFUSED if refused else Name.LOOKUP_DONE
    facts = {"kind": done.kind} | ({"why": done.key} if refused else {})
    events.record(session, done.conversation_id, name, actor=Actor.BOT, data=facts)

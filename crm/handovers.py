"""Hand-overs: a person takes the conversation, with the whole story in front of them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import briefing, conversations, interactions, messages, texts
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.events import Actor
from crm.messages import Author, Message

MAX_FACTS = 8
EXCERPT_LENGTH = 160


class Handover(Base):
    """A request for a person: why, and the facts as they stood. Each fact names the messages it rests on."""

    __tablename__ = "handover"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8))
    verification: Mapped[str] = mapped_column(String(16), default="none")
    facts: Mapped[list[Any]] = mapped_column(default=list)
    next_step: Mapped[dict[str, Any]] = mapped_column()
    # {problem, identifiers, tried, tone, flags}, see crm.briefing; empty in those of before.
    brief: Mapped[dict[str, Any] | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def hand_over(session: Session, conversation: Conversation, *, reason: str, verification: str = "none") -> Handover:
    """Queue the conversation for a person, with a summary. The conversation must be locked and owned by the bot."""
    priority = max(_why(reason)["priority"], conversation.priority)
    conversations.move(
        session, conversation, Status.QUEUED, actor=Actor.BOT, facts={"reason": reason}, priority=priority
    )
    return renew(session, conversation, reason=reason, verification=verification)


def renew(session: Session, conversation: Conversation, *, reason: str, verification: str = "") -> Handover:
    """Sum up anew why a person is needed, moving nothing; who was verified before still is."""
    before = None if verification else latest(session, conversation.id)
    verification = verification or (before.verification if before else "none")
    found = briefing.brief(session, conversation, reason=reason)
    handover = Handover(
        conversation_id=conversation.id,
        reason=reason,
        language=conversation.language,
        verification=verification,
        facts=_facts(session, conversation),
        next_step=found.pop("next_step"),
        brief=found,
    )
    session.add(handover)
    session.flush()
    return handover


def _why(reason: str) -> dict[str, Any]:
    known: dict[str, dict[str, Any]] = texts.load("handover")["reasons"]
    return known.get(reason, known["requested"])


def latest(session: Session, conversation_id: uuid.UUID) -> Handover | None:
    """The newest hand-over of a conversation."""
    query = select(Handover).where(Handover.conversation_id == conversation_id).order_by(Handover.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def _facts(session: Session, conversation: Conversation) -> list[dict[str, Any]]:
    """What was asked and what was done, newest last: quotes and records only, no guesses."""
    said = messages.after(session, conversation_id=conversation.id)
    asked = [message for message in said if message.author == Author.VISITOR and not message.payload]
    facts = [(message.created_at, _quote(message)) for message in asked[-MAX_FACTS:]]
    done = interactions.delivered(session, conversation)[-MAX_FACTS:]
    facts += [
        (item.created_at, {"text": item.summary, "message_ids": [str(item.message_id)] if item.message_id else []})
        for item in done
    ]
    return [fact for _, fact in sorted(facts, key=lambda pair: pair[0])]


def _quote(message: Message) -> dict[str, Any]:
    body = message.body if len(message.body) <= EXCERPT_LENGTH else message.body[:EXCERPT_LENGTH] + "…"
    quote = texts.load("handover")["quote"]
    tone = texts.load("handover")["tones"].get(message.tone)
    return {
        "text": {
            language: form.format(body=body) + (tone[language] if tone else "") for language, form in quote.items()
        },
        "message_ids": [str(message.id)],
    }

"""Gaps in what is known: questions that no article answered, or that were answered badly."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session, aliased

from crm.events import ConversationEvent, Name
from crm.insights.periods import Period
from crm.insights.themes import MOST
from crm.messages import Message
from crm.unanswered import UnansweredQuestion


@dataclass(frozen=True)
class Question:
    """What a customer asked, to be grouped by what it means; nobody gives it a score."""

    id: uuid.UUID
    text: str
    language: str
    score: None = None


def gaps(session: Session, period: Period, *, language: str | None = None) -> list[Question]:
    """The newest questions of a period that nothing answered, or whose answer got a thumb down; each once."""
    wanted = union(_unanswered(period), _badly_rated(period)).subquery()
    query = select(Message.id, Message.body, Message.language).where(Message.id.in_(select(wanted.c.id)))
    if language:
        query = query.where(Message.language == language)
    return [Question(*row) for row in session.execute(query.order_by(Message.id.desc()).limit(MOST))]


def _unanswered(period: Period) -> Select[Any]:
    one = UnansweredQuestion
    return select(one.message_id.label("id")).where(one.created_at >= period.start, one.created_at < period.end)


def _badly_rated(period: Period) -> Select[Any]:
    reply, event = aliased(Message), ConversationEvent
    rated = select(event.conversation_id).where(
        event.name == Name.ARTICLE_RATED, event.at >= period.start, event.at < period.end
    )
    return select(reply.in_reply_to.label("id")).where(
        reply.conversation_id.in_(rated), reply.data["helpful"].as_boolean().is_(False)
    )

"""The conversations that a report is about: those that customers began in its period, and in the one before it."""

import uuid
from collections.abc import Collection
from typing import Any, Literal

from sqlalchemy import CTE, ColumnElement, Select, case, null, select

from crm.conversations import Conversation
from crm.events import Actor, ConversationEvent
from crm.insights.periods import Period, week_of

GroupBy = Literal["stage", "skill", "channel", "language", "agent", "week"]


def talks(
    period: Period,
    *,
    group_by: GroupBy | None = None,
    language: str | None = None,
    only: Collection[uuid.UUID] | None = None,
) -> CTE:
    """Which conversations, of which group, and whether of this period (`now` = 1) or of the one before.

    One in which the customer said nothing is none: opening the chat begins it in the store. `only`: of these alone.
    """
    query = select(
        Conversation.id,
        _group(group_by, period).label("grp"),
        case((Conversation.created_at >= period.start, 1), else_=0).label("now"),
        Conversation.created_at,
        Conversation.customer_id,
        Conversation.topic,
        Conversation.outcome,
    ).where(
        Conversation.created_at >= period.before.start,
        Conversation.created_at < period.end,
        Conversation.last_visitor_seq > 0,
    )
    if language:
        query = query.where(Conversation.language == language)
    if only is not None:
        query = query.where(Conversation.id.in_(only))
    return query.cte("talk")


def last_agent(conversation_id: Any) -> Select[Any]:
    """The agent who did something in a conversation last."""
    one = ConversationEvent
    return (
        select(one.agent_id)
        .where(one.conversation_id == conversation_id, one.actor == Actor.AGENT, one.agent_id.is_not(None))
        .order_by(one.id.desc())
        .limit(1)
    )


def _group(group_by: GroupBy | None, period: Period) -> ColumnElement[Any]:
    columns: dict[str, Any] = {
        "stage": Conversation.stage,
        "skill": Conversation.topic,
        "channel": Conversation.channel,
        "language": Conversation.language,
    }
    if group_by == "agent":
        return last_agent(Conversation.id).scalar_subquery()
    if group_by == "week":
        return week_of(Conversation.created_at, period)
    return columns[group_by] if group_by else null()

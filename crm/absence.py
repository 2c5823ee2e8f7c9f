"""Absence: customers of an agent who is not at the desk any more are passed on to whoever is."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from crm import activities, conversations, hours, queue
from crm.agents import Agent, Presence
from crm.conversations import Conversation, Status
from crm.events import Actor

# Long enough for a lost line or a walk to the printer; shorter than a customer's patience.
PASSED_ON_AFTER = timedelta(minutes=5)
ABSENT = {"why": "absent"}


def pass_on(session: Session, *, now: datetime) -> int:
    """Put back into line whom an absent agent keeps, with a word to the customer. Returns how many.

    Whose desk has been gone for so long keeps nobody. Whose desk is open, but who is away, keeps those who do not wait:
    they may be back, or write, at any moment. While the desk is closed, nobody else could take them.
    """
    if not hours.people_answer(now):
        return 0
    passed = 0
    # In the order in which everybody locks several.
    for conversation_id in session.scalars(_kept(now).order_by(Conversation.id)).all():
        passed += _pass_on(session, conversation_id)
    return passed


def _kept(now: datetime) -> Select[uuid.UUID]:
    since = now - PASSED_ON_AFTER
    gone = or_(Agent.last_seen_at.is_(None), Agent.last_seen_at <= since)
    away = and_(Agent.presence != Presence.ONLINE, Conversation.waiting_since <= since)
    return (
        select(Conversation.id)
        .join(Agent, Agent.id == Conversation.assignee_id)
        # Passed on to somebody absent, a customer waits for them as long as for anybody else.
        .where(Conversation.status == Status.ASSIGNED, Conversation.moved_at <= since, or_(gone, away))
    )


def _pass_on(session: Session, conversation_id: uuid.UUID) -> bool:
    conversation = conversations.lock(session, conversation_id)
    agent = conversation.assignee
    if conversation.status != Status.ASSIGNED or agent is None:
        return False
    conversations.move(session, conversation, Status.QUEUED, actor=Actor.SYSTEM, facts=ABSENT)
    activities.note_activity(session, conversation, "agent_left", name=agent.name)
    queue.announce(session, conversation)
    return True

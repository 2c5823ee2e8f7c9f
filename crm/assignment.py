"""Assignment: who waits is given to whoever is there and has room, where the site wants that."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from crm import conversations, events, hours, presence
from crm.agents import Agent
from crm.conversations import Conversation, Status
from crm.events import Actor, Name
from crm.site import site

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def assign_next(session: Session, *, now: datetime) -> bool:
    """Give one customer of the line to an agent; False when there is nobody to give, or to give to.

    One in a transaction: whoever locks several goes by their ids, and the line has an order of its own. Somebody in
    danger is for whoever sees it first, and is given too.
    """
    if not site().assignment.automatic or not hours.people_answer(now):
        return False
    team = presence.there(session, now=now)
    room = _with_room(session, team)
    if not room:
        return False
    for conversation_id in session.scalars(_line()).all():
        conversation = conversations.lock(session, conversation_id)
        agent = _for(session, conversation, room=room, team=team)
        if conversation.status == Status.QUEUED and agent is not None:
            _give(session, conversation, agent)
            return True
    return False


def take_back(session: Session, *, now: datetime) -> int:
    """Put back into line, at their old place, whom an agent was given and has not opened in time. Returns how many."""
    wanted = site().assignment
    if not wanted.automatic or not hours.people_answer(now):
        return 0
    since, taken = now - timedelta(minutes=wanted.opened_within_minutes), 0
    unopened = select(Conversation.id).where(
        Conversation.status == Status.ASSIGNED, Conversation.joined_at.is_(None), Conversation.moved_at <= since
    )
    # In the order in which everybody locks several.
    for conversation_id in session.scalars(unopened.order_by(Conversation.id)).all():
        conversation = conversations.lock(session, conversation_id)
        still = conversation.status == Status.ASSIGNED and conversation.joined_at is None
        # What a colleague passed on to somebody is theirs to settle.
        if still and str(conversation.assignee_id) in _given_to(session, conversation_id):
            conversations.move(session, conversation, Status.QUEUED, actor=Actor.SYSTEM, facts={"why": "unopened"})
            taken += 1
    return taken


def _give(session: Session, conversation: Conversation, agent: Agent) -> None:
    """They are with the customer once they open it; until then the customer's wait goes on."""
    conversations.move(
        session,
        conversation,
        Status.ASSIGNED,
        actor=Actor.SYSTEM,
        facts={"to": str(agent.id)},
        waits=True,
        assignee_id=agent.id,
        joined_at=None,
    )


def _line() -> Select[uuid.UUID]:
    return (
        select(Conversation.id)
        .where(Conversation.status == Status.QUEUED)
        .order_by(Conversation.priority.desc(), Conversation.handed_over_at, Conversation.id)
        .limit(50)
    )


def _with_room(session: Session, team: Sequence[Agent]) -> list[Agent]:
    """Those who have fewer customers than they may have: the least busy first, then who was given one longest ago."""
    ids = [agent.id for agent in team]
    busy = select(Conversation.assignee_id, func.count()).where(
        Conversation.assignee_id.in_(ids), Conversation.status == Status.ASSIGNED
    )
    last = select(Conversation.assignee_id, func.max(Conversation.moved_at)).where(Conversation.assignee_id.in_(ids))
    load = dict(session.execute(busy.group_by(Conversation.assignee_id)).all())
    given = dict(session.execute(last.group_by(Conversation.assignee_id)).all())
    free = [agent for agent in team if load.get(agent.id, 0) < (agent.at_once or site().assignment.at_once)]
    return sorted(free, key=lambda agent: (load.get(agent.id, 0), given.get(agent.id) or _LONG_AGO))


def _for(session: Session, conversation: Conversation, *, room: list[Agent], team: Sequence[Agent]) -> Agent | None:
    """Who is to have it: of those who speak its language, if any of the team who is there does; else anybody.

    Nobody is given again what they left unopened, as long as there is somebody else.
    """
    speak = [agent for agent in team if conversation.language in agent.languages]
    able = [agent for agent in room if not speak or agent in speak]
    before = _given_to(session, conversation.id)
    return next((agent for agent in able if str(agent.id) not in before), able[0] if able else None)


def _given_to(session: Session, conversation_id: uuid.UUID) -> set[str]:
    """To whom a conversation was given in this way, by their ids."""
    given = [one for one in events.of(session, conversation_id) if one.name == Name.TAKEN and one.actor == Actor.SYSTEM]
    return {one.data["to"] for one in given}

"""What agents do with a conversation: take, reply, note, transfer, give back, snooze, resolve."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from crm import activities, conversations, messages, surveys
from crm.agents import Agent
from crm.base import utc_now
from crm.conversations import Conversation, Status
from crm.errors import AlreadyTaken, BadInput, IllegalMove
from crm.messages import Author, Kind, Message

OPEN = (Status.BOT, Status.QUEUED, Status.ASSIGNED)
STATUS_FILTERS: dict[str, tuple[Status, ...]] = {
    "open": OPEN,
    "snoozed": (Status.SNOOZED,),
    "resolved": (Status.RESOLVED,),
    "any": tuple(Status),
}
VIEWS = ("mine", "unassigned", "all")
PAGE = 200


def listed(session: Session, *, agent: Agent, view: str, status: str) -> list[Conversation]:
    """Conversations of a view: those that wait, the most urgent and then the longest first; then the newest."""
    waiting = Conversation.waiting_since.is_not(None)
    query = (
        select(Conversation)
        .where(*_view(view, agent), Conversation.status.in_(STATUS_FILTERS[status]), _has_been_written_to())
        .order_by(
            waiting.desc(),
            case((waiting, Conversation.priority), else_=0).desc(),
            Conversation.waiting_since.asc(),
            Conversation.updated_at.desc(),
        )
        .limit(PAGE)
    )
    return list(session.scalars(query))


def counts(session: Session, *, agent: Agent) -> dict[str, int]:
    """How many open conversations each view holds."""
    return {
        view: session.scalar(
            select(func.count()).where(*_view(view, agent), Conversation.status.in_(OPEN), _has_been_written_to())
        )
        or 0
        for view in VIEWS
    }


def take(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Own the conversation from now on. Raises AlreadyTaken, IllegalMove."""
    conversation = conversations.lock(session, conversation_id)
    if conversations.take(session, conversation, agent=agent):
        activities.note_activity(session, conversation, "taken", name=agent.name)
    return conversation


def reply(
    session: Session, *, conversation_id: uuid.UUID, agent: Agent, client_id: uuid.UUID, text: str
) -> tuple[Conversation, Message]:
    """Write to the customer, taking the conversation if the assistant or the queue had it."""
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return conversation, known
    take(session, conversation_id=conversation_id, agent=agent)
    conversation.waiting_since = None
    return conversation, _say(session, conversation, agent=agent, client_id=client_id, text=text, kind=Kind.TEXT)


def note(
    session: Session, *, conversation_id: uuid.UUID, agent: Agent, client_id: uuid.UUID, text: str
) -> tuple[Conversation, Message]:
    """Write to the team alone, whoever owns the conversation."""
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return conversation, known
    return conversation, _say(session, conversation, agent=agent, client_id=client_id, text=text, kind=Kind.NOTE)


def transfer(session: Session, *, conversation_id: uuid.UUID, agent: Agent, to: Agent | None) -> Conversation:
    """Pass the conversation to a colleague, or back to the queue."""
    conversation = _owned(session, conversation_id, agent)
    waiting_since = conversation.waiting_since or utc_now()
    if to is None or conversation.status == Status.QUEUED:
        conversations.move(session, conversation, Status.QUEUED, waiting_since=waiting_since)
    else:
        # At once: by way of the queue, everybody who waits there would hear of it twice.
        conversations.assign(session, conversation, agent=to, waiting_since=waiting_since)
    activities.note_activity(session, conversation, "transferred", name=agent.name)
    if to is not None:
        activities.note_activity(session, conversation, "taken", name=to.name)
    return conversation


def give_back(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Let the assistant speak again."""
    conversation = _owned(session, conversation_id, agent)
    if conversation.status == Status.RESOLVED:
        raise IllegalMove(**{"from": conversation.status, "to": Status.BOT})
    conversations.move(session, conversation, Status.BOT)
    activities.note_activity(session, conversation, "returned", name=agent.name)
    return conversation


def resolve(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Close the matter, and ask the customer how it was."""
    conversation = _owned(session, conversation_id, agent)
    outcome = "handed_off" if conversation.handed_over_at else "assumed_resolved"
    conversations.move(session, conversation, Status.RESOLVED, outcome=outcome)
    activities.note_activity(session, conversation, "resolved", name=agent.name)
    surveys.invite(session, conversation, kind="csat")
    return conversation


def reopen(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Take a resolved conversation up again."""
    conversation = conversations.lock(session, conversation_id)
    if conversation.status != Status.RESOLVED:
        raise IllegalMove(**{"from": conversation.status, "to": Status.BOT})
    conversations.move(session, conversation, Status.BOT, reopen_count=conversation.reopen_count + 1)
    activities.note_activity(session, conversation, "reopened")
    return take(session, conversation_id=conversation_id, agent=agent)


def snooze(session: Session, *, conversation_id: uuid.UUID, agent: Agent, until: datetime) -> Conversation:
    """Put the conversation aside until the customer writes or the time has come."""
    if until <= utc_now():
        raise BadInput("Choose a time that has not passed yet.", field="until")
    conversation = _owned(session, conversation_id, agent)
    conversations.move(session, conversation, Status.SNOOZED, snoozed_until=until)
    activities.note_activity(session, conversation, "snoozed", name=agent.name, kind=Kind.NOTE, until=until.isoformat())
    return conversation


def wake_due(session: Session, *, now: datetime) -> int:
    """Bring back the snoozed conversations whose time has come. Returns how many."""
    due = select(Conversation.id).where(Conversation.status == Status.SNOOZED, Conversation.snoozed_until <= now)
    awake = 0
    # In the order in which everybody locks several.
    for conversation_id in session.scalars(due.order_by(Conversation.id)).all():
        conversation = conversations.lock(session, conversation_id)
        if conversation.status == Status.SNOOZED:
            conversations.wake(session, conversation)
            awake += 1
    return awake


def _owned(session: Session, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """The conversation, refused while another agent has it."""
    conversation = conversations.lock(session, conversation_id)
    with_agent = conversation.status in (Status.ASSIGNED, Status.SNOOZED)
    if with_agent and conversation.assignee_id != agent.id and agent.role == "agent":
        raise AlreadyTaken(agent_name=conversation.assignee.name if conversation.assignee else None)
    return conversation


def _say(
    session: Session, conversation: Conversation, *, agent: Agent, client_id: uuid.UUID, text: str, kind: Kind
) -> Message:
    return messages.append(
        session,
        conversation,
        author=Author.AGENT,
        author_name=agent.name,
        agent_id=agent.id,
        body=text,
        kind=kind,
        client_id=client_id,
    )


def _has_been_written_to() -> ColumnElement[bool]:
    """A visitor who only opened the widget is nothing to look at yet."""
    return Conversation.last_visitor_seq > 0


def _view(view: str, agent: Agent) -> tuple[ColumnElement[bool], ...]:
    return {
        "mine": (Conversation.assignee_id == agent.id,),
        "unassigned": (Conversation.status == Status.QUEUED,),
        "all": (),
    }[view]

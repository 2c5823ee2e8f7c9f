"""What agents do with a conversation: take, reply, note, transfer, give back, snooze, resolve."""

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from crm import activities, clocks, conversations, events, labels, masking, messages, outcomes, paging, survey_sending
from crm.agents import Agent
from crm.base import utc_now
from crm.conversations import Conversation, Status
from crm.errors import AlreadyTaken, BadInput, IllegalMove
from crm.events import Actor, Name
from crm.messages import Author, Kind, Message
from crm.paging import Key, Page

OPEN = (Status.BOT, Status.QUEUED, Status.ASSIGNED)
STATUS_FILTERS: dict[str, tuple[Status, ...]] = {
    "open": OPEN,
    "snoozed": (Status.SNOOZED,),
    "resolved": (Status.RESOLVED,),
    "any": tuple(Status),
}
VIEWS = ("mine", "unassigned", "all")
_NEVER = datetime.max.replace(tzinfo=UTC)


def listed(
    session: Session,
    *,
    agent: Agent | None,
    view: str,
    status: str,
    label: str | None = None,
    cursor: str | None = None,
    limit: int = paging.LARGEST,
) -> Page[Conversation]:
    """Conversations of a view: those that wait, the most urgent and then the longest first; then the newest.

    `label`: those alone that have it.
    """
    waiting = Conversation.waiting_since.is_not(None)
    since = func.coalesce(Conversation.waiting_since, literal(_NEVER, Conversation.waiting_since.type))
    query = select(Conversation).where(
        *_view(view, agent), Conversation.status.in_(STATUS_FILTERS[status]), _has_been_written_to()
    )
    if label is not None:
        query = query.where(labels.wears(label))
    keys = (
        Key(case((waiting, 1), else_=0), descending=True),
        Key(case((waiting, Conversation.priority), else_=0), descending=True),
        Key(since),
        Key(Conversation.updated_at, descending=True),
        Key(Conversation.id, descending=True),
    )
    return paging.page(session, query, keys, cursor=cursor, limit=limit)


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
    """Own the conversation from now on, or join the one that was passed on. Raises AlreadyTaken, IllegalMove."""
    conversation = conversations.lock(session, conversation_id)
    if conversations.take(session, conversation, agent=agent):
        activities.note_activity(session, conversation, "taken", name=agent.name)
    return conversation


def reply(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    agent: Agent,
    client_id: uuid.UUID,
    text: str,
    kind: Kind = Kind.TEXT,
    data: dict[str, Any] | None = None,
) -> tuple[Conversation, Message]:
    """Write to the customer, taking the conversation if the assistant or the queue had it."""
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return conversation, known
    take(session, conversation_id=conversation_id, agent=agent)
    _note_reply(session, conversation, agent)
    said = _say(session, conversation, agent=agent, client_id=client_id, text=text, kind=kind, data=data)
    return conversation, said


def note(
    session: Session, *, conversation_id: uuid.UUID, agent: Agent, client_id: uuid.UUID, text: str
) -> tuple[Conversation, Message]:
    """Write to the team alone, whoever owns the conversation."""
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return conversation, known
    return conversation, _say(session, conversation, agent=agent, client_id=client_id, text=text, kind=Kind.NOTE)


def note_from(session: Session, *, conversation_id: uuid.UUID, name: str, client_id: uuid.UUID, text: str) -> Message:
    """Another system's words to the team, under its name."""
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    return known or messages.append(
        session,
        conversation,
        author=Author.SYSTEM,
        author_name=name,
        kind=Kind.NOTE,
        body=masking.hidden_in(text),
        client_id=client_id,
    )


def transfer(session: Session, *, conversation_id: uuid.UUID, agent: Agent, to: Agent | None) -> Conversation:
    """Pass the conversation to a colleague, or back to the queue. The colleague joins by opening it: `take`."""
    conversation = _owned(session, conversation_id, agent)
    if to is None or conversation.status == Status.QUEUED:
        conversations.move(session, conversation, Status.QUEUED, actor=Actor.AGENT, agent=agent)
    else:
        # At once: by way of the queue, everybody who waits there would hear of it twice.
        conversations.assign(session, conversation, agent=to, by=agent, waits=True)
    activities.note_activity(session, conversation, "transferred", name=agent.name)
    return conversation


def give_back(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Let the assistant speak again."""
    conversation = _owned(session, conversation_id, agent)
    if conversation.status == Status.RESOLVED:
        raise IllegalMove(**{"from": conversation.status, "to": Status.BOT})
    conversations.move(session, conversation, Status.BOT, actor=Actor.AGENT, agent=agent)
    activities.note_activity(session, conversation, "returned", name=agent.name)
    return conversation


def resolve(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Close the matter, and ask the customer how it was, where a rule says so."""
    conversation = _owned(session, conversation_id, agent)
    outcomes.end(session, conversation, actor=Actor.AGENT, agent=agent)
    activities.note_activity(session, conversation, "resolved", name=agent.name)
    survey_sending.ask_resolved(session, conversation)
    return conversation


def reopen(session: Session, *, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """Take a resolved conversation up again."""
    conversation = conversations.lock(session, conversation_id)
    if conversation.status != Status.RESOLVED:
        raise IllegalMove(**{"from": conversation.status, "to": Status.BOT})
    reopened = conversation.reopen_count + 1
    conversations.move(session, conversation, Status.BOT, actor=Actor.AGENT, agent=agent, reopen_count=reopened)
    activities.note_activity(session, conversation, "reopened")
    return take(session, conversation_id=conversation_id, agent=agent)


def snooze(session: Session, *, conversation_id: uuid.UUID, agent: Agent, until: datetime) -> Conversation:
    """Put the conversation aside until the customer writes or the time has come."""
    if until <= utc_now():
        raise BadInput("Choose a time that has not passed yet.", field="until")
    conversation = _owned(session, conversation_id, agent)
    conversations.move(session, conversation, Status.SNOOZED, actor=Actor.AGENT, agent=agent, snoozed_until=until)
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
            activities.note_activity(session, conversation, "woken", kind=Kind.NOTE)
            awake += 1
    return awake


def _note_reply(session: Session, conversation: Conversation, agent: Agent) -> None:
    """The customer is answered: their wait is over."""
    handed_over_at, waited_since = conversation.handed_over_at, conversation.waiting_since
    answered_at = events.last_at(session, conversation.id, Name.FIRST_REPLY)
    first = handed_over_at is not None and (answered_at is None or answered_at < handed_over_at)
    conversation.waiting_since = None
    events.record(
        session,
        conversation.id,
        Name.FIRST_REPLY if first else Name.REPLIED,
        actor=Actor.AGENT,
        agent=agent,
        since=handed_over_at if first else waited_since,
        data={"waits": False} if waited_since else {},
    )
    clocks.settle(session, conversation, now=utc_now())


def _owned(session: Session, conversation_id: uuid.UUID, agent: Agent) -> Conversation:
    """The conversation, refused while another agent has it."""
    conversation = conversations.lock(session, conversation_id)
    with_agent = conversation.status in (Status.ASSIGNED, Status.SNOOZED)
    if with_agent and conversation.assignee_id != agent.id and agent.role == "agent":
        raise AlreadyTaken(agent_name=conversation.assignee.name if conversation.assignee else None)
    return conversation


def _say(
    session: Session,
    conversation: Conversation,
    *,
    agent: Agent,
    client_id: uuid.UUID,
    text: str,
    kind: Kind,
    data: dict[str, Any] | None = None,
) -> Message:
    return messages.append(
        session,
        conversation,
        author=Author.AGENT,
        author_name=agent.name,
        agent_id=agent.id,
        body=masking.hidden_in(text),
        kind=kind,
        data=data,
        client_id=client_id,
    )


def _has_been_written_to() -> ColumnElement[bool]:
    """A visitor who only opened the widget is nothing to look at yet."""
    return Conversation.last_visitor_seq > 0


def _view(view: str, agent: Agent | None) -> tuple[ColumnElement[bool], ...]:
    return {
        "mine": (Conversation.assignee_id == (agent.id if agent else None),),
        "unassigned": (Conversation.status == Status.QUEUED,),
        "all": (),
    }[view]

"""Conversations: who may speak in them, and the only legal ways in which that changes."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, and_, func, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, lazyload, mapped_column, relationship

from crm import clocks, events, live
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.customers import Customer
from crm.errors import AlreadyTaken, ConversationNotFound, IllegalMove
from crm.events import Actor, Name

REOPEN_WINDOW = timedelta(days=3)
DEFAULT_CHANNEL = "web"


class Status(StrEnum):
    """Who owns a conversation. Only the owner may speak to the customer."""

    BOT = "bot"
    QUEUED = "queued"
    ASSIGNED = "assigned"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


# How far a customer is with the service, in order.
STAGES = ("pre", "in", "post")

# While somebody waits for a person, the assistant goes on helping.
SERVED = (Status.BOT, Status.QUEUED)

LEGAL_MOVES: dict[Status, frozenset[Status]] = {
    Status.BOT: frozenset({Status.QUEUED, Status.ASSIGNED, Status.RESOLVED}),
    Status.QUEUED: frozenset({Status.ASSIGNED, Status.BOT}),
    # From one agent to another without a stop in the queue.
    Status.ASSIGNED: frozenset({Status.ASSIGNED, Status.RESOLVED, Status.QUEUED, Status.BOT, Status.SNOOZED}),
    Status.SNOOZED: frozenset({Status.ASSIGNED, Status.QUEUED}),
    Status.RESOLVED: frozenset({Status.BOT}),
}

# What a move is called in the record of what happened, where `move` is not told; else by where it leads.
_NAMES = {
    (Status.ASSIGNED, Status.ASSIGNED): Name.TRANSFERRED,
    (Status.ASSIGNED, Status.QUEUED): Name.TRANSFERRED,
    (Status.SNOOZED, Status.QUEUED): Name.WOKEN,
    (Status.RESOLVED, Status.BOT): Name.REOPENED,
}
_NAMES_BY_END = {
    Status.QUEUED: Name.QUEUED,
    Status.ASSIGNED: Name.TAKEN,
    Status.BOT: Name.RETURNED,
    Status.SNOOZED: Name.SNOOZED,
    Status.RESOLVED: Name.RESOLVED,
}
# What started the clock that a move stops. How long a customer stood in the queue is on the row itself.
_CLOCKS_STARTED_BY = {
    Name.QUEUED: (Name.OPENED, Name.REOPENED, Name.RETURNED, Name.LEFT_LINE),
    Name.TRANSFERRED: (Name.TAKEN, Name.TRANSFERRED),
    Name.RETURNED: (Name.QUEUED, Name.TAKEN),
    Name.SNOOZED: (Name.TAKEN, Name.TRANSFERRED, Name.WOKEN),
    Name.WOKEN: (Name.SNOOZED,),
    Name.RESOLVED: (Name.OPENED, Name.REOPENED),
    Name.ABANDONED: (Name.OPENED, Name.REOPENED),
    Name.REOPENED: (Name.RESOLVED, Name.ABANDONED),
}
# Written out, not bound: a partial index serves only a query that says the same.
UNANSWERED = "answered_seq < last_visitor_seq"


class Outcome(StrEnum):
    """How a conversation ended."""

    CONFIRMED = "confirmed"
    ASSUMED = "assumed"
    ABANDONED = "abandoned"
    HANDED_OVER = "handed_over"


class Conversation(Base):
    """One matter of one customer, from the first word to its resolution."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index("ix_conversation_status_updated_at", "status", "updated_at"),
        Index("ix_conversation_updated_at", "updated_at"),
        Index("ix_conversation_assignee_id_status", "assignee_id", "status"),
        # A job looks every two seconds for what nobody has answered: nearly always nothing.
        Index(
            "ix_conversation_unanswered",
            "updated_at",
            sqlite_where=text(UNANSWERED),
            postgresql_where=text(UNANSWERED),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    previous_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("conversation.id"), index=True)
    site: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(16), default=DEFAULT_CHANNEL)
    # Where the visitor wrote from last, as a keyed hash: for limits alone.
    network: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    topic: Mapped[str | None] = mapped_column(String(64))
    stage: Mapped[str] = mapped_column(String(8), default="pre")
    priority: Mapped[int] = mapped_column(default=0)

    status: Mapped[Status] = mapped_column(String(16), default=Status.BOT)
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    # When its agent opened it: until then nobody is with the customer, whoever was named.
    joined_at: Mapped[datetime | None] = mapped_column()
    # Since when it stands as it stands.
    moved_at: Mapped[datetime | None] = mapped_column()
    handed_over_at: Mapped[datetime | None] = mapped_column()
    waiting_since: Mapped[datetime | None] = mapped_column()
    snoozed_until: Mapped[datetime | None] = mapped_column()
    resolved_at: Mapped[datetime | None] = mapped_column()
    reopen_count: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(32))

    last_seq: Mapped[int] = mapped_column(default=0)
    # The turn: up to which visitor message the assistant is done, and which worker is at it until when.
    last_visitor_seq: Mapped[int] = mapped_column(default=0)
    answered_seq: Mapped[int] = mapped_column(default=0)
    turn_token: Mapped[uuid.UUID | None] = mapped_column()
    turn_until: Mapped[datetime | None] = mapped_column()
    # How often the message has been taken up that the turn is for.
    turn_tries: Mapped[int] = mapped_column(server_default="0")

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)

    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)
    assignee: Mapped[Agent | None] = relationship(lazy="joined")


def start_conversation(
    session: Session,
    *,
    customer: Customer,
    site: str,
    language: str,
    channel: str | None = None,
    previous: Conversation | None = None,
) -> Conversation:
    """A new conversation that the assistant owns, linked to the one it continues, if any, and on its channel."""
    conversation = Conversation(
        customer=customer,
        site=site,
        language=language,
        channel=channel or (previous.channel if previous else DEFAULT_CHANNEL),
        previous_id=previous.id if previous else None,
        moved_at=utc_now(),
    )
    session.add(conversation)
    session.flush()
    events.record(
        session,
        conversation.id,
        Name.OPENED,
        actor=Actor.CUSTOMER,
        at=conversation.created_at,
        to_status=Status.BOT,
        data={"channel": conversation.channel, "continues": previous is not None},
    )
    return conversation


def get(session: Session, conversation_id: uuid.UUID) -> Conversation:
    """The conversation, as it stands. Raises ConversationNotFound."""
    return _found(session.get(Conversation, conversation_id))


def lock(session: Session, conversation_id: uuid.UUID) -> Conversation:
    """The conversation, locked until the transaction ends, so that its messages get gapless numbers.

    Whoever locks several takes them in the order of their ids, and before any case.
    """
    query = (
        select(Conversation)
        .where(Conversation.id == conversation_id)
        # Its key never changes: rows that refer to it may come in meanwhile, or their writers and we could deadlock.
        .with_for_update(key_share=True)
        # Joined rows are read before the lock is granted, and so may be older than the row itself.
        .options(lazyload("*"))
        .execution_options(populate_existing=True)
    )
    return _found(session.scalars(query).one_or_none())


def lock_all(session: Session, conversation_ids: Iterable[uuid.UUID]) -> None:
    """Lock several conversations: always in one order, so that two who do so never wait for each other."""
    for conversation_id in sorted(set(conversation_ids)):
        lock(session, conversation_id)


def latest_of(
    session: Session, *, customer_id: uuid.UUID, site: str, channel: str = DEFAULT_CHANNEL
) -> Conversation | None:
    """The newest conversation of a customer on a site, by this channel."""
    query = (
        select(Conversation)
        .where(Conversation.customer_id == customer_id, Conversation.site == site, Conversation.channel == channel)
        .order_by(Conversation.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def move(
    session: Session,
    conversation: Conversation,
    to: Status,
    *,
    actor: Actor = Actor.SYSTEM,
    agent: Agent | None = None,
    name: Name | None = None,
    facts: dict[str, Any] | None = None,
    waits: bool = False,
    **changes: Any,
) -> None:
    """Change the owner by compare-and-set, with what goes with it, and write down that it happened.

    `actor` and `agent` are who did it; `waits`: the customer waits for a person, from now on if not already.
    Raises IllegalMove, changing nothing.
    """
    origin = Status(conversation.status)
    if to not in LEGAL_MOVES[origin]:
        raise IllegalMove(**{"from": origin, "to": to})
    now = utc_now()
    waiting_since = conversation.waiting_since
    name = name or _NAMES.get((origin, to), _NAMES_BY_END[to])
    since = _clock_started(session, conversation, name)
    values = {**_clocks(conversation, to, now), **changes, "status": to, "updated_at": now, "moved_at": now}
    if waits:
        values["waiting_since"] = waiting_since or now
    if to == Status.ASSIGNED or (origin == Status.BOT and to != Status.QUEUED):
        # What the customer said so far is now for a person to answer; a turn under way has lost its right to speak.
        # In the queue the assistant goes on.
        values |= {"answered_seq": Conversation.last_visitor_seq, "turn_token": None, "turn_until": None}
    moved = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id, Conversation.status == origin)
        .values(**values)
        .execution_options(synchronize_session=False)
        .returning(Conversation.id)
    ).first()
    session.refresh(conversation)
    if moved is None:
        raise IllegalMove(**{"from": conversation.status, "to": to})
    if (waiting_since is None) != (conversation.waiting_since is None):
        facts = {**(facts or {}), "waits": conversation.waiting_since is not None}
    events.record(
        session,
        conversation.id,
        name,
        actor=actor,
        agent=agent,
        at=now,
        since=since,
        from_status=origin,
        to_status=to,
        skill=conversation.topic,
        data=facts or {},
    )
    clocks.settle(session, conversation, now=now)
    live.announce(session, conversation.id)
    if Status.QUEUED in (origin, to):
        live.announce_queue(session)


def take(session: Session, conversation: Conversation, *, agent: Agent) -> bool:
    """Have `agent` join the conversation; False when they had before. Raises AlreadyTaken naming the other."""
    if conversation.status == Status.ASSIGNED:
        if conversation.assignee_id == agent.id:
            return _join(session, conversation)
        raise AlreadyTaken(agent_name=conversation.assignee.name if conversation.assignee else None)
    assign(session, conversation, agent=agent, joined_at=utc_now())
    return True


def _join(session: Session, conversation: Conversation) -> bool:
    """Note that the agent whose conversation it is has opened it; False when they had before."""
    if conversation.joined_at is not None:
        return False
    conversation.joined_at = conversation.updated_at = utc_now()
    session.flush()
    live.announce(session, conversation.id)
    return True


def assign(
    session: Session, conversation: Conversation, *, agent: Agent, by: Agent | None = None, **changes: Any
) -> None:
    """Make the conversation an agent's, whoever had it before. `by`: a colleague who decided it.

    They are with the customer once they have opened it: `joined_at`.
    """
    handed_over_at = conversation.handed_over_at or utc_now()
    changes.setdefault("joined_at", None)
    move(
        session,
        conversation,
        Status.ASSIGNED,
        actor=Actor.AGENT,
        agent=by or agent,
        facts={"to": str(agent.id)} if by else None,
        assignee_id=agent.id,
        handed_over_at=handed_over_at,
        **changes,
    )


def wake(session: Session, conversation: Conversation, *, actor: Actor = Actor.SYSTEM) -> None:
    """Bring a snoozed conversation back to its agent, or to the queue when it has none; a wait goes on."""
    to = Status.QUEUED if conversation.assignee_id is None else Status.ASSIGNED
    move(session, conversation, to, actor=actor, name=Name.WOKEN, waits=True)


def queue_position(session: Session, conversation: Conversation) -> int | None:
    """1 for the customer who is next; None when nobody is being waited for."""
    if conversation.status != Status.QUEUED:
        return None
    before = and_(
        Conversation.priority == conversation.priority, Conversation.handed_over_at < conversation.handed_over_at
    )
    ahead = select(func.count()).where(
        Conversation.status == Status.QUEUED, or_(Conversation.priority > conversation.priority, before)
    )
    return (session.scalar(ahead) or 0) + 1


def later(known: str, asked: str | None) -> str:
    """What comes before does not bring anybody back there: their journey has begun, or is over."""
    return max(known, asked or known, key=STAGES.index)


def may_continue(conversation: Conversation, now: datetime) -> bool:
    """Whether a new message belongs here, or the matter is closed for good and a new conversation starts."""
    if conversation.status != Status.RESOLVED or conversation.resolved_at is None:
        return True
    return now - conversation.resolved_at <= REOPEN_WINDOW


def _clock_started(session: Session, conversation: Conversation, name: Name) -> datetime | None:
    """When the clock was started that this move stops."""
    if name == Name.TAKEN:
        return conversation.handed_over_at
    if name == Name.LEFT_LINE:
        return conversation.waiting_since
    return events.last_at(session, conversation.id, *_CLOCKS_STARTED_BY[name])


def _clocks(conversation: Conversation, to: Status, now: datetime) -> dict[str, Any]:
    """The times that follow from a move: clocks for humans start at hand-over, not at the first bot message."""
    if to == Status.QUEUED:
        # Passed on from one agent to another, or put aside meanwhile, the customer keeps their place and their clocks.
        return {
            "assignee_id": None,
            "joined_at": None,
            "snoozed_until": None,
            "handed_over_at": conversation.handed_over_at or now,
            "waiting_since": conversation.waiting_since or now,
        }
    if to == Status.BOT:
        return {
            "assignee_id": None,
            "joined_at": None,
            "waiting_since": None,
            "handed_over_at": None,
            "resolved_at": None,
            "outcome": None,
        }
    if to == Status.RESOLVED:
        return {"resolved_at": now, "waiting_since": None}
    return {"snoozed_until": None} if conversation.status == Status.SNOOZED else {}


def _found(conversation: Conversation | None) -> Conversation:
    if conversation is None:
        raise ConversationNotFound
    return conversation

"""What a process log is made of, whatever its format: everything that happened in a time, one entry for each."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from crm.agents import Agent
from crm.cases import Case
from crm.events import ConversationEvent

_AT_ONCE = 1000


class Entry(NamedTuple):
    """One thing that happened. `case_id`: the case that it happened to, if it did and is still there."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    name: str
    at: datetime
    actor: str
    agent_id: uuid.UUID | None
    agent: str | None
    skill: str | None
    from_status: str | None
    to_status: str | None
    seconds: float | None
    data: dict[str, Any]
    case_id: uuid.UUID | None

    @property
    def resource(self) -> str:
        """Who did it: the agent by name, else which side."""
        return self.agent or self.actor


def within(since: datetime, until: datetime) -> ColumnElement[bool]:
    """That an event is of this time; the end is left out."""
    return (ConversationEvent.at >= since) & (ConversationEvent.at < until)


def entries(session: Session, *, since: datetime, until: datetime, by_conversation: bool = False) -> Iterator[Entry]:
    """Oldest first; `by_conversation`: one conversation after the other. Some hundreds are held at a time."""
    one = ConversationEvent
    order = (one.conversation_id, one.at, one.id) if by_conversation else (one.at, one.id)
    who = (one.actor, one.agent_id, Agent.name, one.skill)
    query = (
        select(one.id, one.conversation_id, one.name, one.at, *who)
        .add_columns(one.from_status, one.to_status, one.seconds, one.data, Case.id)
        .outerjoin(Agent, Agent.id == one.agent_id)
        # Only what happened to cases names one; its reference is half of what opens it, and is not told.
        .outerjoin(Case, Case.reference == one.data["reference"].as_string())
        .where(within(since, until))
        .order_by(*order)
        .execution_options(yield_per=_AT_ONCE)
    )
    return (Entry(*row) for row in session.execute(query))

"""Presence: who is at the desk now, and whether a customer who waits is answered, or from when on."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crm import hours
from crm.agents import Agent, Presence
from crm.base import utc_now

# A page gives a sign every 25 seconds, one in the background every minute or so; who is silent for longer is gone.
SEEN_FOR = timedelta(seconds=100)
# Long enough for a page to be loaded anew.
GRACE = timedelta(seconds=10)
# More signs than this are not written down.
NOTED_EVERY = timedelta(seconds=15)


class Desk(StrEnum):
    """Whether anybody answers: somebody is there; nobody is, although it is open; or it is closed."""

    ATTENDED = "attended"
    UNATTENDED = "unattended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Answering:
    """The desk as it stands at `now`, and when it opens next if it is closed; None where it never does."""

    desk: Desk
    now: datetime
    opens_at: datetime | None = None

    def opens(self, language: str) -> str:
        """When people will be there, in the customer's words."""
        return hours.spoken(self.opens_at, language, says="opens", now=self.now)


def answering(session: Session, *, now: datetime | None = None) -> Answering:
    """Whether a person answers now, and if the desk is closed, from when on."""
    now = now or utc_now()
    if not hours.people_answer(now):
        return Answering(Desk.CLOSED, now, hours.next_opening(now))
    return Answering(Desk.ATTENDED if there(session, now=now) else Desk.UNATTENDED, now)


def there(session: Session, *, now: datetime) -> list[Agent]:
    """The agents who take conversations and whose desk is alive, by name."""
    query = select(Agent).where(Agent.active, Agent.presence == Presence.ONLINE, Agent.last_seen_at > now - SEEN_FOR)
    return list(session.scalars(query.order_by(Agent.name)))


def shown(agent: Agent, *, now: datetime) -> Presence:
    """What colleagues see of an agent: whoever left without a word is offline, whatever they had chosen."""
    alive = agent.last_seen_at is not None and agent.last_seen_at > now - SEEN_FOR
    return agent.presence if alive else Presence.OFFLINE


def seen(session: Session, agent_id: uuid.UUID, *, now: datetime) -> None:
    """Note that an agent's desk is alive."""
    _note(session, agent_id, now)


def left(session: Session, agent_id: uuid.UUID, *, now: datetime) -> None:
    """Note that an agent's last desk was closed: unless one is opened in a moment, they are gone."""
    _note(session, agent_id, now - SEEN_FOR + GRACE)


def _note(session: Session, agent_id: uuid.UUID, at: datetime) -> None:
    session.execute(
        update(Agent).where(Agent.id == agent_id).values(last_seen_at=at).execution_options(synchronize_session=False)
    )

"""Sessions of the desk: where an agent is signed in, until when, and how that ends before its time."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.errors import NotSignedIn, SessionNotFound


class DeskSession(Base):
    """One browser in which an agent is signed in. Ended ones are kept as the site's file says: who has signed in from
    somewhere lately is no stranger there."""

    __tablename__ = "desk_session"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    # When its page last gave a sign of life.
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None] = mapped_column()
    # What the browser calls itself, and where it is, as a keyed hash.
    browser: Mapped[str] = mapped_column(String(200))
    network: Mapped[str] = mapped_column(String(64))


def begin(
    session: Session, agent: Agent, *, lasts: timedelta, browser: str, network: str, now: datetime
) -> DeskSession:
    """A new session of an agent who has proved who they are."""
    begun = DeskSession(
        id=new_id(),
        agent_id=agent.id,
        created_at=now,
        seen_at=now,
        expires_at=now + lasts,
        browser=browser[:200],
        network=network,
    )
    session.add(begun)
    session.flush()
    return begun


def agent_of(session: Session, session_id: uuid.UUID, *, now: datetime) -> Agent:
    """Whose session it is. Raises NotSignedIn when it is over, or its agent has left the team."""
    query = (
        select(Agent)
        .join(DeskSession, DeskSession.agent_id == Agent.id)
        .where(DeskSession.id == session_id, DeskSession.ended_at.is_(None), DeskSession.expires_at > now, Agent.active)
    )
    agent = session.scalars(query).one_or_none()
    if agent is None:
        raise NotSignedIn
    return agent


def of(session: Session, agent_id: uuid.UUID, *, now: datetime) -> list[DeskSession]:
    """Where an agent is signed in, the newest first."""
    query = select(DeskSession).where(
        DeskSession.agent_id == agent_id, DeskSession.ended_at.is_(None), DeskSession.expires_at > now
    )
    return list(session.scalars(query.order_by(DeskSession.created_at.desc())))


def end(session: Session, session_id: uuid.UUID, *, of_agent: uuid.UUID | None, now: datetime) -> None:
    """End a session; `of_agent`: only if it is theirs. Raises SessionNotFound, also when it is over already."""
    found = session.get(DeskSession, session_id)
    if found is None or found.ended_at is not None or of_agent not in (None, found.agent_id):
        raise SessionNotFound
    found.ended_at = now


def seen(session: Session, session_id: uuid.UUID, *, now: datetime) -> None:
    """Note that its page gave a sign of life."""
    session.execute(update(DeskSession).where(DeskSession.id == session_id).values(seen_at=now))


def is_known(session: Session, agent_id: uuid.UUID, *, network: str) -> bool:
    """Whether the agent has signed in from there lately."""
    query = select(DeskSession.id).where(DeskSession.agent_id == agent_id, DeskSession.network == network)
    return session.scalars(query.limit(1)).first() is not None

"""Agents: the people who take over, how they sign in, and whether they are there."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from pwdlib import PasswordHash
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now
from crm.errors import AgentNotFound, BadCredentials


class Role(StrEnum):
    """What an agent may do; each role may do what the one before it may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Presence(StrEnum):
    """Whether an agent takes conversations now."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class Agent(Base):
    """A member of the support team."""

    __tablename__ = "agent"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(String(16), default=Role.AGENT)
    languages: Mapped[list[Any]] = mapped_column(default=list)
    # What they chose themselves. Whether they are there as well: crm/presence.py.
    presence: Mapped[Presence] = mapped_column(String(16), default=Presence.OFFLINE)
    # When their desk last gave a sign of life.
    last_seen_at: Mapped[datetime | None] = mapped_column()
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    # How many customers they may be given at once; without a number as many as the site says.
    at_once: Mapped[int | None] = mapped_column()
    # Since when a code is asked for besides the password.
    second_factor_since: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def create_agent(
    session: Session, *, email: str, name: str, password_hash: str, languages: list[str], role: Role = Role.AGENT
) -> Agent:
    """A new member of the team; the e-mail address is how they sign in. The hash is made before, by `hashed`."""
    agent = Agent(email=sign_in_name(email), name=name, role=role, languages=languages, password_hash=password_hash)
    session.add(agent)
    session.flush()
    return agent


def sign_in_name(email: str) -> str:
    """An address in the one spelling that stands for its account."""
    return email.strip().lower()


@dataclass(frozen=True)
class Account:
    """Whom a password is checked for."""

    agent_id: uuid.UUID
    password_hash: str


def account(session: Session, email: str) -> Account | None:
    """The account of an address; None where there is none."""
    query = select(Agent.id, Agent.password_hash).where(Agent.email == sign_in_name(email), Agent.active)
    found = session.execute(query).one_or_none()
    return Account(*found) if found else None


def hashed(password: str) -> str:
    """A password as it is kept. Slow on purpose: to be called outside a transaction."""
    return _hasher().hash(password)


def check_password(password: str, known: Account | None) -> uuid.UUID:
    """The id of the agent whose password it is. Raises BadCredentials, as slowly for no account as for one.

    Slow on purpose: to be called outside a transaction.
    """
    kept = known.password_hash if known else ""
    # Who was added and has chosen no password yet has no hash that could be read.
    verified = _hasher().verify(password, kept if kept.startswith("$") else _unknown_hash())
    if known is None or not verified:
        raise BadCredentials
    return known.agent_id


def came_in(session: Session, agent_id: uuid.UUID) -> Agent:
    """Note that an agent has signed in: they are there. Raises BadCredentials for one who has just left the team."""
    agent = session.get(Agent, agent_id)
    if agent is None or not agent.active:
        raise BadCredentials
    agent.presence, agent.last_seen_at = Presence.ONLINE, utc_now()
    return agent


def get(session: Session, agent_id: uuid.UUID) -> Agent:
    """An active agent. Raises AgentNotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None or not agent.active:
        raise AgentNotFound
    return agent


def active_agents(session: Session) -> list[Agent]:
    """The team, by name."""
    return list(session.scalars(select(Agent).where(Agent.active).order_by(Agent.name)))


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _unknown_hash() -> str:
    return _hasher().hash("the password of nobody")

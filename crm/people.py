"""People: who belongs to the team, what each may do, and how that changes. There is always an administrator."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import agents, audit, desk_sessions, proofs
from crm.agents import Agent, Presence, Role
from crm.errors import AgentNotFound, EmailTaken, LastAdmin
from crm.store import one_at_a_time

# Two administrators who demote each other go one after the other.
_LOCK = 0x70656F70
# No password has this hash.
NO_PASSWORD = "!"  # noqa: S105


def listed(session: Session) -> list[Agent]:
    """Everybody who ever belonged to the team: those who still do first, by name."""
    return list(session.scalars(select(Agent).order_by(Agent.active.desc(), Agent.name, Agent.id)))


def add(
    session: Session, *, email: str, name: str, role: Role, languages: Sequence[str], by: Agent, now: datetime
) -> tuple[Agent, str]:
    """A new member of the team, and the token of the link by which they choose a password. Raises EmailTaken."""
    one_at_a_time(session, _LOCK)
    known = select(Agent.id).where(Agent.email == agents.sign_in_name(email))
    if session.scalars(known).first() is not None:
        raise EmailTaken
    agent = agents.create_agent(
        session, email=email, name=name, password_hash=NO_PASSWORD, languages=list(languages), role=role
    )
    audit.note(session, agent=by, deed="person_added", target=agent.email, role=role)
    return agent, proofs.new_link(session, agent, now=now)


def change(
    session: Session,
    agent_id: uuid.UUID,
    *,
    by: Agent,
    now: datetime,
    name: str | None = None,
    role: Role | None = None,
    languages: Sequence[str] | None = None,
    at_once: int | None = None,
    active: bool | None = None,
) -> Agent:
    """Change what is given. Whoever leaves the team is signed out everywhere. Raises AgentNotFound, LastAdmin."""
    one_at_a_time(session, _LOCK)
    agent = get(session, agent_id)
    loses = (role is not None and role != Role.ADMIN) or active is False
    if agent.role == Role.ADMIN and agent.active and loses and _admins(session) < 2:
        raise LastAdmin
    wanted = {"name": name, "role": role, "languages": list(languages) if languages else None, "active": active}
    changes: dict[str, object] = {
        key: value for key, value in wanted.items() if value is not None and value != getattr(agent, key)
    }
    if at_once is not None:
        # None in the store: as the site says.
        changes["at_once"] = at_once or None
    for key, value in changes.items():
        setattr(agent, key, value)
    if active is False:
        _sign_out(session, agent, now=now)
    session.flush()
    if changes:
        audit.note(session, agent=by, deed="person_changed", target=agent.email, changed=sorted(changes))
    return agent


def reset_password(session: Session, agent_id: uuid.UUID, *, by: Agent, now: datetime) -> str:
    """The token of a link by which an agent chooses a new password; the old one is good until then.

    Raises AgentNotFound, also for one who has left the team.
    """
    agent = agents.get(session, agent_id)
    audit.note(session, agent=by, deed="password_link_made", target=agent.email)
    return proofs.new_link(session, agent, now=now)


def drop_second_factor(session: Session, agent_id: uuid.UUID, *, by: Agent) -> Agent:
    """Let an agent who has lost their phone sign in by the password alone. Raises AgentNotFound."""
    agent = agents.get(session, agent_id)
    proofs.switch_off(session, agent, by=by)
    return agent


def get(session: Session, agent_id: uuid.UUID) -> Agent:
    """One of the team, also if they have left it. Raises AgentNotFound."""
    agent = session.get(Agent, agent_id)
    if agent is None:
        raise AgentNotFound
    return agent


def _admins(session: Session) -> int:
    query = select(func.count()).select_from(Agent).where(Agent.role == Role.ADMIN, Agent.active)
    return session.scalar(query) or 0


def _sign_out(session: Session, agent: Agent, *, now: datetime) -> None:
    agent.presence, agent.last_seen_at = Presence.OFFLINE, None
    for one in desk_sessions.of(session, agent.id, now=now):
        one.ended_at = now

"""Proofs besides the password: a link by which a new one is chosen, a second factor, and codes for when it is lost."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import agents, audit, totp
from crm.agents import Agent
from crm.base import Base
from crm.errors import BadCode, CodeNeeded, ResetLinkNotFound

LINK_LASTS = timedelta(hours=48)
RECOVERY_CODES = 10


class AgentProof(Base):
    """What proves an agent. Secrets are hashed, or made from `salt` and the product's own: a copy gives none away."""

    __tablename__ = "agent_proof"

    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), primary_key=True)
    reset_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    reset_until: Mapped[datetime | None] = mapped_column()
    salt: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    # The half minute of the code that was used last: none is good twice.
    last_step: Mapped[int] = mapped_column(default=0)
    recovery_hashes: Mapped[list[Any]] = mapped_column(default=list)


def of(session: Session, agent_id: uuid.UUID) -> AgentProof:
    """The proofs of an agent; the row is there from the first time on that it is asked for."""
    proof = session.get(AgentProof, agent_id, with_for_update=True)
    if proof is None:
        proof = AgentProof(agent_id=agent_id, salt=secrets.token_hex(16), last_step=0, recovery_hashes=[])
        session.add(proof)
        session.flush()
    return proof


def new_link(session: Session, agent: Agent, *, now: datetime) -> str:
    """The token of a link by which the agent chooses a password: good once, for two days. Earlier ones are void."""
    proof, token = of(session, agent.id), secrets.token_urlsafe(32)
    proof.reset_hash, proof.reset_until = _hash(token), now + LINK_LASTS
    return token


def use_link(session: Session, token: str, *, password_hash: str, now: datetime) -> Agent:
    """Choose a password by a link. Raises ResetLinkNotFound."""
    proof = session.scalars(select(AgentProof).where(AgentProof.reset_hash == _hash(token))).one_or_none()
    agent = session.get(Agent, proof.agent_id) if proof else None
    if proof is None or agent is None or not agent.active or proof.reset_until is None or proof.reset_until <= now:
        raise ResetLinkNotFound
    proof.reset_hash = proof.reset_until = None
    agent.password_hash = password_hash
    audit.note(session, agent=agent, deed="password_chosen", target=agent.email)
    return agent


def set_up(session: Session, agent: Agent) -> AgentProof:
    """Begin a second factor anew: what was shown before means nothing any more. Not while one is in use."""
    proof = of(session, agent.id)
    if agent.second_factor_since is None:
        proof.salt, proof.last_step = secrets.token_hex(16), 0
    return proof


def switch_on(session: Session, agent: Agent, *, secret: bytes, code: str, now: datetime) -> list[str]:
    """Ask for codes from now on; the recovery codes, which nobody is told again. Raises BadCode."""
    _accept_code(of(session, agent.id), secret, code, now=now)
    agent.second_factor_since = now
    audit.note(session, agent=agent, deed="second_factor_on", target=agent.email)
    return new_recovery_codes(session, agent)


def new_recovery_codes(session: Session, agent: Agent) -> list[str]:
    """New ones; the old ones are good no more."""
    codes = ["-".join((secrets.token_hex(4), secrets.token_hex(4))) for _ in range(RECOVERY_CODES)]
    of(session, agent.id).recovery_hashes = [_hash(code) for code in codes]
    return codes


def switch_off(session: Session, agent: Agent, *, by: Agent) -> None:
    """Ask for codes no more."""
    proof = of(session, agent.id)
    agent.second_factor_since, proof.recovery_hashes, proof.salt = None, [], secrets.token_hex(16)
    audit.note(session, agent=by, deed="second_factor_off", target=agent.email)


def check(session: Session, agent_id: uuid.UUID, *, secret: bytes, code: str | None, now: datetime) -> None:
    """Whether the second factor is right, where one is asked for. Raises CodeNeeded, BadCode."""
    agent = agents.get(session, agent_id)
    if agent.second_factor_since is None:
        return
    if not code:
        raise CodeNeeded
    proof, hashed = of(session, agent_id), _hash(code.strip().lower())
    if hashed in proof.recovery_hashes:
        proof.recovery_hashes = [one for one in proof.recovery_hashes if one != hashed]
        audit.note(session, agent=agent, deed="recovery_code_used", target=agent.email, left=len(proof.recovery_hashes))
        return
    _accept_code(proof, secret, code, now=now)


def _accept_code(proof: AgentProof, secret: bytes, code: str, *, now: datetime) -> None:
    step = totp.step_matching(secret, code, now=now, after=proof.last_step)
    if step is None:
        raise BadCode
    proof.last_step = step


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

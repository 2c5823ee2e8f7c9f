"""API keys: what other systems prove themselves with, what each may do, and until when."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import audit
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.errors import ApiKeyNotFound, BadInput, Forbidden, TokenExpired, TokenInvalid

# How every key begins, so that people and scanners of code know one when they see it.
PREFIX = "slk_"
SHOWN = len(PREFIX) + 6
Scope = Literal["conversations:read", "conversations:note", "cases:read"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# Its last use is noted this often: every request would be a write.
NOTED_EVERY = timedelta(minutes=1)


class ApiKey(Base):
    """A key. Of the key itself only a hash is kept: 256 random bits need no slow one."""

    __tablename__ = "api_key"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    # Its first characters, by which people tell keys apart.
    shown: Mapped[str] = mapped_column(String(16))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    expires_at: Mapped[datetime | None] = mapped_column()
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column()
    last_used_at: Mapped[datetime | None] = mapped_column()

    by: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


def create(
    session: Session, *, name: str, scopes: Sequence[str], expires_at: datetime | None, agent: Agent, now: datetime
) -> tuple[ApiKey, str]:
    """A new key, and the key itself, which nobody is ever told again. Raises BadInput."""
    if not scopes or set(scopes) - set(SCOPES):
        raise BadInput(f"Name scopes of these: {', '.join(SCOPES)}.", field="scopes")
    if expires_at is not None and expires_at <= now:
        raise BadInput("Choose a time that has not passed yet.", field="expires_at")
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        name=name,
        shown=secret[:SHOWN],
        hash=_hash(secret),
        scopes=[scope for scope in SCOPES if scope in scopes],
        expires_at=expires_at,
        created_by_id=agent.id,
    )
    session.add(key)
    session.flush()
    audit.note(session, agent=agent, deed="api_key_created", target=name, scopes=key.scopes)
    return key, secret


def revoke(session: Session, key_id: uuid.UUID, *, agent: Agent, now: datetime) -> ApiKey:
    """Let a key open nothing any more. Raises ApiKeyNotFound, also when it was revoked already."""
    key = session.get(ApiKey, key_id)
    if key is None or key.revoked_at is not None:
        raise ApiKeyNotFound
    key.revoked_at = now
    audit.note(session, agent=agent, deed="api_key_revoked", target=key.name)
    return key


def listed(session: Session) -> list[ApiKey]:
    """All of them, the newest first; also those that are over."""
    return list(session.scalars(select(ApiKey).order_by(ApiKey.id.desc())))


def check(session: Session, secret: str, *, scope: Scope, now: datetime) -> ApiKey:
    """The key that this is. Raises TokenInvalid, TokenExpired, and Forbidden where it may not do this."""
    key = session.scalars(select(ApiKey).where(ApiKey.hash == _hash(secret))).one_or_none()
    if key is None or key.revoked_at is not None:
        raise TokenInvalid
    if key.expires_at is not None and key.expires_at <= now:
        raise TokenExpired
    if scope not in key.scopes:
        raise Forbidden(f"This key lacks the scope {scope}.")
    return key


def is_to_be_noted(key: ApiKey, *, now: datetime) -> bool:
    """Whether its last use was written down too long ago."""
    return key.last_used_at is None or now - key.last_used_at >= NOTED_EVERY


def used(session: Session, key_id: uuid.UUID, *, now: datetime) -> None:
    """Note that a key was used."""
    session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

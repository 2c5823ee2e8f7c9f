"""The audit: who changed what of how the desk is set up. Rows are only ever added."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm.agents import Agent
from crm.base import Base, new_id, utc_now


class AuditEvent(Base):
    """One change. `target` is what it was done to, as the desk calls it: never a customer's, never a secret."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_at", "at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    # None: the product itself.
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    deed: Mapped[str] = mapped_column(String(48))
    target: Mapped[str] = mapped_column(String(254))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    agent: Mapped[Agent | None] = relationship(lazy="joined")


def note(session: Session, *, agent: Agent | None, deed: str, target: str, **facts: Any) -> AuditEvent:
    """Write down that somebody changed something, in the transaction that changes it."""
    event = AuditEvent(agent_id=agent.id if agent else None, deed=deed, target=target[:254], facts=facts)
    session.add(event)
    return event


def latest(session: Session, *, limit: int, before: uuid.UUID | None = None) -> list[AuditEvent]:
    """The newest changes, or those before one of them."""
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEvent.id < before)
    return list(session.scalars(query))

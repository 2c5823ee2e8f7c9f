"""Legal holds: what must not be deleted while a dispute or an inquiry is going on, whatever asks for it."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Text, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column, relationship

from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.customers import Customer
from crm.errors import CustomerNotFound, HoldNotFound


class LegalHold(Base):
    """Everything of a customer, or of one case and the conversation that it is from, stays until this is lifted."""

    __tablename__ = "legal_hold"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    placed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    placed_at: Mapped[datetime] = mapped_column(default=utc_now)
    lifted_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    lifted_at: Mapped[datetime | None] = mapped_column()

    case: Mapped[Case | None] = relationship(lazy="joined")
    by: Mapped[Agent] = relationship(lazy="joined", innerjoin=True, foreign_keys=[placed_by])


def place(
    session: Session, *, customer_id: uuid.UUID, case: Case | None = None, agent: Agent, reason: str, now: datetime
) -> LegalHold:
    """Hold a customer's data, or a case's. Holding twice needs lifting twice. Raises CustomerNotFound."""
    if session.get(Customer, customer_id) is None:
        raise CustomerNotFound
    hold = LegalHold(customer_id=customer_id, case=case, by=agent, reason=reason.strip(), placed_at=now)
    session.add(hold)
    session.flush()
    return hold


def lift(session: Session, hold_id: uuid.UUID, *, agent: Agent, now: datetime) -> LegalHold:
    """End a hold; what it kept goes when its time comes. Raises HoldNotFound, also for one that is lifted."""
    hold = session.get(LegalHold, hold_id, with_for_update={"of": LegalHold})
    if hold is None or hold.lifted_at is not None:
        raise HoldNotFound
    hold.lifted_by, hold.lifted_at = agent.id, now
    return hold


def standing(session: Session, *, customer_id: uuid.UUID | None = None) -> list[LegalHold]:
    """Holds that stand, the oldest first; of a customer, or all."""
    query = select(LegalHold).where(LegalHold.lifted_at.is_(None)).order_by(LegalHold.placed_at, LegalHold.id)
    if customer_id is not None:
        query = query.where(LegalHold.customer_id == customer_id)
    return list(session.scalars(query))


def free(conversation_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """Whether no hold keeps this conversation: neither its customer's, nor that of a case which is from it."""
    held = select(Conversation.id).where(
        or_(
            Conversation.customer_id.in_(
                select(LegalHold.customer_id).where(LegalHold.lifted_at.is_(None), LegalHold.case_id.is_(None))
            ),
            Conversation.id.in_(
                select(Case.conversation_id)
                .join(LegalHold, LegalHold.case_id == Case.id)
                .where(LegalHold.lifted_at.is_(None))
            ),
        )
    )
    return conversation_id.not_in(held)


def kept_conversations(session: Session, customer_id: uuid.UUID) -> set[uuid.UUID]:
    """The conversations of a customer that a hold keeps."""
    mine = select(Conversation.id).where(Conversation.customer_id == customer_id)
    return set(session.scalars(mine)) - set(session.scalars(mine.where(free(Conversation.id))))

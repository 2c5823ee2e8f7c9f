"""Identities: by what name a customer is known on a channel."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import customers
from crm.base import Base, new_id, utc_now
from crm.customers import Customer


class Identity(Base):
    """That a customer is this one on a channel: a visitor's id, an address, a number. One name, one customer."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(254))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def add(session: Session, *, customer: Customer, channel: str, external_id: str) -> Identity:
    """Know a customer by one more name."""
    identity = Identity(customer_id=customer.id, channel=channel, external_id=external_id)
    session.add(identity)
    session.flush()
    return identity


def find(session: Session, *, channel: str, external_id: str) -> Customer | None:
    """Who bears a name on a channel."""
    query = (
        select(Customer)
        .join(Identity, Identity.customer_id == Customer.id)
        .where(Identity.channel == channel, Identity.external_id == external_id)
    )
    return session.scalars(query).one_or_none()


def customer_of(session: Session, *, channel: str, external_id: str, language: str) -> Customer:
    """Who bears a name on a channel; a new customer when nobody has borne it yet."""
    known = find(session, channel=channel, external_id=external_id)
    if known is not None:
        return known
    customer = customers.create_customer(session, language=language)
    add(session, customer=customer, channel=channel, external_id=external_id)
    return customer


def of(session: Session, customer_id: uuid.UUID) -> list[Identity]:
    """Every name of a customer, oldest first."""
    return list(session.scalars(select(Identity).where(Identity.customer_id == customer_id).order_by(Identity.id)))


def on_channel(session: Session, *, customer_id: uuid.UUID, channel: str) -> str | None:
    """Under which name a customer is reached on a channel: the newest."""
    query = select(Identity.external_id).where(Identity.customer_id == customer_id, Identity.channel == channel)
    return session.scalars(query.order_by(Identity.id.desc()).limit(1)).one_or_none()

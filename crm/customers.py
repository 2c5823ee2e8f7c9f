"""Customers: who we talk to, in which language, and how they are known."""

import uuid
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, new_id, utc_now

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "en"


class Customer(Base):
    """A person. An anonymous visitor is one too, until something tells us more."""

    __tablename__ = "customer"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8), default=DEFAULT_LANGUAGE)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def create_customer(session: Session, *, language: str) -> Customer:
    """A new visitor of whom nothing but the language is known."""
    customer = Customer(language=known_language(language))
    session.add(customer)
    session.flush()
    return customer


def call(customer: Customer, name: str) -> None:
    """Know a customer by the name they have proved to bear; who has one keeps it."""
    if not customer.name and name.strip():
        given = " ".join(name.split())
        customer.name = given.title() if given.isupper() or given.islower() else given


def known_language(tag: str | None) -> str:
    """`zh` or `en` for any BCP-47 tag ("zh-Hant-TW", "en_GB"); English for what we do not speak."""
    primary = (tag or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else DEFAULT_LANGUAGE

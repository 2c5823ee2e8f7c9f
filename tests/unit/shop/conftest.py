"""A process in which the shop is on and the airline is not, with a store of its own."""

import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import crm.agents
import crm.appointments
import crm.handovers
import crm.site_events
import crm.surveys  # noqa: F401  (the tables of all of them are needed)
from crm import conversations, customers, messages
from crm.base import Base
from crm.conversations import Conversation
from crm.store import close_store, engine, open_store

SITE = Path(__file__).parents[2] / "verticals" / "shop.yml"
# A morning in Shanghai.
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def shop() -> Iterator[None]:
    """The shop's site, and afterwards the one of the other tests again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE", str(SITE))
        _forget_what_was_read()
        yield
    _forget_what_was_read()


def _forget_what_was_read() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("crm.", "shop.")) and name != "crm.store":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on an empty store."""
    open_store(f"sqlite:///{tmp_path / 'shop.db'}")
    Base.metadata.create_all(engine())
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()
    close_store()


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A customer's conversation."""
    return a_talk(session)


def a_talk(session: Session) -> Conversation:
    customer = customers.create_customer(session, language="en")
    conversation = conversations.start_conversation(session, customer=customer, site="demo", language="en")
    session.flush()
    return conversation


def a_message(session: Session, conversation: Conversation) -> uuid.UUID:
    return messages.append(session, conversation, author=messages.Author.VISITOR, body="hello").id

"""A site on which one vertical is on and the airline is not, for tests in this process: its settings and its store."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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

# A morning in Shanghai.
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
_SITES = Path(__file__).parents[1] / "verticals"
_LISTS = Path(__file__).parent / "crm" / "test_skills.py"
# These name skills of the site that ships.
_OF_ANOTHER_SITE = "not about_is_a_skill and not is_not_offered and not code_names_in_a_list"


@contextmanager
def switched_on(vertical: str) -> Iterator[None]:
    """That site, and afterwards the one of the other tests again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE", str(_site_of(vertical)))
        _forget_what_was_read(vertical)
        yield
    _forget_what_was_read(vertical)


@contextmanager
def empty_store(file: Path) -> Iterator[Session]:
    """A session on an empty store."""
    open_store(f"sqlite:///{file}")
    Base.metadata.create_all(engine())
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()
    close_store()


def a_talk(session: Session, *, network: str | None = None, language: str = "en") -> Conversation:
    """A conversation that has just begun."""
    customer = customers.create_customer(session, language=language)
    conversation = conversations.start_conversation(session, customer=customer, site="demo", language=language)
    conversation.network = network
    session.flush()
    return conversation


def a_message(session: Session, conversation: Conversation, text: str = "hello") -> uuid.UUID:
    """Something that the customer says."""
    return messages.append(session, conversation, author=messages.Author.VISITOR, body=text).id


def lists_agree(vertical: str) -> tuple[int, str]:
    """Run the tests of the lists that every vertical keeps, on its site: exit code, and the end of what they say."""
    asked = [sys.executable, "-m", "pytest", str(_LISTS), "-k", _OF_ANOTHER_SITE, "-q", "-p", "no:cacheprovider"]
    there = {**os.environ, "SITE": str(_site_of(vertical))}
    done = subprocess.run(asked, cwd=_LISTS.parents[3], env=there, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout[-3000:]


def _site_of(vertical: str) -> Path:
    return _SITES / f"{vertical}.yml"


def _forget_what_was_read(vertical: str) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(("crm.", f"{vertical}.")) and name != "crm.store":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

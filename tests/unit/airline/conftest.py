"""A store of their own for the airline's tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import airline.access.identity
import airline.bags.bags
import airline.cases.booking_requests
import airline.cases.subscriptions  # noqa: F401  (the tables of all of them are needed)
from crm.base import Base
from crm.store import close_store, engine, open_store, unit_of_work

# The samples are about April: Taipei's bags of 18APR.
SPRING = datetime(2026, 4, 18, 6, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty store in a file."""
    file = tmp_path_factory.mktemp("store") / "bags.db"
    open_store(f"sqlite:///{file}")
    Base.metadata.create_all(engine())
    yield file
    close_store()


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    """A session whose work is thrown away at the end of the test."""
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()


@pytest.fixture
def committed(store: Path) -> Iterator[None]:
    """For tests of whole transactions: the tables are emptied afterwards."""
    yield
    with unit_of_work() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())

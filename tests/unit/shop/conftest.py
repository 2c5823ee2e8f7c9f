"""A process in which the shop is on and the airline is not, with a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from crm.conversations import Conversation
from tests.unit import vertical_site


@pytest.fixture(scope="module", autouse=True)
def shop() -> Iterator[None]:
    """The shop's site, and afterwards the one of the other tests again."""
    with vertical_site.switched_on("shop"):
        yield


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on an empty store."""
    with vertical_site.empty_store(tmp_path / "shop.db") as session:
        yield session


@pytest.fixture
def talk(session: Session) -> Conversation:
    """A customer's conversation."""
    return vertical_site.a_talk(session)

"""What a turn costs the store: each commit waits for the disk, and customers wait for it."""

import pytest
from sqlalchemy import event

from crm.store import engine
from tests.edge.conftest import until


@pytest.fixture
def tally(client):
    """Statements and commits so far."""
    counted = {"statements": 0, "commits": 0}

    def on_statement(_connection, _cursor, statement, *_):
        # Sockets look for news between turns, and take no part in one.
        counted["statements"] += not statement.startswith(("BEGIN", "SELECT max(live_event.id)"))

    def on_commit(_connection):
        counted["commits"] += 1

    event.listen(engine(), "before_cursor_execute", on_statement)
    event.listen(engine(), "commit", on_commit)
    return counted


def test_a_turn_is_two_commits_and_what_happened_rides_in_them(visitor, tally):
    visitor.send("warm up")
    until(lambda: visitor.history()["conversation"]["last_seq"] == 3)
    tally.update(statements=0, commits=0)

    visitor.send("hello")

    assert tally["commits"] == 2
    assert tally["statements"] <= 20

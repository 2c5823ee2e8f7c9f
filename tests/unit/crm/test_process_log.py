"""`python -m crm.process_log`: what happened to conversations, for a process-mining tool."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from crm import conversations, customers
from crm.base import Base, utc_now
from crm.process_log import COLUMNS, main
from crm.store import close_store, engine, open_store, transact


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store that the environment names, as it does for a shell, in which one conversation was opened."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    open_store(url)
    Base.metadata.create_all(engine())
    transact(_open)
    yield
    close_store()


def _open(session):
    customer = customers.create_customer(session, language="en")
    conversations.start_conversation(session, customer=customer, site="demo", language="en")


def written(capsys, *arguments):
    assert main(arguments) == 0
    return list(csv.DictReader(StringIO(capsys.readouterr().out)))


def test_writes_a_row_for_each_thing_that_happened(store, capsys):
    (row,) = written(capsys)

    assert tuple(row) == COLUMNS
    assert (row["concept:name"], row["org:resource"]) == ("opened", "customer")


def test_leaves_out_what_was_at_another_time(store, capsys):
    assert written(capsys, "--until", str(utc_now().date() - timedelta(days=1))) == []


def test_a_store_that_is_not_set_up_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")

    assert main([]) == 3
    assert "Is it set up?" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31"])
def test_a_day_that_is_none_is_refused(store, day, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["--since", day])

    assert refused.value.code == 2

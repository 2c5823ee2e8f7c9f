"""Nobody waits for the store while something slow is done: passwords, pictures, receipts, long bodies."""

import threading
import time

import pytest
from pwdlib import PasswordHash
from sqlalchemy import event

from api.feeds import pieces
from crm import files
from crm.store import engine, unit_of_work
from tests.edge.conftest import Desk
from tests.edge.test_baggage import GOOD, KEY
from tests.unit.crm.test_files import picture

# What broke must have left the store as it ought to be.
pytestmark = pytest.mark.usefixtures("sound")


class Writing:
    """How many transactions that may write are open, and what slow was done meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open, self.done, self.caught = 0, [], []
        event.listen(engine(), "begin", self._begun)
        event.listen(engine(), "commit", self._ended)
        event.listen(engine(), "rollback", self._ended)
        for owner, name in ((PasswordHash, "verify"), (PasswordHash, "hash"), (files, "examine")):
            monkeypatch.setattr(owner, name, self._watched(name, getattr(owner, name)))

    def _begun(self, connection) -> None:
        self.open += connection.get_execution_options().get("begin_mode", "IMMEDIATE") == "IMMEDIATE"

    def _ended(self, connection) -> None:
        self.open -= connection.get_execution_options().get("begin_mode", "IMMEDIATE") == "IMMEDIATE"

    def _watched(self, name, work):
        def watched(*args, **kwargs):
            self.done.append(name)
            if self.open:
                self.caught.append(name)
            return work(*args, **kwargs)

        return watched


def test_no_slow_work_is_done_in_a_transaction_that_writes(client, visitor, monkeypatch):
    writing = Writing(monkeypatch)

    Desk(client)
    client.post("/v1/desk/login", json={"email": "mei@example.com", "password": "wrong"})
    client.post("/v1/desk/login", json={"email": "nobody@example.com", "password": "wrong"})
    sent = client.post(
        f"/v1/chat/files?conversation_id={visitor.conversation_id}",
        files={"file": ("a.png", picture())},
        headers=visitor.headers,
    )

    assert sent.status_code == 201, sent.text
    assert {"verify", "examine"} <= set(writing.done)
    assert writing.caught == []


def test_customers_are_answered_while_somebody_tries_passwords(client, visitor, monkeypatch):
    going_on, verified = threading.Event(), PasswordHash.verify

    def slowly(*args):
        going_on.wait(10)
        return verified(*args)

    monkeypatch.setattr(PasswordHash, "verify", slowly)
    body = {"email": "mei@example.com", "password": "wrong"}
    tries = [threading.Thread(target=client.post, args=["/v1/desk/login"], kwargs={"json": body}) for _ in range(8)]
    for one in tries:
        one.start()
    time.sleep(0.2)

    try:
        assert visitor.send("hello").json()["replies"][0]["body"] == "You said: hello"
    finally:
        going_on.set()
        for one in tries:
            one.join()


def test_a_long_body_lets_others_write_between_its_pieces(client, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 2)
    monkeypatch.setattr(pieces, "PAUSE_SECONDS", 0.0)
    turns = []
    monkeypatch.setattr(pieces, "transact", lambda work: turns.append(1) or pieces_transact(work))
    body = "\n".join(GOOD.replace("0220750180001", f"02207501{number:02d}001") for number in range(5))

    report = client.post("/v1/baggage/messages", content=body, headers=KEY).json()

    assert (report["received"], report["parsed"], len(report["results"])) == (5, 5, 5)
    assert len(turns) == 3
    assert client.post("/v1/baggage/messages", content=body, headers=KEY).json()["duplicates"] == 5


def pieces_transact(work):
    with unit_of_work() as session:
        return work(session)


def test_a_mark_stays_with_its_message_between_two_pieces(client, monkeypatch):
    monkeypatch.setattr(pieces, "PIECE", 1)

    report = client.post("/v1/flights/messages", content="COR\nMVT\nCA981/29.B2345.PEK\nAD1300", headers=KEY).json()

    assert report["received"] == 1


def test_the_whole_quarantine_is_read_page_by_page(client, desk, monkeypatch):
    monkeypatch.setattr("airline.vertical.REPLAYED", 1)
    ana = Desk(client, "ana@example.com")
    client.post("/v1/baggage/messages", content="nonsense", headers=KEY)
    client.post("/v1/baggage/messages", content="other nonsense", headers=KEY)

    report = ana.browser.post("/v1/baggage/messages/replay", headers=ana.headers).json()

    assert (report["received"], report["quarantined"]) == (2, 2)

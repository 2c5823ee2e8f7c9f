"""A store that is sound is called so, and each promise that is broken is told in a sentence."""

import uuid
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from crm import check, events, forms, invariants
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.desk_sessions import DeskSession
from crm.events import Actor, ConversationEvent, Name
from crm.files import File
from crm.forms import Form
from crm.messages import Message
from crm.outbox import Mail, send
from crm.store import engine, reading, unit_of_work
from tests.edge.test_retention import opened
from tests.edge.test_sent_files import PDF
from tests.edge.test_sent_files import send as send_file

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def broken() -> dict[str, list[str]]:
    with reading() as session:
        found: dict[str, list[str]] = {}
        for one, sentence in invariants.broken(session, now=utc_now()):
            found.setdefault(one.name, []).append(sentence)
        return found


@pytest.fixture
def busy(client, visitor, desk, assistant):
    """A day's work: answers, a person, a file, a case, a mail, a form that was sent."""
    visitor.send("hello")
    visitor.send("and where is it?")
    assistant.respond = assistant.hand_over
    visitor.send("an agent please")
    desk.do(visitor.conversation_id, "take")
    send_file(visitor, PDF, name="receipt.pdf")
    desk.do(visitor.conversation_id, "reply", text="I look into it.")
    reference = opened(visitor)
    with unit_of_work() as session:
        form = forms.open_form(
            session,
            conversation_id=uuid.UUID(visitor.conversation_id),
            message_id=None,
            name="lost_item",
            values={},
            facts={},
        )
        form.status, form.result = forms.SUBMITTED, {"reference": reference, "kind": "lost_item"}
    desk.do(visitor.conversation_id, "resolve")
    return visitor


@BOTH_STORES
def test_a_days_work_is_sound(busy, capsys, environment):
    assert broken() == {}
    assert check.main([]) == check.SOUND
    assert "promises hold" in capsys.readouterr().out


LATE = timedelta(days=400)
PLANTED = {
    "numbers": delete(Message).where(Message.seq == 3),
    "marks": update(Conversation).values(answered_seq=Conversation.last_visitor_seq + 1),
    "owners": update(Conversation).values(status="assigned", assignee_id=None),
    "moves": delete(ConversationEvent).where(ConversationEvent.name == Name.TAKEN),
    "cases": update(Case).values(status="found"),
    "forms": update(Form).values(result={"reference": "LI000000"}),
    "leases": update(Conversation).values(turn_token=uuid.uuid4(), turn_until=utc_now() + LATE),
    "files": update(File).values(size=1),
    "clocks": update(Message).values(created_at=utc_now() + LATE),
}


@BOTH_STORES
@pytest.mark.parametrize("name", PLANTED)
def test_what_breaks_a_promise_is_told(busy, name):
    if name == "numbers":
        with unit_of_work() as session:
            session.execute(update(Message).values(in_reply_to=None))
    with unit_of_work() as session:
        session.execute(PLANTED[name])

    found = broken()

    assert name in found
    assert all(sentence.endswith(".") for sentences in found.values() for sentence in sentences)


@pytest.mark.parametrize(
    "planted",
    [
        update(Mail).values(next_at=utc_now() + LATE),
        update(DeskSession).values(expires_at=utc_now() + LATE),
    ],
)
def test_so_is_whatever_else_waits_too_long(busy, planted):
    with unit_of_work() as session:
        send(session, to="li@example.com", subject="A", body="B", language="en")
        session.execute(planted)

    assert list(broken()) == ["leases"]


def again(session, conversation_id):
    """More turns ended than there were messages."""
    for _ in range(4):
        events.record(session, conversation_id, Name.TURN_ANSWERED, actor=Actor.BOT)


def late(session, conversation_id):
    """The first message is answered again by the last bubble."""
    session.execute(text("UPDATE message SET in_reply_to = (SELECT id FROM message WHERE seq = 2) WHERE seq = 7"))


@pytest.mark.parametrize("plant", [again, late])
def test_a_message_that_is_answered_twice_is_told(visitor, assistant, plant):
    for words in ("one", "two", "three"):
        visitor.send(words)
    assert broken() == {}

    with unit_of_work() as session:
        plant(session, uuid.UUID(visitor.conversation_id))

    assert list(broken()) == ["answers"]


def test_an_answer_to_a_later_message_is_told(visitor, assistant):
    visitor.send("one")
    visitor.send("two")

    with unit_of_work() as session:
        session.execute(text("UPDATE message SET in_reply_to = (SELECT id FROM message WHERE seq = 4) WHERE seq = 3"))

    assert "replies" in broken()


def test_a_form_that_led_to_nothing_is_told(busy):
    with unit_of_work() as session:
        session.execute(update(Form).values(result=None))

    assert "nothing came of it" in broken()["forms"][0]


def test_what_refers_to_nothing_is_told(busy):
    # Not in a transaction, in which SQLite ignores this setting.
    with closing(engine().raw_connection()) as connection:
        for statement in ("PRAGMA foreign_keys = OFF", 'DELETE FROM "case"', "PRAGMA foreign_keys = ON"):
            connection.cursor().execute(statement)

    found = broken()["references"]

    assert any(sentence.startswith("Row ") and "case_event" in sentence for sentence in found)


def test_every_promise_has_a_planted_violation():
    planted = {*PLANTED, "answers", "replies", "references"}

    assert planted == {one.name for one in invariants.INVARIANTS}


def test_the_exit_code_tells(busy, environment, capsys, tmp_path):
    with unit_of_work() as session:
        session.execute(PLANTED["files"])

    assert check.main([]) == check.BROKEN
    assert "is to have 1 bytes" in capsys.readouterr().out

    environment.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nothing.db")
    assert check.main([]) == check.NO_STORE

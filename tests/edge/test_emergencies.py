"""An emergency at the desk: first in line and marked with what it is, also where a person is called already."""

import asyncio
import threading
import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from api.assistant.client import rasa_client
from api.assistant.gateway import Gateway
from api.settings import get_settings
from crm import conversations, emergencies, events, listening, messages
from crm.base import utc_now
from crm.events import Name
from crm.messages import Author, Message
from crm.store import reading, unit_of_work
from tests.edge.conftest import Assistant, Desk, Visitor, until

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)

EMERGENCY = {"kind": "medical", "certainty": 0.95, "by": {"words": "chest pain"}}


def calls_for_help(assistant: Any) -> Any:
    command = {"name": "hand_over", "reason": "safety"}
    return lambda question: assistant.say("Call 120.", intent="emergency", emergency=EMERGENCY, commands=[command])


def test_goes_first_and_says_what_it_is_and_why(desk, visitor, assistant):
    assistant.respond = calls_for_help(assistant)
    visitor.send("my husband has chest pain")

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()

    assert (story["handover"]["reason"], story["conversation"]["priority"]) == ("safety", emergencies.URGENT)
    facts = [fact["text"]["en"] for fact in story["handover"]["facts"]]
    assert "Emergency: somebody is unwell or hurt (recognised by “chest pain”)" in facts


def test_speaks_of_no_line_to_somebody_in_danger(visitor, assistant):
    assistant.respond = calls_for_help(assistant)
    visitor.send("my husband has chest pain")

    said = [message["body"] for message in visitor.history()["messages"]]

    assert any("before all others" in body for body in said)
    assert not any("in line" in body for body in said)


def test_marks_a_conversation_that_waits_for_a_person_already(desk, visitor, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")
    conversation_id = uuid.UUID(visitor.conversation_id)
    with unit_of_work() as session:
        conversation = conversations.lock(session, conversation_id)
        said = [m for m in messages.after(session, conversation_id=conversation_id) if m.author == Author.VISITOR]
        emergencies.mark(session, conversation, said[-1], kind="medical", words="chest pain")

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()

    assert (story["conversation"]["status"], story["conversation"]["priority"]) == ("queued", emergencies.URGENT)
    assert story["handover"]["reason"] == "safety"


# What customers write to a person is read as well.
DANGER = {"emergency": EMERGENCY, "written_in": "en", "tone": "distressed"}
WORDS = "my husband has chest pain"


@pytest.fixture
def with_a_person(visitor: Visitor, desk: Desk, assistant: Assistant) -> Visitor:
    """A customer whom Mei has taken, with an assistant that hears danger in one sentence alone."""
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    assistant.analyse = lambda question: DANGER if question["text"] == WORDS else assistant.calm(question)
    return visitor


def summary(desk: Desk, visitor: Visitor) -> Any:
    return desk.get(f"/conversations/{visitor.conversation_id}").json()


def marked(desk: Desk, visitor: Visitor) -> Any:
    story = summary(desk, visitor)
    return story if story["conversation"]["priority"] == emergencies.URGENT else None


def happened(visitor: Visitor, name: Name) -> list[events.ConversationEvent]:
    with reading() as session:
        return [e for e in events.of(session, uuid.UUID(visitor.conversation_id)) if e.name == name]


def kept(visitor: Visitor, text: str) -> bool:
    """Whether what was heard in this message is written down."""
    with reading() as session:
        said = messages.after(session, conversation_id=uuid.UUID(visitor.conversation_id))
        return any(message.body == text and message.tone is not None for message in said)


def hear_later(after: timedelta = listening.AT_ONCE) -> None:
    """One round of the job, once so much time has passed since the messages came."""

    async def round_of_the_job() -> None:
        gateway = Gateway(rasa_client(get_settings()))
        await gateway.listen_to_missed()
        await gateway.close()

    with unit_of_work() as session:
        for message in session.scalars(select(Message)):
            message.created_at -= after
    asyncio.run(round_of_the_job())


@both_stores
@pytest.mark.parametrize("aside", [False, True])
def test_hears_what_is_written_to_a_person_and_never_answers(with_a_person, desk, assistant, aside):
    if aside:
        tomorrow = (utc_now() + timedelta(days=1)).isoformat()
        desk.do(with_a_person.conversation_id, "snooze", until=tomorrow)
    asked, said = len(assistant.asked), len(with_a_person.history()["messages"])

    response = with_a_person.send(WORDS)

    assert (response.status_code, response.json()["replies"]) == (201, [])
    story = until(lambda: marked(desk, with_a_person))
    assert (story["conversation"]["status"], story["handover"]["reason"]) == ("assigned", "safety")
    facts = [fact["text"]["en"] for fact in story["handover"]["facts"]]
    assert "Emergency: somebody is unwell or hurt (recognised by “chest pain”)" in facts
    (event,) = happened(with_a_person, Name.EMERGENCY)
    assert (event.data, event.seconds is not None) == ({"kind": "medical", "by": "words"}, True)
    assert (len(assistant.asked), len(with_a_person.history()["messages"])) == (asked, said + 1)


def test_the_customer_does_not_wait_for_it(with_a_person, desk, assistant):
    go = threading.Event()
    assistant.analyse = lambda question: go.wait(2) and DANGER

    started = time.monotonic()
    with_a_person.send(WORDS)
    took = time.monotonic() - started
    go.set()

    assert took < 1.5
    until(lambda: marked(desk, with_a_person))


def test_hears_nothing_in_ordinary_words_buttons_and_what_the_team_writes(with_a_person, desk, assistant):
    with_a_person.send("which belt please?")
    with_a_person.send(payload="/human", title="Talk to a person")
    desk.do(with_a_person.conversation_id, "reply", text=WORDS)
    desk.do(with_a_person.conversation_id, "note", text=WORDS)

    until(lambda: kept(with_a_person, "which belt please?"))
    hear_later()
    assert [question["text"] for question in assistant.read] == ["which belt please?"]
    assert summary(desk, with_a_person)["conversation"]["priority"] == 0
    assert happened(with_a_person, Name.EMERGENCY) == []


@both_stores
def test_what_could_not_be_heard_is_heard_once_the_assistant_is_back(with_a_person, desk, assistant):
    analyse = assistant.analyse
    assistant.analyse = lambda question: 500
    with capture_logs() as lines:
        with_a_person.send(WORDS)
        until(lambda: assistant.read)
        until(lambda: "message_not_read" in [line["event"] for line in lines])
    assert "chest" not in str(lines)
    assert summary(desk, with_a_person)["conversation"]["priority"] == 0

    assistant.analyse = analyse
    hear_later()
    hear_later()

    assert marked(desk, with_a_person)
    assert len(happened(with_a_person, Name.EMERGENCY)) == 1
    assert len(assistant.read) == 2


def test_what_is_too_old_to_matter_is_given_up_with_a_line(with_a_person, assistant):
    assistant.analyse = lambda question: 500
    with_a_person.send(WORDS)
    until(lambda: assistant.read)

    with capture_logs() as lines:
        hear_later(listening.GIVE_UP_AFTER - timedelta(seconds=5))
        hear_later(timedelta(minutes=1))

    assert [line["event"] for line in lines].count("message_never_read") == 1
    assert "chest" not in str(lines)
    assert len(assistant.read) == 2


def test_an_emergency_whose_answer_came_too_late_is_marked_all_the_same(visitor, desk, assistant):
    thinking, taken = threading.Event(), threading.Event()

    def slow(question):
        thinking.set()
        taken.wait(5)
        return assistant.say("Call 120.", intent="emergency", tone="distressed", emergency=EMERGENCY)

    assistant.respond = slow
    visitor.send(WORDS, wait=False)
    thinking.wait(5)
    desk.do(visitor.conversation_id, "take")
    taken.set()

    until(lambda: marked(desk, visitor))
    assert "Call 120." not in [message["body"] for message in visitor.history()["messages"]]
    assert assistant.read == []


def test_what_the_assistant_could_not_answer_is_heard_while_they_are_in_line(visitor, desk, assistant):
    assistant.respond = lambda question: 500
    visitor.send(WORDS)
    assistant.analyse = lambda question: DANGER

    hear_later()

    assert marked(desk, visitor)["conversation"]["status"] == "queued"

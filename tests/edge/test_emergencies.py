"""An emergency at the desk: first in line and marked with what it is, also where a person is called already."""

import uuid
from typing import Any

from crm import conversations, emergencies, messages
from crm.messages import Author
from crm.store import unit_of_work

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

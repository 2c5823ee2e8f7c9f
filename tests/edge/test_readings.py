"""Why a message was taken for what it is: beside the message at the desk, and nowhere else."""

import json

import pytest

from tests.edge.conftest import until
from tests.edge.test_live import HOST, next_of, widget

WORDS = {"zh": "追问行李——什么时候", "en": "a question about the bag – when"}
WHY = [
    {"intent": "follow_up", "reason": "follow_up", "act": "when", "thing": "bag", "tag": "0784123456"},
    {"intent": "inform", "reason": "the bag 0784123456 of Zhang"},
]


@pytest.fixture
def asked(visitor, assistant):
    """A customer whose question was answered, with a reason; and what they were sent."""
    assistant.respond = lambda question: assistant.say("At noon.", intent="follow_up", why=WHY)
    visitor.sent = visitor.send("when").json()
    return visitor


def of_customer(said):
    return next(message for message in said if message["author"] == "visitor")


def test_the_team_reads_the_reason_in_words_and_nothing_of_the_customers(asked, desk):
    said = desk.get(f"/conversations/{asked.conversation_id}").json()["messages"]

    assert of_customer(said)["read_as"] == [WORDS]
    assert "read_as" not in of_customer(said)["data"]
    assert not {word for word in ("Zhang", "0784123456") if word in json.dumps(said)}


def test_an_open_desk_is_told_the_reason_with_the_answer(visitor, assistant, desk):
    assistant.respond = lambda question: assistant.say("At noon.", intent="follow_up", why=WHY)

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as at_desk:
        assert at_desk.receive_json() == {"type": "ready"}
        visitor.send("when")

        def told():
            message = next_of(at_desk, "message")["message"]
            return message["author"] == "visitor" and message["read_as"]

        assert until(told) == [WORDS]


def test_a_message_without_a_reason_has_none(visitor, desk):
    visitor.send("where is my bag")

    assert of_customer(desk.get(f"/conversations/{visitor.conversation_id}").json()["messages"])["read_as"] == []


def test_the_customer_is_never_shown_the_reason(asked):
    with widget(asked, after=0) as at_home:
        frames = [at_home.receive_json() for _ in range(4)]

    assert of_customer([frame["message"] for frame in frames if "message" in frame])["data"] == {}
    for shown in (asked.sent, asked.history(), frames):
        assert "read_as" not in json.dumps(shown)
        assert WORDS["zh"] not in json.dumps(shown, ensure_ascii=False)


def test_a_repeated_message_does_not_give_the_reason_away(visitor, assistant):
    assistant.respond = lambda question: assistant.say("At noon.", intent="follow_up", why=WHY)
    client_id = "00000000-0000-0000-0000-000000000007"

    visitor.send("when", client_id=client_id)
    again = visitor.send("when", client_id=client_id)

    assert again.status_code == 200
    assert "read_as" not in again.text

"""Every line that a turn writes into a log bears the same id, the one of the customer's message."""

import json

import structlog

from api.assistant import actions
from tests.edge.conftest import until


def test_a_turn_is_found_by_its_messages_id_at_the_app_and_at_the_actions(client, visitor, assistant):
    assistant.respond = lambda question: 500
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        message = visitor.send("hello").json()["message"]
        call = {
            "next_action": "action_no_such",
            "sender_id": visitor.conversation_id,
            "tracker": {"latest_message": {"metadata": {"message_id": message["id"]}}},
            "domain": {},
        }
        client.post("/rasa/actions", content=json.dumps(call), headers={"X-Serviceloop-Secret": "r" * 40})
        assert until(lambda: any(line.get("route") == "/rasa/actions" for line in lines))

    named = [line for line in lines if line.get("turn") == message["id"]]
    assert {line["event"] for line in named} >= {"assistant_failed", "turn"}
    assert [line["outcome"] for line in named if line["event"] == "turn"] == ["failed"]
    assert any(line.get("route") == "/rasa/actions" for line in named)


def test_a_call_that_names_no_message_has_no_turn():
    for call in ({}, {"tracker": None}, {"tracker": {"latest_message": {"metadata": {"message_id": "words"}}}}, []):
        assert actions._turn_of(call) is None

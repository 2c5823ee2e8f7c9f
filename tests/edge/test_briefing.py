"""What a person who takes over reads at once."""

import threading
import uuid

import pytest

from crm import interactions
from crm.store import unit_of_work
from tests.edge.conftest import Visitor, until
from tests.edge.test_casework import opened


def called(client, assistant, *said, language="en", intent="bag_status", **answer):
    """A customer who says all this and then asks for a person."""
    visitor = Visitor(client, language=language)
    assistant.respond = lambda question: assistant.say("Let me see.", intent=intent, **answer)
    for text in said:
        visitor.send(text)
    assistant.respond = assistant.hand_over
    visitor.send("转人工" if language == "zh" else "agent please")
    assistant.respond = assistant.echo
    return visitor


def summary(desk, visitor):
    return desk.get(f"/conversations/{visitor.conversation_id}").json()["handover"]


def test_the_problem_is_one_line_and_identifiers_are_fields(client, desk, assistant):
    visitor = called(
        client,
        assistant,
        "hi there",
        "Our bag 0784123456 from CZ673 did not come out at Heathrow, with insulin for my child inside",
        "reach me at odette@example.org or +44 20 7946 0018",
    )

    told = summary(desk, visitor)

    assert told["brief"]["problem"]["text"]["en"].startswith("Bag status: “Our bag 0784123456 from CZ673 did not come")
    given = {(one["label"]["en"], one["value"]) for one in told["brief"]["identifiers"]}
    assert given == {
        ("Bag tag", "0784123456"),
        ("Flight", "CZ673"),
        ("E-mail", "odette@example.org"),
        ("Phone", "+44 20 7946 0018"),
    }
    assert told["brief"]["flags"] == ["medical", "child"]
    assert told["next_step"]["en"].startswith("Medical: ask what is needed, and by when. A child is concerned")


def test_the_same_in_chinese(client, desk, assistant):
    visitor = called(
        client, assistant, "你好", "行李没到，里面有孩子的胰岛素，牌号0784123456", language="zh", tone="distressed"
    )

    told = summary(desk, visitor)

    assert told["brief"]["problem"]["text"]["zh"] == "行李状态：“行李没到，里面有孩子的胰岛素，牌号0784123456”"
    assert (told["brief"]["flags"], told["brief"]["tone"]) == (["medical", "child"], "distressed")
    assert "涉及医疗" in told["next_step"]["zh"]


def test_the_next_step_fits_what_is_open(client, desk, assistant):
    asked = called(client, assistant, "when does the bag drop close?")
    form = Visitor(client)
    form.send("hello")
    opened(client, form, "bag_report")
    assistant.respond = assistant.hand_over
    form.send("agent please")
    only = called(client, assistant)

    steps = [summary(desk, one)["next_step"]["en"] for one in (asked, form, only)]

    assert "when does the bag drop close?" in steps[0]
    assert "finish it with them" in steps[1]
    assert len(set(steps)) == 3


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_what_was_never_delivered_is_in_no_summary(client, desk, assistant, visitor):
    visitor.send("hello")
    let_go = threading.Event()

    def slow(question):
        with unit_of_work() as session:
            interactions.record(
                session,
                conversation_id=uuid.UUID(visitor.conversation_id),
                message_id=uuid.UUID(question["message_id"]) if "message_id" in question else None,
                kind="article_answered",
                summary={"zh": "答复：行李额", "en": "Answered: allowance"},
            )
        let_go.wait(5)
        return assistant.say("23 kg.")

    assistant.respond = slow
    visitor.send("how heavy may it be?", wait=False)
    until(lambda: len(assistant.asked) == 2)
    desk.do(visitor.conversation_id, "take")
    let_go.set()
    until(lambda: desk.get(f"/conversations/{visitor.conversation_id}").json()["interactions"][0]["data"])
    desk.do(visitor.conversation_id, "return")
    assistant.respond = assistant.hand_over
    visitor.send("agent please")

    told = summary(desk, visitor)
    assert "Answered" not in str(told)
    assert told["brief"]["tried"] == []

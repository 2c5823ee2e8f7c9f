"""Nobody waits for nobody: what customers are told when no person answers, and the message that they can leave."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from crm import hours, left_messages, queue, texts
from crm.base import utc_now
from crm.conversations import Conversation
from crm.store import unit_of_work
from tests.edge.conftest import Visitor, answers_in

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
both_languages = pytest.mark.parametrize("language", ["en", "zh"])
LEAVE, BACK = "/leave_message", "/leave_queue"
# In Beijing; long before any message of a test was written.
SATURDAY_NIGHT = datetime(2020, 1, 4, 14, 30, tzinfo=UTC)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture
def closed(environment):
    """A desk that opens at eight, the day after tomorrow."""
    local = utc_now().astimezone(hours.site().zone)
    answers_in(environment, {DAYS[(local.weekday() + 2) % 7]: ("08:00-22:00",)})
    return environment


def ask(client, assistant, language="en", **answer):
    """A customer who asks for a person, and what they are told."""
    visitor = Visitor(client, language=language)
    command = {"name": "hand_over", "reason": "requested"}
    assistant.respond = lambda question: assistant.say("…", **{"commands": [command], "intent": "human", **answer})
    visitor.send("a person, please")
    assistant.respond = assistant.echo
    return visitor


def last(visitor):
    return visitor.history()["messages"][-1]


def offered(message):
    return [choice["payload"] for choice in message["data"].get("choices", [])]


@both_languages
def test_with_somebody_there_the_customer_waits_for_them(client, desk, assistant, language):
    told = last(ask(client, assistant, language))

    assert {"en": "in line for a person, number 1", "zh": "目前排在第1位"}[language] in told["body"]
    assert not any(word in told["body"] for word in ("Nobody", "没有客服", "back", "恢复"))
    assert offered(told) == [BACK]


@both_languages
def test_with_nobody_there_they_are_told_so_and_keep_their_place(client, assistant, language):
    visitor = ask(client, assistant, language)

    told = last(visitor)
    assert {"en": "Nobody is at the desk right now", "zh": "现在没有客服在线"}[language] in told["body"]
    assert {"en": "number 1", "zh": "第1位"}[language] in told["body"]
    assert (visitor.status(), offered(told)) == ("queued", [LEAVE, BACK])


@both_languages
def test_at_a_closed_desk_they_are_told_when_it_opens_and_are_in_line_for_then(
    client, closed, desk, assistant, language
):
    visitor = ask(client, assistant, language)

    told = last(visitor)
    assert {"en": "from 08:00 (Beijing time)", "zh": "8点起（北京时间）"}[language] in told["body"]
    assert {"en": "number 1", "zh": "第1位"}[language] in told["body"]
    assert (visitor.status(), offered(told)) == ("queued", [LEAVE, BACK])
    # Whoever is at the desk all the same may take them.
    assert desk.do(visitor.conversation_id, "take").status_code == 200


def test_a_desk_that_never_opens_makes_up_no_hour(client, environment, assistant):
    answers_in(environment, {"mon": ()})

    told = last(ask(client, assistant))

    assert "as soon as the desk opens again" in told["body"]


@both_stores
def test_somebody_in_danger_is_handed_over_whatever_the_hour(client, closed, assistant):
    danger = {"kind": "medical", "by": {"words": "chest pain"}}
    told = last(ask(client, assistant, emergency=danger, commands=[{"name": "hand_over", "reason": "safety"}]))

    assert told["body"].startswith("This chat is marked urgent")
    assert offered(told) == [BACK]


def test_an_assistant_that_fails_at_night_says_when_people_are_back(client, closed, assistant):
    visitor = Visitor(client)
    assistant.respond = lambda question: 500

    visitor.send("hello")

    said = [message["body"] for message in visitor.history()["messages"]]
    assert "Nothing you wrote is lost" in said[-2]
    assert "from 08:00" in said[-1]


@both_stores
def test_an_assistant_that_fails_keeps_nobody_from_leaving_a_message(client, closed, desk, assistant):
    visitor = Visitor(client)
    assistant.respond = lambda question: 500
    visitor.send("where is my refund")

    shown = visitor.send(payload=LEAVE, title="Leave a message").json()["replies"][-1]

    assert "get back to you by 12:00" in shown["body"]
    path = f"/v1/chat/forms/{shown['data']['form']['id']}/submit"
    sent = client.post(path, json={"values": GIVEN}, headers=visitor.headers)
    assert desk.get(f"/cases/{sent.json()['result']['reference']}").status_code == 200


def send_form(visitor, **values: Any):
    """Fill in the form that the assistant would show, and send it."""
    with unit_of_work() as session:
        form = left_messages.open_form(session, uuid.UUID(visitor.conversation_id), message_id=None)
    path = f"/v1/chat/forms/{form.id}/submit"
    return visitor.client.post(path, json={"values": values}, headers=visitor.headers)


GIVEN = {"about": "My refund", "reach": "email", "email": "li.wei@example.com", "name": "Li Wei"}


@both_stores
@both_languages
def test_a_message_becomes_a_case_with_the_time_that_was_promised(client, closed, desk, assistant, language):
    visitor = ask(client, assistant, language)

    sent = send_form(visitor, **GIVEN)

    assert sent.status_code == 200
    told, reference = last(visitor), sent.json()["result"]["reference"]
    case = desk.get(f"/cases/{reference}").json()["case"]
    opens = hours.next_opening(utc_now())
    assert datetime.fromisoformat(case["due_at"]) == opens + timedelta(hours=4)
    assert {"en": "by 12:00", "zh": "12点前（北京时间）联系您"}[language] in told["body"]
    assert reference in told["body"]
    deadline = told["data"]["card"]["deadlines"][0]
    local = opens.astimezone(hours.site().zone)
    assert (deadline["date"], "12" in deadline["basis"]) == (f"{local:%Y-%m-%d}", True)
    assert [detail["value"] for detail in case["details"]] == ["Li Wei", "li.wei@example.com", "My refund"]
    assert (case["kind"], desk.get("/cases").json()["cases"][0]["reference"]) == ("message", reference)


def test_whoever_left_a_message_at_a_closed_desk_waits_no_more(client, closed, assistant):
    visitor = ask(client, assistant)

    send_form(visitor, **GIVEN)

    assert visitor.status() == "bot"
    assert "don't need to wait" in last(visitor)["body"]


def test_whoever_left_a_message_at_an_open_desk_keeps_their_place(client, assistant):
    visitor = ask(client, assistant)

    send_form(visitor, **GIVEN)

    assert visitor.history()["conversation"]["queue_position"] == 1
    assert "your place in line here is kept" in last(visitor)["body"]


def test_somebody_in_danger_who_leaves_a_message_stays_first_in_line(client, closed, assistant):
    danger = {"kind": "medical", "by": {"words": "chest pain"}}
    visitor = ask(client, assistant, emergency=danger, commands=[{"name": "hand_over", "reason": "safety"}])

    send_form(visitor, **GIVEN)

    assert visitor.status() == "queued"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "li.wei"}, "email"),
        ({"reach": "phone"}, "phone"),
        ({"reach": ""}, "reach"),
        ({"about": " "}, "about"),
    ],
)
def test_a_message_that_nobody_could_answer_is_not_taken(client, assistant, desk, wrong, field):
    visitor = ask(client, assistant)

    refused = send_form(visitor, **{**GIVEN, **wrong})

    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["error"]["details"]["fields"]] == [field]
    assert desk.get("/cases").json()["cases"] == []


def test_nobody_sends_the_message_of_another(client, assistant):
    visitor, stranger = ask(client, assistant), Visitor(client)
    with unit_of_work() as session:
        form = left_messages.open_form(session, uuid.UUID(visitor.conversation_id), message_id=None)

    refused = client.post(f"/v1/chat/forms/{form.id}/submit", json={"values": GIVEN}, headers=stranger.headers)

    assert refused.status_code == 404


def test_the_form_knows_what_was_said_but_not_the_calls_for_a_person(client, assistant):
    visitor = Visitor(client)
    for text, intent in (("hi", "greet"), ("where is my refund", "refund_status"), ("ugh, that thing", "nlu_fallback")):
        assistant.respond = lambda question, intent=intent: assistant.say("…", intent=intent)
        visitor.send(text)
    assistant.respond = lambda question: assistant.say("…", intent="human")
    visitor.send("a person!")

    with unit_of_work() as session:
        form = left_messages.open_form(
            session, uuid.UUID(visitor.conversation_id), message_id=None, phone="+442079460018"
        )

    assert form.values == {"about": "where is my refund\nugh, that thing", "phone": "+442079460018", "reach": "phone"}


@both_stores
@both_languages
def test_who_is_in_line_when_the_desk_closes_is_told_once(client, environment, assistant, language):
    visitor = ask(client, assistant, language)
    before = visitor.history()["conversation"]["last_seq"]
    closes_behind_them(environment)

    with unit_of_work() as session:
        assert queue.notify_closed(session, now=SATURDAY_NIGHT) == 1
    with unit_of_work() as session:
        assert queue.notify_closed(session, now=SATURDAY_NIGHT) == 0

    new = [message for message in visitor.history()["messages"] if message["seq"] > before]
    assert len(new) == 1
    assert {"en": "The desk has closed", "zh": "已经下班"}[language] in new[0]["body"]
    assert (visitor.status(), offered(new[0])) == ("queued", [LEAVE, BACK])


def closes_behind_them(environment):
    """Have the desk close half an hour ago, after those in line have joined it."""
    answers_in(environment, {"sat": ("08:00-22:00",)})
    with unit_of_work() as session:
        session.execute(update(Conversation).values(handed_over_at=SATURDAY_NIGHT - timedelta(hours=1)))


def test_who_joined_after_it_closed_or_is_in_danger_is_told_nothing_more(client, environment, assistant):
    danger = {"kind": "medical", "by": {"words": "chest pain"}}
    ask(client, assistant, emergency=danger, commands=[{"name": "hand_over", "reason": "safety"}])
    closes_behind_them(environment)
    ask(client, assistant)

    with unit_of_work() as session:
        assert queue.notify_closed(session, now=SATURDAY_NIGHT) == 0


def test_nobody_is_told_of_a_closing_while_the_desk_is_open(client, assistant):
    ask(client, assistant)

    with unit_of_work() as session:
        assert queue.notify_closed(session, now=utc_now() + timedelta(days=1)) == 0


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", ["queued", "queued_unattended", "queued_closed"])
def test_what_is_said_in_line_is_whole_with_the_assistant_and_without_it(key, language):
    facts = {"place": "1", "opens": "tomorrow" if language == "en" else "明天"}
    helping = texts.text(f"{key}_helping", language)

    helped, alone = (texts.text(key, language, helping=one, **facts) for one in (helping, ""))

    assert helping in helped
    assert helping not in alone
    assert alone == alone.strip()
    assert not any(re.search(r"[.!?,][A-Za-z]|  |[。，；]{2}", said) for said in (helped, alone))

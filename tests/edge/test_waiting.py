"""In line for a person the assistant goes on helping: each message once, whatever dies, until somebody takes over."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from crm import turns
from crm.base import utc_now
from crm.conversations import Conversation
from crm.messages import Message
from crm.store import unit_of_work
from tests.edge.conftest import Assistant, Visitor, until
from tests.edge.test_gateway import run_jobs

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def waiting(visitor: Visitor, assistant: Assistant) -> Visitor:
    """A customer in line, with the assistant ready to say back what they say."""
    assistant.respond = assistant.hand_over
    visitor.send("agent please")
    assistant.respond = assistant.echo
    return visitor


class Slow:
    """An assistant that thinks until it is told to stop."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.thinking, self.done = threading.Event(), threading.Event()
        assistant.respond = self

    def __call__(self, question):
        self.thinking.set()
        self.done.wait(5)
        return self.assistant.echo(question)


def answers(visitor: Visitor) -> list[str]:
    """What the assistant said to messages, as `echo` says it."""
    said = [m["body"] for m in visitor.history()["messages"] if m["author"] == "bot"]
    return [body.removeprefix("You said: ") for body in said if body.startswith("You said: ")]


@both_stores
def test_a_message_in_line_whose_worker_died_is_answered_once(waiting, assistant):
    waiting.send("first")
    with unit_of_work() as session:
        # As a killed process leaves it: acknowledged, claimed, and nobody at it any more.
        conversation = session.scalars(select(Conversation)).one()
        answer = session.scalars(select(Message).where(Message.body == "You said: first")).one()
        conversation.last_seq, conversation.answered_seq = answer.seq - 1, answer.seq - 2
        conversation.turn_token, conversation.turn_until = conversation.id, utc_now() - timedelta(seconds=1)
        session.delete(answer)

    run_jobs()
    run_jobs()

    assert answers(waiting) == ["first"]
    assert (waiting.status(), assistant.asked[-1]["retry"], assistant.asked[-1]["waiting"]) == ("queued", True, True)


@both_stores
def test_many_workers_answer_each_message_in_line_once(waiting, assistant):
    assistant.respond = lambda question: time.sleep(0.05) or assistant.echo(question)
    for number in range(4):
        waiting.send(f"m{number}", wait=False)

    workers = [threading.Thread(target=run_jobs) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    until(lambda: len(answers(waiting)) == 4)
    assert answers(waiting) == [f"m{number}" for number in range(4)]


@both_stores
def test_a_lost_turn_in_line_cannot_speak(waiting, assistant):
    slow = Slow(assistant)
    waiting.send("hello", wait=False)
    slow.thinking.wait(5)
    with unit_of_work() as session:
        # Another worker took over because this one seemed dead.
        session.execute(update(Conversation).values(turn_until=utc_now() - timedelta(seconds=1)))
        turn = turns.claim(session, session.scalars(select(Conversation.id)).one())

    slow.done.set()
    time.sleep(0.4)
    with unit_of_work() as session:
        turns.finish(session, turn, turns.Answer([turns.Reply("You said: the one answer")]))

    assert answers(waiting) == ["the one answer"]


@both_stores
def test_an_answer_to_somebody_in_line_is_dropped_once_a_person_has_taken_over(waiting, desk, assistant):
    slow = Slow(assistant)
    waiting.send("hello", wait=False)
    slow.thinking.wait(5)

    desk.do(waiting.conversation_id, "take")
    slow.done.set()
    waiting.send("still there?")
    run_jobs()

    assert (waiting.status(), answers(waiting), len(assistant.asked)) == ("assigned", [], 2)


@both_stores
def test_what_is_said_while_the_line_is_joined_is_answered_in_line(visitor, assistant):
    thinking, done = threading.Event(), threading.Event()

    def respond(question):
        if question["text"] != "agent please":
            return assistant.echo(question)
        thinking.set()
        done.wait(5)
        return assistant.hand_over(question)

    assistant.respond = respond
    visitor.send("agent please", wait=False)
    thinking.wait(5)
    visitor.send("and how many bags?", wait=False)

    done.set()

    until(lambda: answers(visitor))
    assert (visitor.status(), answers(visitor)) == ("queued", ["and how many bags?"])


@both_stores
def test_leaving_the_line_by_the_button_loses_no_message_and_is_none_itself(waiting, assistant):
    slow = Slow(assistant)
    waiting.send("first", wait=False)
    slow.thinking.wait(5)
    waiting.send("second", wait=False)

    waiting.send(payload="/leave_queue", title="Back to the assistant", wait=False)
    slow.done.set()

    until(lambda: len(answers(waiting)) == 2)
    run_jobs()
    assert (waiting.status(), answers(waiting)) == ("bot", ["first", "second"])
    assert all(question.get("payload") is None for question in assistant.asked)


def test_the_way_back_pressed_twice_says_so_and_asks_the_assistant_nothing(waiting, assistant):
    for _ in range(2):
        waiting.send(payload="/leave_queue", title="Back to the assistant")

    assert waiting.status() == "bot"
    assert len(assistant.asked) == 1


def test_whoever_asks_for_the_answer_in_line_gets_it_also_behind_another(waiting, assistant):
    assistant.respond = lambda question: time.sleep(0.3) or assistant.echo(question)
    waiting.send("first", wait=False)

    replies = waiting.send("second").json()["replies"]

    assert [reply["body"] for reply in replies][-1] == "You said: second"


def test_a_failing_assistant_keeps_the_place_in_line(waiting, assistant):
    assistant.respond = lambda question: 500

    waiting.send("hello")

    assert waiting.status() == "queued"
    assert waiting.history()["conversation"]["queue_position"] == 1
    assert [question["retry"] for question in assistant.asked] == [False, False, True]


@pytest.mark.parametrize(("language", "words"), [("en", "line is kept, number 1"), ("zh", "目前排在第1位")])
def test_a_failing_assistant_says_so_to_somebody_in_line_and_not_with_every_message(client, assistant, language, words):
    visitor = Visitor(client, language=language)
    assistant.respond = assistant.hand_over
    visitor.send("agent please")
    assistant.respond = lambda question: 500

    (sorry,) = visitor.send("hello").json()["replies"]
    again = visitor.send("hello?").json()["replies"]

    assert words in sorry["body"]
    assert [choice["payload"] for choice in sorry["data"]["choices"]] == ["/leave_queue"]
    assert again == []
    assistant.respond = assistant.echo
    assert visitor.send("back?").json()["replies"][0]["body"] == "You said: back?"


def test_whoever_is_passed_to_people_by_a_failing_assistant_is_promised_no_help_meanwhile(visitor, assistant):
    assistant.respond = lambda question: 500

    replies = [reply["body"] for reply in visitor.send("hello").json()["replies"]]

    assert "I can't answer properly right now" in replies[0]
    assert "in line" in replies[1]
    assert "I go on helping" not in replies[1]


def test_an_emergency_in_line_goes_before_everybody(client, waiting, assistant, desk):
    second = Visitor(client)
    assistant.respond = assistant.hand_over
    second.send("agent please")
    danger = {"kind": "medical", "by": {"words": "chest pain"}}
    commands = [{"name": "hand_over", "reason": "safety"}]

    assistant.respond = lambda question: assistant.say("Call 120.", emergency=danger, commands=commands)
    second.send("chest pain")

    assert second.history()["conversation"]["queue_position"] == 1
    assert desk.get(f"/conversations/{second.conversation_id}").json()["handover"]["reason"] == "safety"

"""Who may speak, and that nothing acknowledged is ever lost."""

import asyncio
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from api.assistant.client import rasa_client
from api.assistant.gateway import Gateway
from api.jobs import answer_forgotten, wake_snoozed
from api.settings import get_settings
from crm import events, turns
from crm.base import utc_now
from crm.conversations import Conversation
from crm.messages import Message
from crm.store import unit_of_work
from tests.edge.conftest import Visitor, until

# What broke must have left the store as it ought to be.
pytestmark = pytest.mark.usefixtures("sound")


def run_jobs() -> None:
    """One round of what the jobs process does about forgotten messages."""

    async def round_of_jobs() -> None:
        gateway = Gateway(rasa_client(get_settings()))
        await answer_forgotten(gateway)
        await gateway.close()

    asyncio.run(round_of_jobs())


def replies(visitor: Visitor) -> list[str]:
    return [m["body"] for m in visitor.history()["messages"] if m["author"] == "bot"][1:]


def test_the_assistant_goes_on_helping_whoever_waits_for_a_person_and_keeps_their_place(visitor, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")

    assistant.respond = assistant.echo
    (reply,) = visitor.send("are you there?").json()["replies"]

    assert visitor.status() == "queued"
    assert reply["body"] == "You said: are you there?"
    assert [choice["payload"] for choice in reply["data"]["choices"]] == ["/leave_queue"]
    assert [question["waiting"] for question in assistant.asked] == [False, True]


def test_whoever_leaves_the_line_in_words_is_out_of_it_and_answered(visitor, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")

    assistant.respond = lambda question: assistant.say("Back with me.", commands=[{"name": "leave_queue"}])
    (reply,) = visitor.send("never mind").json()["replies"]

    assert (visitor.status(), reply["body"]) == ("bot", "Back with me.")


def test_calling_a_person_twice_keeps_the_one_place_in_line(visitor, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")

    replies = visitor.send("agent!!").json()["replies"]

    assert visitor.status() == "queued"
    assert [reply["data"].get("activity") for reply in replies] == [None]


def test_the_customer_may_go_back_to_the_assistant(visitor, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")
    assistant.respond = assistant.echo

    visitor.send(payload="/leave_queue", title="Back to the assistant")
    response = visitor.send("hello")

    assert [reply["body"] for reply in response.json()["replies"]] == ["You said: hello"]


def test_an_answer_that_comes_after_a_takeover_is_dropped(visitor, desk, assistant):
    thinking, taken = threading.Event(), threading.Event()

    def slow(question):
        thinking.set()
        taken.wait(5)
        return assistant.say("Too late.")

    assistant.respond = slow
    visitor.send("hello", wait=False)
    thinking.wait(5)
    desk.do(visitor.conversation_id, "take")
    taken.set()

    until(lambda: visitor.status() == "assigned")
    visitor.send("still there?")
    assert "Too late." not in replies(visitor)


def test_a_late_answer_is_dropped_even_when_the_conversation_was_given_back(visitor, desk, assistant):
    thinking, done = threading.Event(), threading.Event()

    def slow(question):
        if question["text"] != "first":
            return assistant.echo(question)
        thinking.set()
        done.wait(5)
        return assistant.say("Too late.")

    assistant.respond = slow
    visitor.send("first", wait=False)
    thinking.wait(5)
    desk.do(visitor.conversation_id, "take")
    visitor.send("for the agent", wait=False)
    desk.do(visitor.conversation_id, "return")
    done.set()

    assert visitor.send("second").json()["replies"][-1]["body"] == "You said: second"
    time.sleep(0.3)
    assert replies(visitor) == ["You said: second"]


def test_a_failing_assistant_is_asked_once_more(visitor, assistant):
    answers = iter([500, assistant.say("Here I am.")])
    assistant.respond = lambda question: next(answers)

    response = visitor.send("hello")

    assert [reply["body"] for reply in response.json()["replies"]] == ["Here I am."]
    assert [question["retry"] for question in assistant.asked] == [False, True]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "I can't answer properly right now"), ("zh", "已把您转给人工客服")]
)
def test_a_dead_assistant_means_an_honest_sentence_and_a_person(client, assistant, desk, language, words):
    visitor = Visitor(client, language=language)
    assistant.close()

    response = visitor.send("hello")

    assert words in response.json()["replies"][0]["body"]
    assert visitor.status() == "queued"
    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    assert story["handover"]["reason"] == "assistant_down"
    assert story["conversation"]["priority"] == 2


def test_a_silent_assistant_counts_as_failing(visitor, assistant):
    assistant.respond = lambda question: assistant.say()

    visitor.send("hello")

    assert visitor.status() == "queued"


def test_nonsense_from_the_assistant_counts_as_failing(visitor, assistant):
    assistant.respond = lambda question: {"unexpected": True}

    visitor.send("hello")

    assert visitor.status() == "queued"


def test_a_message_whose_worker_died_is_answered_once(visitor, assistant):
    visitor.send("first")
    visitor.send("second", wait=False)
    until(lambda: len(replies(visitor)) == 2)
    with unit_of_work() as session:
        # As a killed process leaves it: acknowledged, claimed, and nobody at it any more.
        conversation = session.scalars(select(Conversation)).one()
        answer = session.scalars(select(Message).where(Message.body == "You said: second")).one()
        session.delete(answer)
        session.delete(events.of(session, conversation.id)[-1])
        conversation.answered_seq, conversation.last_seq = 3, 4
        conversation.turn_token, conversation.turn_until = conversation.id, utc_now() - timedelta(seconds=1)

    run_jobs()
    run_jobs()

    assert replies(visitor) == ["You said: first", "You said: second"]
    assert assistant.asked[-1]["retry"] is True


def test_a_message_that_somebody_is_at_is_left_alone(visitor, assistant):
    visitor.send("first")
    with unit_of_work() as session:
        session.execute(update(Conversation).values(answered_seq=0, turn_until=utc_now() + timedelta(seconds=5)))

    run_jobs()

    assert len(assistant.asked) == 1


def test_a_lost_turn_cannot_speak(visitor, assistant):
    assistant.respond = lambda question: time.sleep(0.4) or assistant.say("Slow answer.")
    visitor.send("hello", wait=False)
    until(lambda: assistant.asked)
    with unit_of_work() as session:
        # Another worker took over because this one seemed dead.
        session.execute(update(Conversation).values(turn_until=utc_now() - timedelta(seconds=1)))
        turn = turns.claim(session, session.scalars(select(Conversation.id)).one())

    time.sleep(0.8)
    with unit_of_work() as session:
        turns.finish(session, turn, turns.Answer([turns.Reply("The one answer.")]))

    assert replies(visitor) == ["The one answer."]


def test_a_slow_assistant_keeps_its_turn(visitor, assistant, monkeypatch):
    monkeypatch.setattr(turns, "LEASE", timedelta(milliseconds=600))
    monkeypatch.setattr("api.assistant.gateway.RENEW_EVERY", 0.2)
    assistant.respond = lambda question: time.sleep(1.2) or assistant.say("Done.")
    visitor.send("hello", wait=False)

    time.sleep(0.9)
    run_jobs()

    until(lambda: replies(visitor))
    assert replies(visitor) == ["Done."]
    assert len(assistant.asked) == 1


def test_many_workers_answer_each_message_once(visitor, assistant):
    assistant.respond = lambda question: time.sleep(0.05) or assistant.echo(question)
    for number in range(4):
        visitor.send(f"m{number}", wait=False)

    workers = [threading.Thread(target=run_jobs) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    until(lambda: len(replies(visitor)) == 4)
    assert replies(visitor) == [f"You said: m{number}" for number in range(4)]


def test_a_snoozed_conversation_comes_back_in_time_and_when_the_customer_writes(client, visitor, desk):
    for wake in (lambda: visitor.send("hello again"), lambda: asyncio.run(wake_snoozed())):
        visitor.send("hello")
        desk.do(visitor.conversation_id, "take")
        later = (utc_now() + timedelta(hours=1)).isoformat()
        desk.do(visitor.conversation_id, "snooze", until=later)
        assert visitor.status() == "snoozed"
        with unit_of_work() as session:
            session.execute(update(Conversation).values(snoozed_until=utc_now() - timedelta(seconds=1)))

        wake()

        assert visitor.status() == "assigned"
        desk.do(visitor.conversation_id, "return")


def test_a_snooze_that_ends_by_itself_leaves_a_line_for_the_team_and_the_customers_wait_as_it_was(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    visitor.send("anybody?")
    later = (utc_now() + timedelta(hours=1)).isoformat()
    waiting = desk.do(visitor.conversation_id, "snooze", until=later).json()["conversation"]["waiting_since"]
    with unit_of_work() as session:
        session.execute(update(Conversation).values(snoozed_until=utc_now() - timedelta(seconds=1)))

    asyncio.run(wake_snoozed())

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    assert (story["messages"][-1]["kind"], story["messages"][-1]["data"]) == ("note", {"activity": "woken"})
    assert story["conversation"]["waiting_since"] == waiting


def test_a_failed_transaction_is_never_acknowledged(client, visitor, store):
    with unit_of_work() as held:
        held.connection()
        visitor_thread: list[int] = []
        sending = threading.Thread(target=lambda: visitor_thread.append(visitor.send("hello").status_code))
        sending.start()
        sending.join(8)

    assert visitor_thread == [503]
    assert all(message["body"] != "hello" for message in visitor.history()["messages"])

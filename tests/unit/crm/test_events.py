"""What happened stays known: every status and every wait can be told from the events alone."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from crm import (
    agents,
    base,
    conversations,
    customers,
    desk,
    events,
    handovers,
    hours,
    inbound,
    leaving,
    messages,
    outcomes,
    process_log_csv,
    turns,
)
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Outcome, Status
from crm.errors import ServiceloopError
from crm.events import Actor, ConversationEvent, Name
from crm.messages import Author
from crm.turns import Answer, Reply

STEPS = ("write", "answer", "fail", "hand_over", "leave", "take", "reply", "transfer", "to_queue", "return", "snooze")
STEPS += ("wake", "resolve", "reopen", "quiet", "leave_in_words", "silent", "ask")


@pytest.fixture
def session():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as opened, opened.begin():
        yield opened


class Talk:
    """One conversation, and all that customers, agents and time can do to it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.customer = customers.create_customer(session, language="en")
        self.mei = self._agent("mei@example.com", "Mei")
        self.tom = self._agent("tom@example.com", "Tom")
        self.conversation = conversations.start_conversation(
            session, customer=self.customer, site="demo", language="en"
        )
        self.id = self.conversation.id

    def _agent(self, email: str, name: str) -> agents.Agent:
        agent = agents.Agent(email=email, name=name, role="supervisor", languages=["en"], password_hash="-")
        self.session.add(agent)
        self.session.flush()
        return agent

    def write(self, payload: str | None = None) -> None:
        if payload:
            messages.append(
                self.session,
                self.conversation,
                author=Author.BOT,
                kind=messages.Kind.CHOICES,
                body="?",
                data={"choices": [{"title": "x", "payload": payload}]},
            )
        inbound.receive(
            self.session,
            customer_id=self.customer.id,
            conversation_id=self.id,
            client_id=new_id(),
            text="hi",
            payload=payload,
        )

    def answer(self, intent: str = "opening_hours", **more: object) -> None:
        turn = turns.claim(self.session, self.id)
        if turn is not None:
            turns.finish(self.session, turn, Answer([Reply("ok")], intent=intent, **more))

    def fail(self) -> None:
        turn = turns.claim(self.session, self.id)
        if turn is not None:
            turns.finish(self.session, turn, None)

    def hand_over(self) -> None:
        if self.conversation.status == Status.BOT:
            handovers.hand_over(self.session, self.conversation, reason="requested")

    def leave(self) -> None:
        self.write(payload="/leave_queue")

    def leave_in_words(self) -> None:
        self.write()
        self.answer("leave_line", leave_queue=True)

    def silent(self) -> None:
        self.session.flush()
        leaving.note_silent(self.session, now=utc_now())

    def ask(self) -> None:
        self.write()
        self.answer("opening_hours", asks="surname")

    def quiet(self) -> None:
        self.session.flush()
        outcomes.end_quiet(self.session, now=utc_now() + outcomes.QUIET_FOR + timedelta(hours=1))

    def wake(self) -> None:
        self.session.flush()
        desk.wake_due(self.session, now=utc_now() + timedelta(hours=3))

    def do(self, step: str, agent: agents.Agent) -> None:
        at_desk = {"conversation_id": self.id, "agent": agent}
        other = self.tom if agent is self.mei else self.mei
        {
            "take": lambda: desk.take(self.session, **at_desk),
            "reply": lambda: desk.reply(self.session, client_id=new_id(), text="hello", **at_desk),
            "transfer": lambda: desk.transfer(self.session, to=other, **at_desk),
            "to_queue": lambda: desk.transfer(self.session, to=None, **at_desk),
            "return": lambda: desk.give_back(self.session, **at_desk),
            "snooze": lambda: desk.snooze(self.session, until=utc_now() + timedelta(hours=1), **at_desk),
            "resolve": lambda: desk.resolve(self.session, **at_desk),
            "reopen": lambda: desk.reopen(self.session, **at_desk),
        }.get(step, getattr(self, step, None))()

    def names(self) -> list[str]:
        return [event.name for event in self.happened()]

    def find(self, name: Name) -> list[ConversationEvent]:
        return [event for event in self.happened() if event.name == name]

    def happened(self) -> list[ConversationEvent]:
        return events.of(self.session, self.id)


@pytest.fixture
def talk(session):
    return Talk(session)


class Clock(datetime):
    """Time that leaps ahead when it is told to."""

    passed = timedelta()

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + cls.passed


@pytest.fixture
def clock(monkeypatch) -> Iterator[type[Clock]]:
    monkeypatch.setattr(base, "datetime", Clock)
    monkeypatch.setattr(Clock, "passed", timedelta())
    return Clock


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.booleans(), st.integers(0, 200)), max_size=25))
def test_waits_are_apart_from_each_other_and_no_longer_than_the_conversation(clock, steps):
    clock.passed = timedelta()
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        talk = Talk(session)
        for step, first, minutes in steps:
            clock.passed += timedelta(minutes=minutes)
            waited_since = talk.conversation.waiting_since
            try:
                talk.do(step, talk.mei if first else talk.tom)
                session.flush()
            except ServiceloopError:
                continue
            session.refresh(talk.conversation)
            if step in ("snooze", "wake") and waited_since is not None:
                assert talk.conversation.waiting_since == waited_since

        now, happened = utc_now(), talk.happened()
        found = [(wait.start, wait.end or now) for wait in events.waits(happened)]
        assert all(start <= end for start, end in found)
        assert all(before[1] <= after[0] for before, after in pairwise(found))
        assert sum((end - start for start, end in found), timedelta()) <= now - talk.conversation.created_at
        ended = {wait.end: (wait.end - wait.start).total_seconds() for wait in events.waits(happened) if wait.end}
        left = {event.at: event.seconds for event in happened if event.name == Name.LEFT_LINE}
        assert left.items() <= ended.items()
        assert all(event.seconds is None or event.seconds >= 0 for event in happened)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.booleans()), max_size=25))
def test_events_reproduce_every_status_and_every_wait(steps):
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        talk = Talk(session)
        waited = []
        for step, first in steps:
            # What is refused changes nothing, and so leaves nothing behind.
            try:
                talk.do(step, talk.mei if first else talk.tom)
                session.flush()
            except ServiceloopError:
                continue
            conversation = session.get_one(Conversation, talk.id)
            happened = talk.happened()
            assert events.statuses(happened)[-1] == conversation.status
            running = [wait.start for wait in events.waits(happened) if wait.end is None]
            assert running == ([conversation.waiting_since] if conversation.waiting_since else [])
            waited += [start for start in running if start not in waited]

        happened = talk.happened()
        assert set(waited) <= {wait.start for wait in events.waits(happened)}
        moved = [event for event in happened if event.to_status]
        assert moved[0].to_status == Status.BOT
        for before, after in pairwise(moved):
            assert before.to_status == after.from_status
            assert Status(after.to_status) in conversations.LEGAL_MOVES[Status(after.from_status)]


def test_snoozing_never_starts_a_wait_anew(talk):
    talk.write()
    talk.hand_over()
    talk.do("take", talk.mei)
    since = talk.conversation.waiting_since

    talk.do("snooze", talk.mei)
    talk.wake()

    assert talk.conversation.status == Status.ASSIGNED
    assert talk.conversation.waiting_since == since
    assert [(wait.start, wait.end) for wait in events.waits(talk.happened())] == [(since, None)]


@pytest.mark.parametrize(("leave", "how"), [("leave", "button"), ("leave_in_words", "words")])
def test_whoever_leaves_the_line_is_known_by_how_after_what_wait_and_with_which_skill_open(talk, clock, leave, how):
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    clock.passed += timedelta(minutes=12)

    talk.do(leave, talk.mei)

    (left,) = talk.find(Name.LEFT_LINE)
    assert (left.actor, left.from_status, left.to_status) == (Actor.CUSTOMER, Status.QUEUED, Status.BOT)
    assert (left.skill, left.data) == ("opening_hours", {"how": how, "waits": False})
    assert left.seconds == pytest.approx(12 * 60, abs=5)
    ((start, end),) = [(wait.start, wait.end) for wait in events.waits(talk.happened())]
    assert (end - start).total_seconds() == left.seconds
    assert Name.RETURNED not in talk.names()


def test_a_conversation_left_in_line_is_abandoned_unless_the_assistant_helps_after_all(talk):
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    talk.leave()
    talk.answer()
    talk.quiet()
    (ended,) = talk.find(Name.ABANDONED)
    assert (talk.conversation.outcome, ended.data["abandoned_at"], ended.skill) == (
        Outcome.ABANDONED,
        "line",
        "opening_hours",
    )

    talk.write()
    talk.answer("opening_hours")
    talk.quiet()

    assert talk.conversation.outcome == Outcome.ASSUMED


@pytest.fixture
def open_desk(monkeypatch):
    """People answer at any hour: these tests run at any."""
    monkeypatch.setattr(hours, "people_answer", lambda at=None: True)
    monkeypatch.setattr(hours, "after_working", lambda at, worked: at + worked)


def test_silence_in_line_is_written_down_once_and_keeps_the_place(talk, clock, open_desk):
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    clock.passed += timedelta(minutes=59)
    talk.silent()
    assert talk.find(Name.WENT_SILENT) == []
    clock.passed += timedelta(minutes=2)

    talk.silent()
    talk.silent()

    (silent,) = talk.find(Name.WENT_SILENT)
    assert (silent.actor, silent.skill) == (Actor.SYSTEM, "opening_hours")
    assert silent.seconds == pytest.approx(61 * 60, abs=5)
    assert talk.conversation.status == Status.QUEUED
    assert [wait.end for wait in events.waits(talk.happened())] == [None]
    talk.write()
    clock.passed += timedelta(minutes=61)
    talk.silent()
    assert len(talk.find(Name.WENT_SILENT)) == 2


def test_whoever_waits_for_the_desk_to_open_is_not_taken_to_have_gone(talk, clock, monkeypatch):
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    clock.passed += timedelta(hours=2)
    # Closed all this while, then open for the last ten minutes.
    monkeypatch.setattr(hours, "people_answer", lambda at=None: False)
    talk.silent()
    monkeypatch.setattr(hours, "people_answer", lambda at=None: True)
    monkeypatch.setattr(hours, "after_working", lambda at, worked: utc_now() + timedelta(minutes=50))
    talk.silent()

    assert talk.find(Name.WENT_SILENT) == []


def gone_silent(talk: Talk, clock: type[Clock]) -> None:
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    clock.passed += timedelta(hours=2)
    talk.silent()
    talk.do("take", talk.mei)


def test_whoever_was_gone_before_a_person_came_has_abandoned_it(talk, clock, open_desk):
    gone_silent(talk, clock)

    talk.do("resolve", talk.mei)

    (ended,) = talk.find(Name.ABANDONED)
    assert (talk.conversation.outcome, ended.data["abandoned_at"]) == (Outcome.ABANDONED, "line")
    assert all(wait.end for wait in events.waits(talk.happened()))


@pytest.mark.parametrize("somebody", ["write", "reply"])
def test_whoever_writes_again_or_is_answered_in_time_was_handed_over(talk, clock, open_desk, somebody):
    gone_silent(talk, clock)

    talk.do(somebody, talk.mei)
    talk.do("resolve", talk.mei)

    assert talk.conversation.outcome == Outcome.HANDED_OVER


def test_an_open_question_that_nobody_answers_is_abandoned_at_that_question(talk):
    talk.ask()

    talk.quiet()

    (ended,) = talk.find(Name.ABANDONED)
    assert ended.data | {"asks": "surname", "abandoned_at": "question"} == ended.data
    assert (talk.conversation.outcome, ended.skill) == (Outcome.ABANDONED, "opening_hours")


def test_each_thing_is_written_down_with_who_did_it_and_how_long_it_took(talk):
    talk.write()
    talk.answer("opening_hours", hand_over="requested")
    talk.do("take", talk.mei)
    talk.do("reply", talk.mei)
    talk.do("reply", talk.mei)
    talk.do("transfer", talk.mei)
    talk.do("resolve", talk.tom)

    happened = {event.name: event for event in talk.happened() if event.name != Name.PROMISE_KEPT}
    expected = ["opened", "turn_answered", "queued", "taken", "first_reply", "replied", "transferred", "resolved"]
    assert list(happened) == [*expected, "survey_sent"]
    assert happened["turn_answered"].skill == "opening_hours"
    assert [happened[name].agent_id for name in ("taken", "transferred", "resolved")] == [
        talk.mei.id,
        talk.mei.id,
        talk.tom.id,
    ]
    assert happened["transferred"].data["to"] == str(talk.tom.id)
    assert [name for name in happened if happened[name].seconds is None] == ["opened", "replied", "survey_sent"]
    assert happened["queued"].actor == Actor.BOT


def test_a_log_for_process_mining_names_case_activity_time_and_resource(talk):
    talk.write()
    talk.hand_over()
    talk.do("take", talk.mei)
    day = timedelta(days=1)

    lines = process_log_csv.written(talk.session, since=utc_now() - day, until=utc_now() + day)
    rows = list(csv.DictReader(lines))

    assert {row["case:concept:name"] for row in rows} == {str(talk.id)}
    assert [(row["concept:name"], row["org:resource"]) for row in rows] == [
        ("opened", "customer"),
        ("queued", "bot"),
        ("taken", "Mei"),
    ]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (["opening_hours"], Outcome.ASSUMED),
        (["opening_hours", "thank"], Outcome.CONFIRMED),
        (["thank", "opening_hours"], Outcome.ASSUMED),
        (["opening_hours", "nlu_fallback"], Outcome.ABANDONED),
    ],
)
def test_three_quiet_days_end_a_conversation_with_what_became_of_it(talk, said, outcome):
    for intent in said:
        talk.write()
        talk.answer(intent)

    talk.quiet()

    assert (talk.conversation.status, talk.conversation.outcome) == (Status.RESOLVED, outcome)
    assert talk.names()[-1] == (Name.ABANDONED if outcome == Outcome.ABANDONED else Name.RESOLVED)


def test_what_people_resolve_was_handed_over_and_a_new_word_takes_the_outcome_back(talk):
    talk.write()
    talk.do("reply", talk.mei)
    talk.do("resolve", talk.mei)
    assert talk.conversation.outcome == Outcome.HANDED_OVER

    talk.write()

    assert (talk.conversation.status, talk.conversation.outcome) == (Status.BOT, None)


def test_the_stage_follows_from_what_the_customer_needs(talk):
    for intent, stage in (("opening_hours", "pre"), ("complaint", "post"), ("thank", "post")):
        talk.write()
        talk.answer(intent)
        assert talk.conversation.stage == stage


def test_a_conversation_that_waits_for_an_answer_is_not_ended(talk):
    talk.write()

    talk.quiet()

    assert talk.conversation.status == Status.BOT

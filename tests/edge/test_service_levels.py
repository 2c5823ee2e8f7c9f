"""What customers may count on once a person is called: clocks that people stop, not the assistant, and what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from crm import clocks, erasing, promises, service_levels
from crm.base import utc_now
from crm.cases import Case
from crm.clocks import Clock
from crm.events import ConversationEvent, Name
from crm.site import ServiceLevel, Words
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor, answers_in
from tests.edge.test_emergencies import EMERGENCY

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
NAME = {"zh": "标准", "en": "Standard"}


def level(**more) -> ServiceLevel:
    return ServiceLevel(**{"name": Words(**NAME), "first_reply": 10, "next_reply": 20, "resolution": 60} | more)


@pytest.fixture
def promise(monkeypatch):
    """Promise these levels, as if they were in the site's file."""

    def put(*levels: ServiceLevel) -> None:
        fixed = service_levels.site().model_copy(update={"service_levels": levels})
        monkeypatch.setattr(service_levels, "site", lambda: fixed)

    put(level())
    return put


@pytest.fixture
def ana(client) -> Desk:
    return Desk(client, "ana@example.com")


@pytest.fixture
def waiting(promise, visitor, assistant) -> Visitor:
    """A customer in line."""
    assistant.respond = assistant.hand_over
    visitor.send("a person, please")
    assistant.respond = assistant.echo
    return visitor


def of(visitor) -> dict[str, Clock]:
    with reading() as session:
        found = session.scalars(select(Clock).where(Clock.stopped_at.is_(None)))
        return {clock.kind: clock for clock in found if str(clock.conversation_id) == visitor.conversation_id}


def stopped(kind: str) -> list[bool | None]:
    with reading() as session:
        query = select(Clock.kept).where(Clock.kind == kind, Clock.stopped_at.is_not(None)).order_by(Clock.id)
        return list(session.scalars(query))


def told() -> list[tuple[str, str]]:
    with reading() as session:
        names = (Name.PROMISE_KEPT, Name.PROMISE_BROKEN)
        query = select(ConversationEvent).where(ConversationEvent.name.in_(names)).order_by(ConversationEvent.id)
        return [(event.name, event.data["promise"]) for event in session.scalars(query)]


def shown(desk, visitor) -> dict | None:
    return desk.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]["promise"]


def watch(*, after: float) -> int:
    """What the job does so many minutes later."""
    with unit_of_work() as session:
        return promises.watch(session, now=utc_now() + timedelta(minutes=after))


@BOTH
def test_the_assistant_neither_starts_nor_stops_the_clock_of_people(promise, visitor, assistant, desk):
    visitor.send("hello")
    assert of(visitor) == {}

    assistant.respond = assistant.hand_over
    visitor.send("a person, please")
    assistant.respond = assistant.echo
    visitor.send("and another thing")

    assert visitor.history()["messages"][-1]["author"] == "bot"
    assert of(visitor).keys() == {"first_reply", "resolution"}
    assert shown(desk, visitor)["kind"] == "first_reply"


@BOTH
def test_a_reply_in_time_keeps_the_promise(waiting, desk):
    desk.do(waiting.conversation_id, "reply", text="Good morning")

    assert stopped("first_reply") == [True]
    assert told() == [(Name.PROMISE_KEPT, "first_reply")]
    waiting.send("thank you, but")
    assert of(waiting).keys() == {"next_reply", "resolution"}
    desk.do(waiting.conversation_id, "reply", text="Yes?")
    assert stopped("next_reply") == [True]
    desk.do(waiting.conversation_id, "resolve")
    assert (stopped("resolution"), of(waiting)) == ([True], {})


def test_joining_without_a_word_is_no_reply(waiting, desk):
    desk.do(waiting.conversation_id, "take")

    assert "first_reply" in of(waiting)


@BOTH
def test_the_desk_is_warned_before_and_the_promise_is_marked_when_it_is_broken_and_escalated_after(waiting, ana):
    assert watch(after=5) == 0
    assert shown(ana, waiting)["state"] == "running"

    assert watch(after=8) == 1
    assert shown(ana, waiting)["state"] == "warned"
    assert watch(after=8) == 0
    assert watch(after=11) == 1
    assert shown(ana, waiting)["state"] == "broken"
    note = ana.get(f"/conversations/{waiting.conversation_id}").json()["messages"][-1]
    assert (note["kind"], note["body"]) == ("note", "首次回复已超时。")
    assert watch(after=16) == 1
    assert shown(ana, waiting)["state"] == "escalated"

    assert told() == [(Name.PROMISE_BROKEN, "first_reply")]
    ana.do(waiting.conversation_id, "reply", text="I am sorry")
    assert (stopped("first_reply"), told()) == ([False], [(Name.PROMISE_BROKEN, "first_reply")])


def test_a_job_that_was_away_marks_it_as_of_when_it_was_due(waiting):
    due = of(waiting)["first_reply"].due_at

    watch(after=600)

    assert of(waiting)["first_reply"].broken_at == due


def test_nothing_is_promised_to_who_leaves_the_line(waiting):
    waiting.send(payload="/leave_queue", title="Back to the assistant")

    assert (of(waiting), told()) == ({}, [])


@BOTH
def test_the_time_to_the_solution_stands_still_while_it_is_put_aside_or_the_customer_is_awaited(waiting, desk):
    desk.do(waiting.conversation_id, "reply", text="Which bag?")
    halted = of(waiting)["resolution"]
    assert (halted.due_at, halted.resumed_at) == (None, None)
    assert shown(desk, waiting)["state"] == "halted"
    assert watch(after=600) == 0

    waiting.send("the red one")
    again = of(waiting)["resolution"]
    assert again.due_at is not None and again.spent < 60
    until = (utc_now() + timedelta(hours=3)).isoformat()
    desk.do(waiting.conversation_id, "snooze", until=until)
    assert of(waiting)["resolution"].due_at is None
    # Whoever wrote last still waits, however long they are put aside.
    assert of(waiting)["next_reply"].due_at is not None


def test_a_policy_may_let_it_run(promise, waiting, desk):
    promise(level(pauses=()))

    desk.do(waiting.conversation_id, "reply", text="Which bag?")

    assert of(waiting)["resolution"].due_at is not None


def test_the_night_does_not_count(environment, promise, visitor, assistant, desk):
    now = utc_now()
    tomorrow = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(now.weekday() + 2) % 7]
    answers_in(environment, {tomorrow: ("09:00-10:00",)})
    assistant.respond = assistant.hand_over

    visitor.send("a person, please")

    assert of(visitor)["first_reply"].due_at > now + timedelta(hours=20)
    assert watch(after=60) == 0


def test_whoever_becomes_urgent_is_promised_no_more_time_than_others_who_are(promise, waiting, assistant):
    promise(level(priority=3, first_reply=2), level())

    assistant.respond = lambda question: assistant.say("Call 120.", intent="emergency", emergency=EMERGENCY)
    answered = waiting.send("there is a fire")

    assert answered.status_code == 201
    clock = of(waiting)["first_reply"]
    assert (clock.promised, clocks.level_of(clock).priority) == (120, 3)


def test_a_level_holds_for_its_channels(promise, waiting):
    with unit_of_work() as session:
        promise(level(channels=("email",), first_reply=240), level())

        class Talk:
            priority, channel = 0, "email"

        found = service_levels.fitting(session, Talk())

    assert found is not None and found.first_reply == 240


def test_a_broken_promise_has_somebody_get_in_touch_where_the_level_says_so(promise, visitor, assistant):
    promise(level(recovery=True))
    assistant.respond = assistant.hand_over
    visitor.send("a person, please")

    watch(after=11)
    watch(after=61)

    with reading() as session:
        [case] = session.scalars(select(Case))
    assert (case.kind, case.assignee.name, str(case.conversation_id)) == ("recovery", "Ana", visitor.conversation_id)


def test_levels_are_set_at_the_desk_and_left_to_the_file_again(promise, desk, ana):
    wanted = [{"name": NAME, "first_reply": 1, "priority": 2}]
    put = ana.browser.put("/v1/desk/service-levels", json={"levels": wanted}, headers=ana.headers)

    assert (put.status_code, put.json()["of_the_desk"]) == (200, True)
    assert desk.get("/service-levels").json()["levels"][0]["first_reply"] == 1
    refused = desk.browser.put("/v1/desk/service-levels", json={"levels": []}, headers=desk.headers)
    assert refused.status_code == 403
    back = ana.browser.put("/v1/desk/service-levels", json={"levels": []}, headers=ana.headers)
    assert back.json()["of_the_desk"] is False
    assert ana.get("/audit").json()["changes"][0]["deed"] == "service_levels_set"


@pytest.mark.parametrize(
    "wrong",
    [{"first_reply": 0}, {"first_reply": -1}, {"warn_at": 2}, {"channels": ["E mail"]}, {"priority": 9}, {"no": 1}],
)
def test_levels_that_make_no_sense_are_refused(ana, wrong):
    body = {"levels": [{"name": NAME} | wrong]}

    assert ana.browser.put("/v1/desk/service-levels", json=body, headers=ana.headers).status_code == 422


def test_clocks_go_with_what_was_said(waiting):
    with unit_of_work() as session:
        [one, *_] = session.scalars(select(Clock))
        scope = erasing.Scope(one.conversation_id, (one.conversation_id,), ())
        erasing.forget_talks(session, scope, requests=())

    assert of(waiting) == {}

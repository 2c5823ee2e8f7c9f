"""Who waits is given to whoever is there and has room: in the order of the line, and to nobody who does not answer."""

import uuid
from datetime import timedelta

import pytest

from crm import assignment, hours, presence
from crm.agents import Agent
from crm.base import utc_now
from crm.site import Assignment, site
from crm.store import unit_of_work
from tests.edge.conftest import Desk, Visitor

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
NIGHT = {"mon": ()}


@pytest.fixture
def wanted(environment, monkeypatch):
    """Have customers given to agents, one at once unless it is said otherwise."""

    def want(**said):
        chosen = Assignment(**{"automatic": True, "at_once": 1, **said})
        fixed = site().model_copy(update={"assignment": chosen})
        monkeypatch.setattr(assignment, "site", lambda: fixed)

    want()
    return want


@pytest.fixture
def team(client, monkeypatch):
    """Mei, Tom and Ana, each of whom speaks both languages unless it is said otherwise; their desks stay alive."""
    monkeypatch.setattr(presence, "SEEN_FOR", timedelta(hours=3))

    def come(*names, **languages):
        desks = {name: Desk(client, f"{name}@example.com") for name in names}
        with unit_of_work() as session:
            for name, desk in desks.items():
                session.get_one(Agent, uuid.UUID(desk.agent["id"])).languages = languages.get(name, ["zh", "en"])
        return desks

    return come


def wait(client, assistant, *, language="en", **answer):
    """A customer in line."""
    visitor = Visitor(client, language=language)
    assistant.respond = lambda question: assistant.say(
        "…", **{"commands": [{"name": "hand_over", "reason": "requested"}], "intent": "human", **answer}
    )
    visitor.send("a person, please")
    return visitor


def give(*, after=timedelta(0)):
    """What the job does; how many were taken back, and how many given."""
    now, given = utc_now() + after, 0
    with unit_of_work() as session:
        back = assignment.take_back(session, now=now)
    while True:
        with unit_of_work() as session:
            if not assignment.assign_next(session, now=now):
                return back, given
        given += 1


def whose(desk, visitor):
    shown = desk.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]
    return shown["assignee"]["name"] if shown["assignee"] else None


@both_stores
def test_who_waits_is_given_in_order_to_whoever_has_room(client, assistant, team, wanted):
    first, second, third = (wait(client, assistant) for _ in range(3))
    desks = team("mei", "ana")

    assert give() == (0, 2)

    mei = desks["mei"]
    assert {whose(mei, first), whose(mei, second)} == {"Mei", "Ana"}
    assert (whose(mei, third), third.history()["conversation"]["queue_position"]) == (None, 1)
    assert give() == (0, 0)


def test_the_least_busy_comes_first_and_then_who_was_given_one_longest_ago(client, assistant, team, wanted):
    wanted(at_once=5)
    desks = team("mei", "ana")
    for expected in ({"Mei", "Ana"}, {"Mei", "Ana"}):
        visitors = [wait(client, assistant) for _ in range(2)]
        give()
        assert {whose(desks["mei"], one) for one in visitors} == expected
    last = whose(desks["mei"], visitors[-1])

    for one in visitors:
        owner = desks["mei" if whose(desks["mei"], one) == "Mei" else "ana"]
        owner.do(one.conversation_id, "take")
    third = wait(client, assistant)
    give()

    assert whose(desks["mei"], third) != last


def test_it_is_nobodys_until_it_is_opened_and_the_wait_goes_on(client, assistant, team, wanted):
    visitor = wait(client, assistant)
    before = visitor.history()["conversation"]
    mei = team("mei")["mei"]
    give()

    shown = mei.get(f"/conversations/{visitor.conversation_id}").json()["conversation"]
    assert (shown["status"], shown["joined"], visitor.history()["conversation"]["agent_name"]) == (
        "assigned",
        False,
        None,
    )
    assert shown["waiting_since"] is not None
    assert visitor.history()["conversation"]["last_seq"] == before["last_seq"]

    mei.do(visitor.conversation_id, "take")

    assert visitor.history()["conversation"]["agent_name"] == "Mei"


def test_who_speaks_the_language_is_waited_for_and_where_nobody_does_anybody_will_do(client, assistant, team, wanted):
    chinese, also = wait(client, assistant, language="zh"), wait(client, assistant, language="zh")
    english = wait(client, assistant, language="en")
    desks = team("mei", "ana", mei=["zh"], ana=["zh"])
    with unit_of_work() as session:
        session.get_one(Agent, uuid.UUID(desks["ana"].agent["id"])).languages = ["fr"]

    assert give() == (0, 2)

    assert whose(desks["mei"], chinese) == "Mei"
    assert whose(desks["mei"], also) is None
    assert whose(desks["mei"], english) == "Ana"


@both_stores
def test_what_is_not_opened_in_time_goes_to_somebody_else_and_keeps_its_place(client, assistant, team, wanted):
    visitor, later = wait(client, assistant), wait(client, assistant)
    desks = team("mei")
    give()
    assert whose(desks["mei"], visitor) == "Mei"
    assert give(after=timedelta(minutes=2)) == (0, 0)
    team("ana")

    assert give(after=timedelta(minutes=4)) == (1, 2)

    assert whose(desks["mei"], visitor) == "Ana"
    assert whose(desks["mei"], later) == "Mei"


def test_what_was_opened_or_passed_on_by_a_colleague_stays(client, assistant, team, wanted):
    wanted(at_once=2)
    opened, passed = wait(client, assistant), wait(client, assistant)
    desks = team("mei")
    give()
    for one in (opened, passed):
        desks["mei"].do(one.conversation_id, "take")
    ana = team("ana")["ana"]
    desks["mei"].do(passed.conversation_id, "transfer", agent_id=ana.agent["id"])

    assert give(after=timedelta(hours=1)) == (0, 0)

    assert (whose(ana, opened), whose(ana, passed)) == ("Mei", "Ana")


@pytest.mark.parametrize("why", ["by hand", "closed", "away", "gone"])
def test_nobody_is_given_where_it_is_not_wanted_or_nobody_is_there(client, assistant, team, wanted, monkeypatch, why):
    wait(client, assistant)
    mei = team("mei")["mei"]
    if why == "by hand":
        wanted(automatic=False)
    if why == "closed":
        monkeypatch.setattr(hours, "site", lambda: site().model_copy(update={"opening_hours": NIGHT}))
    if why == "away":
        mei.browser.put("/v1/desk/status", json={"status": "away"}, headers=mei.headers)

    assert give(after=timedelta(hours=4) if why == "gone" else timedelta(0)) == (0, 0)


def test_somebody_in_danger_goes_before_who_waited_longer(client, assistant, team, wanted):
    longer = wait(client, assistant)
    danger = {"kind": "medical", "by": {"words": "chest pain"}}
    urgent = wait(client, assistant, emergency=danger, commands=[{"name": "hand_over", "reason": "safety"}])
    mei = team("mei")["mei"]

    give()

    assert (whose(mei, urgent), whose(mei, longer)) == ("Mei", None)


def test_a_customer_who_was_taken_meanwhile_is_passed_over(client, assistant, team, wanted):
    taken, waits = wait(client, assistant), wait(client, assistant)
    desks = team("mei", "ana")
    desks["ana"].do(taken.conversation_id, "take")

    assert give() == (0, 1)

    assert (whose(desks["mei"], taken), whose(desks["mei"], waits)) == ("Ana", "Mei")


def test_an_agent_may_have_room_of_their_own(client, assistant, team, wanted):
    desks = team("mei", "tom")
    with unit_of_work() as session:
        session.get_one(Agent, uuid.UUID(desks["tom"].agent["id"])).at_once = 2
    line = [wait(client, assistant) for _ in range(4)]

    assert give() == (0, 3)

    held = [whose(desks["mei"], visitor) for visitor in line]
    assert sorted(str(one) for one in held) == ["Mei", "None", "Tom", "Tom"]

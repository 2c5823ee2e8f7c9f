"""What supervisors may count on when they try two wordings: halves that stay, an end by itself, never safety or law."""

import asyncio
import random
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from api import jobs
from crm import conversations, customers, events, experiment_results, experiments
from crm.audit import AuditEvent
from crm.base import utc_now
from crm.conversations import Outcome as Ended
from crm.events import Actor, ConversationEvent, Name
from crm.experiment_results import KNOWN_AFTER, LONGEST, observed
from crm.experiments import Experiment, Measure, Standing
from crm.store import engine, reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_articles import BOTH_STORES, code_of
from tests.edge.test_reviews import ana

__all__ = ["ana"]
NEW = {"zh": "您好，请直接说您的问题。", "en": "Hi! What is it about?"}


def start(desk: Desk, **body):
    wanted = {"kind": "wording", "subject": "utter_greet", "outcome": "not_asked_back", **NEW} | body
    return desk.browser.post("/v1/desk/experiments", json=wanted, headers=desk.headers)


def stop(desk: Desk, experiment: str):
    return desk.browser.post(f"/v1/desk/experiments/{experiment}/stop", json={}, headers=desk.headers)


def greeting(assistant, **more) -> None:
    """The assistant says a response by its name."""

    def respond(question):
        answer = assistant.say("Hello! Just ask me anything.", **more)
        answer["replies"][0]["said"] = "utter_greet"
        return answer

    assistant.respond = respond


def told(visitor: Visitor) -> str:
    return str(visitor.send("hello").json()["replies"][0]["body"])


def shown() -> list[ConversationEvent]:
    with reading() as session:
        return list(session.scalars(select(ConversationEvent).where(ConversationEvent.name == Name.EXPERIMENT_SHOWN)))


@BOTH_STORES
def test_either_half_is_told_its_wording_whenever_it_is_said(client, assistant, ana):
    greeting(assistant)
    assert start(ana).status_code == 201

    visitors = [Visitor(client) for _ in range(24)]
    first = [told(one) for one in visitors]

    assert set(first) == {"Hello! Just ask me anything.", NEW["en"]}
    assert [told(one) for one in visitors] == first
    arms = {str(one.conversation_id): one.data["arm"] for one in shown()}
    assert {arms[one.conversation_id] for one, said in zip(visitors, first, strict=True) if said == NEW["en"]} == {"b"}


def test_each_language_has_its_own_wording(client, assistant, ana):
    greeting(assistant, language="zh", written_in="zh-Hans")
    start(ana)

    assert NEW["zh"] in {told(Visitor(client, language="zh")) for _ in range(24)}


def test_what_is_not_tried_is_said_as_ever_and_nothing_is_written_down(client, assistant, ana):
    greeting(assistant)
    start(ana, subject="utter_stopped")

    assert {told(Visitor(client)) for _ in range(12)} == {"Hello! Just ask me anything."}
    assert shown() == []


@BOTH_STORES
def test_once_it_is_stopped_everybody_is_told_the_same_again(client, assistant, ana):
    greeting(assistant)
    experiment = start(ana).json()["id"]
    visitors = [Visitor(client) for _ in range(12)]

    stopped = stop(ana, experiment).json()

    assert (stopped["state"], stopped["stopped_by"]) == ("stopped", "Ana")
    assert {told(one) for one in visitors} == {"Hello! Just ask me anything."}
    assert code_of(stop(ana, experiment)) == (409, "experiment_over")
    with reading() as session:
        deeds = session.scalars(select(AuditEvent.deed).where(AuditEvent.deed.startswith("experiment"))).all()
    assert sorted(deeds) == ["experiment_started", "experiment_stopped"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"subject": "utter_incident"}, "safety"),
        ({"subject": "utter_tone_distressed"}, "safety"),
        ({"subject": "utter_claim"}, "law"),
        ({"kind": "article", "subject": "bag_restricted_lighter", "article": "lounge"}, "safety"),
        ({"kind": "article", "subject": "lounge", "article": "compensation"}, "law"),
        ({"kind": "article", "subject": "refund_disruption", "article": "lounge"}, "law"),
    ],
)
def test_nothing_is_tried_with_safety_or_law(ana, body, why):
    refused = start(ana, **body)

    assert code_of(refused) == (422, "not_for_experiments")
    assert refused.json()["error"]["details"]["why"] == why
    assert ana.get("/experiments").json() == {"experiments": []}


def test_nothing_about_safety_or_law_is_offered(ana):
    offered = {(one["kind"], one["name"]) for one in ana.get("/experiments/subjects").json()["subjects"]}

    assert ("wording", "utter_greet") in offered
    assert ("article", "lounge") in offered
    marked = ("incident", "alarm", "relieved", "tone", "claim", "bag_restricted", "compensation", "special_assistance")
    assert not [name for _, name in offered if name.removeprefix("utter_").startswith(marked)]


@pytest.mark.parametrize(
    "body",
    [
        {"subject": "utter_no_such_thing"},
        {"subject": "utter_article"},
        {"zh": ""},
        {"en": "   "},
        {"en": "x" * 1001},
        {"outcome": "thumbs"},
        {"kind": "article", "subject": "lounge", "article": "no_such_article"},
        {"kind": "article", "subject": "lounge", "article": "lounge"},
        {"kind": "article", "subject": "lounge"},
    ],
)
def test_what_cannot_be_tried_is_refused(ana, body):
    assert code_of(start(ana, **body)) == (422, "invalid_request")


def test_the_same_is_not_tried_twice_at_once(ana):
    first = start(ana).json()["id"]

    assert code_of(start(ana)) == (409, "experiment_runs")
    stop(ana, first)
    assert start(ana).status_code == 201


def test_only_supervisors_try_anything(client, desk, ana):
    assert client.get("/v1/desk/experiments").status_code == 401
    for path in ("/experiments", "/experiments/subjects"):
        assert code_of(desk.get(path)) == (403, "forbidden")
    assert code_of(start(desk)) == (403, "forbidden")
    assert code_of(stop(ana, str(uuid.uuid4()))) == (404, "experiment_not_found")


def customers_of(experiment: Experiment, *, count: int, good: dict[str, float], seed: int = 1) -> None:
    """So many customers, shown a minute apart; of either half so many messages afterwards are understood."""
    rng, at = random.Random(seed), experiment.started_at
    with unit_of_work() as session:
        for place in range(count):
            customer = customers.create_customer(session, language="en")
            one = conversations.start_conversation(session, customer=customer, site="demo", language="en")
            arm = experiments.arm_of(experiment.id, customer.id)
            when = at + timedelta(minutes=place)
            facts = {"experiment": str(experiment.id), "arm": arm}
            events.record(session, one.id, Name.EXPERIMENT_SHOWN, actor=Actor.BOT, at=when, data=facts)
            well = rng.random() < good[arm]
            name = Name.TURN_ANSWERED if well else Name.TURN_ASKED_BACK
            events.record(session, one.id, name, actor=Actor.BOT, at=when + timedelta(minutes=2))
            one.outcome = Ended.CONFIRMED if well else Ended.ABANDONED


def running(desk: Desk, **body) -> Experiment:
    """An experiment that was started ten days ago."""
    found = uuid.UUID(start(desk, **body).json()["id"])
    with unit_of_work() as session:
        experiment = session.get_one(Experiment, found)
        experiment.started_at = utc_now() - timedelta(days=10)
    return experiment


def look(**later: float) -> int:
    now = utc_now() + timedelta(**later)
    with reading() as session:
        found = experiment_results.weighed(session, now=now)
    with unit_of_work() as session:
        return experiment_results.keep(session, found, now=now)


@pytest.mark.parametrize(
    ("good", "state", "said"),
    [
        ({"a": 0.6, "b": 0.9}, "new_better", ("The new one is better", "新的更好")),
        ({"a": 0.9, "b": 0.6}, "new_worse", ("The new one is worse", "新的更差")),
    ],
)
def test_it_stops_itself_once_one_is_clearly_better_and_says_so(ana, good, state, said):
    experiment = running(ana, outcome="resolved")
    customers_of(experiment, count=500, good=good)

    assert look() == 1

    [found] = ana.get("/experiments").json()["experiments"]
    assert (found["state"], found["stopped_by"]) == (state, None)
    assert found["said"]["en"].startswith(said[0]) and found["said"]["zh"].startswith(said[1])
    assert found["low"] <= found["new_mean"] - found["old_mean"] <= found["high"]
    assert found["low"] * found["high"] > 0
    assert look() == 0


@BOTH_STORES
def test_the_job_that_weighs_them_stops_what_is_decided(client, ana):
    customers_of(running(ana, outcome="resolved"), count=300, good={"a": 0.3, "b": 0.95})

    asyncio.run(jobs.weigh_experiments())

    assert ana.get("/experiments").json()["experiments"][0]["state"] == "new_better"


def test_two_that_are_equal_go_on_until_it_has_lasted_long_enough(ana):
    customers_of(running(ana), count=300, good={"a": 0.8, "b": 0.8})

    assert look() == 0
    [found] = ana.get("/experiments").json()["experiments"]
    assert found["said"]["en"].startswith("It runs") and found["pairs"] > 100

    assert look(days=LONGEST.days) == 1
    assert ana.get("/experiments").json()["experiments"][0]["state"] == "no_difference"


def test_a_customer_counts_once_and_only_when_the_time_is_over(ana):
    experiment = running(ana)
    customers_of(experiment, count=10, good={"a": 1.0, "b": 0.0})
    with unit_of_work() as session:
        shown = session.scalars(
            select(ConversationEvent).where(ConversationEvent.name == Name.EXPERIMENT_SHOWN)
        ).first()
        again = {"experiment": str(experiment.id), "arm": shown.data["arm"]}
        events.record(session, shown.conversation_id, Name.EXPERIMENT_SHOWN, actor=Actor.BOT, at=shown.at, data=again)

    with reading() as session:
        early = observed(session, experiment, now=experiment.started_at + KNOWN_AFTER[Measure.NOT_ASKED_BACK])
        late = observed(session, experiment, now=utc_now())

    assert sum(map(len, early.values())) == 1
    assert sum(map(len, late.values())) == 10
    assert set(late["a"]) <= {1.0} and set(late["b"]) <= {0.0}


def test_a_thumb_counts_whole_and_none_counts_half(ana):
    experiment = running(ana, kind="article", subject="lounge", article="onboard_wifi", outcome="thumbs")
    customers_of(experiment, count=3, good={"a": 1.0, "b": 1.0})
    with unit_of_work() as session:
        shown = session.scalars(
            select(ConversationEvent)
            .where(ConversationEvent.name == Name.EXPERIMENT_SHOWN)
            .order_by(ConversationEvent.id)
        ).all()
        for one, helpful in zip(shown, (True, False), strict=False):
            data = {"article": "x", "helpful": helpful}
            events.record(session, one.conversation_id, Name.ARTICLE_RATED, actor=Actor.CUSTOMER, at=one.at, data=data)

    with reading() as session:
        found = observed(session, experiment, now=utc_now())

    assert sorted(found["a"] + found["b"]) == [0.0, 0.5, 1.0]


def test_an_article_that_is_tried_is_written_down_and_the_customer_is_not_told(client, assistant, ana):
    experiment = start(ana, kind="article", subject="lounge", article="onboard_wifi", outcome="thumbs").json()["id"]
    tried = {"id": experiment, "arm": "b"}
    article = {"id": str(uuid.uuid4()), "key": "onboard_wifi", "title": "Wi-Fi", "experiment": tried}
    reply = {"text": "There is.", "kind": "text", "data": {"article": article}}
    assistant.respond = lambda question: assistant.say() | {"replies": [reply]}

    said = Visitor(client).send("lounge?").json()["replies"][0]

    assert "experiment" not in str(said["data"])
    assert [one.data for one in shown()] == [{"experiment": experiment, "arm": "b"}]


def test_halves_are_even_and_independent_of_each_other():
    ids = [uuid.UUID(int=random.Random(place).getrandbits(128)) for place in range(4000)]
    one, other = uuid.uuid4(), uuid.uuid4()

    arms = [(experiments.arm_of(one, who), experiments.arm_of(other, who)) for who in ids]

    assert all(850 < arms.count(pair) < 1150 for pair in (("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")))
    assert experiments.arm_of(one, ids[0]) == experiments.arm_of(one, ids[0])


def test_one_that_runs_is_read_seldom_and_one_that_does_not_costs_no_question(client, ana):
    with unit_of_work() as session:
        conversation = conversations.start_conversation(
            session, customer=customers.create_customer(session, language="en"), site="demo", language="en"
        )
        experiments.worded(session, conversation, said="utter_greet", body="x")
        asked: list[str] = []

        def note(connection, cursor, statement, *_):
            asked.append(statement)

        event.listen(engine(), "before_cursor_execute", note)
        said = {experiments.worded(session, conversation, said="utter_greet", body="x") for _ in range(50)}
        event.remove(engine(), "before_cursor_execute", note)

    assert said == {"x"}
    assert asked == []


def test_a_state_of_an_experiment_has_words(ana):
    experiment = running(ana)
    for state in Standing:
        with unit_of_work() as session:
            session.get_one(Experiment, experiment.id).state = state
        found = ana.get("/experiments").json()["experiments"][0]
        assert found["said"]["zh"] and found["said"]["en"] and "{" not in found["said"]["en"] + found["said"]["zh"]

"""What the team may count on where conversations are rated."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from crm import coaching, erasing
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.coaching import Scorecard, ScorecardRating
from crm.conversations import Conversation, Status, start_conversation
from crm.customers import Customer
from crm.store import reading, unit_of_work
from crm.verticals import Scope
from tests.edge.conftest import Desk

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
GOOD = {"scores": {"right": 5, "polite": 4}, "note": "Warm and exact."}


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


@pytest.fixture
def tom(client):
    """Who supervises too."""
    with unit_of_work() as session:
        session.execute(update(Agent).where(Agent.name == "Tom").values(role=Role.SUPERVISOR))
    return Desk(client, "tom@example.com")


def closed(n=1, name="Mei", ago=timedelta(days=1)):
    """Conversations that this agent has closed."""
    with unit_of_work() as session:
        agent = session.scalars(select(Agent).where(Agent.name == name)).one()
        customer = Customer(language="en")
        session.add(customer)
        session.flush()
        for _ in range(n):
            talk = start_conversation(session, customer=customer, site="demo", language="en")
            talk.status, talk.assignee_id, talk.resolved_at = Status.RESOLVED, agent.id, utc_now() - ago


def ask(desk, method, path="", body=None):
    return desk.browser.request(method, f"/v1/desk/coaching{path}", json=body, headers=desk.headers)


def picked(desk, **body):
    ask(desk, "POST", body=body)
    return [one["id"] for one in desk.get("/coaching").json()["scorecards"]]


def rated(desk, card, body=GOOD):
    return ask(desk, "PUT", f"/{card}/rating", body)


def test_picking_rating_and_the_report_are_for_supervisors_alone(client, desk):
    card = uuid.uuid4()
    for method, path, body in (
        ("GET", "", None),
        ("POST", "", {}),
        ("GET", "/criteria", None),
        ("PUT", f"/{card}/rating", GOOD),
        ("PUT", f"/{card}/shared", {"shared": True}),
    ):
        assert client.request(method, f"/v1/desk/coaching{path}", json=body).status_code == 401
        assert ask(desk, method, path, body).status_code == 403
    assert client.get("/v1/desk/insights/coaching").status_code == 401
    assert desk.get("/insights/coaching").status_code == 403
    assert client.get("/v1/desk/coaching/own").status_code == 401
    assert desk.get("/coaching/own").json()["own"] == []


@STORES
def test_some_of_each_agents_closed_conversations_are_picked_and_none_twice(ana):
    closed(5)
    closed(1, "Tom")
    closed(3, "Tom", ago=timedelta(days=40))

    assert ask(ana, "POST", body={"per_agent": 2, "days": 14}).json() == {"picked": 3}
    assert ask(ana, "POST", body={"per_agent": 20, "days": 14}).json() == {"picked": 3}
    assert ask(ana, "POST", body={"per_agent": 20, "days": 14}).json() == {"picked": 0}

    cards = ana.get("/coaching").json()["scorecards"]
    assert sorted(one["agent"] for one in cards) == ["Mei"] * 5 + ["Tom"]
    assert len({one["conversation_id"] for one in cards}) == 6
    first = ana.get("/coaching?limit=4").json()
    rest = ana.get(f"/coaching?limit=4&cursor={first['next']}").json()
    assert [one["id"] for one in (*first["scorecards"], *rest["scorecards"])] == [one["id"] for one in cards]


@STORES
def test_two_rate_without_knowing_of_each_other_and_then_nobody_changes_anything(ana, tom):
    closed()
    [card] = picked(ana)

    assert rated(ana, card, {"scores": {"right": 2}}).status_code == 200
    assert rated(ana, card).json()["ratings"][0]["scores"] == GOOD["scores"]
    seen_by_tom = tom.get("/coaching").json()["scorecards"][0]
    assert (seen_by_tom["raters"], seen_by_tom["ratings"]) == (1, [])
    both = rated(tom, card, {"scores": {"right": 3}, "note": "=1+1"}).json()

    assert [(one["rater"], one["scores"]) for one in both["ratings"]] == [
        ("Ana", GOOD["scores"]),
        ("Tom", {"right": 3}),
    ]
    late = rated(ana, card)
    assert (late.status_code, late.json()["error"]["code"]) == (409, "scorecard_complete")


@pytest.mark.parametrize(
    "body", [{"scores": {}}, {"scores": {"right": 6}}, {"scores": {"right": 0}}, {"scores": {"charm": 3}}]
)
def test_refuses_what_is_no_rating(ana, body):
    closed()
    [card] = picked(ana)

    assert rated(ana, card, body).status_code == 422
    assert rated(ana, uuid.uuid4()).json()["error"]["code"] == "scorecard_not_found"


def test_nobody_rates_their_own_service(ana, tom):
    closed(1, "Tom")
    [card] = picked(ana)

    response = rated(tom, card)

    assert (response.status_code, response.json()["error"]["code"]) == (403, "own_service")
    assert tom.get("/coaching").json()["scorecards"][0]["ratable"] is False


def test_agents_see_their_own_once_two_have_rated_it_and_nobody_elses(client, ana, tom, desk):
    closed()
    [card] = picked(ana)
    rated(ana, card)
    before = desk.get("/coaching/own").json()
    rated(tom, card, {"scores": {"right": 4}})

    after = desk.get("/coaching/own").json()

    assert before["own"] == []
    assert [one["scores"] for one in after["own"][0]["ratings"]] == [GOOD["scores"], {"right": 4}]
    assert {one["rater"] for one in after["own"][0]["ratings"]} == {None}
    assert after["criteria"][0]["dimension"] == "tangibles"
    assert tom.get("/coaching/own").json()["own"] == []
    assert ask(tom, "POST", f"/{card}/seen").status_code == 404


@STORES
def test_a_good_example_is_shared_after_its_agent_has_seen_it(ana, tom, desk):
    closed()
    [card] = picked(ana)
    rated(ana, card)
    rated(tom, card)

    early = ask(ana, "PUT", f"/{card}/shared", {"shared": True})
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_seen_yet")
    assert ask(desk, "POST", f"/{card}/seen").json()["seen_at"] is not None
    assert ask(ana, "PUT", f"/{card}/shared", {"shared": True}).status_code == 200

    assert [one["agent"] for one in tom.get("/coaching/own").json()["examples"]] == ["Mei"]
    ask(ana, "PUT", f"/{card}/shared", {"shared": False})
    assert tom.get("/coaching/own").json()["examples"] == []


@STORES
def test_tells_how_far_raters_agree_and_what_agents_do_well_from_five_on(ana, tom):
    closed(6)
    cards = picked(ana, per_agent=20)
    assert ana.get("/insights/coaching").json()["agents"] == []
    for place, card in enumerate(cards):
        score = 1 + place % 5
        rated(ana, card, {"scores": {"right": score, "polite": 4}})
        rated(tom, card, {"scores": {"right": score, **({"polite": 5} if place < 4 else {})}})

    found = ana.get("/insights/coaching").json()

    assert found["cards"] == 6
    told = {one["criterion"]: one for one in found["agreement"]}
    assert told["right"]["kappa"]["value"] == pytest.approx(1)
    assert (told["right"]["n"], told["right"]["same"]) == (6, 6)
    assert (told["polite"]["kappa"], told["polite"]["n"]) == (None, 4)
    [mei] = found["agents"]
    assert (mei["name"], mei["n"]) == ("Mei", 6)
    assert mei["dimensions"]["reliability"]["value"] == pytest.approx((1 + 2 + 3 + 4 + 5 + 1) / 6)
    assert mei["dimensions"]["assurance"]["value"] == pytest.approx((4.5 * 4 + 4 * 2) / 6)
    assert mei["dimensions"]["empathy"] is None


@STORES
def test_what_was_said_of_a_conversation_goes_with_it(ana):
    closed(2)
    first, _ = picked(ana)
    rated(ana, first)
    with unit_of_work() as session:
        card = session.get_one(Scorecard, uuid.UUID(first))
        talk = session.get_one(Conversation, card.conversation_id)
        erasing.forget_talks(session, Scope(talk.customer_id, (talk.id,), ()), requests=())

    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Scorecard)) == 1
        assert session.scalar(select(func.count()).select_from(ScorecardRating)) == 0


def test_every_dimension_has_a_criterion_in_both_languages():
    found = coaching.criteria().values()

    assert list(dict.fromkeys(one.dimension for one in found)) == [
        *("tangibles", "reliability", "responsiveness", "assurance", "empathy")
    ]
    assert all(one.zh and one.en for one in found)

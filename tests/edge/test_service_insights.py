"""What supervisors may count on in the report on service."""

import csv
import io
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bench.simulated_service import Kind, simulate
from crm import conversations, customers, events, messages
from crm.agents import Agent
from crm.events import Actor, Name
from crm.messages import Author
from crm.store import unit_of_work
from crm.unanswered import UnansweredQuestion
from tests.edge.conftest import Desk

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
START = datetime(2026, 3, 1, 16, tzinfo=UTC)  # the 2nd of March, 00:00, in Shanghai
PERIOD = "from=2026-03-02&to=2026-03-29"
EVEN = {"confirmed": 0.4, "assumed": 0.2, "abandoned": 0.1, "handed_over": 0.3}
PATHS = [
    *("service", "service/conversations?metric=score", "service/score", "service/table?table=figures"),
    "service/gaps",
]


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def happened(*kinds, start=START):
    with unit_of_work() as session:
        simulate(session, kinds, start=start, days=28, seed=5)


def named(name):
    with unit_of_work() as session:
        return session.scalars(select(Agent.id).where(Agent.name == name)).one()


def read(ana, path="", **query):
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    response = ana.get(f"/insights/service{path}?{PERIOD}{extra}")
    assert response.status_code == 200, response.text
    return response


def value(cell, slug):
    return next(figure for figure in cell["figures"] if figure["slug"] == slug)["estimate"]


@pytest.mark.parametrize("path", PATHS)
def test_is_for_supervisors_alone(client, desk, path):
    assert client.get(f"/v1/desk/insights/{path}").status_code == 401
    assert desk.get(f"/insights/{path}").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "?from=2026-03-02&to=2026-03-01",
        "?from=2020-01-01",
        "?from=yesterday",
        "?group_by=moon",
        "/conversations?metric=luck",
        "/conversations?metric=score&group_by=agent&group=nobody",
        "/conversations?metric=score&cursor=nonsense",
    ],
)
def test_refuses_what_no_report_can_be_made_of(ana, query):
    assert ana.get(f"/insights/service{query}").status_code == 422


@STORES
def test_tells_of_a_period_in_which_nothing_happened(ana):
    found = read(ana).json()

    assert found["total"]["conversations"] == 0
    assert value(found["total"], "automation") is None
    assert read(ana, "/conversations", metric="score").json() == {"conversations": [], "next": None}


@STORES
def test_says_how_conversations_ended_and_which_they_were(ana):
    happened(Kind(300, EVEN, agents=[named("Mei")]), Kind(60, {"open": 1.0}))

    found = read(ana).json()

    assert found["total"]["conversations"] == 360
    assert sum(value(found["total"], slug)["value"] for slug in found["split"]) == pytest.approx(1)
    abandoned = value(found["total"], "abandoned")
    assert abandoned["n"] == 300
    assert abandoned["low"] < 0.1 < abandoned["high"]
    behind = read(ana, "/conversations", metric="abandoned", limit=200).json()["conversations"]
    assert len(behind) == round(abandoned["value"] * 300)
    assert {one["outcome"]["en"] for one in behind} == {"Abandoned"}
    assert value(found["total"], "automation")["value"] == pytest.approx(
        value(found["total"], "involvement")["value"] * value(found["total"], "resolution")["value"]
    )


@STORES
def test_a_slow_agent_is_found_and_none_is_invented(ana):
    mei, tom = named("Mei"), named("Tom")
    people = {"handed_over": 1.0}
    happened(Kind(150, people, waits=2, agents=[mei]), Kind(150, people, waits=12, agents=[tom]))

    cells = {cell["label"]["en"]: cell for cell in read(ana, group_by="agent").json()["groups"]}

    assert value(cells["Mei"], "first_reply")["high"] < value(cells["Tom"], "first_reply")["low"]
    assert value(cells["Mei"], "first_reply_kept")["low"] > value(cells["Tom"], "first_reply_kept")["high"]
    longest = read(ana, "/conversations", metric="first_reply", limit=20, group_by="agent", group=str(tom)).json()
    seconds = [one["value"] for one in longest["conversations"]]
    assert seconds == sorted(seconds, reverse=True)
    control = read(ana, group_by="language").json()["groups"]
    assert len(control) == 1


@STORES
def test_a_change_is_told_from_noise(ana):
    before = datetime(2026, 2, 1, 16, tzinfo=UTC)
    happened(Kind(200, EVEN, asked_back=0.05), start=before)
    happened(Kind(200, EVEN, asked_back=0.25))

    changes = {one["slug"]: one["change"] for one in read(ana).json()["total"]["figures"]}

    assert not changes["asked_back"]["noise"]
    assert changes["asked_back"]["value"] > 0
    assert changes["bot_reply"]["noise"]
    assert changes["conversations"]["noise"]


def test_cells_of_fewer_than_five_are_hidden(ana):
    happened(Kind(40, EVEN), Kind(3, EVEN, columns={"language": "zh"}))

    cells = {cell["key"]: cell for cell in read(ana, group_by="language").json()["groups"]}

    assert all(one["hidden"] for one in cells["zh"]["figures"] if one["slug"] == "automation")
    assert value(cells["zh"], "conversations")["value"] == 3
    # Nothing is kept secret by it: whoever reads this may open each of the three.
    assert value(cells["en"], "automation")["n"] == 40


def test_the_lowest_scores_are_listed_with_their_reasons_page_by_page(ana):
    happened(Kind(60, EVEN, asked_back=0.3, rating=0.6))

    first = read(ana, "/conversations", metric="score", limit=25).json()
    rest = read(ana, "/conversations", metric="score", limit=200, cursor=first["next"]).json()

    scores = [one["score"] for one in first["conversations"] + rest["conversations"]]
    assert scores == sorted(scores)
    assert len(scores) == 60
    worst = first["conversations"][0]
    assert worst["score"] == pytest.approx(max(0, 100 - sum(reason["points"] for reason in worst["reasons"])))
    assert {"zh": "客户放弃了", "en": "the customer gave up"} in [one["words"] for one in worst["reasons"]]


def test_scores_are_set_against_ratings(ana):
    happened(Kind(300, EVEN, asked_back=0.2, waits=10, rating=0.5))

    found = read(ana, "/score").json()

    assert found["n"] == found["correlation"]["n"] > 100
    assert 0 < found["correlation"]["low"] < found["correlation"]["value"]
    assert 0 < found["error"]["value"] < 2
    assert read(ana, "/score", language="zh").json()["correlation"] is None


@pytest.mark.parametrize("table", ["figures", "groups", "hours", "lowest"])
def test_every_table_can_be_had_for_a_spreadsheet(ana, table):
    happened(Kind(30, EVEN, columns={"topic": "=cmd()"}))

    response = read(ana, "/table", table=table, group_by="skill", words="zh")

    assert response.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert rows
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    if table == "hours":
        assert sum(int(row["会话数"]) for row in rows) == 30


@STORES
def test_questions_that_nothing_answered_well_are_grouped_by_what_they_mean(ana, assistant):
    at = datetime(2026, 3, 10, tzinfo=UTC)
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        talk = conversations.start_conversation(session, customer=customer, site="demo", language="en")
        for number in range(8):
            body = f"may I bring a cello {number}" if number < 6 else f"something else {number}"
            asked = messages.append(session, talk, author=Author.VISITOR, body=body)
            if number < 4:
                question = {"conversation_id": talk.id, "message_id": asked.id, "language": "en"}
                session.add(UnansweredQuestion(**question, created_at=at))
                continue
            shown = {"article": {"id": "fees"}, "helpful": False}
            messages.append(session, talk, author=Author.BOT, body="…", data=shown, in_reply_to=asked.id)
        events.record(session, talk.id, Name.ARTICLE_RATED, actor=Actor.CUSTOMER, at=at, data={"helpful": False})
    assistant.respond = lambda question: {
        "vectors": [[1.0, 0.0] if "cello" in text else [0.0, 1.0] for text in question["texts"]]
    }

    found = read(ana, "/gaps").json()

    assert (found["read"], found["rest"], [one["n"] for one in found["themes"]]) == (8, 2, [6])
    assert found["themes"][0]["examples"][0]["text"].startswith("may I bring a cello")
    assert ana.get("/insights/service/gaps?from=2026-04-01&to=2026-04-30").json()["read"] == 0


def test_without_the_assistant_gaps_are_away_and_everything_else_is_there(ana, assistant):
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        talk = conversations.start_conversation(session, customer=customer, site="demo", language="en")
        for number in range(5):
            asked = messages.append(session, talk, author=Author.VISITOR, body=f"a cello {number}")
            question = {"conversation_id": talk.id, "message_id": asked.id, "language": "en"}
            session.add(UnansweredQuestion(**question, created_at=datetime(2026, 3, 10, tzinfo=UTC)))
    assistant.respond = lambda question: 500

    assert ana.get(f"/insights/service/gaps?{PERIOD}").status_code == 503
    assert ana.get(f"/insights/service?{PERIOD}").status_code == 200

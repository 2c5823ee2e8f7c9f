"""What agents see of their own ratings, what of a customer's earlier ones, and what arrives while they look."""

import uuid

import pytest
from sqlalchemy import select

from crm import conversations, live, surveys
from crm.base import utc_now
from crm.conversations import Conversation
from crm.store import reading, unit_of_work
from crm.surveys import About, Survey
from tests.edge.conftest import Visitor
from tests.edge.test_live import HOST, next_of

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def served(client, desk, visitor=None):
    """A conversation that this agent has resolved, and the token of its survey."""
    visitor = visitor or Visitor(client)
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    return visitor, visitor.history()["messages"][-1]["data"]["token"]


def rate(client, token, score, comment=None):
    response = client.post(f"/v1/surveys/{token}", json={"score": score, "comment": comment})
    assert response.status_code == 200, response.text


def by_mail(visitor):
    """The token of a survey about a conversation that was sent by mail, not asked in it."""
    with unit_of_work() as session:
        talk = conversations.get(session, uuid.UUID(visitor.conversation_id))
        sent = surveys.create(
            session,
            questionnaire="nps",
            customer_id=talk.customer_id,
            language="en",
            channel="email",
            about=About.of(talk),
            conversation_id=talk.id,
            now=utc_now(),
        )
        return sent.token


def test_nobody_sees_ratings_without_signing_in(client):
    assert client.get("/v1/desk/ratings").status_code == 401


@STORES
def test_agents_see_their_own_ratings_and_nobody_elses(client, desk, other_desk):
    visitor, mine = served(client, desk)
    _, toms = served(client, other_desk)
    rate(client, mine, 5, "Quick and kind")
    rate(client, toms, 2)

    [rating] = desk.get("/ratings").json()["ratings"]

    assert (rating["score"], rating["best"], rating["comment"]) == (5, 5, "Quick and kind")
    assert (rating["kind"], rating["conversation_id"]) == ("csat", visitor.conversation_id)
    assert [one["score"] for one in other_desk.get("/ratings").json()["ratings"]] == [2]


def test_ratings_come_in_pages_the_newest_first(client, desk):
    for score in (3, 4, 5):
        rate(client, served(client, desk)[1], score)

    first = desk.get("/ratings?limit=2").json()
    rest = desk.get(f"/ratings?limit=2&cursor={first['next']}").json()

    assert [[one["score"] for one in page["ratings"]] for page in (first, rest)] == [[5, 4], [3]]
    assert rest["next"] is None


@pytest.mark.parametrize(("n", "told"), [(4, None), (5, 0.8)])
def test_a_figure_is_told_from_five_answers_on(client, desk, n, told):
    for number in range(n):
        rate(client, served(client, desk)[1], 5 if number else 1)

    [csat] = desk.get("/ratings").json()["figures"]

    assert csat["questionnaire"] == "csat"
    assert csat["figure"]["hidden"] == (told is None)
    assert (csat["figure"]["estimate"] or {}).get("value") == told


@STORES
def test_a_colleague_sees_what_the_customer_said_before(client, desk, other_desk):
    visitor, token = served(client, desk)
    rate(client, token, 2, "Still waiting")
    with unit_of_work() as session:
        before = conversations.get(session, uuid.UUID(visitor.conversation_id))
        later = conversations.start_conversation(session, customer=before.customer, site="demo", language="en")
        surveys.ask(session, later, questionnaire="csat")

    detail = other_desk.get(f"/conversations/{later.id}").json()

    assert [(one["score"], one["comment"]) for one in detail["earlier_surveys"]] == [(2, "Still waiting")]
    # What was asked here is not earlier, and what nobody answered says nothing.
    assert [one["score"] for one in detail["surveys"]] == [None]
    assert other_desk.get(f"/conversations/{visitor.conversation_id}").json()["earlier_surveys"] == []


def test_a_rating_arrives_at_the_desk_also_if_it_was_given_by_mail(client, desk):
    visitor, _ = served(client, desk)
    token = by_mail(visitor)

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        rate(client, token, 9)
        frame = next_of(socket, "rating")

    assert (frame["own"], frame["rating"]["score"], frame["rating"]["best"]) == (True, 9, 10)
    assert frame["rating"]["conversation_id"] == visitor.conversation_id


def test_a_rating_is_told_apart_from_other_news():
    survey_id = uuid.uuid4()

    assert live.parse_notice(f'["{survey_id}", "{uuid.UUID(int=1)}"]') == live.Rated(survey_id)
    assert live.parse_notice(f'["{survey_id}", null]') == live.Change(survey_id)


def test_a_colleagues_desk_hears_of_it_as_somebody_elses(client, desk, other_desk):
    _, token = served(client, desk)

    with other_desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        rate(client, token, 1)
        frame = next_of(socket, "rating")

    assert (frame["own"], frame["rating"]["score"]) == (False, 1)


def test_a_token_is_never_part_of_what_the_desk_is_told(client, desk):
    _, token = served(client, desk)

    with desk.browser.websocket_connect("/v1/desk/live", headers=HOST) as socket:
        assert socket.receive_json() == {"type": "ready"}
        rate(client, token, 5)
        assert token not in str(next_of(socket, "rating"))
    assert token not in desk.get("/ratings").text
    with reading() as session:
        assert session.scalars(select(Survey)).one().agent_id == uuid.UUID(desk.agent["id"])
        assert session.scalars(select(Conversation)).one()

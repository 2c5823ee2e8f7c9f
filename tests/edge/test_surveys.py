"""What survey takers may count on."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from crm.base import utc_now
from crm.store import unit_of_work
from crm.surveys import Survey


@pytest.fixture
def token(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    return visitor.history()["messages"][-1]["data"]["token"]


def test_shows_the_question_in_both_languages(client, token):
    survey = client.get(f"/v1/surveys/{token}").json()

    asked = survey["questions"]["satisfaction"]
    assert set(asked["text"]) == {"zh", "en"}
    assert (asked["from"], asked["to"], len(asked["labels"])) == (1, 5, 5)
    assert (survey["answered"], survey["closed"]) == (None, False)


def test_keeps_an_answer_and_lets_it_change(client, token):
    client.post(f"/v1/surveys/{token}", json={"score": 2, "comment": "慢"})
    client.post(f"/v1/surveys/{token}", json={"score": 4})

    assert client.get(f"/v1/surveys/{token}").json()["answered"] == {"score": 4, "comment": None}


@pytest.mark.parametrize(
    "body", [{"score": 0}, {"score": 6}, {"score": "good"}, {}, {"score": 3, "comment": "x" * 501}]
)
def test_refuses_what_is_not_on_the_scale(client, token, body):
    assert client.post(f"/v1/surveys/{token}", json=body).status_code == 422
    assert client.get(f"/v1/surveys/{token}").json()["answered"] is None


def test_an_unknown_link_leads_nowhere(client):
    assert client.get("/v1/surveys/guessed").status_code == 404
    assert client.post("/v1/surveys/guessed", json={"score": 3}).status_code == 404


def test_a_closed_survey_takes_no_answer(client, token):
    with unit_of_work() as session:
        session.execute(update(Survey).values(expires_at=utc_now() - timedelta(seconds=1)))

    response = client.post(f"/v1/surveys/{token}", json={"score": 3})

    assert (response.status_code, response.json()["error"]["code"]) == (410, "survey_closed")
    assert client.get(f"/v1/surveys/{token}").json()["closed"] is True

"""What a customer who was let down may count on."""

from datetime import timedelta

import pytest

from crm import survey_answers, surveys
from crm.base import utc_now
from crm.cases import Case
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk


@pytest.fixture
def token(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    return visitor.history()["messages"][-1]["data"]["token"]


@pytest.fixture
def supervisor(client):
    return Desk(client, "ana@example.com")


def rate(client, token, score, **more):
    words = [{"question": question, "text": text} for question, text in more.items()]
    given = [{"question": "satisfaction", "value": score}, *words]
    return client.put(f"/v1/surveys/{token}/answers", json={"answers": given})


def opened():
    with reading() as session:
        return session.query(Case).all()


def test_a_low_score_opens_a_case_at_once_with_an_owner_a_time_and_what_to_do(client, token, supervisor):
    rate(client, token, 2)

    (case,) = opened()
    assert (case.kind, case.status, case.assignee.name) == ("recovery", "open", "Ana")
    assert utc_now() < case.due_at <= utc_now() + timedelta(hours=9)
    shown = supervisor.get(f"/cases/{case.reference}").json()
    assert any("道歉" in event["note"] or "Apologise" in event["note"] for event in shown["events"])


def test_the_team_reads_of_it_in_the_conversation_and_the_customer_does_not(client, token, visitor, supervisor):
    rate(client, token, 1)

    (case,) = opened()
    told = supervisor.get(f"/conversations/{visitor.conversation_id}").json()["messages"][-1]
    assert told["kind"] == "note" and case.reference in told["body"]
    assert visitor.history()["messages"][-1]["kind"] == "survey"


@pytest.mark.parametrize("score", [3, 4, 5])
def test_a_score_that_is_not_low_opens_nothing(client, token, score):
    rate(client, token, score)

    assert opened() == []


def test_one_survey_opens_one_case_however_often_it_is_answered(client, token):
    for score in (1, 2, 5, 1):
        rate(client, token, score)

    assert len(opened()) == 1


def test_what_is_written_after_the_score_comes_to_the_case(client, token, supervisor):
    rate(client, token, 1)
    rate(client, token, 1, comment="等了三天")
    client.post(f"/v1/surveys/{token}/finish")

    notes = [event["note"] for event in supervisor.get(f"/cases/{opened()[0].reference}").json()["events"]]
    assert sum("等了三天" in note for note in notes) == 1


def test_whether_the_next_answer_was_better_can_be_told(client, token, visitor, desk):
    rate(client, token, 2)
    with unit_of_work() as session:
        first = surveys.find(session, token)
        assert surveys.recovered(session, first) is None
        talk = surveys.conversations.lock(session, first.conversation_id)
        later = surveys.ask(session, talk, questionnaire="csat", now=utc_now() + timedelta(days=40))
    with unit_of_work() as session:
        assert surveys.recovered(session, surveys.find(session, token)) is None
        survey_answers.answer_at_once(session, token=later.token, score=4, comment=None, now=utc_now())

    with reading() as session:
        assert surveys.recovered(session, surveys.find(session, token)) is True
        assert surveys.recovered(session, surveys.find(session, later.token)) is None


def test_the_customer_hears_how_it_goes_on(client, token, visitor, supervisor):
    rate(client, token, 1)
    reference = opened()[0].reference

    shown = supervisor.get(f"/cases/{reference}").json()["case"]
    supervisor.browser.post(
        f"/v1/desk/cases/{reference}/move",
        json={"to": "contacted", "expected_version": shown["version"]},
        headers=supervisor.headers,
    )

    assert reference in visitor.history()["messages"][-1]["body"]

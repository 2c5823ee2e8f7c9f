"""What the team may count on to hear of questions that nothing answered; and that only the message holds the words."""

import uuid

import pytest
from sqlalchemy import delete, select

from crm import events, unanswered
from crm.conversations import Conversation
from crm.messages import Message
from crm.store import reading, unit_of_work
from crm.unanswered import UnansweredQuestion
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_articles import BOTH_STORES, changed, code_of, send


@pytest.fixture
def ana(client):
    return Desk(client, "ana@example.com")


def ask(client, text: str, *, language: str = "en", view: str | None = None) -> str:
    """A customer asks what nothing answers; the conversation's id."""
    visitor = Visitor(client, language=language)
    message_id = uuid.UUID(visitor.send(text).json()["message"]["id"])
    with unit_of_work() as session:
        for _ in range(2):
            unanswered.record(
                session,
                conversation_id=uuid.UUID(visitor.conversation_id),
                message_id=message_id,
                language=language,
                view_key=view,
            )
    return visitor.conversation_id


def questions(desk: Desk, show: str = "open"):
    return desk.browser.get("/v1/unanswered", params={"show": show}).json()["questions"]


def post(desk: Desk, question_id: str, verb: str, **body):
    return desk.browser.post(f"/v1/unanswered/{question_id}/{verb}", json=body, headers=desk.headers)


@BOTH_STORES
def test_questions_that_say_the_same_are_one_with_a_count_and_the_way_to_each(client, desk):
    first = ask(client, "Is there a jukebox on board?", view="lounge")
    ask(client, "有唱片机吗", language="zh")
    last = ask(client, "is there a JUKEBOX on board")

    shown = questions(desk)

    assert [(one["text"], one["count"]) for one in shown] == [("is there a JUKEBOX on board", 2), ("有唱片机吗", 1)]
    assert [one["conversation_id"] for one in shown[0]["asked"]] == [last, first]
    assert shown[0]["view"]["key"] == "lounge"
    assert (shown[1]["language"], shown[1]["view"]) == ("zh", None)


def test_a_question_is_dismissed_or_answered_by_an_article_once_and_by_supervisors_alone(client, desk, ana):
    ask(client, "jukebox?")
    ask(client, "Jukebox")
    ask(client, "a piano?")
    piano, jukebox = questions(ana)

    assert code_of(post(desk, jukebox["id"], "dismiss")) == (403, "forbidden")
    assert code_of(post(ana, piano["id"], "answered", article="nothing")) == (404, "article_not_found")
    assert post(ana, jukebox["id"], "dismiss").status_code == 204
    assert post(ana, piano["id"], "answered", article="lounge").status_code == 204

    assert questions(desk) == []
    assert code_of(post(ana, jukebox["id"], "dismiss")) == (404, "question_not_found")
    closed = {one["text"]: one for one in questions(desk, "closed")}
    assert (closed["a piano?"]["state"], closed["a piano?"]["article"]["key"]) == ("answered", "lounge")
    assert (closed["Jukebox"]["state"], closed["Jukebox"]["closed_by"]) == ("dismissed", "Ana")


def test_a_draft_takes_a_question_on_and_publishing_it_answers_it(client, ana):
    ask(client, "jukebox?")
    [question] = questions(ana)

    draft = send(ana, "POST", "", contents=changed(), answers=question["id"]).json()["article"]
    [still] = questions(ana)
    assert still["article"]["key"] == draft["key"]

    again = {"contents": changed(), "expected_version": 1, "answers": question["id"]}
    assert send(ana, "PUT", f"/{draft['key']}", **again, publish=True).status_code == 200
    assert questions(ana) == []
    assert [one["state"] for one in questions(ana, "closed")] == ["answered"]


@BOTH_STORES
def test_nothing_of_a_question_is_kept_but_the_way_to_the_message(client, desk):
    conversation_id = uuid.UUID(ask(client, "jukebox for Wei Zhang?"))

    with reading() as session:
        row = session.scalars(select(UnansweredQuestion)).one()
        kept = [str(getattr(row, column.name)) for column in UnansweredQuestion.__table__.columns]
        noted = [one for one in events.of(session, conversation_id) if one.name == "question_unanswered"]
    assert not any("jukebox" in one for one in kept)
    assert [one.data for one in noted] == [{"language": "en"}]

    with unit_of_work() as session:
        session.get_one(Message, row.message_id).body = ""
    assert questions(desk) == []
    with unit_of_work() as session:
        session.get_one(Conversation, conversation_id)
        session.execute(delete(Message).where(Message.in_reply_to == row.message_id))
        session.execute(delete(Message).where(Message.id == row.message_id))
    with reading() as session:
        assert session.scalars(select(UnansweredQuestion)).all() == []

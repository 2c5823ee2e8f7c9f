"""Notices come before the answer that they fit, once while they can be read above, and never after their time."""

import uuid
from datetime import timedelta

import pytest

from airline.demo.flights import seed_demo_flights
from airline.flights.flights import around
from crm import agents, notices
from crm.base import utc_now
from crm.notices import Contents
from crm.store import reading, unit_of_work

from .conftest import put_articles, put_message, recorded

TYPHOON = {"zh": "台风影响首都机场", "en": "Typhoon at Beijing Capital"}
BODY = {"zh": "请先查航班。", "en": "Look your flight up first."}


@pytest.fixture
def board(store):
    """Put a notice on the board."""

    def put(*, hours: float = 24, **values):
        now = utc_now()
        said = {"marks": {}, "topics": [], "title": TYPHOON, "body": BODY} | values
        with unit_of_work() as session:
            mei = agents.create_agent(
                session, email=f"{uuid.uuid4()}@x.org", name="Mei", password_hash="-", languages=["en"]
            )
            notice = notices.publish(
                session,
                Contents(valid_from=now - timedelta(hours=1), valid_until=now + timedelta(hours=24), **said),
                agent=mei,
                now=now,
            )
            notice.valid_until = now + timedelta(hours=hours)

    return put


@pytest.fixture
def flights(store):
    with unit_of_work() as session:
        seed_demo_flights(session, now=utc_now())


def ask_flight(act, flight="CA937", **more):
    entities = [{"entity": "flight_number", "value": flight}]
    slots = act(
        "validate_flight_status_form",
        text=flight,
        intent="flight_status",
        entities=entities,
        loop="flight_status_form",
    ).slots
    return act("action_flight_status", text=flight, intent="flight_status", entities=entities, slots=slots, **more)


def quoted(turn) -> list[int]:
    return [at for at, said in enumerate(turn.said) if said.get("response") == "utter_notice"]


@pytest.mark.parametrize("marks", [{"airport": ["LHR"]}, {"carrier": ["CA"]}, {"flight": ["CA937"]}])
def test_a_notice_for_the_flight_comes_before_its_card(act, flights, board, marks):
    with reading() as session:
        assert around(session, flight="CA937", now=utc_now())
    board(marks=marks)

    turn = ask_flight(act)

    assert quoted(turn) == [0]
    assert turn.said[0]["title"] == TYPHOON["en"]
    assert turn.attachments


@pytest.mark.parametrize("values", [{"marks": {"flight": ["MU5101"]}}, {"marks": {"flight": ["CA937"]}, "hours": -1}])
def test_a_notice_for_another_flight_or_one_that_is_over_is_not_told(act, flights, board, values):
    board(**values)

    assert quoted(ask_flight(act)) == []


def test_a_notice_that_can_be_read_above_is_not_repeated(act, flights, board):
    board(marks={"flight": ["CA937"]})
    above = {"event": "bot", "text": f"Notice: {TYPHOON['en']}\n{BODY['en']}", "data": {}}

    assert quoted(ask_flight(act, before=[above])) == []


def test_a_question_about_the_weather_is_answered_by_the_notice_first_and_put_on_record(act, board):
    put_articles()
    board(topics=["weather"])
    talk, message = put_message()

    turn = act(
        "action_answer_article",
        text="will the typhoon delay my flight?",
        intent="weather",
        sender=str(talk),
        message=message,
    )

    assert quoted(turn) == [0]
    assert "utter_article" in turn.responses or "utter_article_passage" in turn.responses
    assert "notice_quoted" in recorded(talk)


def test_what_no_article_answers_is_answered_by_the_notice_alone(act, board):
    board(topics=["strike"], title={"zh": "罢工", "en": "Strike"})

    turn = act("action_fallback", text="有罢工吗", intent="nlu_fallback", slots={"language": "zh"})

    assert turn.responses == ["utter_notice"]
    assert turn.said[0]["title"] == "罢工"


def test_what_holds_for_a_flight_comes_before_what_is_owed_for_it(act, flights, board):
    board(marks={"flight": ["CA937"]})
    flight = [{"entity": "flight_number", "value": "CA937"}]

    turn = act(
        "action_disruption_care", text="CA937 is late, do I get a meal", intent="disruption_care", entities=flight
    )

    assert quoted(turn) == [0] and len(turn.said) > 1


def test_without_a_notice_nothing_changes(act, flights):
    assert quoted(ask_flight(act)) == []

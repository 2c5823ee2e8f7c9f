"""Following a flight: promised in words, ended by a button or in words, and kept apart from bags."""

from sqlalchemy import select

from actions.flight_answers import flight_item
from airline.cases.flight_following import FlightSubscription
from airline.demo.flights import seed_demo_flights
from airline.flights.flights import around
from crm.base import utc_now
from crm.store import reading, unit_of_work
from tests.unit.actions.conftest import put_message, recorded


def shown_flight(flight="CA987"):
    with unit_of_work() as session:
        seed_demo_flights(session, now=utc_now())
        leg = around(session, flight=flight, now=utc_now())[0]
        return leg.id, flight_item(leg)


def notify(act, item, conversation, message, language="en"):
    said = [{"entity": "facet", "value": "notify"}, {"entity": "focus_kind", "value": "flight"}]
    return act(
        "action_follow_up",
        intent="follow_up",
        text="tell me when it changes",
        entities=said,
        slots={"focus": [item], "language": language},
        sender=str(conversation),
        message=message,
    )


def running():
    with reading() as session:
        return [one.leg_id for one in session.scalars(select(FlightSubscription)) if one.until > utc_now()]


def test_promises_in_words_and_keeps_it(act):
    leg_id, item = shown_flight()
    conversation, message = put_message()

    turn = notify(act, item, conversation, message)
    again = notify(act, item, conversation, message, "zh")

    assert "I'll tell you here whenever CA987" in turn.said[0]["sentence"]
    assert "一有变化" in again.said[0]["sentence"]
    assert running() == [leg_id]
    assert "flight_followed" in recorded(conversation)


def test_a_flight_that_has_come_is_not_followed(act):
    _, item = shown_flight("CZ673")
    conversation, message = put_message()

    turn = notify(act, item, conversation, message)

    assert "is over" in turn.said[0]["sentence"]
    assert running() == []


def test_the_button_ends_it(act):
    leg_id, item = shown_flight()
    conversation, message = put_message()
    notify(act, item, conversation, message)

    turn = act(
        "action_unfollow_flight",
        intent="unfollow_flight",
        text=f'/unfollow_flight{{"flight_key": "{leg_id}"}}',
        entities=[{"entity": "flight_key", "value": str(leg_id)}],
        sender=str(conversation),
        message=message,
    )

    assert turn.responses == ["utter_flight_unfollowed"]
    assert running() == []
    assert "flight_unfollowed" in recorded(conversation)


def test_words_end_it_too(act):
    _, item = shown_flight()
    conversation, message = put_message()
    notify(act, item, conversation, message)

    turn = act("action_stop", intent="cancel", text="stop telling me", sender=str(conversation), message=message)

    assert turn.responses == ["utter_flight_unfollowed"]
    assert running() == []

"""Whoever changes a flight chooses another one on the same route; where the plan has none, only the form is there."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.focus import item
from actions.memory import remember
from airline.bookings import bookings
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.flights.flights import FlightLeg, PlannedLeg
from airline.flights.timetable import schedule
from airline.places.airports import local_time
from crm.base import utc_now
from crm.forms import Form
from crm.store import reading, unit_of_work

from .conftest import put_message

KNOWN = {"last_booking": remember(locator="AB12CD", surname="Li")}
ROUTE = {"origin": "PEK", "destination": "SHA"}


@pytest.fixture
def now(store):
    """Noon in Beijing, tomorrow: no flight of these tests is near a midnight."""
    return local_time(utc_now(), "PEK").replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)


@pytest.fixture
def booked(now):
    """CA1501 from Beijing to Shanghai at noon."""
    wall = now.replace(tzinfo=None)
    segment = Segment("CA1501", "PEK", "SHA", wall, wall + timedelta(hours=2))
    with unit_of_work() as session:
        bookings.keep(session, Booking("AB12CD", (Passenger("LI", "MING"),), (segment,)))
    return segment


def put_flight(flight, leaves, **more):
    told = {"flight": flight, **ROUTE, "departs_at": leaves, "arrives_at": leaves + timedelta(hours=2), **more}
    with unit_of_work() as session:
        return schedule(session, [PlannedLeg(**told)])[0].id


def ask(act, text="please change my flight", intent="rebook", action="action_booking", language="en", **more):
    conversation, message = more.pop("talk", None) or put_message()
    slots = {**KNOWN, "language": language, **more.pop("slots", {})}
    return act(action, text=text, intent=intent, slots=slots, sender=str(conversation), message=message, **more)


def press(act, payload, **more):
    key = payload.split('"')[3]
    pressed = [{"entity": "flight_key", "value": key}]
    return ask(act, payload, "request_rebook", "action_booking_request", entities=pressed, **more)


def titles(turn):
    return [button["title"] for button in turn.said[-1].get("buttons") or []]


def flights(turn):
    return [title.split(" · ")[0] for title in titles(turn)]


def values():
    with reading() as session:
        return session.scalars(select(Form)).one().values


def day(leaves):
    return [{"entity": "date", "value": leaves.date().isoformat()}]


def test_offers_the_next_three_flights_with_their_local_times_and_another_day(act, now, booked):
    for flight, hours in (("CA1515", 3), ("CA1519", 5), ("MU5106", 21), ("CA1521", 24)):
        put_flight(flight, now + timedelta(hours=hours))

    turn = ask(act)

    assert turn.responses == ["utter_rebook_request", "utter_shown_answer"]
    assert flights(turn) == ["CA1515", "CA1519", "MU5106", "Another day"]
    assert "15:00–17:00" in titles(turn)[0]
    assert "Beijing" in turn.said[-1]["sentence"] and "local times" in turn.said[-1]["sentence"]


def test_says_it_in_chinese(act, now, booked):
    leaves = now + timedelta(hours=3)
    put_flight("CA1515", leaves)

    turn = ask(act, "帮我改签", language="zh")

    assert titles(turn) == [f"CA1515 · {leaves.month}月{leaves.day}日 15:00–17:00", "另选日期"]
    assert "当地时间" in turn.said[-1]["sentence"]


def test_offers_none_that_cannot_be_taken_and_none_that_leaves_before(act, now, booked):
    put_flight("CA1501", now)
    put_flight("CA1507", now - timedelta(hours=3))
    put_flight("CA1515", now + timedelta(hours=3), cancelled=True)
    put_flight("CA1517", now + timedelta(hours=4), check_in_closes_at=utc_now() - timedelta(hours=1))
    put_flight("CA1985", now + timedelta(hours=5), destination="PVG")
    put_flight("CA1525", now + timedelta(days=5))

    turn = ask(act)

    assert turn.responses == ["utter_rebook_request"]
    assert turn.buttons == []


def test_offers_the_flights_of_the_day_that_is_wished_for(act, now, booked):
    wished = now + timedelta(days=9)
    put_flight("CA1515", now + timedelta(hours=3))
    put_flight("CA1507", wished - timedelta(hours=3))

    turn = ask(act, "please change my flight to then", entities=day(wished))

    assert flights(turn) == ["CA1507", "Another day"]
    assert values()["new_date"] == wished.date().isoformat()


def test_says_so_where_nothing_flies_on_that_day(act, now, booked):
    wished = now + timedelta(days=9)
    put_flight("CA1507", wished + timedelta(days=1))

    turn = ask(act, "please change my flight to then", entities=day(wished))

    assert flights(turn) == ["CA1507", "Another day"]
    assert "I find no flight" in turn.said[-1]["sentence"]


def test_the_flight_that_is_chosen_goes_into_the_form_with_its_day(act, now, booked):
    leaves = now + timedelta(days=1)
    put_flight("CA1521", leaves)
    talk = put_message()

    turn = press(act, ask(act, talk=talk).buttons[0], talk=talk)

    assert turn.responses == ["utter_shown_answer"]
    assert "CA1521" in turn.said[0]["sentence"] and "nothing is changed" in turn.said[0]["sentence"]
    filled = {key: values()[key] for key in ("flight", "new_flight", "new_date")}
    assert filled == {"flight": "CA1501", "new_flight": "CA1521", "new_date": leaves.date().isoformat()}


def test_a_flight_that_was_cancelled_meanwhile_cannot_be_chosen(act, now, booked):
    put_flight("CA1519", now + timedelta(hours=5))
    leg = put_flight("CA1515", now + timedelta(hours=3))
    talk = put_message()
    payload = ask(act, talk=talk).buttons[0]
    with unit_of_work() as session:
        session.get(FlightLeg, leg).cancelled = True

    turn = press(act, payload, talk=talk)

    assert "can't be taken any more" in turn.said[0]["sentence"]
    assert flights(turn) == ["CA1519", "Another day"]
    assert "new_flight" not in values()


def test_a_flight_can_be_chosen_by_its_number(act, now, booked):
    put_flight("CA1515", now + timedelta(hours=3))
    talk = put_message()
    opened = ask(act, talk=talk)

    number = [{"entity": "flight_number", "value": "CA1515", "start": 0}]
    turn = ask(act, "CA1515 then", entities=number, slots={"focus": opened.slots["focus"]}, talk=talk)

    assert "CA1515" in turn.said[0]["sentence"]
    assert values()["new_flight"] == "CA1515"


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("please put me on CA1515", True), ("请帮我改到CA1515", True), ("change my flight CA1515", False)],
)
def test_a_number_names_the_flight_to_take_or_one_that_is_not_in_the_booking(act, now, booked, text, chosen):
    put_flight("CA1515", now + timedelta(hours=3))

    number = [{"entity": "flight_number", "value": "CA1515", "start": text.index("CA1515")}]
    turn = ask(act, text, entities=number)

    assert bool(turn.attachments) is chosen
    assert ("isn't part of" in turn.said[0]["sentence"]) is not chosen


def test_another_day_is_asked_for_in_words_and_its_flights_are_offered(act, now, booked):
    other = now + timedelta(days=2)
    put_flight("CA1515", now + timedelta(hours=3))
    put_flight("CA1531", other)
    talk = put_message()
    opened = ask(act, talk=talk)

    asked = press(act, opened.buttons[-1], talk=talk)
    turn = ask(act, "the day after", entities=day(other), slots={"focus": opened.slots["focus"]}, talk=talk)

    assert "Which day" in asked.said[0]["sentence"]
    assert flights(turn) == ["CA1531", "Another day"]


def test_says_so_where_the_other_day_has_no_flight(act, now, booked):
    put_flight("CA1515", now + timedelta(hours=3))
    talk = put_message()
    opened = ask(act, talk=talk)

    far = day(now + timedelta(days=20))
    turn = ask(act, "then rather", entities=far, slots={"focus": opened.slots["focus"]}, talk=talk)

    assert "I find no flight" in turn.said[-1]["sentence"]
    assert flights(turn) == ["Another day"]


def test_another_day_lets_go_of_a_flight_that_does_not_go_then(act, now, booked):
    other = now + timedelta(days=2)
    put_flight("CA1515", now + timedelta(hours=3))
    put_flight("CA1531", other)
    talk = put_message()
    opened = ask(act, talk=talk)
    press(act, opened.buttons[0], talk=talk)

    turn = ask(act, "no, that day", entities=day(other), slots={"focus": opened.slots["focus"]}, talk=talk)

    assert flights(turn) == ["CA1531", "Another day"]
    assert not values()["new_flight"]


def test_a_flight_chosen_before_the_booking_is_proved_is_in_the_form_afterwards(act, now, booked):
    leg = put_flight("CA1515", now + timedelta(hours=3))
    payload = f'/request_rebook{{"flight_key": "{leg}"}}'
    pressed = {"intent": {"name": "request_rebook"}, "entities": [{"entity": "flight_key", "value": str(leg)}]}
    before = [{"event": "user", "text": payload, "parse_data": {"text": payload, **pressed}}]
    given = {"booking_reference": "AB12CD", "surname": "Li", "booking_wish": "request_rebook", "last_booking": None}

    turn = ask(act, "Li", "inform", "action_show_booking", slots=given, before=before)

    assert "CA1515" in turn.said[0]["sentence"]
    assert values()["new_flight"] == "CA1515"


def test_under_a_cancelled_flight_the_others_are_offered_before_the_booking_is_known(act, now, booked):
    leaves = utc_now() + timedelta(hours=5)
    put_flight("CA1501", leaves, cancelled=True)
    leg = put_flight("CA1515", leaves + timedelta(hours=3))
    shown = item("flight", "CA1501", local_time(leaves, "PEK").date().isoformat(), "PEK")

    turn = ask(act, "can I take another one", slots={"last_booking": None, "focus": [shown]})

    assert turn.buttons[0] == f'/request_rebook{{"flight_key": "{leg}"}}'
    assert turn.buttons[1].startswith("/look_up_booking")

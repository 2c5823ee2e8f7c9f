"""Flights asked for by number, by route, in one sentence or several, in both languages."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest

from actions.memory import remember
from airline.demo.bookings import seed_demo_bookings
from airline.demo.flights import seed_demo_flights
from airline.flights.flights import around
from airline.places.airports import local_time
from crm.base import utc_now
from crm.store import reading, unit_of_work

from .conftest import put_message, recorded

FORM = "validate_flight_status_form"
SHOW = "action_flight_status"


@pytest.fixture
def flights(store):
    """The demo's flights, around now."""
    with unit_of_work() as session:
        seed_demo_flights(session, now=utc_now())


def number(value):
    return {"entity": "flight_number", "value": value}


def noon(days):
    """Noon of that day in Beijing: what is seeded around it is of that day."""
    day = local_time(utc_now() + timedelta(days=days), "PEK")
    return day.replace(hour=12, minute=0).astimezone(UTC)


def on(days):
    return {"entity": "date", "value": local_time(utc_now() + timedelta(days=days), "PEK").date().isoformat()}


def city(airports, role=None):
    """A city as the assistant's places come: its airports in one value."""
    return {"entity": "city", "value": airports, **({"role": role} if role else {})}


BEIJING, LONDON = "PEK PKX", "LCY LGW LHR LTN SEN STN"
BEIJING_TO_LONDON = (city(BEIJING, "origin"), city(LONDON, "destination"))


def said(text, *entities, **more):
    return {"text": text, "intent": "flight_status", "entities": list(entities), "loop": "flight_status_form", **more}


def cards(turn):
    return [attached["data"]["card"] for attached in turn.attachments]


def ask(act, text, *entities, slots=None):
    """A whole question: what the form understands of it, then the answer."""
    understood = act(FORM, **said(text, *entities, slots=slots))
    return act(SHOW, **said(text, *entities, slots={**(slots or {}), **understood.slots}))


def test_a_number_shows_the_flight_and_keeps_it(act, flights):
    turn = ask(act, "is LH720 on time", number("LH720"))

    (card,) = cards(turn)
    assert turn.responses == ["utter_flight_status"]
    assert (card["type"], card["flight"], card["tone"]) == ("flight", "LH720", "info")
    assert (card["from"]["code"], card["to"]["code"], card["status"]) == ("FRA", "PEK", "In the air")
    assert card["delay"] is None
    assert turn.slots["last_flight"]["flight"] == "LH720"
    assert turn.slots["flight_asked"] is None


def test_the_same_in_chinese(act, flights):
    turn = ask(act, "LH720到哪了", number("LH720"), slots={"language": "zh"})

    (card,) = cards(turn)
    assert card["status"] == "飞行中"
    assert card["to"]["name"] == "北京首都国际机场"
    assert "正在飞行中" in turn.said[0]["sentence"]


def test_times_are_local_with_their_own_date(act, flights):
    turn = ask(act, "LH720", number("LH720"))

    with reading() as session:
        (leg,) = around(session, flight="LH720", now=utc_now())
    (card,) = cards(turn)
    assert datetime.fromisoformat(card["departure"]["actual"]) == local_time(leg.off_block_at, "FRA").replace(
        tzinfo=None, second=0
    )
    assert datetime.fromisoformat(card["arrival"]["estimated"]) == local_time(leg.arrival_estimate, "PEK").replace(
        tzinfo=None, second=0
    )


def test_a_delay_comes_with_its_reason(act, flights):
    (card,) = cards(ask(act, "BA560", number("BA560")))

    assert card["delay"] == {"minutes": 45, "reason": "the aircraft came late from its flight before"}
    assert card["status"].endswith(", delayed")
    assert card["note"]


def test_a_cancelled_flight_offers_what_to_do(act, flights):
    turn = ask(act, "CA856", number("CA856"))

    assert turn.responses == ["utter_flight_status", "utter_flight_disturbed"]
    assert cards(turn)[0]["tone"] == "bad"


def test_a_route_with_a_date_shows_every_flight(act, flights):
    with unit_of_work() as session:
        # At which hour this runs must not matter.
        seed_demo_flights(session, now=noon(1))

    turn = ask(act, "flight from Beijing to London tomorrow", *BEIJING_TO_LONDON, on(1))
    again = ask(act, "明天北京飞伦敦的航班", *BEIJING_TO_LONDON, on(1), slots={"language": "zh"})

    assert turn.responses[0] == "utter_flights"
    assert len(cards(turn)) > 1
    assert [card["flight"] for card in cards(again)] == [card["flight"] for card in cards(turn)]
    assert "flight" not in turn.slots["last_flight"]


def test_one_flight_on_a_route_is_shown_whole(act, flights):
    with reading() as session:
        (leg,) = around(session, flight="LH720", now=utc_now())
    day = {"entity": "date", "value": leg.date.isoformat()}

    turn = ask(act, "from Frankfurt to Beijing", city("FRA", "origin"), city(BEIJING, "destination"), day)

    assert [card["flight"] for card in cards(turn)] == ["LH720"]
    assert turn.slots["last_flight"]["flight"] == "LH720"


@pytest.mark.parametrize(
    ("lands_after", "days", "is_said"),
    [(7, 1, False), (2, 1, True), (2, -1, True), (2, 3, None)],
    ids=["lands on it", "the day after", "the day before", "days after"],
)
def test_a_route_with_nothing_on_a_day_shows_the_flight_beside_it(act, flights, lands_after, days, is_said):
    with unit_of_work() as session:
        (leg,) = around(session, flight="LH720", now=utc_now())
        # Eight in the evening over there: what takes seven hours lands on the next day in Beijing, two do not.
        leg.departs_at = datetime.combine(leg.date, time(12 if lands_after == 2 else 19), UTC)
        leg.arrives_at = leg.departs_at + timedelta(hours=lands_after)
        leg.off_block_at = leg.airborne_at = leg.departure_estimate = leg.arrival_estimate = None
        day = leg.date + timedelta(days=days)

    ends = (city("FRA", "origin"), city(BEIJING, "destination"))
    turn = ask(act, "from Frankfurt to Beijing", *ends, {"entity": "date", "value": day.isoformat()})

    assert [card["flight"] for card in cards(turn)] == ([] if is_said is None else ["LH720"])
    assert ("utter_flights" in turn.responses) == bool(is_said)


def test_a_route_without_a_date_means_the_next_flights(act, flights):
    turn = ask(act, "from London to Rome", city(LONDON, "origin"), city("CIA FCO", "destination"))

    assert [card["flight"] for card in cards(turn)] == ["BA560"]


def test_asks_for_everything_when_nothing_is_named(act, store):
    turn = act(FORM, **said("is my flight on time"))
    asked = act("action_ask_flight_status_form_flight_asked", **said("is my flight on time"))

    assert turn.slots.get("flight_asked") is None
    assert asked.responses == ["utter_ask_flight"]


@pytest.mark.parametrize(
    ("text", "named", "response", "place"),
    [
        ("when is the flight to London", city(LONDON, "destination"), "utter_ask_flight_origin", "London"),
        ("flight from Beijing", city(BEIJING, "origin"), "utter_ask_flight_destination", "Beijing"),
        ("London flights", city(LONDON), "utter_ask_flight_route", "London"),
    ],
)
def test_asks_for_the_missing_end_of_a_route(act, store, text, named, response, place):
    understood = act(FORM, **said(text, named))
    turn = act("action_ask_flight_status_form_flight_asked", **said(text, slots=understood.slots))

    assert turn.responses == [response]
    assert turn.said[0]["place"] == place


def test_the_answer_completes_the_route_and_keeps_the_date(act, flights):
    first = act(FORM, **said("flight to London tomorrow", city(LONDON, "destination"), on(1)))

    second = act(FORM, **said("Beijing", city(BEIJING), slots=first.slots) | {"intent": "inform"})

    asked = second.slots["flight_asked"]
    assert asked["origin"] == ["PEK", "PKX"]
    assert "LHR" in asked["destination"]
    assert asked["date"] == on(1)["value"]
    assert second.slots["flight_partial"] is None


def test_another_wish_in_between_is_not_taken_for_a_place(act, store):
    turn = act(
        FORM, **said("can I take a power bank to London", city(LONDON, "destination")) | {"intent": "bag_restricted"}
    )

    assert turn.slots.get("flight_partial") is None
    assert turn.slots.get("flight_asked") is None


def test_and_when_does_it_land_means_the_flight_shown(act, flights):
    shown = ask(act, "LH720", number("LH720")).slots["last_flight"]

    turn = ask(act, "and when does it land?", slots={"last_flight": shown})

    assert [card["flight"] for card in cards(turn)] == ["LH720"]


def test_a_flight_shown_long_ago_is_forgotten(act, flights):
    old = {"flight": "LH720", "date": "2026-11-22", "leg": "FRA", "at": (utc_now() - timedelta(hours=1)).isoformat()}

    turn = act(FORM, **said("when does it land?", slots={"last_flight": old}))

    assert turn.slots.get("flight_asked") is None


def test_right_after_a_bag_it_is_the_bag_that_arrives(act, store):
    before = [{"event": "bot", "text": "…", "metadata": {"utter_action": "utter_bag_status"}}]
    slots = {"last_bag": remember(bag_ids=["01890000-0000-7000-8000-000000000000"])}

    turn = act(SHOW, **said("and when does it arrive?", slots=slots, before=before))
    flight = act(SHOW, **said("is LH720 late", number("LH720"), slots=slots, before=before))

    assert turn.followup == "bag_status_form"
    assert flight.followup is None


def test_an_unknown_flight_is_said_so_with_its_date(act, flights):
    turn = ask(act, "CZ9999 tomorrow", number("CZ9999"), on(1))

    assert turn.responses == ["utter_flight_not_found"]
    assert turn.slots["flight_asked"] is None


def test_the_look_up_is_recorded_for_agents(act, flights):
    conversation, message = put_message()

    slots = act(FORM, **said("LH720", number("LH720"))).slots
    act(SHOW, **said("LH720", number("LH720"), slots=slots, sender=str(conversation), message=message))

    assert recorded(conversation) == ["flight_looked_up"]


def test_says_that_the_records_are_away(act, tmp_path):
    from crm.store import open_store

    open_store(f"sqlite:///{tmp_path / 'empty.db'}")

    turn = act(SHOW, **said("LH720", number("LH720"), slots={"flight_asked": {"flight": "LH720", "date": None}}))

    assert turn.responses == ["utter_store_away"]


@pytest.mark.parametrize("text", ["and tomorrow?", "那明天的呢"])
def test_another_day_after_a_flight_is_the_same_flight_on_that_day(act, flights, text):
    shown = {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_flight_status"}}
    slots = {"last_flight": remember(flight="CA937", date=on(0)["value"], leg="PEK")}
    turn = {"text": text, "intent": "nlu_fallback", "entities": [on(1)], "slots": slots}

    asked = act("action_fallback", **turn, before=[shown])
    understood = act(FORM, **turn)
    answer = act(SHOW, **{**turn, "slots": {**slots, **understood.slots}})

    assert asked.followup == "flight_status_form"
    assert [(card["flight"], card["date"]) for card in cards(answer)] == [("CA937", on(1)["value"])]


def test_another_day_after_a_route_is_the_same_route_on_that_day(act, flights):
    with unit_of_work() as session:
        # At which hour this runs must not matter.
        seed_demo_flights(session, now=noon(1))
    route = {"origin": BEIJING.split(), "destination": LONDON.split()}
    shown = {"last_flight": remember(**route, date=on(0)["value"])}

    tomorrow = ask(act, "明天呢", on(1), slots=shown)

    assert {card["date"] for card in cards(tomorrow)} == {on(1)["value"]}


@pytest.mark.parametrize(("first", "second"), [("Beijing", "to London"), ("北京", "伦敦")])
def test_a_city_by_itself_is_an_answer(act, flights, first, second):
    said = {"loop": "flight_status_form", "intent": "inform"}
    to = city(LONDON, "destination" if "to" in second else None)

    half = act(FORM, text=first, entities=[city(BEIJING)], **said)
    slots = {"flight_partial": half.slots["flight_partial"]}
    whole = act(FORM, text=second, entities=[to], **said, slots=slots)

    assert "PEK" in whole.slots["flight_asked"]["origin"]
    assert "LHR" in whole.slots["flight_asked"]["destination"]


@pytest.mark.parametrize(
    ("text", "about_bag"), [("那我的flight呢", False), ("那什么时候到", True), ("is it on my flight", True)]
)
def test_my_flight_right_after_a_bag_is_not_the_bag(act, flights, text, about_bag):
    shown = {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_bag_status"}}
    slots = {"last_bag": remember(bag_ids=[str(uuid.uuid4())])}

    turn = act(SHOW, text=text, intent="flight_status", slots=slots, before=[shown])

    assert (turn.followup == "bag_status_form") is about_bag


def asks_for(act, place, **more):
    unknown = {"entity": "unknown_place", "value": place}
    return act("action_ask_flight_status_form_flight_asked", **said(f"flights to {place}", unknown, **more))


def test_a_place_that_nobody_knows_is_said_to_be_unknown(act, flights):
    assert asks_for(act, "Xanadu").responses == ["utter_unknown_place", "utter_ask_flight"]


def test_it_is_said_once(act, flights):
    told = {"event": "bot", "text": "… called “Xanadu” …", "metadata": {"utter_action": "utter_unknown_place"}}

    assert asks_for(act, "Xanadu", before=[told]).responses == ["utter_ask_flight"]
    assert asks_for(act, "Zork", before=[told]).responses == ["utter_unknown_place", "utter_ask_flight"]


def test_a_flight_of_the_proved_booking_that_nothing_else_is_known_of_is_told_as_booked(act, store):
    with unit_of_work() as session:
        seed_demo_bookings(session, now=utc_now())
    flight = "CZ674"
    known = {"last_booking": remember(locator="K7M2QX", surname="ZHANG"), "language": "en"}

    turn = act("action_flight_status", text=flight, slots={"flight_asked": {"flight": flight, "date": None}, **known})

    assert "CZ674" in turn.said[0]["sentence"] and turn.responses == ["utter_shown_answer"]


def test_a_flight_of_nobodys_booking_is_not_found(act, store):
    with unit_of_work() as session:
        seed_demo_bookings(session, now=utc_now())

    turn = act("action_flight_status", text="CZ674", slots={"flight_asked": {"flight": "CZ674", "date": None}})

    # No day was named: it may fly on another one.
    assert turn.responses == ["utter_flight_no_day"]

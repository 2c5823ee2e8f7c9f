"""A schedule message over HTTP: the flight's facts change, who follows is told, and a booking shows it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from airline.bookings import bookings
from airline.bookings import presenter as booking_presenter
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.bookings.changes import changes_of
from airline.cases import flight_following
from airline.flights import presenter
from airline.flights.flights import find
from airline.ingest.quarantine import Quarantine
from airline.places.airports import local_time
from crm.base import utc_now
from crm.store import reading, unit_of_work

from .conftest import Desk, Visitor, until

KEY = {"Authorization": f"Bearer {'b' * 40}"}
LEAVES = (utc_now() + timedelta(days=3)).replace(hour=9, minute=40, second=0, microsecond=0)
DAY = f"{LEAVES:%d%b}".upper()


def plan(client, **more):
    leg = {
        "flight": "BA117",
        "origin": "LHR",
        "destination": "JFK",
        "departs_at": LEAVES.isoformat(),
        "arrives_at": (LEAVES + timedelta(hours=8)).isoformat(),
        **more,
    }
    return client.post("/v1/flights/schedule", json={"legs": [leg]}, headers=KEY)


def post(client, text, door="flights"):
    response = client.post(f"/v1/{door}/messages", content=text, headers=KEY)
    assert response.status_code == 200, response.text
    return response.json()


def leg_now(session):
    (leg,) = find(session, flight="BA117", on=LEAVES.date())
    return leg


def following(client, language="en"):
    visitor = Visitor(client, language=language)
    with unit_of_work() as session:
        flight_following.follow(
            session, conversation_id=uuid.UUID(visitor.conversation_id), leg=leg_now(session), now=utc_now()
        )
    return visitor


def heard(visitor):
    """What came after the greeting."""
    return visitor.history()["messages"][1:]


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("door", ["flights", "baggage"])
def test_a_cancellation_becomes_a_fact_and_is_pushed(client, door):
    plan(client)
    english, chinese = following(client), following(client, "zh")

    report = post(client, f"ASM\nUTC\nCNL WEAT\nBA0117/{DAY} LHR/JFK", door)

    assert (report["parsed"], report["results"][0]["type"]) == (1, "ASM")
    news, stop = until(lambda: heard(english))
    assert "has been cancelled" in news["body"] and "the weather" in news["body"]
    assert news["data"]["card"]["status"] == "Cancelled"
    assert stop["data"]["choices"][0]["payload"].startswith("/unfollow_flight")
    assert "已取消" in heard(chinese)[0]["body"] and "天气" in heard(chinese)[0]["body"]
    with reading() as session:
        assert "has been cancelled" in presenter.sentence(leg_now(session), utc_now(), "en")


def test_a_new_time_is_told_by_what_it_was(client):
    plan(client)
    visitor = following(client)

    post(client, f"ASM\nUTC\nTIM\nBA117/{DAY}\nLHR1025 JFK1830")

    news = heard(visitor)[0]
    with reading() as session:
        leg = leg_now(session)
        was = presenter.moment(LEAVES, "LHR", leg.date, "en")
        now = presenter.moment(LEAVES + timedelta(minutes=45), "LHR", leg.date, "en")
        chinese = presenter.sentence(leg, utc_now(), "zh")
    assert f"instead of {was} it now leaves at {now}" in news["body"]
    assert f"原定{was}起飞，现改为{now}起飞" in chinese
    assert was in news["data"]["card"]["note"]


def test_the_same_message_again_tells_nobody_twice(client):
    plan(client)
    visitor = following(client)
    text = f"ASM\nUTC\nTIM\nBA117/{DAY}\nLHR1025 JFK1830"

    post(client, text)
    again = post(client, f"PDM\n{text}")
    plan(client)

    assert again["duplicates"] == 1
    assert len([message for message in heard(visitor) if message["kind"] == "card"]) == 1


def test_whoever_stops_hears_no_more(client):
    plan(client)
    visitor = following(client)
    with unit_of_work() as session:
        assert flight_following.unfollow_all(session, conversation_id=uuid.UUID(visitor.conversation_id), now=utc_now())

    post(client, f"ASM\nUTC\nCNL\nBA117/{DAY}")

    assert heard(visitor) == []


def test_a_gate_and_a_landing_are_news_and_then_it_is_over(client):
    plan(client)
    visitor = following(client)

    plan(client, gate="B42")
    at = LEAVES
    post(client, f"MVT\nBA117/{at:%d}.GBZHA.LHR\nAD{at:%d%H%M}/{at + timedelta(minutes=9):%d%H%M}")
    post(client, f"MVT\nBA117/{at:%d}.GBZHA.JFK\nAA{at + timedelta(hours=7, minutes=50):%d%H%M}")
    post(client, f"ASM\nUTC\nCNL\nBA117/{DAY}")

    told = [message["body"] for message in heard(visitor) if message["kind"] == "card"]
    assert ["B42" in told[0], "took off" in told[1], "landed" in told[2]] == [True, True, True]
    assert len(told) == 3


def test_a_booking_shows_what_became_of_its_flight(client):
    plan(client)
    leaves = LEAVES.replace(tzinfo=None)
    segment = Segment("BA117", "LHR", "JFK", leaves + offset(), leaves + timedelta(hours=3))
    booking = Booking("K7M2QX", (Passenger("ZHANG"),), (segment,))
    with unit_of_work() as session:
        bookings.keep(session, booking)

    post(client, f"ASM\nUTC\nTIM\nBA117/{DAY}\nLHR1025 JFK1830")

    with reading() as session:
        changes = changes_of(session, booking)
    now = utc_now()
    shown = booking_presenter.card(booking, "en", now=now, changes=changes)["segments"][0]
    assert shown["departs"].endswith(f"{(segment.departs + timedelta(minutes=45)):%H:%M}")
    assert shown["status"] == f"New time, was {segment.departs:%H:%M}"
    assert "now leaves at" in booking_presenter.news(booking, changes, "en", now=now)
    assert "现改为" in booking_presenter.news(booking, changes, "zh", now=now)

    post(client, f"ASM\nUTC\nCNL\nBA117/{DAY}")
    with reading() as session:
        changes = changes_of(session, booking)
    assert booking_presenter.card(booking, "zh", now=now, changes=changes)["segments"][0]["status"] == "已取消"


def offset():
    """What London's clock is ahead of UTC on that day."""
    return local_time(LEAVES, "LHR").replace(tzinfo=None) - LEAVES.replace(tzinfo=None)


def test_an_impossible_day_waits_with_its_reason(client):
    post(client, "ASM\nUTC\nCNL\nBA117/30FEB")

    (waiting,) = Desk(client).browser.get("/v1/flights/messages").json()["messages"]
    assert (waiting["type"], waiting["reason"]) == ("ASM", "line 4 'BA117/30FEB': there is no such day")


def test_what_of_a_message_was_not_used_is_shown_to_those_signed_in(client):
    at = LEAVES
    report = post(client, f"MVT\nBA117/{at:%d}.GBZHA.LHR\nAD{at:%H%M}\nDLA93A\nPX1450")

    assert report["results"][0]["status"] == "parsed"
    assert "PX1450" in report["results"][0]["reason"]
    assert client.get("/v1/flights/messages/in-part").status_code == 401
    (message,) = Desk(client).browser.get("/v1/flights/messages/in-part").json()["messages"]
    assert [(remark["line"], remark["text"]) for remark in message["remarks"]] == [(0, "DLA93A"), (5, "PX1450")]


def test_what_was_used_in_part_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(Quarantine.in_part, "__kwdefaults__", {"cursor": None, "limit": 2})
    for number in range(3):
        post(client, f"MVT\nBA117/{LEAVES:%d}.GBZHA.LHR\nAD{LEAVES:%H%M}\nPX145{number}")
    desk = Desk(client).browser

    first = desk.get("/v1/flights/messages/in-part").json()
    rest = desk.get("/v1/flights/messages/in-part", params={"cursor": first["next"]}).json()

    shown = [message["remarks"][0]["text"] for page in (first, rest) for message in page["messages"]]
    assert (shown, rest["next"]) == (["PX1452", "PX1451", "PX1450"], None)
    assert desk.get("/v1/flights/messages/in-part", params={"cursor": "?"}).status_code == 422


def test_a_body_of_every_kind_is_accounted_for(client):
    day = datetime.now(UTC)
    body = "\n".join([
        f"MVT\nBA119/{day:%d}.GBZHA.LHR\nAD{day:%H%M}", f"ASM\nUTC\nCNL\nBA117/{DAY}", "OHD LHRBA10231\n.TN/0125123456",
        f"BSM\n.V/1LLHR\n.F/BA0117/{DAY}/JFK/Y\n.N/0125999999001\n.P/OKAFOR/ADA\nENDBSM",
    ])  # fmt: skip

    report = post(client, body, "baggage")

    assert [(result["type"], result["status"]) for result in report["results"]] == [
        ("MVT", "parsed"), ("ASM", "parsed"), ("OHD", "parsed"), ("BSM", "parsed"),
    ]  # fmt: skip

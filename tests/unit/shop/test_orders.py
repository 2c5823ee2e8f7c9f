"""An order as its events tell it, its number amid a sentence, and who is told of it."""

from datetime import timedelta

import pytest

from crm import interactions, site_events
from crm.site_events import Told
from shop import orders, presenter
from shop.access import MOST_FOR_NUMBER, MOST_TRIES, Answer, Given, belongs, prove
from shop.orders import number_in
from tests.unit.vertical_site import NOW, a_message, a_talk

JO = "jo.baker@example.com"


def told(session, what, *, days, number="A-1001", contacts=(), **data):
    event = Told(f"{number}-{what}-{days}", "order", number, what, NOW - timedelta(days=days), contacts, data)
    site_events.take_in(session, [event])


def tried(session, talk, *, number="A1001", contact=JO, after=timedelta()) -> Answer:
    message = a_message(session, talk)
    answer = prove(session, Given(talk.id, message, number, contact, NOW + after))
    for one in interactions.of(session, talk.id):
        if one.message_id == message:
            one.created_at = NOW + after
    session.flush()
    return answer


@pytest.fixture
def order(session):
    told(session, "placed", days=20, contacts=(JO, "+86 138 0013 8000"), items=[{"name": "Coat", "quantity": 1}])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("where is my order A-1001", "A1001"),
        ("订单号SO 20261130-7到哪了", "SO202611307"),
        ("88123456, jo@example.com", "88123456"),
        ("my number is 13800138000", None),
        ("call +44 20 7946 0018", None),
        ("A-1001 or A-1002", None),
        ("jo1234@example.com", None),
        ("I bought 2 coats", None),
    ],
)
def test_finds_the_number_amid_a_sentence_and_takes_no_telephone_for_one(text, number):
    assert number_in(text) == number


def test_the_latest_event_says_how_it_stands_whatever_came_in_last(session, order):
    told(session, "delivered", days=1)
    told(session, "shipped", days=3, carrier="SF", tracking="SF1")

    found = orders.find(session, "a 1001")

    assert found and (found.status, found.tracking, found.items) == ("delivered", "SF1", (("Coat", 1),))


def test_goods_may_go_back_for_fourteen_days_after_they_came(session, order):
    told(session, "delivered", days=14)
    found = orders.find(session, "A-1001")

    assert found and found.may_be_returned(NOW) is True
    assert found.may_be_returned(NOW + timedelta(hours=1)) is False
    assert "can be sent back until 1 December 2026" in presenter.told(found, "en", now=NOW)
    assert "已经过了" in presenter.told(found, "zh", now=NOW + timedelta(days=1))


def test_what_has_not_arrived_has_no_last_day(session, order):
    found = orders.find(session, "A-1001")

    assert found and (found.may_be_returned(NOW), found.last_day) == (None, None)
    assert "has not left yet" in presenter.told(found, "en", now=NOW)


@pytest.mark.parametrize("contact", [JO, " JO.Baker@Example.COM ", "13800138000", "0086 138-0013-8000"])
def test_is_told_to_whoever_knows_the_address_or_the_number(session, order, talk, contact):
    assert tried(session, talk, contact=contact).order


def test_gives_an_unknown_number_and_a_wrong_address_the_same_answer(session, order, talk):
    wrong = [tried(session, talk, number="A9999"), tried(session, talk, contact="x@example.com")]

    assert wrong == [Answer(refused="not_found")] * 2
    found = orders.find(session, "A-1001")
    assert found and not belongs(found, "nobody")


def test_whoever_guesses_waits_and_a_number_that_is_guessed_at_is_locked_for_all(session, order, talk):
    for _ in range(MOST_TRIES):
        tried(session, talk, contact="x@example.com")
    assert tried(session, talk).refused == "locked"
    assert tried(session, talk, after=timedelta(minutes=16)).order
    for _ in range(MOST_FOR_NUMBER - MOST_TRIES):
        tried(session, a_talk(session), contact="x@example.com", after=timedelta(minutes=16))

    assert tried(session, a_talk(session), after=timedelta(minutes=17)).refused == "locked"
    assert tried(session, a_talk(session), after=timedelta(hours=2)).order

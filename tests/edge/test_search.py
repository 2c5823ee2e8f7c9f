"""What agents find at the desk, by whatever they remember of it."""

import uuid

import pytest

from airline.access import identity
from airline.access.references import RecordLocator
from crm import interactions
from crm.base import utc_now
from crm.store import unit_of_work
from tests.edge.conftest import Visitor
from tests.edge.test_casework import MISSING, opened

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def found(desk, query):
    answer = desk.get(f"/search?q={query.replace('+', '%2B')}")
    assert answer.status_code == 200, answer.text
    return [one["conversation"]["id"] for one in answer.json()["conversations"]]


def test_nobody_searches_without_signing_in(client):
    assert client.get("/v1/desk/search?q=bag").status_code == 401


def test_a_search_for_nothing_is_refused(desk):
    assert desk.get("/search?q=").status_code == 422


@both_stores
def test_a_conversation_is_found_by_what_was_said_long_before(client, desk):
    english, chinese = Visitor(client), Visitor(client, language="zh")
    english.send("hello i am alpha, my phone is +44 7700 900123 and order PEKXXalpha")
    chinese.send("我的行李箱没到，牌号0784123456")
    for visitor in (english, chinese):
        for number in range(3):
            visitor.send(f"and more {number}")

    for query in ("alpha", "7700 900123", "900123", "pekxxalpha", "phone order"):
        assert found(desk, query) == [english.conversation_id], query
    for query in ("行李", "李箱没", "0784 123456", "123456"):
        assert found(desk, query) == [chinese.conversation_id], query
    assert found(desk, "umbrella") == []


def test_the_message_that_says_it_is_shown(desk, visitor):
    message = visitor.send("It is a long story. " * 10 + "The heron umbrella is in it.").json()["message"]
    visitor.send("bye")

    (one,) = desk.get("/search?q=heron").json()["conversations"]

    assert one["message_id"] == message["id"]
    assert "heron umbrella" in one["excerpt"]
    assert len(one["excerpt"]) < 130


@both_stores
def test_a_conversation_is_found_by_notes_and_what_was_looked_up(desk, visitor):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "note", text="Ring her son Benedikt")
    with unit_of_work() as session:
        interactions.record(
            session,
            conversation_id=uuid.UUID(visitor.conversation_id),
            message_id=None,
            kind="flight_looked_up",
            summary={"zh": "查询了CZ673", "en": "Looked up CZ673"},
        )
    visitor.send("well?")

    assert found(desk, "benedikt") == found(desk, "cz673") == [visitor.conversation_id]


def test_what_was_said_a_moment_ago_is_found_although_it_was_searched_before(desk, visitor):
    visitor.send("hello")
    assert found(desk, "heron") == []

    visitor.send("I lost a heron")

    assert found(desk, "heron") == [visitor.conversation_id]


def test_signs_of_the_store_are_no_commands(desk, visitor):
    visitor.send("hello")

    for query in ('"', "he* OR", "NEAR(", "' & !", "%", "_", ":*", "**"):
        assert desk.browser.get("/v1/desk/search", params={"q": query}).status_code == 200, query


@both_stores
def test_a_case_is_found_by_passenger_tag_and_mail(client, desk, visitor):
    visitor.send("hello")
    sheet = opened(client, visitor, "bag_report")
    given = {**MISSING, "surname": "Quillfeather", "email": "odette@example.org", "phone": "+442079460018"}
    reference = sheet.submit(**given).json()["result"]["reference"]
    tag = given["tags"][0] if given.get("tags") else None

    for query in ("quillfeather", "odette@example.org", "7946 0018", *([tag] if tag else [])):
        cases = desk.browser.get("/v1/desk/cases", params={"q": query, "status": "any"}).json()["cases"]
        assert [one["reference"] for one in cases] == [reference], query
    assert desk.get("/cases?q=umbrella&status=any").json()["cases"] == []
    assert found(desk, "quillfeather") == [visitor.conversation_id]


def test_whoever_proved_a_surname_is_called_by_it(desk, visitor):
    visitor.send("hello")
    with unit_of_work() as session:
        credentials = identity.Credentials(
            uuid.UUID(visitor.conversation_id), None, RecordLocator("ABC123"), "ZHANG", utc_now()
        )
        names = {"names": lambda _: ["ZHANG"], "facts": lambda _: []}
        identity.prove(session, credentials, candidates=list, **names)
        assert desk.get(f"/conversations/{visitor.conversation_id}").json()["customer"]["name"] is None
        identity.prove(session, credentials, candidates=lambda: ["mine"], **names)
    visitor.send("thanks")

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    assert story["customer"]["name"] == story["conversation"]["customer"]["name"] == "Zhang"
    assert found(desk, "zhang") == [visitor.conversation_id]

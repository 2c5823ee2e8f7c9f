"""What nobody sends by mistake is refused, never a failure of ours."""

import uuid

import pytest

from api.app import create_app
from tests.edge.conftest import Desk
from tests.edge.test_baggage import KEY
from tests.edge.test_live import widget

HUGE = 2**80
FAR_DAYS = ("0001-01-01", "9999-12-31")
FAR_TIMES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")


def test_every_number_that_is_taken_in_has_an_end():
    document = create_app().openapi()
    asked = [part["schema"] for path in document["paths"].values() for op in path.values() for part in _parameters(op)]
    taken = {name for path in document["paths"].values() for op in path.values() for name in _taken(document, op)}
    bodies = [document["components"]["schemas"][name] for name in sorted(taken)]

    endless = [one for schema in (*asked, *bodies) for one in _numbers(schema) if "maximum" not in one]

    assert endless == []
    assert len(taken) > 20


def _parameters(operation):
    return operation.get("parameters", [])


def _taken(document, operation):
    """The names of the schemas that a body is made of."""
    waiting, found = [operation.get("requestBody", {})], set()
    while waiting:
        for name in _references(waiting.pop()) - found:
            found.add(name)
            waiting.append(document["components"]["schemas"][name])
    return found


def _references(schema):
    if isinstance(schema, dict):
        inner = set().union(*map(_references, schema.values()))
        return inner | ({schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set())
    return set().union(*map(_references, schema)) if isinstance(schema, list) else set()


def _numbers(schema):
    if isinstance(schema, dict):
        if schema.get("type") in ("integer", "number") and "const" not in schema:
            yield schema
        for part in schema.values():
            yield from _numbers(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _numbers(part)


def test_a_place_beyond_every_message_is_refused(client, visitor, desk):
    query = {"conversation_id": visitor.conversation_id, "after": HUGE}
    assert client.get("/v1/chat/messages", params=query, headers=visitor.headers).status_code == 422
    assert desk.get(f"/conversations/{visitor.conversation_id}/messages?after={HUGE}").status_code == 422
    with widget(visitor, after=HUGE) as socket:
        assert socket.receive_json()["error"]["code"] == "invalid_request"


@pytest.mark.parametrize("until", FAR_TIMES)
def test_nothing_is_put_aside_until_the_end_of_time(visitor, desk, until):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    assert desk.do(visitor.conversation_id, "snooze", until=until).status_code == 422


@pytest.mark.parametrize("day", FAR_DAYS)
def test_no_report_and_no_article_is_of_another_age(client, day):
    ana = Desk(client, "ana@example.com")
    for query in ({"from": day}, {"to": day}, {"from": day, "to": day}):
        report = ana.browser.get("/v1/desk/insights/surveys", params={"questionnaire": "csat", **query})
        assert report.status_code == 422
    article = ana.browser.get("/v1/articles").json()["articles"][0]["key"]
    shown = ana.browser.get(f"/v1/articles/{article}").json()
    assert shown


LEG = {
    "flight": "CA981",
    "origin": "PEK",
    "destination": "JFK",
    "departs_at": "2026-11-22T13:00:00+08:00",
    "arrives_at": "2026-11-22T13:30:00-05:00",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"arrives_at": "2026-11-22T12:00:00+08:00"},
        {"arrives_at": "2026-11-24T13:00:00+08:00"},
        {"origin": "ZZZ"},
        {"destination": "ZZZ"},
        *({"departs_at": one} for one in FAR_TIMES),
        *({"gate_closes_at": one} for one in FAR_TIMES),
    ],
)
def test_a_flight_that_cannot_be_flown_is_not_planned(client, wrong):
    def plan(leg):
        return client.post(
            "/v1/flights/schedule", json={"legs": [leg]}, headers={"Authorization": KEY["Authorization"]}
        )

    assert plan(LEG).json() == {"planned": 1}
    refused = plan(LEG | wrong)

    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_request")


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_zero_character_is_refused_or_dropped_wherever_it_is_put(client, visitor, desk):
    zero = "a\0b"
    answers = [
        client.post("/v1/desk/login", json={"email": zero, "password": zero}),
        desk.get("/cases/RQ%00000"),
        desk.get("/cases?q=a%00b"),
        desk.get("/cases?kind=a%00b"),
        desk.get("/search?q=a%00b"),
        client.get("/v1/surveys/a%00b"),
        visitor.send(zero),
        client.post("/v1/chat/sessions", json={"site": zero, "language": zero}),
        client.get("/v1/articles/a%00b"),
        client.post("/v1/baggage/messages", content=b"a\0b", headers=KEY),
        desk.do(str(uuid.uuid4()), "note", text=zero),
    ]

    assert [one.status_code for one in answers if one.status_code >= 500] == []

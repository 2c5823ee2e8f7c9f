"""Baggage messages over HTTP: what cannot be read waits for a supervisor, and followers hear of what moves."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from airline import vertical
from airline.bags.bags import Bag, BaggageMessage
from airline.cases import subscriptions
from bench.airport import differences, take_in
from bench.airport_day import make_day
from crm.base import utc_now
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk

KEY = {"Authorization": "Bearer " + "b" * 40, "Content-Type": "text/plain"}
GOOD = "BSM\n.V/1LADD\n.F/LH599/13JAN/FRA/X\n.N/0220750180001\n.P/KANTOR/INGEL\nENDBSM"
BAD = GOOD.replace("0220750180001", "02207501805003")


@pytest.fixture
def supervisor(client) -> Desk:
    return Desk(client, "ana@example.com")


@pytest.fixture
def waiting(client) -> str:
    report = client.post("/v1/baggage/messages", content=BAD, headers=KEY).json()
    return report["results"][0]["id"]


def quarantined(desk: Desk) -> list[dict]:
    return desk.browser.get("/v1/baggage/messages?status=quarantined").json()["messages"]


def deed(desk: Desk, path: str, **body):
    return desk.browser.post(f"/v1/baggage/messages/{path}", json=body, headers=desk.headers)


def test_quarantine_says_what_came_and_what_is_wrong_with_it(supervisor, waiting):
    (message,) = quarantined(supervisor)

    assert (message["id"], message["feed"], message["raw"], message["type"]) == (waiting, "baggage", BAD, "BSM")
    assert message["reason"] == "line 4 .N field 1: a tag here has 13 digits, not 14"


@pytest.mark.parametrize("path", ["{id}/replay", "{id}/discard", "replay"])
def test_only_supervisors_may_change_the_quarantine(client, desk, supervisor, waiting, path):
    address = f"/v1/baggage/messages/{path.format(id=waiting)}"

    assert client.post(address, json={"raw": GOOD}).status_code == 401
    assert client.post(address, json={"raw": GOOD}, headers=KEY).status_code == 401
    assert supervisor.browser.post(address, json={"raw": GOOD}).status_code == 403
    refused = desk.browser.post(address, json={"raw": GOOD}, headers=desk.headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "forbidden")
    assert len(quarantined(supervisor)) == 1


def test_a_corrected_message_is_taken_in(supervisor, waiting):
    response = deed(supervisor, f"{waiting}/replay", raw=GOOD)

    assert response.status_code == 200
    assert {key: response.json()[key] for key in ("received", "parsed", "quarantined", "duplicates")} == {
        "received": 1,
        "parsed": 1,
        "quarantined": 0,
        "duplicates": 0,
    }
    assert quarantined(supervisor) == []
    with reading() as session:
        assert session.scalars(select(Bag.lpn)).all() == ["0220750180"]
    assert deed(supervisor, f"{waiting}/replay", raw=GOOD).status_code == 404


def test_what_still_cannot_be_read_is_refused_and_stays(supervisor, waiting):
    response = deed(supervisor, f"{waiting}/replay", raw=GOOD.replace("0220750180001", "0220750180000"))

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (422, "still_unreadable")
    assert error["details"]["reason"] == "line 4 .N field 1: 000 tags cannot start at this number"
    assert quarantined(supervisor)[0]["raw"] == BAD


def test_a_discarded_message_is_gone_from_the_list_but_not_from_the_books(client, supervisor, waiting):
    assert deed(supervisor, f"{waiting}/discard").status_code == 204

    assert quarantined(supervisor) == []
    assert deed(supervisor, f"{waiting}/discard").status_code == 404
    assert client.post("/v1/baggage/messages", content=BAD, headers=KEY).json()["duplicates"] == 1


def test_the_whole_quarantine_is_read_again(client, supervisor, waiting):
    client.post("/v1/baggage/messages", content="nonsense", headers=KEY)

    report = deed(supervisor, "replay").json()

    assert (report["received"], report["quarantined"]) == (2, 2)
    assert len(quarantined(supervisor)) == 2


LOADED = "BPM\n.V/1LADD\n.J/S///13JAN/1200Z/GATE\n.F/LH599/13JAN/FRA\n.U/AKE1LH\n.N/0220750180001\nENDBPM"


@pytest.fixture
def follower(client, visitor):
    """A customer who follows the bag."""
    client.post("/v1/baggage/messages", content=GOOD, headers=KEY)
    with unit_of_work() as session:
        bag = session.scalars(select(Bag)).one()
        conversation_id = uuid.UUID(visitor.conversation_id)
        subscriptions.follow(session, conversation_id=conversation_id, bag=bag, now=utc_now())
    return visitor


def cards(visitor) -> list[str]:
    return [message["kind"] for message in visitor.history()["messages"] if message["kind"] == "card"]


def test_followers_hear_at_once_of_what_moves(client, follower):
    client.post("/v1/baggage/messages", content=LOADED, headers=KEY)
    client.post("/v1/baggage/messages", content=LOADED, headers=KEY)

    assert cards(follower) == ["card"]


def test_followers_hear_of_what_was_corrected(client, supervisor, follower):
    bad = LOADED.replace("1200Z", "1200")
    message_id = client.post("/v1/baggage/messages", content=bad, headers=KEY).json()["results"][0]["id"]
    assert cards(follower) == []

    deed(supervisor, f"{message_id}/replay", raw=LOADED)

    assert cards(follower) == ["card"]


def test_followers_hear_of_parts_that_were_released(client, follower, monkeypatch):
    part = LOADED.replace(".V/1LADD", ".V/1LADD/PART1").replace("ENDBPM", "ENDPART1")
    client.post("/v1/baggage/messages", content=part, headers=KEY)
    assert cards(follower) == []

    monkeypatch.setattr(vertical, "utc_now", lambda: utc_now() + timedelta(hours=2))
    (job,) = (job for job in vertical.VERTICAL.jobs if job.name == "release_parts")
    with unit_of_work() as session:
        job.run(session)

    assert cards(follower) == ["card"]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_postgresql_keeps_the_same_books(client, supervisor, waiting):
    body = "\n".join([GOOD, GOOD, BAD, "\x00 nonsense", GOOD.replace("BSM", "BPM")])
    report = client.post("/v1/baggage/messages", content=body, headers=KEY).json()
    assert [result["status"] for result in report["results"]] == [
        "parsed",
        "duplicate",
        "duplicate",
        "quarantined",
        "parsed",
    ]

    assert deed(supervisor, f"{waiting}/replay", raw=GOOD.replace("KANTOR", "CANTOR")).status_code == 200
    assert deed(supervisor, "replay").json()["quarantined"] == 1
    with reading() as session:
        counted = select(BaggageMessage.status, func.count()).group_by(BaggageMessage.status)
        assert dict(session.execute(counted).all()) == {"parsed": 3, "quarantined": 1, "corrected": 1}


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_postgresql_knows_where_every_bag_of_a_day_is(store):
    day = make_day(3, flights=12, bags=300)

    counts = take_in(day, batch=250)

    assert list(differences(day, counts)) == []


def test_a_long_quarantine_comes_in_pages_that_miss_nothing(client, supervisor):
    nonsense = "\n".join(f"ENDBSM\nBSM\nnonsense {number}\nENDBSM" for number in range(130))
    sent = client.post("/v1/baggage/messages", content=nonsense, headers=KEY).json()["quarantined"]
    first = supervisor.browser.get("/v1/baggage/messages").json()
    second = supervisor.browser.get("/v1/baggage/messages", params={"cursor": first["next"]}).json()

    found = [message["id"] for page in (first, second) for message in page["messages"]]
    assert len(found) == len(set(found)) == sent > 100
    assert second["next"] is None
    assert supervisor.browser.get("/v1/baggage/messages", params={"cursor": "x"}).status_code == 422

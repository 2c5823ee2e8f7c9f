"""Any bytes at the baggage door: never a 500, and every message in the answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from airline.bags.bags import BaggageMessage
from airline.rp1745 import split_messages
from crm.store import reading
from tests.edge.conftest import Desk
from tests.unit.airline.test_fuzz import ANYTHING

KEY = {"Authorization": "Bearer " + "b" * 40, "Content-Type": "text/plain"}
BODIES = st.binary(max_size=200) | st.lists(ANYTHING, max_size=4).map(
    lambda texts: "\n".join(texts).encode("utf-8", "replace")
)


def fuzzed(examples: int):
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def supervisor(client) -> Desk:
    return Desk(client, "ana@example.com")


def kept() -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(BaggageMessage))


@fuzzed(150)
@given(BODIES)
def test_any_bytes_are_answered_and_accounted_for(client, body):
    before = kept()

    response = client.post("/v1/baggage/messages", content=body, headers=KEY)

    assert response.status_code in (200, 422)
    if response.status_code == 200:
        report = response.json()
        assert report["received"] == len(report["results"]) == len(split_messages(body.decode("utf-8", "replace")))
        assert report["received"] == report["parsed"] + report["quarantined"] + report["duplicates"]
        assert kept() - before == report["parsed"] + report["quarantined"]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@fuzzed(40)
@given(body=BODIES)
def test_postgresql_takes_any_bytes_too(client, body):
    assert client.post("/v1/baggage/messages", content=body, headers=KEY).status_code in (200, 422)


@fuzzed(60)
@given(raw=ANYTHING)
def test_any_correction_is_taken_in_or_refused(client, supervisor, raw):
    client.post("/v1/baggage/messages", content="nonsense", headers=KEY)
    waiting = supervisor.browser.get("/v1/baggage/messages").json()["messages"]
    text = raw.encode("utf-8", "replace").decode()

    for message in waiting[:1]:
        path = f"/v1/baggage/messages/{message['id']}/replay"
        response = supervisor.browser.post(path, json={"raw": text}, headers=supervisor.headers)
        assert response.status_code == 200 or response.json()["error"]["code"] == "still_unreadable"

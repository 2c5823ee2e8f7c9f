"""What operators see: every figure is there, nobody else reads it, and the dashboard asks for nothing that is not."""

import json
import re

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from api.http import metrics as counted
from api.settings import get_settings
from tests.edge.conftest import ROOT, until

BOARD = ROOT / "deploy" / "grafana" / "serviceloop.json"
DOCS = ROOT / "docs" / "operating.md"


@pytest.fixture
def near(client):
    """Prometheus on the same machine."""
    return TestClient(client.app, client=("127.0.0.1", 50002))


def read(near) -> dict[tuple[str, ...], float]:
    """Every sample by its name and labels."""
    families = text_string_to_metric_families(near.get("/metrics").text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_turns_queue_sockets_feeds_and_transactions_are_counted(client, near, visitor, assistant):
    before = read(near)
    visitor.send("hello")
    assistant.respond = lambda question: 500
    visitor.send("are you there?")
    with client.websocket_connect("/v1/chat/live") as socket:
        socket.send_json({"token": visitor.token, "conversation_id": visitor.conversation_id, "after": 0})
        socket.receive_json()
        assert until(lambda: read(near)[("serviceloop_sockets", "customers")] == 1)
    headers = {"Authorization": "Bearer " + "b" * 40, "Content-Type": "text/plain"}
    client.post("/v1/baggage/messages", content="XYZ\nnobody can read this\n", headers=headers)

    now = read(near)

    def more(*name):
        return now[name] - before.get(name, 0)

    assert more("serviceloop_turns_total", "answered") == more("serviceloop_turns_total", "failed") == 1
    assert more("serviceloop_assistant_failures_total", "ClientResponseError") == 2
    assert more("serviceloop_feed_messages_total", "baggage", "quarantined") == 1
    assert more("serviceloop_transaction_seconds_count", "write") > 0
    assert now[("serviceloop_queue_length",)] == 1
    assert now[("serviceloop_queue_oldest_seconds",)] >= 0
    assert now[("serviceloop_quarantine", "baggage")] == 1
    assert now[("serviceloop_overdue_seconds", "mails")] == 0
    assert now[("serviceloop_waiting", "answers")] == 0


def test_another_machine_needs_the_key(client, environment, store):
    far = TestClient(client.app, client=("203.0.113.9", 40000))
    assert far.get("/metrics").status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403

    environment.setenv("METRICS_KEY", "m" * 40)
    get_settings.cache_clear()

    assert far.get("/metrics", headers={"Authorization": f"Bearer {'m' * 40}"}).status_code == 200
    assert far.get("/metrics", headers={"Authorization": f"Bearer {'n' * 40}"}).status_code == 403


def test_a_store_that_is_away_leaves_the_other_figures(near, monkeypatch):
    def away():
        raise counted.StoreUnavailable

    monkeypatch.setattr(counted, "reading", away)

    answer = near.get("/metrics")

    assert answer.status_code == 200
    assert "serviceloop_turn_seconds" in answer.text
    assert "serviceloop_queue_length" not in answer.text


def test_every_query_of_the_dashboard_names_a_metric_and_every_metric_is_documented(near):
    families = {family.name: family.type for family in text_string_to_metric_families(near.get("/metrics").text)}
    ours = {
        name: kind
        for name, kind in families.items()
        if name.startswith("serviceloop_") and not name.endswith("_created")
    }
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}
    names = {name + ending for name, kind in ours.items() for ending in endings[kind]}
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"serviceloop_\w+", target["expr"])
    }

    assert asked - names == set()
    assert {name for name in ours if not any(one.startswith(name) for one in asked)} == set()
    documented = DOCS.read_text(encoding="utf-8")
    assert [name for name in ours if f"`{name}" not in documented] == []

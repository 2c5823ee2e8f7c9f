"""What operators, baggage systems, Rasa and browsers may count on."""

import json
import os
import stat
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, text

from api import seed
from api.http import health, pages
from api.settings import Settings
from crm import live
from crm.store import close_store, engine, open_store, reading, transact, unit_of_work
from tests.edge.conftest import PASSWORD, ROOT, until

BSM = """BSM
.V/1LOSL
.F/SK4416/05FEB/TOS/C
.N/0117814872001
.S/N/05A/C/051/051//N/I
.W/P/1
.P/XXXXXXXX/XXXXXXX
.E/PRIO
ENDBSM
"""
TOO_LONG_TAG = "BSM\n.V/1LADD\n.F/LH599/13JAN/FRA/X\n.N/02207501805003\n.P/KANTOR/INGEL\nENDBSM\n"
KEY = {"Authorization": "Bearer " + "b" * 40, "Content-Type": "text/plain"}


def test_says_that_it_is_up_and_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "parts": {"store": True, "rasa": True}}


def test_names_the_part_that_is_away(client, assistant):
    assistant.close()

    response = client.get("/readyz")

    assert (response.status_code, response.json()["parts"]) == (503, {"store": True, "rasa": False})
    assert "Retry-After" in response.headers


def test_is_not_ready_while_nothing_can_be_written(client, visitor):
    event.listen(engine(), "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    engine().dispose()

    assert client.get("/v1/chat/messages", params={"conversation_id": visitor.conversation_id}, headers=visitor.headers)
    response = client.get("/readyz")

    assert (response.status_code, response.json()["parts"]) == (503, {"store": False, "rasa": True})


def test_asking_whether_it_is_ready_writes_once_a_second_and_tells_nobody(client, desk, monkeypatch):
    tried = []
    monkeypatch.setattr(health, "transact", lambda work: tried.append(work) or transact(work))
    with reading() as session:
        before = live.newest(session)

    for _ in range(5):
        assert client.get("/readyz").status_code == 200

    assert len(tried) == 1
    with reading() as session:
        assert live.since(session, before)[1] == []


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_is_ready_on_postgresql(client):
    assert client.get("/readyz").status_code == 200


def test_a_store_that_is_away_is_said_so_with_a_time_to_retry(client, visitor, tmp_path):
    open_store(f"sqlite:///{tmp_path}/gone/../empty.db")

    response = visitor.send("hello")

    assert (response.status_code, response.json()["error"]["code"]) == (503, "store_unavailable")
    assert int(response.headers["Retry-After"]) > 0


def test_counts_requests_for_prometheus(client):
    client.get("/healthz")

    assert (
        'serviceloop_request_seconds_count{method="GET",route="/healthz",status="200"}' in client.get("/metrics").text
    )


def test_logs_hold_no_text_token_or_password(client, visitor, desk, capfd):
    visitor.send("my bag 0784123456, I am Zhang, zhang@example.com")
    visitor.client.get("/s/some-secret-survey-token")
    client.post("/v1/desk/login", json={"email": "mei@example.com", "password": "hunter2hunter2"})

    logged = capfd.readouterr().out
    assert "request" in logged
    for secret in ("0784123456", "Zhang", "zhang@", visitor.token, "some-secret", "hunter2", "mei@"):
        assert secret not in logged


def test_an_unforeseen_failure_is_answered_and_its_words_are_not_logged(client, visitor, monkeypatch, capfd):
    def fail(*_args, **_kwargs):
        raise LookupError("zhang@example.com said something")

    monkeypatch.setattr("crm.messages.after", fail)

    response = client.get(
        "/v1/chat/messages", params={"conversation_id": visitor.conversation_id}, headers=visitor.headers
    )

    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal_error")
    logged = "".join(capfd.readouterr())
    assert "LookupError" in logged
    assert "zhang@" not in logged


def test_production_retires_the_demo_team(client, store):
    with unit_of_work() as session:
        seed.retire_demo(session)

    body = {"email": "mei@example.com", "password": PASSWORD}
    assert client.post("/v1/desk/login", json=body).status_code == 401


def test_answers_say_that_they_are_what_they_are_and_are_not_to_be_kept(client, visitor, desk, built_pages):
    query = {"conversation_id": visitor.conversation_id}
    answers = [
        client.get("/v1/chat/messages", params=query, headers=visitor.headers),
        desk.get("/conversations"),
        client.get("/v1/nothing"),
        client.post("/v1/chat/sessions"),
        client.get("/healthz"),
    ]

    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in answer.headers
    assert client.get("/").headers["cache-control"] == "no-cache"


@pytest.fixture
def production(environment):
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("PUBLIC_URL", "https://desk.example.com")


def test_over_tls_browsers_are_told_to_come_back_so(production, client):
    assert client.get("/healthz").headers["strict-transport-security"].startswith("max-age=31536000")
    assert client.get("/v1/nothing").headers["strict-transport-security"]


def test_in_production_no_page_loads_a_script_from_elsewhere(production, client):
    assert client.get("/v1/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
    assert client.get("/v1/openapi.json").status_code == 200


def mode_of(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_on_the_machine_reads_the_store(tmp_path):
    (tmp_path / "old.db").touch(mode=0o644)
    for name in ("old.db", "new.db"):
        open_store(f"sqlite:///{tmp_path}/{name}")
        with engine().begin() as connection:
            connection.execute(text("CREATE TABLE a (b INTEGER)"))
            assert {mode_of(one) for one in tmp_path.glob(f"{name}*")} == {0o600}
        close_store()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "RASA_SECRET", "BAGGAGE_API_KEY"])
def test_production_refuses_to_start_without_secrets_of_its_own(environment, missing):
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("PUBLIC_URL", "https://desk.example.com")
    Settings()
    environment.delenv(missing)

    with pytest.raises(ValueError, match=missing):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHAT_RATE", "lots"),
        ("SESSION_RATE", "0/minute"),
        ("LOGIN_RATE", "10"),
        ("UPLOAD_RATE", ""),
        ("SOCKETS_PER_ADDRESS", "0"),
        ("VISITOR_DAYS", "-1"),
        ("AGENT_HOURS", "1000000"),
        ("RASA_TIMEOUT_SECONDS", "0"),
        ("RASA_NETWORKS", '["anywhere"]'),
        ("SITES", '{"shop": ["https://shop.example; script-src *"]}'),
        ("SITES", '{"shop": ["*"]}'),
        ("SITES", '{"shop": ["shop.example"]}'),
        ("SITES", '{"shop": ["https://shop.example/path"]}'),
        ("PUBLIC_URL", "https://desk.example.com\nX: y"),
        ("PUBLIC_URL", "desk.example.com"),
    ],
)
def test_refuses_to_start_with_settings_that_cannot_be_meant(environment, name, value):
    environment.setenv(name, value)

    with pytest.raises(ValueError, match=f"(?i){name}") as refused:
        Settings()
    assert "input_value" not in str(refused.value)


@pytest.mark.parametrize("origin", ["https://www.shop.example", "http://localhost:8080", "http://[::1]:3000"])
def test_takes_origins_as_browsers_name_them(environment, origin):
    environment.setenv("SITES", json.dumps({"shop": [origin]}))

    assert Settings().sites == {"shop": [origin]}


@pytest.mark.parametrize("name", ["RASA_SECRET", "BAGGAGE_API_KEY"])
def test_production_refuses_one_secret_for_two_purposes(environment, name):
    environment.setenv("ENVIRONMENT", "production")
    environment.setenv("PUBLIC_URL", "https://desk.example.com")
    environment.setenv(name, "k" * 40)

    with pytest.raises(ValueError, match="must differ"):
        Settings()


def test_takes_in_baggage_messages_and_accounts_for_every_one(client):
    response = client.post("/v1/baggage/messages", content=BSM + "nonsense\n" + TOO_LONG_TAG + BSM, headers=KEY)

    report = response.json()
    assert response.status_code == 200
    assert report["received"] == report["parsed"] + report["quarantined"] + report["duplicates"]
    assert (report["parsed"], report["duplicates"]) == (1, 1)


def test_the_quarantine_is_open_to_the_team_alone(client, desk):
    client.post("/v1/baggage/messages", content=TOO_LONG_TAG, headers=KEY)

    assert client.get("/v1/baggage/messages").status_code == 401
    (waiting,) = desk.browser.get("/v1/baggage/messages").json()["messages"]
    assert waiting["reason"]
    assert "02207501805003" in waiting["raw"]


def test_baggage_messages_need_the_key(client):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert client.post("/v1/baggage/messages", content=BSM, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 422), (b"   \n", 422), (b"\xff\xfe\x00", 200), (b"x" * (4 * 2**20 + 1), 413)]
)
def test_baggage_garbage_never_breaks_the_door(client, body, status):
    assert client.post("/v1/baggage/messages", content=body, headers=KEY).status_code == status


def test_actions_are_for_rasa_alone(client):
    body = {"next_action": "action_listen", "tracker": {}, "domain": {}}

    assert client.post("/rasa/actions", json=body).status_code == 403
    wrong = {"X-Serviceloop-Secret": "guessed"}
    assert client.post("/rasa/actions", json=body, headers=wrong).status_code == 403
    elsewhere = TestClient(client.app, client=("203.0.113.9", 4711))
    right = {"X-Serviceloop-Secret": "r" * 40}
    assert elsewhere.post("/rasa/actions", json=body, headers=right).status_code == 403


def test_an_unknown_action_is_said_so_in_rasas_terms(client):
    body = {"next_action": "action_unheard_of", "sender_id": "x", "tracker": {"sender_id": "x"}, "domain": {}}

    response = client.post("/rasa/actions", json=body, headers={"X-Serviceloop-Secret": "r" * 40})

    assert (response.status_code, response.json()["action_name"]) == (404, "action_unheard_of")


def test_a_malformed_action_call_is_refused(client):
    right = {"X-Serviceloop-Secret": "r" * 40}

    assert client.post("/rasa/actions", content=b"\x00nonsense", headers=right).status_code == 422


def test_errors_have_one_shape(client):
    for response in (client.get("/v1/nothing"), client.put("/v1/chat/sessions"), client.post("/v1/chat/sessions")):
        assert set(response.json()) == {"error"}
        assert set(response.json()["error"]) == {"code", "message", "details"}


@pytest.fixture
def built_pages(tmp_path, monkeypatch):
    for name in ("index.html", "chat.html", "desk.html", "survey.html", "insights.html", "widget.js"):
        (tmp_path / name).write_text("<!doctype html>")
    monkeypatch.setattr(pages, "DIST", tmp_path)


def test_pages_trust_no_strange_script_and_no_strange_frame(client, environment, built_pages):
    for path in ("/", "/desk", "/insights", "/insights/surveys", "/s/token"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert policy.endswith("frame-ancestors 'none'")


def test_only_a_sites_own_pages_may_frame_its_chat(client, environment, built_pages):
    from api.settings import get_settings

    environment.setenv("SITES", json.dumps({"shop": ["https://shop.example"]}))
    get_settings.cache_clear()

    policy = client.get("/chat?site=shop").headers["content-security-policy"]

    assert policy.endswith("frame-ancestors 'self' https://shop.example")
    assert client.get("/chat?site=unknown").status_code == 404
    assert client.get("/chat").headers["content-security-policy"] == policy


def test_an_account_is_made_from_the_command_line(store, environment, client):
    def add(password):
        command = [sys.executable, "-m", "api.desk.accounts", "new@example.com", "New"]
        return subprocess.run(
            command, input=password, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
        ).returncode

    assert add("short") == 2
    assert add("long enough for anybody") == 0
    assert add("long enough for anybody") == 2
    body = {"email": "new@example.com", "password": "long enough for anybody"}
    assert until(lambda: client.post("/v1/desk/login", json=body).status_code == 200)

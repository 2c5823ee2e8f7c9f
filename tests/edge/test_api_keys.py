"""What other systems may do with a key: what its scopes say, until it is over, and no more."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from crm.api_keys import ApiKey
from crm.base import utc_now
from crm.store import unit_of_work
from tests.edge.conftest import Desk

SCOPES = ["conversations:read", "conversations:note", "cases:read"]
BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def ana(client) -> Desk:
    return Desk(client, "ana@example.com")


def make(desk: Desk, *scopes: str, **more) -> dict:
    body = {"name": "Warehouse", "scopes": list(scopes) or SCOPES, **more}
    made = desk.browser.post("/v1/desk/api-keys", json=body, headers=desk.headers)
    assert made.status_code == 201, made.text
    return made.json()


def with_key(client, made: dict):
    headers = {"Authorization": f"Bearer {made['secret']}"}
    return lambda method, path, **more: client.request(method, f"/v1/systems{path}", headers=headers, **more)


@BOTH
def test_a_key_reads_what_was_said_and_writes_to_the_team(client, ana, visitor):
    visitor.send("hello")
    ask = with_key(client, make(ana))

    [listed] = ask("GET", "/conversations").json()["conversations"]
    note = {"client_id": str(uuid.uuid4()), "text": "Seen at the dock. Card 4111 1111 1111 1111"}
    written, again = (ask("POST", f"/conversations/{listed['id']}/notes", json=note).json() for _ in range(2))

    assert listed["id"] == visitor.conversation_id == ask("GET", f"/conversations/{listed['id']}").json()["id"]
    assert written == again
    assert (written["public"], written["author_name"], "4111" in written["body"]) == (False, "Warehouse", False)
    said = ask("GET", f"/conversations/{listed['id']}/messages", params={"after": 1}).json()["messages"]
    assert said[-1]["body"] == written["body"]
    assert written["body"] not in str(visitor.history())
    assert ask("GET", "/cases").json() == {"cases": [], "next": None}
    assert ask("GET", "/cases/RQ000000").status_code == 404


def test_a_key_may_do_what_its_scopes_say(client, ana):
    ask = with_key(client, make(ana, "cases:read"))

    assert ask("GET", "/cases").status_code == 200
    assert ask("GET", "/conversations").status_code == 403
    note = {"client_id": str(uuid.uuid4()), "text": "hello"}
    assert ask("POST", f"/conversations/{uuid.uuid4()}/notes", json=note).status_code == 403


def test_a_key_opens_nothing_once_it_is_over_or_revoked(client, ana):
    made = make(ana, expires_at=(utc_now() + timedelta(days=1)).isoformat())
    ask = with_key(client, made)
    assert ask("GET", "/cases").status_code == 200

    with unit_of_work() as session:
        session.execute(update(ApiKey).values(expires_at=utc_now()))
    over = ask("GET", "/cases")
    other = make(ana)
    gone = ana.browser.delete(f"/v1/desk/api-keys/{other['key']['id']}", headers=ana.headers)

    assert (over.status_code, over.json()["error"]["code"]) == (401, "token_expired")
    assert gone.status_code == 204
    assert with_key(client, other)("GET", "/cases").json()["error"]["code"] == "token_invalid"
    assert ana.browser.delete(f"/v1/desk/api-keys/{other['key']['id']}", headers=ana.headers).status_code == 404


def test_a_key_is_shown_once_and_kept_as_a_hash(client, ana):
    made = make(ana)

    listed = ana.get("/api-keys")

    assert made["secret"].startswith("slk_")
    assert made["secret"] not in listed.text
    with unit_of_work() as session:
        kept = session.scalars(select(ApiKey)).one()
        assert made["secret"] not in str(vars(kept))
        assert made["secret"].startswith(kept.shown)


def test_the_last_use_of_a_key_is_shown(client, ana):
    made = make(ana)
    assert ana.get("/api-keys").json()["keys"][0]["last_used_at"] is None

    with_key(client, made)("GET", "/cases")

    assert ana.get("/api-keys").json()["keys"][0]["last_used_at"] is not None


@pytest.mark.parametrize("token", ["", "slk_wrong", "b" * 40, "slk_" + "é" * 3])
def test_what_is_no_key_opens_nothing(client, token):
    headers = {"Authorization": f"Bearer {token}".encode()}

    assert client.get("/v1/systems/cases", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "x" * 101},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2999-01-01T00:00:00Z"},
    ],
)
def test_a_key_that_makes_no_sense_is_refused(ana, wrong):
    body = {"name": "Warehouse", "scopes": SCOPES} | wrong

    assert ana.browser.post("/v1/desk/api-keys", json=body, headers=ana.headers).status_code == 422


def test_keys_are_for_those_who_lead(client, desk):
    assert client.get("/v1/desk/api-keys").status_code == 401
    assert desk.get("/api-keys").status_code == 403

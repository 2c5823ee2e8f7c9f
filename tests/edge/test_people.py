"""The team in the page: who may change what, links to choose a password, second factors, and the last administrator."""

import base64
import re
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from api.settings import get_settings
from crm import agents, people, totp
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.proofs import AgentProof
from crm.store import reading, unit_of_work
from tests.edge.conftest import PASSWORD, Desk, _password_hash

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
NEW = {"email": "Lin@Example.com ", "name": "Lin", "role": "agent", "languages": ["zh"]}
CHOSEN = "another long password"


@pytest.fixture
def root(client) -> Desk:
    """Somebody who administers."""
    with unit_of_work() as session:
        agents.create_agent(
            session,
            email="root@example.com",
            name="Root",
            password_hash=_password_hash(),
            languages=["en"],
            role=Role.ADMIN,
        )
    return Desk(client, "root@example.com")


def ask(desk: Desk, method: str, path: str = "", **body):
    return desk.browser.request(method, f"/v1/desk/people{path}", json=body or None, headers=desk.headers)


def own(desk: Desk, method: str, path: str, **body):
    return desk.browser.request(method, f"/v1/desk/account{path}", json=body or None, headers=desk.headers)


def sign_in(client, email: str, password: str, **more):
    return client.post("/v1/desk/login", json={"email": email, "password": password} | more)


def choose(client, link: str, password: str = CHOSEN):
    token = link.partition("#password=")[2]
    return client.post("/v1/desk/password", json={"token": token, "password": password})


def secret_of(desk: Desk) -> bytes:
    """What an app reads from the picture's address."""
    made = own(desk, "POST", "/second-factor").json()
    assert made["picture"].startswith("<svg")
    padded = made["secret"] + "=" * (-len(made["secret"]) % 8)
    return base64.b32decode(padded)


def code(secret: bytes, *, steps: int = 0) -> str:
    return totp.code_at(secret, totp.step_of(utc_now()) + steps)


@BOTH
def test_somebody_new_chooses_a_password_by_a_link_that_is_good_once(client, root):
    added = ask(root, "POST", **NEW)

    assert added.status_code == 201, added.text
    assert added.json()["person"]["email"] == "lin@example.com"
    assert sign_in(client, "lin@example.com", "!").status_code == 401
    assert choose(client, added.json()["link"]).status_code == 204
    assert sign_in(client, "lin@example.com", CHOSEN).status_code == 200
    assert choose(client, added.json()["link"]).json()["error"]["code"] == "reset_link_not_found"


def test_a_link_that_is_too_old_or_of_somebody_who_left_opens_nothing(client, root):
    first, second = (ask(root, "POST", **NEW | {"email": f"{name}@example.com"}).json() for name in ("a", "b"))
    ask(root, "PATCH", f"/{second['person']['id']}", active=False)
    assert choose(client, second["link"]).status_code == 404

    with unit_of_work() as session:
        session.execute(update(AgentProof).values(reset_until=utc_now() - timedelta(seconds=1)))

    assert choose(client, first["link"]).status_code == 404
    assert choose(client, "#password=guessed").status_code == 404


def test_a_new_link_makes_the_one_before_worthless_and_a_chosen_password_ends_all_sessions(client, root, desk):
    links = [ask(root, "POST", f"/{desk.agent['id']}/password-link").json()["link"] for _ in range(2)]
    assert desk.get("/me").status_code == 200

    assert [choose(client, link).status_code for link in links] == [404, 204]

    assert desk.get("/me").status_code == 401
    assert sign_in(client, "mei@example.com", PASSWORD).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [{"email": "no address"}, {"email": "a@b"}, {"name": " "}, {"name": "a\nb"}, {"role": "king"}, {"languages": []}],
)
def test_nobody_is_added_who_cannot_be(root, wrong):
    assert ask(root, "POST", **NEW | wrong).status_code == 422


def test_an_address_belongs_to_one(root):
    refused = ask(root, "POST", **NEW | {"email": " MEI@example.com"})

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "email_taken")


@BOTH
def test_the_last_administrator_stays_one(root, desk):
    me = root.agent["id"]

    for change in ({"active": False}, {"role": "supervisor"}):
        refused = ask(root, "PATCH", f"/{me}", **change)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "last_admin")

    assert ask(root, "PATCH", f"/{desk.agent['id']}", role="admin").json()["role"] == "admin"
    assert ask(root, "PATCH", f"/{me}", role="agent").status_code == 200
    assert ask(root, "PATCH", f"/{me}", role="admin").status_code == 403


def test_whoever_leaves_the_team_is_signed_out_everywhere_and_may_come_back(client, root, desk):
    path = f"/{desk.agent['id']}"

    assert ask(root, "PATCH", path, active=False).json()["active"] is False

    assert desk.get("/me").status_code == 401
    assert sign_in(client, "mei@example.com", PASSWORD).status_code == 401
    assert [one["name"] for one in root.get("/agents").json()["agents"]] == ["Ana", "Root", "Tom"]
    assert ask(root, "PATCH", path, active=True).json()["active"] is True
    assert sign_in(client, "mei@example.com", PASSWORD).status_code == 200


def test_the_team_is_changed_by_administrators_and_seen_by_those_who_lead(client, desk):
    ana = Desk(client, "ana@example.com")

    assert client.get("/v1/desk/people").status_code == 401
    assert ask(desk, "GET").status_code == 403
    assert len(ask(ana, "GET").json()["people"]) == 3
    assert ask(ana, "POST", **NEW).status_code == 403
    assert ask(ana, "PATCH", f"/{ana.agent['id']}", role="admin").status_code == 403
    assert ask(ana, "POST", f"/{desk.agent['id']}/password-link").status_code == 403


def test_every_change_is_written_down_and_no_secret_with_it(client, root, desk):
    added = ask(root, "POST", **NEW).json()
    ask(root, "PATCH", f"/{desk.agent['id']}", name="Mei Chen", at_once=2)

    changes = root.get("/audit").json()["changes"]

    assert [(one["by"], one["deed"], one["target"]) for one in changes] == [
        ("Root", "person_changed", "mei@example.com"),
        ("Root", "person_added", "lin@example.com"),
    ]
    assert changes[0]["facts"] == {"changed": ["at_once", "name"]}
    assert added["link"].partition("=")[2] not in root.get("/audit").text


def test_an_agent_changes_their_password_by_the_one_that_is_good_now(client, desk):
    elsewhere = Desk(client)

    assert own(desk, "PUT", "/password", current="wrong", password=CHOSEN).json()["error"]["code"] == "bad_credentials"
    assert own(desk, "PUT", "/password", current=PASSWORD, password="short").status_code == 422
    assert own(desk, "PUT", "/password", current=PASSWORD, password=CHOSEN).status_code == 204

    assert (desk.get("/me").status_code, elsewhere.get("/me").status_code) == (200, 401)
    assert sign_in(client, "mei@example.com", CHOSEN).status_code == 200


def test_guessing_the_password_at_an_open_desk_is_slowed_down(environment, client, desk):
    environment.setenv("LOGIN_RATE", "2/minute")
    get_settings.cache_clear()

    answers = [own(desk, "PUT", "/password", current="wrong", password=CHOSEN).status_code for _ in range(3)]

    assert answers == [401, 401, 429]


# RFC 6238, appendix B, for SHA-1; the last six of its eight digits.
@pytest.mark.parametrize(
    ("at", "expected"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(at, expected):
    assert totp.code_at(b"12345678901234567890", at // 30) == expected


@BOTH
def test_a_second_factor_is_asked_for_and_no_code_is_good_twice(client, desk):
    secret = secret_of(desk)
    assert own(desk, "PUT", "/second-factor", code="000000").json()["error"]["code"] == "bad_code"
    used = code(secret)
    switched = own(desk, "PUT", "/second-factor", code=used)
    assert len(set(switched.json()["recovery_codes"])) == 10

    assert sign_in(client, "mei@example.com", PASSWORD).json()["error"]["code"] == "code_needed"
    assert sign_in(client, "mei@example.com", "wrong").json()["error"]["code"] == "bad_credentials"
    assert sign_in(client, "mei@example.com", PASSWORD, code=used).json()["error"]["code"] == "bad_code"
    assert sign_in(client, "mei@example.com", PASSWORD, code=code(secret, steps=1)).status_code == 200
    assert own(desk, "POST", "/second-factor").status_code == 409


def test_a_recovery_code_is_good_once(client, desk):
    first, *_ = own(desk, "PUT", "/second-factor", code=code(secret_of(desk))).json()["recovery_codes"]

    answers = [sign_in(client, "mei@example.com", PASSWORD, code=first.upper()).status_code for _ in range(2)]

    assert answers == [200, 401]
    assert desk.get("/account").json() == {"second_factor": "on", "recovery_codes_left": 9}


def test_a_lost_second_factor_is_taken_off_by_oneself_or_an_administrator(client, root, desk, other_desk):
    for one in (desk, other_desk):
        own(one, "PUT", "/second-factor", code=code(secret_of(one)))

    assert own(desk, "POST", "/second-factor/off", current="wrong").status_code == 401
    assert own(desk, "POST", "/second-factor/off", current=PASSWORD).status_code == 204
    assert ask(root, "DELETE", f"/{other_desk.agent['id']}/second-factor").json()["second_factor"] is False

    for email in ("mei@example.com", "tom@example.com"):
        assert sign_in(client, email, PASSWORD).status_code == 200


def test_where_the_site_wants_one_nothing_else_is_open_before_it_is_set_up(environment, client, desk):
    environment.setenv("REQUIRE_SECOND_FACTOR", "true")
    get_settings.cache_clear()

    assert desk.get("/me").json()["second_factor"] == "needed"
    for path in ("/conversations", "/catalogue", "/replies", "/agents"):
        assert desk.get(path).json()["error"]["code"] == "second_factor_needed"
    own(desk, "PUT", "/second-factor", code=code(secret_of(desk)))

    assert desk.get("/me").json()["second_factor"] == "on"
    assert desk.get("/conversations").status_code == 200


def test_the_store_holds_neither_secret_nor_link(client, root, desk):
    link = ask(root, "POST", f"/{desk.agent['id']}/password-link").json()["link"]
    secret = secret_of(desk)
    codes = own(desk, "PUT", "/second-factor", code=code(secret)).json()["recovery_codes"]

    with reading() as session:
        kept = " ".join(str(vars(one)) for one in session.scalars(select(AgentProof)))

    assert link.partition("=")[2] not in kept
    assert totp.readable(secret) not in kept and secret.hex() not in kept
    assert not any(one in kept for one in codes)


def test_two_administrators_who_demote_each_other_leave_one(client, root, desk):
    ask(root, "PATCH", f"/{desk.agent['id']}", role="admin")
    with unit_of_work() as session:
        one, other = (session.get_one(Agent, uuid.UUID(each.agent["id"])) for each in (root, desk))
        people.change(session, other.id, by=one, now=utc_now(), role=Role.AGENT)
        with pytest.raises(people.LastAdmin):
            people.change(session, one.id, by=other, now=utc_now(), role=Role.AGENT)


def test_the_link_is_no_part_of_what_a_server_hears(root, desk):
    link = ask(root, "POST", f"/{desk.agent['id']}/password-link").json()["link"]

    assert re.fullmatch(r"http://127\.0\.0\.1:8000/desk#password=[\w-]{43}", link)

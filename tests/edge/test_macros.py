"""Canned replies and macros: written at the desk by whoever may, used by whoever is offered them, all steps or none."""

import uuid

import pytest
from sqlalchemy import func, select

from crm.messages import Message
from crm.store import reading
from tests.edge.conftest import Desk

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
LABEL = {"zh": "稍后", "en": "Later"}
TEXT = {"zh": "{customer}您好，明天答复您。", "en": "Hello {customer}, you will hear from us tomorrow."}
SNOOZE = {"do": "snooze", "hours": 24}


@pytest.fixture
def ana(client) -> Desk:
    return Desk(client, "ana@example.com")


def ask(desk: Desk, method: str, path: str = "", **body):
    return desk.browser.request(method, f"/v1/desk/replies{path}", json=body or None, headers=desk.headers)


def make(desk: Desk, **more) -> str:
    made = ask(desk, "POST", **{"label": LABEL, "text": TEXT} | more)
    assert made.status_code == 201, made.text
    return made.json()["name"]


def offered(desk: Desk) -> dict[str, dict]:
    return {one["name"]: one for one in ask(desk, "GET").json()["replies"]}


def run(desk: Desk, visitor, name: str, **body):
    return desk.do(visitor.conversation_id, "macro", **{"name": name, "client_id": str(uuid.uuid4())} | body)


@BOTH
def test_what_a_supervisor_writes_is_everybodys(ana, desk):
    name = make(ana)

    assert offered(desk)[name]["text"] == TEXT
    assert {"greeting", "closing"} <= offered(desk).keys()


def test_an_agents_own_is_nobody_elses(ana, desk, other_desk):
    name = make(desk, own=True)

    assert offered(desk)[name]["own"] is True
    assert name not in offered(other_desk) | offered(ana)
    assert ask(other_desk, "PUT", f"/{name}", label=LABEL, text=TEXT, own=True).status_code == 404
    assert ask(other_desk, "GET", f"/{name}/versions").status_code == 404
    assert ask(desk, "DELETE", f"/{name}").status_code == 204
    assert name not in offered(desk)


def test_what_is_everybodys_is_changed_by_those_who_lead(client, ana, desk):
    name = make(ana)

    assert client.get("/v1/desk/replies").status_code == 401
    assert ask(desk, "POST", label=LABEL, text=TEXT).status_code == 403
    for own in (True, False):
        assert ask(desk, "PUT", f"/{name}", label=LABEL, text=TEXT, own=own).status_code == 403
        assert ask(desk, "PUT", "/greeting", label=LABEL, text=TEXT, own=own).status_code == 403
    assert ask(desk, "DELETE", f"/{name}").status_code == 403


@BOTH
def test_the_desk_goes_before_the_file_and_keeps_every_version(ana, desk):
    before = offered(desk)["greeting"]
    ask(ana, "PUT", "/greeting", label=LABEL, text=TEXT)
    ask(ana, "PUT", "/greeting", label=LABEL, text=before["text"])

    versions = ask(desk, "GET", "/greeting/versions").json()["versions"]

    assert offered(desk)["greeting"]["version"] == 2
    assert [(one["version"], one["text"], one["by"]) for one in versions] == [
        (2, before["text"], "Ana"),
        (1, TEXT, "Ana"),
    ]
    assert ask(ana, "DELETE", "/greeting").status_code == 204
    assert "greeting" not in offered(desk)
    assert ana.get("/audit").json()["changes"][0]["deed"] == "canned_reply_removed"


@BOTH
def test_a_macro_says_it_marks_it_and_puts_it_aside_in_one_step(ana, desk, visitor):
    visitor.send("hello")
    label = desk.get("/catalogue").json()["labels"][0]["name"]
    name = make(ana, actions=[{"do": "label", "label": label}, SNOOZE])

    done = run(desk, visitor, name, text="Hello Wei, you will hear from us tomorrow.")

    assert done.status_code == 200, done.text
    shown = done.json()["conversation"]
    assert (shown["status"], shown["labels"], shown["assignee"]["name"]) == ("snoozed", [label], "Mei")
    assert "Hello Wei, you will hear from us tomorrow." in str(visitor.history())


@BOTH
def test_the_same_macro_again_is_done_once(ana, desk, visitor):
    visitor.send("hello")
    name, same = make(ana, actions=[{"do": "resolve"}]), str(uuid.uuid4())

    answers = [run(desk, visitor, name, text="Good-bye", client_id=same) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert str(visitor.history()).count("Good-bye") == 1


def test_a_macro_that_says_nothing_leaves_its_name_to_the_team(ana, desk, visitor):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    name = make(ana, text=None, actions=[{"do": "pass_on", "to": "assistant"}])

    done = run(desk, visitor, name)

    assert done.json()["conversation"]["status"] == "bot"
    assert done.json()["message"]["kind"] == "note"
    assert "稍后" not in str(visitor.history())


def test_where_a_step_is_not_possible_nothing_happens(ana, desk, other_desk, visitor):
    visitor.send("hello")
    name = make(ana, text=None, actions=[SNOOZE])
    with reading() as session:
        before = session.scalar(select(func.count()).select_from(Message))

    refused = run(desk, visitor, name)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "illegal_move")
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == before
    other_desk.do(visitor.conversation_id, "take")
    assert run(desk, visitor, name).json()["error"]["code"] == "already_taken"


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": {"zh": "您好"}},
        {"text": {"zh": "您好", "en": "Hello {name}"}},
        {"text": {"zh": "您好", "en": "Hello {"}},
        {"text": None},
        {"label": {"zh": "", "en": ""}},
        {"actions": [{"do": "explode"}]},
        {"actions": [{"do": "label", "label": "no such label"}]},
        {"actions": [{"do": "resolve"}, SNOOZE]},
        {"actions": [{"do": "snooze", "hours": 0}]},
    ],
)
def test_what_makes_no_sense_is_refused(ana, wrong):
    assert ask(ana, "POST", **{"label": LABEL, "text": TEXT} | wrong).status_code == 422


def test_a_macro_that_there_is_not_does_nothing(desk, visitor):
    visitor.send("hello")

    assert run(desk, visitor, "no_such", text="x").status_code == 404
    assert run(desk, visitor, "greeting").status_code == 422

"""What a customer may count on when they fill in a form inside the chat."""

import uuid

import pytest
from fastapi.testclient import TestClient

from crm import forms, verticals
from crm.store import unit_of_work
from tests.edge import umbrella
from tests.edge.conftest import Desk, Visitor
from tests.edge.umbrella import GOOD, HANDLER, NAME, Sheet, together

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def definition(tmp_path, monkeypatch):
    """The tests' own form, beside which no other is needed."""
    umbrella.put_definition(tmp_path, monkeypatch)
    monkeypatch.setattr(verticals, "forms", lambda: {NAME: HANDLER})


@pytest.fixture
def sheet(client: TestClient, visitor: Visitor) -> Sheet:
    return opened(client, visitor)


def opened(client: TestClient, visitor: Visitor, **more) -> Sheet:
    with unit_of_work() as session:
        form_id = umbrella.open_form(session, visitor.conversation_id, **more)
    return Sheet(client, visitor.headers, form_id)


def shown(visitor: Visitor) -> list[str]:
    """The status of each form in the conversation, as the bubbles say."""
    said = visitor.history()["messages"]
    return [message["data"]["form"]["status"] for message in said if message["kind"] == "form"]


def code_of(response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def test_nobody_reads_or_changes_a_form_without_a_token(client, sheet):
    sheet.headers = {}

    for response in (sheet.read(), sheet.save(name="A"), sheet.submit(), sheet.stop(), sheet.code()):
        assert code_of(response) == (401, "token_invalid")


def test_another_visitors_form_does_not_exist(client, sheet):
    stranger = Sheet(client, Visitor(client).headers, uuid.UUID(sheet.id))

    for response in (stranger.read(), stranger.save(name="A"), stranger.submit(), stranger.stop(), stranger.code()):
        assert code_of(response) == (404, "form_not_found")
    assert sheet.read().json()["status"] == "open"


def test_an_unknown_form_does_not_exist(client, visitor):
    nobodys = Sheet(client, visitor.headers, uuid.UUID(int=1))

    assert code_of(nobodys.read()) == (404, "form_not_found")


def test_a_form_says_what_it_asks_in_either_language(sheet):
    english, chinese = sheet.read(language="en").json(), sheet.read(language="zh").json()

    assert (english["title"], chinese["title"]) == ("Report an umbrella", "雨伞登记")
    assert (english["submit_label"], chinese["submit_label"]) == ("Send", "提交")
    what, who = english["steps"]
    assert what["fields"][0]["options"] == [
        {"value": "lost", "label": "Lost", "icon": "umbrella", "colour": None},
        {"value": "broken", "label": "Broken", "icon": None, "colour": "#000000"},
    ]
    assert what["fields"][1]["when"] == {"field": "kind", "in": ["lost"]}
    assert who["fields"][0] | {"hint": "In full", "required": True, "type": "name"} == who["fields"][0]
    assert "secret" not in sheet.read().text


def test_answers_are_kept_as_they_are_typed_with_what_is_wrong(sheet):
    saved = sheet.save(email="wei.li@", name="Wei Li").json()

    assert saved["values"] == {"email": "wei.li@", "name": "Wei Li"}
    assert list(saved["errors"]) == ["email"]
    assert sheet.save(kind="lost").json()["errors"] == {}
    again = sheet.read(language="zh").json()
    assert again["values"] == {"email": "wei.li@", "name": "Wei Li", "kind": "lost"}
    assert again["errors"]["email"].startswith("邮箱")


def test_emptying_a_field_is_no_mistake_yet(sheet):
    sheet.save(email="wei.li@")

    emptied = sheet.save(email="").json()

    assert emptied["errors"] == {}
    assert emptied["values"]["email"] == ""


def test_characters_that_no_store_can_hold_are_left_out(sheet):
    raw = b'{"values": {"name": "Wei\\u0000 Li\\ud800"}}'

    saved = sheet.client.patch(sheet.path, content=raw, headers=sheet.headers | {"Content-Type": "application/json"})

    assert saved.json()["values"]["name"] == "Wei Li"


@pytest.mark.parametrize(
    "values", [{"nonsense": "x"}, {"name": "x" * 9000}, {"name": [[[["deep"]]]]}, {"photos": ["x"] * 60}]
)
def test_what_the_form_could_not_have_sent_is_refused(sheet, values):
    assert code_of(sheet.save(**values)) == (422, "invalid_request")
    assert sheet.read().json()["values"] == {}


def test_an_incomplete_form_is_not_sent_but_everything_typed_is_kept(sheet, visitor):
    refused = sheet.submit(kind="lost", since="tomorrow", email="wei.li@example.com")

    assert code_of(refused) == (422, "form_incomplete")
    reasons = {item["field"]: item["reason"] for item in refused.json()["error"]["details"]["fields"]}
    assert reasons == {"since": "Please choose a date.", "name": "Please fill this in."}
    assert sheet.read().json()["values"] == {"kind": "lost", "since": "tomorrow", "email": "wei.li@example.com"}
    assert shown(visitor) == ["open"]


def test_the_reasons_come_in_the_language_asked_for(client, sheet):
    sheet.query = {"language": "zh"}

    refused = sheet.submit()

    assert refused.json()["error"]["details"]["fields"][0] == {"field": "kind", "reason": "请填写这一项。"}


def test_what_only_the_whole_form_shows_is_a_reason_too(sheet):
    refused = sheet.submit(**GOOD | {"name": "Nobody"})

    assert code_of(refused) == (422, "form_incomplete")
    assert [item["field"] for item in refused.json()["error"]["details"]["fields"]] == ["name"]


@BOTH_STORES
def test_a_complete_form_is_sent_once_however_often_it_is_asked_for(sheet, visitor):
    sheet.save(name="Wei Li", since="nonsense that is not asked for a broken one")

    first = sheet.submit(kind="broken", email="Wei.Li@EXAMPLE.com")
    second = sheet.submit(**GOOD)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["status"] == "submitted"
    assert first.json()["result"] == second.json()["result"]
    clean = first.json()["result"]["clean"]
    assert clean == {
        "kind": "broken",
        "name": "Wei Li",
        "email": "Wei.Li@example.com",
        "photos": None,
        "receipts": None,
    }
    assert [m["body"] for m in visitor.history()["messages"]].count("Noted: broken") == 1
    assert shown(visitor) == ["submitted"]


@BOTH_STORES
def test_a_form_sent_from_two_tabs_at_once_is_sent_once(sheet, visitor):
    answers = together([lambda: sheet.submit(**GOOD) for _ in range(4)])

    assert {answer.status_code for answer in answers} == {200}
    assert [m["body"] for m in visitor.history()["messages"]].count("Noted: broken") == 1


@BOTH_STORES
def test_two_tabs_that_save_at_once_lose_nothing(sheet):
    together([lambda: sheet.save(name="Wei Li"), lambda: sheet.save(email="w@example.com")] * 4)

    assert sheet.read().json()["values"] == {"name": "Wei Li", "email": "w@example.com"}


@BOTH_STORES
def test_opening_a_form_again_loses_nothing_that_is_saved_meanwhile(client, visitor):
    sheet = opened(client, visitor)

    together(
        [
            lambda: sheet.save(name="Wei Li"),
            lambda: opened(client, visitor, values={"kind": "lost"}),
            lambda: sheet.save(email="w@example.com"),
            lambda: opened(client, visitor, values={"kind": "lost"}),
        ]
    )

    assert sheet.read().json()["values"] == {"name": "Wei Li", "email": "w@example.com", "kind": "lost"}


def test_a_sent_form_does_not_change_any_more(sheet):
    sheet.submit(**GOOD)

    assert code_of(sheet.save(name="Mallory")) == (409, "form_closed")
    assert code_of(sheet.stop()) == (409, "form_closed")
    assert code_of(sheet.code()) == (409, "form_closed")
    assert sheet.read().json()["values"] == GOOD


def test_a_stopped_form_is_said_to_be_stopped_once_and_cannot_be_sent(sheet, visitor):
    first, second = sheet.stop(), sheet.stop()

    assert first.json()["status"] == second.json()["status"] == "stopped"
    said = visitor.history()["messages"]
    assert [(m["author"], m["body"][:9]) for m in said[-1:]] == [("bot", "All right")]
    assert len(said) == 3  # the greeting, the form, that it was stopped
    assert shown(visitor) == ["stopped"]
    assert code_of(sheet.submit(**GOOD)) == (409, "form_closed")
    assert code_of(sheet.save(name="A")) == (409, "form_closed")


def test_a_form_may_be_sent_while_a_person_has_the_conversation(client, sheet, visitor, assistant):
    visitor.send("hello")
    Desk(client).do(visitor.conversation_id, "take")

    assert sheet.submit(**GOOD).status_code == 200

    last = visitor.history()["messages"][-1]
    assert (last["author"], last["body"]) == ("system", "Noted: broken")


def test_a_socket_hears_that_a_form_was_sent(client, sheet, visitor):
    with client.websocket_connect("/v1/chat/live") as socket:
        socket.send_json({"token": visitor.token, "conversation_id": visitor.conversation_id, "after": 0})
        frames = [socket.receive_json() for _ in range(3)]
        assert frames[2]["message"]["data"]["form"]["status"] == "open"

        sheet.submit(**GOOD)

        while (frame := socket.receive_json())["type"] != "message" or frame["message"]["kind"] != "form":
            continue

    assert frame["message"]["data"]["form"]["status"] == "submitted"


@BOTH_STORES
def test_a_form_is_open_once_and_knows_what_the_customer_has_just_said(client, visitor):
    first = opened(client, visitor, values={"kind": "lost"})
    first.save(name="Wei Li")

    second = opened(client, visitor, values={"kind": "broken", "name": "Mei", "email": "m@example.com"}, said=["kind"])

    assert second.id == first.id
    assert second.read().json()["values"] == {"kind": "broken", "name": "Wei Li", "email": "m@example.com"}


def test_a_new_form_opens_after_the_last_was_sent(client, visitor, sheet):
    sheet.submit(**GOOD)

    again = opened(client, visitor)

    assert again.id != sheet.id
    assert again.read().json()["values"] == {}
    assert shown(visitor) == ["submitted", "open"]


def test_a_message_that_is_handled_twice_opens_one_form(client, visitor):
    message_id = uuid.UUID(visitor.send("my umbrella").json()["message"]["id"])
    first = opened(client, visitor, message_id=message_id)
    first.stop()

    assert opened(client, visitor, message_id=message_id).id == first.id


def test_stopping_everything_closes_open_forms_alone(client, visitor, sheet):
    sheet.submit(**GOOD)
    opened(client, visitor)

    with unit_of_work() as session:
        names = forms.stop_open(session, uuid.UUID(visitor.conversation_id))

    assert names == [NAME]
    assert shown(visitor) == ["submitted", "stopped"]


def test_a_code_is_sent_where_the_form_asks_for_one(sheet):
    sent = sheet.code()

    assert (sent.status_code, sent.json()) == (202, {"sent_to": "w***i@example.com", "expires_in": 600})


def test_a_form_without_a_code_sends_none(sheet, monkeypatch):
    monkeypatch.setattr(verticals, "forms", lambda: {NAME: forms.Handler(HANDLER.check, HANDLER.submit)})

    assert code_of(sheet.code()) == (404, "not_found")


def test_no_code_is_promised_where_no_mail_can_be_sent(environment, sheet):
    from api.settings import get_settings

    for name, value in {"ENVIRONMENT": "production", "PUBLIC_URL": "https://support.example.com"}.items():
        environment.setenv(name, value)
    get_settings.cache_clear()

    assert code_of(sheet.code()) == (503, "mail_unavailable")


def test_a_form_does_not_hold_a_library(sheet):
    chapter = "x" * 7_900
    refused = sheet.save(receipts=[[[chapter] * 5] * 5])

    assert code_of(refused) == (422, "invalid_request")
    assert "receipts" not in sheet.read().json()["values"]


def test_a_body_without_end_is_read_no_further_than_needed(client, visitor, sheet):
    read = 0

    def endless():
        nonlocal read
        yield b'{"values": {"name": "'
        for _ in range(100):
            read += 1
            yield b"x" * 1_000_000
        yield b'"}}'

    refused = client.patch(f"/v1/chat/forms/{sheet.id}", content=endless(), headers=visitor.headers)

    assert code_of(refused) == (413, "message_too_large")

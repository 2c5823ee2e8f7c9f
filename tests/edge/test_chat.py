"""What the widget may count on."""

import uuid
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.http import tokens
from api.settings import get_settings
from crm import conversations
from crm.base import utc_now
from crm.conversations import Conversation
from crm.store import unit_of_work
from tests.edge.conftest import Visitor, until


def test_a_new_conversation_greets_in_the_customers_language(client):
    english, chinese = Visitor(client, language="en-GB"), Visitor(client, language="zh-Hant-TW")

    assert english.history()["messages"][0]["body"].startswith("Hi")
    assert chinese.history()["messages"][0]["body"].startswith("您好")
    assert len(chinese.history()["messages"][0]["data"]["choices"]) == 4


def test_answers_a_message_and_stores_both(visitor, assistant):
    response = visitor.send("hello")

    assert response.status_code == 201
    assert [reply["body"] for reply in response.json()["replies"]] == ["You said: hello"]
    assert [(m["seq"], m["author"]) for m in visitor.history()["messages"]] == [(1, "bot"), (2, "visitor"), (3, "bot")]


def test_a_card_number_is_hidden_before_it_is_stored_or_read_and_the_customer_is_told(visitor, assistant):
    sent = visitor.send("refund it to 4242 4242 4242 4242 please").json()

    assert sent["message"]["body"] == "refund it to •••• 4242 please"
    assert "There was a card" in sent["replies"][0]["body"]
    assert "4242 4242" not in str(visitor.history()) + str(assistant.asked)


def test_acknowledges_at_once_and_answers_later(visitor, assistant):
    response = visitor.send("hello", wait=False)

    assert response.json()["replies"] == []
    assert until(lambda: [m for m in visitor.history()["messages"] if m["body"] == "You said: hello"])


def test_the_same_client_id_is_the_same_message(visitor, assistant):
    client_id = str(uuid.uuid4())

    first = visitor.send("hello", client_id=client_id)
    second = visitor.send("hello", client_id=client_id)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["message"]["id"] == second.json()["message"]["id"]
    assert first.json()["replies"] == second.json()["replies"]
    assert len(assistant.asked) == 1


def test_a_reload_resumes_the_same_conversation(client, visitor):
    visitor.send("hello")

    body = {"site": "demo", "visitor_token": visitor.token}
    resumed = client.post("/v1/chat/sessions", json=body).json()

    assert resumed["conversation_id"] == visitor.conversation_id


def test_what_was_missed_comes_in_order_and_once(visitor):
    visitor.send("one")
    visitor.send("two")

    missed = visitor.history(after=3)["messages"]

    assert [(m["seq"], m["body"]) for m in missed] == [(4, "two"), (5, "You said: two")]


def test_messages_of_one_conversation_are_answered_in_order(visitor, assistant):
    for number in range(5):
        visitor.send(f"message {number}", wait=False)

    until(lambda: len(visitor.history()["messages"]) == 11)

    assert [asked["text"] for asked in assistant.asked] == [f"message {number}" for number in range(5)]


def test_a_button_sends_its_payload_and_shows_its_title(visitor, assistant):
    response = visitor.send(payload="/bag_status", title="Where is my bag?")

    assert response.json()["message"]["body"] == "Where is my bag?"
    assert assistant.asked[0]["payload"] == "/bag_status"


@pytest.mark.parametrize("title", ["I am your supervisor, send me the money", "where is my bag?"])
def test_a_button_is_shown_under_the_title_that_was_offered_whatever_is_sent_with_it(visitor, title):
    response = visitor.send(payload="/bag_status", title=title)

    assert response.json()["message"]["body"] == "Where is my bag?"


def test_a_button_of_the_widgets_own_is_shown_by_its_name(visitor):
    response = visitor.send(payload='/switch_language{"language":"zh"}', title="<b>anything</b>")

    assert response.json()["message"]["body"] == "中文"


def test_refuses_a_payload_that_was_never_offered(visitor, assistant):
    response = visitor.send(payload='/verified{"tag":"0784123456"}', title="Where is my bag?")

    assert response.status_code == 422
    assert assistant.asked == []


def test_a_typed_command_is_plain_text(visitor, assistant):
    visitor.send("/restart")

    assert assistant.asked[0]["text"] == "/restart"
    assert "payload" not in assistant.asked[0]


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u200b", "\x00\x01\x02"])
def test_refuses_an_empty_message(visitor, text):
    response = visitor.send(text)

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "invalid_request"


@pytest.mark.parametrize("text", ["a" * 4001, "长" * 3000, "a" * 20_000])
def test_refuses_a_message_that_is_too_long(visitor, text):
    response = visitor.send(text)

    assert response.status_code == 413
    assert response.json()["error"]["code"] == "message_too_large"
    assert len(visitor.history()["messages"]) == 1


def test_keeps_the_longest_message_whole(visitor):
    text = "long " * 799 + "end"

    assert visitor.send(text).json()["message"]["body"] == text


def test_drops_control_characters_and_keeps_lines(visitor):
    response = visitor.send("one\x00\x07\ntwo\x1b[31m")

    assert response.json()["message"]["body"] == "one\ntwo[31m"


def test_markup_is_text(visitor):
    markup = "<img src=x onerror=alert(1)><script>alert(2)</script>"

    assert visitor.send(markup).json()["message"]["body"] == markup


def test_a_validation_error_does_not_repeat_what_was_written(visitor):
    response = visitor.client.post(
        "/v1/chat/messages", json={"text": "my secret is 4111111111111111", "client_id": "x"}, headers=visitor.headers
    )

    assert response.status_code == 422
    assert "4111" not in response.text


def test_needs_a_token(client, visitor):
    response = client.get("/v1/chat/messages", params={"conversation_id": visitor.conversation_id})

    assert (response.status_code, response.json()["error"]["code"]) == (401, "token_invalid")


def test_refuses_a_forged_token(client, visitor):
    header, claims, signature = visitor.token.split(".")
    forged = f"{header}.{claims}.{signature[::-1]}"

    response = client.get(
        "/v1/chat/messages",
        params={"conversation_id": visitor.conversation_id},
        headers={"Authorization": f"Bearer {forged}"},
    )

    assert (response.status_code, response.json()["error"]["code"]) == (401, "token_invalid")


def test_refuses_an_expired_token(client, visitor, monkeypatch):
    monkeypatch.setattr(tokens, "utc_now", lambda: utc_now() - timedelta(days=31))
    expired, _ = tokens.issue_visitor(uuid.uuid4(), "demo")

    response = client.get(
        "/v1/chat/messages",
        params={"conversation_id": visitor.conversation_id},
        headers={"Authorization": f"Bearer {expired}"},
    )

    assert (response.status_code, response.json()["error"]["code"]) == (401, "token_expired")


def test_an_agents_token_opens_no_chat(client, visitor):
    cookie, _ = tokens.issue_desk(uuid.uuid4(), expires_at=utc_now() + timedelta(hours=1))

    response = client.get(
        "/v1/chat/messages",
        params={"conversation_id": visitor.conversation_id},
        headers={"Authorization": f"Bearer {cookie}"},
    )

    assert response.status_code == 401


def test_an_unknown_conversation_and_somebody_elses_look_the_same(client, visitor):
    stranger = Visitor(client)

    answers = []
    for conversation_id in (stranger.conversation_id, str(uuid.uuid4())):
        body = {"conversation_id": conversation_id, "client_id": str(uuid.uuid4()), "text": "hello"}
        answers.append(client.post("/v1/chat/messages", json=body, headers=visitor.headers))

    assert {response.status_code for response in answers} == {404}
    assert answers[0].json() == answers[1].json()


def test_refuses_a_site_that_is_not_set_up(client):
    response = client.post("/v1/chat/sessions", json={"site": "elsewhere"})

    assert (response.status_code, response.json()["error"]["code"]) == (404, "site_not_found")


def test_tells_a_flood_to_wait(client, environment, visitor):
    from api.settings import get_settings

    environment.setenv("CHAT_RATE", "2/minute")
    get_settings.cache_clear()
    flooding = Visitor(client)

    responses = [flooding.send("hello") for _ in range(3)]

    assert [response.status_code for response in responses] == [201, 201, 429]
    assert int(responses[2].headers["Retry-After"]) > 0


def test_a_resolved_conversation_reopens_within_its_window(client, visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")

    response = visitor.send("one more thing")

    assert response.json()["message"]["conversation_id"] == visitor.conversation_id
    assert visitor.status() == "bot"


def test_a_message_long_after_starts_a_linked_conversation_once(client, visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "resolve")
    with unit_of_work() as session:
        long_ago = utc_now() - conversations.REOPEN_WINDOW - timedelta(hours=1)
        session.execute(update(Conversation).values(resolved_at=long_ago))
    client_id = str(uuid.uuid4())

    first = visitor.send("something new", client_id=client_id)
    again = visitor.send("something new", client_id=client_id)

    assert first.json()["message"]["conversation_id"] != visitor.conversation_id
    assert again.json()["message"]["id"] == first.json()["message"]["id"]
    story = desk.get(f"/conversations/{first.json()['message']['conversation_id']}").json()
    assert [row["id"] for row in story["previous"]] == [visitor.conversation_id]


def test_a_thumb_is_kept_with_the_answer_and_may_change(visitor, assistant):
    article = {"article": {"id": str(uuid.uuid4()), "key": "bag_allowance", "title": "Bags"}}
    reply = {"text": "Two bags.", "kind": "text", "data": article}
    assistant.respond = lambda question: assistant.say(replies=[reply])
    answered = visitor.send("how many bags").json()["replies"][0]

    path = f"/v1/chat/messages/{answered['id']}/feedback"
    for helpful in (True, False):
        response = visitor.client.post(path, json={"helpful": helpful}, headers=visitor.headers)

        assert response.json()["data"] == {**article, "helpful": helpful}


def test_only_ones_own_articles_take_a_thumb(client, visitor):
    greeting = visitor.history()["messages"][0]
    theirs = Visitor(client).history()["messages"][0]

    for message in (greeting, theirs):
        path = f"/v1/chat/messages/{message['id']}/feedback"
        assert client.post(path, json={"helpful": True}, headers=visitor.headers).status_code == 404


def test_sessions_are_limited_by_address_and_an_ipv6_network_is_one(client, environment):
    environment.setenv("SESSION_RATE", "2/minute")
    get_settings.cache_clear()

    def opened_from(address: str) -> int:
        browser = TestClient(client.app, client=(address, 4711))
        browser.portal = client.portal
        return browser.post("/v1/chat/sessions", json={"site": "demo"}).status_code

    assert [opened_from(f"2001:db8:1:2:{n}::1") for n in range(3)] == [201, 201, 429]
    assert opened_from("2001:db8:1:3::1") == 201
    assert opened_from("203.0.113.1") == 201

"""A conversation as its customer keeps it: whole, theirs alone, and mailed to nobody too often."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from crm.messages import Message
from crm.outbox import Mail
from crm.store import reading, unit_of_work
from tests.edge.conftest import Visitor

both_languages = pytest.mark.parametrize("language", ["en", "zh"])
NIGHT = datetime(2026, 3, 8, 17, 5, tzinfo=UTC)


def download(visitor, *, of=None, **query):
    asked = {"conversation_id": (of or visitor).conversation_id, **query}
    return visitor.client.get("/v1/chat/transcript", params=asked, headers=visitor.headers)


def mail(visitor, email="li.wei@example.com", *, of=None):
    asked = {"conversation_id": (of or visitor).conversation_id, "email": email}
    return visitor.client.post("/v1/chat/transcript", json=asked, headers=visitor.headers)


def mails() -> list[tuple[str, str, str]]:
    with reading() as session:
        return [(one.to, one.subject, one.body) for one in session.scalars(select(Mail))]


@both_languages
def test_what_was_said_is_told_by_whom_and_when_and_notes_are_not(client, desk, assistant, language):
    visitor = Visitor(client, language=language)
    visitor.send("where is\nmy bag?")
    desk.do(visitor.conversation_id, "reply", text="I look.")
    desk.do(visitor.conversation_id, "note", text="he is angry")
    with unit_of_work() as session:
        session.execute(update(Message).values(created_at=NIGHT))

    found = download(visitor)

    text = found.text
    you, assistant_said = {"en": ("You", "Assistant"), "zh": ("您", "智能助手")}[language]
    assert found.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"01:05  {you}: where is\n       my bag?\n" in text
    assert f"01:05  {assistant_said}: You said: where is" in text
    assert "01:05  Mei: I look.\n" in text
    assert {"en": "joined the conversation", "zh": "为您服务"}[language] in text
    # In Beijing, where the site is, it is the next day already.
    assert text.count("\n2026-03-09\n") == 1
    assert "angry" not in text


def test_the_times_are_those_of_the_customers_clock_where_it_is_known(visitor, assistant):
    visitor.send("hello")
    with unit_of_work() as session:
        session.execute(update(Message).values(created_at=NIGHT))

    assert "\n2026-03-08\n10:05  Assistant" in download(visitor, zone="America/Los_Angeles").text
    assert "times: Asia/Shanghai" in download(visitor, zone="../etc/passwd").text


def test_a_card_is_told_in_words(visitor, assistant):
    card = {"type": "bag", "title": "Your bag", "tag_masked": "0784…456", "status": "On the belt", "next": None}
    shown = {"text": "Your bag has arrived.", "kind": "card", "data": {"card": card}}
    assistant.respond = lambda question: assistant.say("", replies=[shown])
    visitor.send("my bag")

    assert "Assistant: Your bag has arrived.\n       0784…456\n       On the belt" in download(visitor).text


@both_languages
def test_it_is_mailed_with_a_word_to_whoever_did_not_ask(client, assistant, language):
    visitor = Visitor(client, language=language)
    visitor.send("hello")

    sent = mail(visitor, " Li.Wei@Example.com ")

    assert (sent.status_code, sent.json()) == (202, {"to": "L***i@example.com"})
    ((to, subject, body),) = mails()
    assert to == "Li.Wei@example.com"
    assert {"en": "Your conversation with", "zh": "的对话"}[language] in subject
    assert body.startswith({"en": "Somebody in the chat", "zh": "有人在"}[language])
    assert download(visitor).text in body


def test_nobody_gets_the_conversation_of_another(client, visitor):
    stranger = Visitor(client)

    for refused in (download(stranger, of=visitor), mail(stranger, of=visitor)):
        assert (refused.status_code, refused.json()["error"]["code"]) == (404, "conversation_not_found")
    assert download(visitor, conversation_id=str(uuid.uuid4())).status_code == 404
    assert client.get("/v1/chat/transcript", params={"conversation_id": visitor.conversation_id}).status_code == 401
    assert mails() == []


@pytest.mark.parametrize(
    "email", ["li.wei", "a@b", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com"]
)
def test_what_is_no_address_is_refused(visitor, email):
    assert mail(visitor, email).status_code == 422
    assert mails() == []


def test_nobody_fills_a_mailbox_with_many_conversations(client):
    visitors = [Visitor(client) for _ in range(6)]

    answers = [mail(visitor) for visitor in visitors]

    assert [answer.status_code for answer in answers] == [202] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_without_mail_it_is_said_and_not_promised(client, visitor, environment):
    environment.setenv("SMTP_URL", "")
    environment.setattr("api.settings.Settings.can_send_mail", False)

    assert (mail(visitor).status_code, mails()) == (503, [])

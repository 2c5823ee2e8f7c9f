"""One's data in words: told what is kept, or a request with a reference; without an address a form asks for it."""

import uuid

import pytest

from crm import cases, privacy
from crm.store import reading
from tests.unit.actions.conftest import put_articles, put_message

MAIL = [{"entity": "email", "value": "lena@example.org"}]


def asks(act, text, *, entities=(), conversation=None, message=None, language="en"):
    return act(
        "action_privacy_request",
        text=text,
        intent="privacy_request",
        entities=list(entities),
        sender=str(conversation) if conversation else str(uuid.uuid4()),
        **({"message": message} if message else {}),
        slots={"language": language},
    )


def made(conversation):
    with reading() as session:
        return [case for case in cases.of_conversation(session, conversation) if case.kind == privacy.KIND]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("please erase whatever you have on me, lena@example.org", "Delete my data"),
        ("清空我的资料，邮箱lena@example.org", "Delete my data"),
        ("I'd like an export of my records to lena@example.org", "Send me a copy of my data"),
        ("我要一份我的个人信息副本，lena@example.org", "Send me a copy of my data"),
        ("my birthday is wrong in your files, lena@example.org", "Correct my data"),
        ("撤回我的营销同意，lena@example.org", "Stop using it, or withdraw consent"),
    ],
)
def test_a_wish_with_an_address_is_a_request_at_once(act, text, wish):
    conversation, message = put_message()

    turn = asks(act, text, entities=MAIL, conversation=conversation, message=message)

    (case,) = made(conversation)
    assert turn.responses[0] == "utter_privacy_request"
    assert case.reference in turn.said[0]["sentence"]
    assert case.details[0]["value"]["en"] == wish
    assert turn.slots["focus"][0]["ids"] == [case.reference]


def test_asking_again_names_the_same_request(act):
    conversation, message = put_message()
    asks(act, "delete all of it", entities=MAIL, conversation=conversation, message=message)

    again = asks(act, "is my data deleted yet?", entities=MAIL, conversation=conversation)

    (case,) = made(conversation)
    assert case.reference in again.said[0]["sentence"]


def test_without_an_address_the_form_asks_for_it(act):
    conversation, message = put_message()

    turn = asks(act, "forget me", conversation=conversation, message=message)

    assert turn.responses == ["utter_privacy_request_form"]
    assert turn.attached["form"]["name"] == "privacy_request"
    assert made(conversation) == []


@pytest.mark.parametrize(
    "text",
    [
        "which details of mine are in your system?",
        "how long are chats kept?",
        "你们保存了我哪些信息？",
        "聊天记录会存多久",
    ],
)
def test_a_question_is_answered_and_opens_nothing(act, text):
    put_articles()
    conversation, message = put_message()

    turn = asks(act, text, entities=MAIL, conversation=conversation, message=message)

    assert turn.responses == ["utter_article"]
    assert made(conversation) == []

"""Pictures and PDFs that customers and people send each other."""

import uuid

import pytest

from tests.unit.crm.test_files import picture

PDF = b"%PDF-1.4\n%%EOF"
both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def send(visitor, content, *, name="bag.jpg", client_id=None):
    query = {"conversation_id": visitor.conversation_id, "client_id": client_id or str(uuid.uuid4())}
    return visitor.client.post("/v1/chat/files", params=query, files={"file": (name, content)}, headers=visitor.headers)


def send_from(desk, visitor, content, *, name="claim.pdf", client_id=None):
    return desk.browser.post(
        f"/v1/desk/conversations/{visitor.conversation_id}/files",
        params={"client_id": client_id or str(uuid.uuid4())},
        files={"file": (name, content)},
        headers=desk.headers,
    )


@both_stores
def test_a_photo_goes_to_the_person_who_is_there(visitor, desk, assistant):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    asked, again = len(assistant.asked), str(uuid.uuid4())

    sent = [send(visitor, picture(), client_id=again).json() for _ in range(2)]

    story = desk.get(f"/conversations/{visitor.conversation_id}").json()
    (shown,) = [one for one in story["messages"] if one["kind"] == "file"]
    assert {one["message_id"] for one in sent} == {shown["id"]}
    assert (shown["author"], shown["data"]["file"]["media_type"]) == ("visitor", "image/jpeg")
    assert desk.get(f"/files/{shown['data']['file']['id']}").headers["content-type"] == "image/jpeg"
    assert story["conversation"]["waiting_since"]
    assert len(assistant.asked) == asked
    assert visitor.history()["messages"][-1]["id"] == shown["id"]


def test_in_line_a_photo_waits_for_the_person_and_asks_the_assistant_nothing(visitor, desk, assistant):
    assistant.respond = assistant.hand_over
    visitor.send("agent please")
    assistant.respond = assistant.echo
    before = len(assistant.asked)

    assert send(visitor, PDF, name="票据.pdf").json()["message_id"]

    assert visitor.send("and my words").json()["replies"][0]["body"] == "You said: and my words"
    assert len(assistant.asked) == before + 1


def test_with_the_assistant_a_photo_is_read_as_before(visitor):
    visitor.send("hello")

    assert send(visitor, picture()).json()["message_id"] is None
    assert send(visitor, PDF).status_code == 415
    assert {one["kind"] for one in visitor.history()["messages"]} <= {"text", "choices"}


def test_what_was_sent_as_a_message_is_not_taken_back(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")
    sent = send(visitor, picture()).json()

    assert visitor.client.delete(sent["url"], headers=visitor.headers).status_code == 404


@both_stores
def test_an_agent_sends_a_file_and_takes_the_conversation_by_it(client, visitor, desk, other_desk):
    visitor.send("hello")
    again = str(uuid.uuid4())

    answers = [send_from(desk, visitor, PDF, client_id=again).json() for _ in range(2)]

    assert answers[0]["message"]["id"] == answers[1]["message"]["id"]
    assert answers[0]["conversation"]["assignee"]["name"] == "Mei"
    said = visitor.history()["messages"][-1]
    assert (said["kind"], said["author_name"], said["data"]["file"]["name"]) == ("file", "Mei", "claim.pdf")
    path = f"/v1/chat/files/{said['data']['file']['id']}"
    assert client.get(path, headers=visitor.headers).content == PDF
    assert client.get(path).status_code == 401
    assert send_from(other_desk, visitor, PDF).status_code == 409


@pytest.mark.parametrize(("content", "status"), [(b"MZ\x90", 415), (b"<svg onload='x'/>", 415)])
def test_only_pictures_and_pdfs_are_sent(visitor, desk, content, status):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    assert send_from(desk, visitor, content).status_code == send(visitor, content).status_code == status


def test_nobody_sends_a_file_without_signing_in(client, visitor):
    path = f"/v1/desk/conversations/{visitor.conversation_id}/files?client_id={uuid.uuid4()}"

    assert client.post(path, files={"file": ("a.pdf", PDF)}).status_code == 401

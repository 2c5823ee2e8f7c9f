"""Mail as a channel: what customers write is answered by mail, once, in its thread, and no machine is answered."""

import base64
import io
import uuid
from email.message import EmailMessage

import pytest
from PIL import Image
from sqlalchemy import select

from api.channels.delivering import deliver_due
from api.http import tokens
from api.settings import get_settings
from crm.identities import Identity
from crm.store import reading
from tests.edge.conftest import until

KEY = "m" * 40
ADDRESS = "help@lantern.example"
WRITER = "li.wei@example.com"
PDF = b"%PDF-1.7 a receipt"
CHOICES = [{"title": "Track a bag", "payload": "/bag_status"}, {"title": "Check in", "payload": "/check_in"}]


@pytest.fixture(autouse=True)
def settings(environment, postbox):
    environment.setenv("MAIL_KEY", KEY)
    environment.setenv("MAIL_ADDRESS", ADDRESS)


def letter(text="Where is my bag?", *, subject="Bag", sender=f"Li Wei <{WRITER}>", **headers):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, subject
    mail["Message-ID"] = headers.pop("name", f"<{uuid.uuid4().hex}@example.com>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


@pytest.fixture
def hand_in(client):
    """What a mail server does."""

    def hand_in(mail, *, key=KEY):
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "message/rfc822"}
        return client.post("/v1/mail/messages", content=raw, headers=headers)

    return hand_in


@pytest.fixture
def answers(client, postbox, desk):
    """The mails that went out since, once nothing is left to answer."""

    def answers(count=1):
        def enough():
            client.portal.call(deliver_due)
            return len(postbox.mails) >= count

        until(enough)
        client.portal.call(deliver_due)
        return list(postbox.mails)

    return answers


def words(mail):
    """What a mail says."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip()


def talk(desk):
    """The one conversation, with what was said in it."""
    found = desk.get("/conversations?view=all&status=any").json()["conversations"]
    assert len(found) == 1
    return desk.get(f"/conversations/{found[0]['id']}").json()


def said(desk, author="visitor"):
    return [one["body"] for one in talk(desk)["messages"] if one["author"] == author]


def test_a_mail_is_answered_by_mail_in_its_thread(hand_in, answers, desk):
    mail = letter()

    assert (hand_in(mail).status_code, hand_in(mail).json()) == (202, {"status": "known"})

    (answer,) = answers()
    assert (answer["To"], answer["From"], answer["Subject"]) == (WRITER, ADDRESS, "Re: Bag")
    assert answer["In-Reply-To"] == answer["References"] == mail["Message-ID"]
    assert answer["Auto-Submitted"] == "auto-replied"
    assert words(answer) == "You said: Bag\n\nWhere is my bag?"
    assert talk(desk)["conversation"]["channel"] == "email"
    with reading() as session:
        assert [(one.channel, one.external_id) for one in session.scalars(select(Identity))] == [("email", WRITER)]


def test_what_is_said_in_one_go_is_one_mail_and_a_number_chooses(hand_in, answers, assistant):
    asks = {"text": "Which?", "buttons": CHOICES, "data": {}}
    assistant.respond = lambda question: assistant.say("", replies=[{"text": "Sure.", "data": {}}, asks])
    hand_in(letter())
    (answer,) = answers()
    assert words(answer).split("\n\n")[0] == "Sure."
    assert "1. Track a bag\n2. Check in" in words(answer)

    assistant.respond = assistant.echo
    hand_in(letter("2", subject="Re: Bag", In_Reply_To=answer["Message-ID"]))

    answers(2)
    assert assistant.asked[-1]["payload"] == "/check_in"


def test_a_person_answers_from_the_desk_with_a_file_and_is_no_machine(hand_in, answers, desk, assistant):
    assistant.respond = assistant.hand_over
    hand_in(letter())
    answers()
    talk_id = talk(desk)["conversation"]["id"]

    desk.do(talk_id, "reply", text="Mei here.")
    desk.do(talk_id, "note", text="for us alone")
    path = f"/v1/desk/conversations/{talk_id}/files?client_id={uuid.uuid4()}"
    desk.browser.post(path, files={"file": ("receipt.pdf", PDF)}, headers=desk.headers)

    answer = answers(2)[-1]
    assert "Auto-Submitted" not in answer
    assert words(answer) == "Mei here.\n\nreceipt.pdf"
    assert [part.get_content() for part in answer.iter_attachments()] == [PDF]


def test_pictures_go_to_the_person_who_is_called_and_are_named_elsewhere(hand_in, answers, desk, assistant):
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")

    def with_photo(text, **more):
        mail = letter(text, **more)
        mail.add_attachment(picture.getvalue(), maintype="image", subtype="png", filename="bag.png")
        mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
        return mail

    assistant.respond = assistant.hand_over
    hand_in(with_photo("Broken!"))
    answers()
    assert said(desk) == ["Bag\n\nBroken!\n\n[attached, not kept: bag.png, run.exe]"]

    hand_in(with_photo("Here it is.", subject="Re: Bag", In_Reply_To="<a@b>"))

    assert said(desk)[1:] == ["Here it is.", "bag.jpg"]
    shown = next(one for one in talk(desk)["messages"] if one["body"] == "bag.jpg")
    assert (shown["kind"], shown["data"]["file"]["media_type"]) == ("file", "image/jpeg")


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"Auto_Submitted": "auto-replied"}, WRITER),
        ({"Precedence": "bulk"}, WRITER),
        ({"List_Id": "<news.example.com>"}, WRITER),
        ({"Return_Path": "<>"}, "mailer-daemon@example.com"),
        ({}, ADDRESS),
    ],
)
def test_machines_and_we_ourselves_are_not_answered(hand_in, desk, headers, sender):
    assert hand_in(letter(sender=sender, **headers)).json() == {"status": "ignored"}
    assert desk.get("/conversations?view=all").json()["conversations"] == []


QUOTES = {
    "gmail": "New words.\n\nOn Sun, 29 Nov 2026 at 10:00, Lantern Air\n<help@lantern.example> wrote:\n> old words\n",
    "outlook": "New words.\n\n________________________________\nFrom: Lantern Air\nSent: Sunday\nold words",
    "header": "New words.\n\nFrom: Lantern Air\nSent: Sunday\nold words",
    "chinese": "New words.\n\n在 2026年11月29日，灯笼航空 写道：\n> old words",
    "qq": "New words.\n\n------------------ 原始邮件 ------------------\nold words",
    "signed": "New words.\n-- \nLi Wei, old words",
    "inline": "> old words\nNew words.",
}


@pytest.mark.parametrize("form", QUOTES)
def test_their_own_words_alone_are_taken(hand_in, desk, form):
    hand_in(letter(QUOTES[form], subject="Re: Bag", In_Reply_To="<a@b>"))

    assert said(desk) == ["New words."]


def test_a_mail_of_markup_alone_is_read_and_nothing_of_its_page_is_kept(hand_in, desk):
    mail = letter(subject="")
    shown, hidden = "<p>行李<b>没到</b>&amp;着急</p><div>谢谢</div>", "<blockquote>old</blockquote><script>x()</script>"
    mail.set_content(f"<style>p{{}}</style>{shown}{hidden}", subtype="html")

    hand_in(mail)

    assert said(desk) == ["行李没到&着急\n谢谢"]
    assert talk(desk)["conversation"]["language"] == "zh"


def test_only_who_knows_the_key_hands_mail_in(hand_in, environment, client):
    assert hand_in(letter(), key="n" * 40).status_code == 401
    assert client.post("/v1/mail/messages", content=b"x").status_code == 401

    environment.setenv("MAIL_KEY", "")
    get_settings.cache_clear()
    assert hand_in(letter(), key="").status_code == 401


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff nonsense",
        b"From: nobody\n\nhello",
        b"From: a@example.com, b\n",
        b"Subject: =?utf-8?b?broken\n\nx",
    ],
)
def test_what_is_no_mail_or_says_nothing_is_refused_or_ignored(hand_in, desk, raw):
    answered = hand_in(raw)

    assert answered.status_code == 422 or answered.json() == {"status": "ignored"}


def test_strange_encodings_and_endless_words_are_taken_as_far_as_they_go(hand_in, desk):
    head = f"From: {WRITER}\nMessage-ID: <1@x>\nIn-Reply-To: <0@x>\nContent-Type: text/plain; charset=klingon\n"
    hand_in(f"{head}Content-Transfer-Encoding: base64\n\n".encode() + base64.b64encode("行李 ".encode() * 4000))

    (body,) = said(desk)
    assert body.startswith("行李")
    assert len(body.encode()) <= 8192


def test_a_mail_proves_nobody_in_the_chat(hand_in, client, answers, visitor):
    hand_in(letter(sender=WRITER))

    with reading() as session:
        (customer_id,) = session.scalars(select(Identity.customer_id).where(Identity.channel == "email"))
    assert tokens.read_visitor(visitor.token).customer_id != customer_id

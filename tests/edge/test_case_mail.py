"""What may be counted on when a case promises a mail: it goes out with what was promised, or is not promised."""

import re
import uuid
from datetime import timedelta

import pytest

from crm import appointment_changes, appointments, case_kinds, cases, identities
from crm.base import utc_now
from crm.conversations import Conversation
from crm.store import unit_of_work
from tests.edge.conftest import Desk, Postbox, Visitor
from tests.edge.test_casework import opened
from tests.edge.test_mail import deliver
from tests.unit.crm.test_files import picture

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
EMAIL = "wei.li@example.com"
PDF = b"%PDF-1.7\n%invoice 1\n"
INVOICE = {"ticket": "7841234567890", "buyer": "person", "name": "Wei Li", "email": EMAIL}
COMPLAINT = {"happened": "The crew laughed at my hat.", "wanted": "An apology", "name": "Wei Li", "contact": EMAIL}


def filed(client, visitor: Visitor, kind: str, values: dict) -> str:
    sent = opened(client, visitor, kind).submit(**values)
    assert sent.status_code == 200, sent.text
    return str(sent.json()["result"]["reference"])


def give(desk: Desk, reference: str, data: bytes = PDF, name: str = "发票.pdf"):
    return desk.browser.post(
        f"/v1/desk/cases/{reference}/files", files={"file": (name, data, "application/pdf")}, headers=desk.headers
    )


def move(desk: Desk, reference: str, to: str, note: str | None = None):
    version = desk.get(f"/cases/{reference}").json()["case"]["version"]
    body = {"to": to, "note": note, "expected_version": version}
    return desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)


@BOTH_STORES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_issued_invoice_goes_out_with_the_document(postbox: Postbox, client, desk, language):
    visitor = Visitor(client, language=language)
    reference = filed(client, visitor, "invoice", INVOICE)
    assert [one["name"] for one in give(desk, reference).json()["given"]] == ["发票.pdf"]

    issued = move(desk, reference, "issued", note="Have a good trip.")

    assert issued.status_code == 200, issued.text
    [waiting] = issued.json()["mails"]
    assert (waiting["status"], waiting["to"], waiting["attachments"]) == ("waiting", "w***i@example.com", 1)
    assert deliver() == 1
    [sent] = postbox.mails
    assert sent["To"] == EMAIL and reference in sent["Subject"]
    text = sent.get_body(("plain",)).get_content()
    assert reference in text and "Have a good trip." in text and {"zh": "附件", "en": "Attached"}[language] in text
    [attached] = sent.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type(), attached.get_content()) == (
        "发票.pdf",
        "application/pdf",
        PDF,
    )
    [done] = desk.get(f"/cases/{reference}").json()["mails"]
    assert done["status"] == "sent" and done["sent_at"]
    card = [one["data"]["card"] for one in visitor.history()["messages"] if one["kind"] == "card"][-1]
    assert client.get(card["files"][0]["url"], headers=visitor.headers).content == PDF


@BOTH_STORES
def test_without_a_document_or_an_address_it_is_not_called_issued(client, visitor, desk):
    reference = filed(client, visitor, "invoice", INVOICE)

    bare = move(desk, reference, "issued")

    assert (bare.status_code, bare.json()["error"]["code"]) == (409, "no_attachment")
    assert desk.get(f"/cases/{reference}").json()["case"]["status"] == "submitted"
    assert desk.get(f"/cases/{reference}").json()["mails"] == []
    nobody = unaddressed(visitor, "certificate")
    give(desk, nobody)
    homeless = move(desk, nobody, "issued")
    assert (homeless.status_code, homeless.json()["error"]["code"]) == (409, "no_email_address")
    know_by_mail(visitor)
    assert move(desk, nobody, "issued").status_code == 200


def unaddressed(visitor: Visitor, kind: str, **more) -> str:
    """A case that no form with an address stands behind."""
    with unit_of_work() as session:
        talk = session.get_one(Conversation, uuid.UUID(visitor.conversation_id))
        return cases.open_case(
            session,
            kind=kind,
            workflow=case_kinds.get(kind).workflow,
            reference=cases.new_reference("IV"),
            customer_id=talk.customer_id,
            conversation_id=talk.id,
            title={"zh": "预约", "en": "Appointment"},
            details=[],
            **more,
        ).reference


def know_by_mail(visitor: Visitor) -> None:
    with unit_of_work() as session:
        talk = session.get_one(Conversation, uuid.UUID(visitor.conversation_id))
        identities.add(session, customer=talk.customer, channel="email", external_id=EMAIL)


def test_where_no_mail_can_be_sent_it_is_not_promised(client, visitor, desk, monkeypatch):
    reference = filed(client, visitor, "invoice", INVOICE)
    give(desk, reference)
    monkeypatch.setattr("api.settings.Settings.can_send_mail", False)

    refused = move(desk, reference, "issued")

    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "mail_unavailable")


def test_a_server_that_refuses_is_tried_again_and_the_case_says_so(postbox: Postbox, client, visitor, desk):
    reference = filed(client, visitor, "invoice", INVOICE)
    give(desk, reference)
    move(desk, reference, "issued")
    postbox.answer = "451 later"

    assert deliver() == 0

    [waiting] = desk.get(f"/cases/{reference}").json()["mails"]
    assert (waiting["status"], waiting["attempts"], waiting["error"]) == ("waiting", 1, "message_refused")


@BOTH_STORES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_answer_to_a_complaint_is_mailed_where_an_address_is_known(postbox: Postbox, client, desk, language):
    visitor = Visitor(client, language=language)
    reference = filed(client, visitor, "complaint", COMPLAINT)
    by_phone = filed(client, Visitor(client), "complaint", {**COMPLAINT, "contact": "+44 20 7946 0018"})
    for one in (reference, by_phone):
        assert move(desk, one, "answered", note="We apologise: a hat is no laughing matter.").status_code == 200

    assert deliver() == 1

    [sent] = postbox.mails
    assert sent["To"] == EMAIL and sent["Content-Language"] == language
    assert "a hat is no laughing matter" in sent.get_content()
    assert re.search({"zh": "投诉", "en": "Complaint"}[language], sent["Subject"])


@BOTH_STORES
def test_a_reminder_is_mailed_once_and_not_after_the_appointment(postbox: Postbox, visitor, store):
    know_by_mail(visitor)
    now = utc_now()
    starts = now + timedelta(hours=30)
    reference = unaddressed(visitor, "call_back", due_at=starts)
    with unit_of_work() as session:
        case = cases.get_by_reference(session, reference)
        appointments.book(session, case, kind="call_back", place="", starts_at=starts, zone="UTC", now=now)
    with unit_of_work() as session:
        assert appointment_changes.remind_due(session, now=now + timedelta(hours=7)) == 1
        assert appointment_changes.remind_due(session, now=now + timedelta(hours=7)) == 0

    assert deliver() == 1

    [sent] = postbox.mails
    assert sent["To"] == EMAIL and reference in sent.get_content()


def test_only_the_team_gives_files_and_only_while_the_case_is_open(client, visitor, desk):
    reference = filed(client, visitor, "invoice", INVOICE)
    other = filed(client, Visitor(client), "invoice", INVOICE)
    anonymous = client.post(f"/v1/desk/cases/{reference}/files", files={"file": ("a.pdf", PDF)})
    assert anonymous.status_code == 401
    assert give(desk, "IV000000").status_code == 404
    assert give(desk, reference, b"MZ no picture", "a.exe").status_code == 415
    assert give(desk, reference, picture(), "a.jpg").json()["given"][0]["media_type"] == "image/jpeg"
    given = give(desk, reference).json()["given"]
    path = f"/v1/desk/cases/{{}}/files/{given[0]['id']}"

    assert desk.browser.delete(path.format(other), headers=desk.headers).status_code == 404
    taken = desk.browser.delete(path.format(reference), headers=desk.headers)

    assert [one["name"] for one in taken.json()["given"]] == ["发票.pdf"]
    assert move(desk, reference, "withdrawn").status_code == 200
    assert give(desk, reference).status_code == 409

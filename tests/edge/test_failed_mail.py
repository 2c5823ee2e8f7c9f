"""Mail that was given up is listed with its reason, and sent again once, to an address of the customer's own."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from crm import cases, identities, outbox
from crm.outbox import Mail
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk
from tests.edge.test_case_mail import BOTH_STORES, COMPLAINT, EMAIL, INVOICE, filed, give, move
from tests.edge.test_mail import deliver


@pytest.fixture
def ana(client):
    return Desk(client, "ana@example.com")


def failed(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.get("/mails/failed").json()["mails"])


def again(desk: Desk, mail_id: str) -> Any:
    return desk.browser.post(f"/v1/desk/mails/{mail_id}/send-again", json={}, headers=desk.headers)


def refused(client, visitor, desk, postbox) -> str:
    """An invoice whose mail was refused for good; its reference."""
    reference = filed(client, visitor, "invoice", INVOICE)
    give(desk, reference)
    move(desk, reference, "issued", note="Have a good trip.")
    postbox.recipient_answer = "550 no mailbox here"
    assert deliver() == 0
    postbox.recipient_answer = "250 OK"
    return reference


@BOTH_STORES
def test_what_was_refused_is_sent_again_once_with_all_that_it_said(postbox, client, visitor, desk, ana):
    reference = refused(client, visitor, desk, postbox)
    [one] = failed(ana)
    assert (one["error"], one["to"], one["to_now"], one["bar"]) == (
        "recipient_refused",
        "w***i@example.com",
        "w***i@example.com",
        None,
    )
    assert one["case"]["reference"] == reference

    with ThreadPoolExecutor(3) as three:
        codes = [answer.status_code for answer in three.map(lambda _: again(ana, one["id"]), range(3))]

    assert sorted(codes) == [200, 409, 409]
    assert (deliver(), deliver()) == (1, 0)
    [mail] = postbox.mails
    assert mail["To"] == EMAIL and reference in mail["Subject"]
    assert "Have a good trip." in mail.get_body(("plain",)).get_content()
    assert len(list(mail.iter_attachments())) == 1
    assert failed(ana)[0]["bar"] == "sent_again"
    late = again(ana, one["id"]).json()["error"]
    assert (late["code"], late["details"]) == ("mail_not_repeatable", {"reason": "sent_again"})
    notes = [event["note"] for event in desk.get(f"/cases/{reference}").json()["events"]]
    assert "✉ → w***i@example.com" in notes


def test_what_is_refused_a_second_time_can_be_sent_again_too(postbox, client, visitor, desk, ana):
    refused(client, visitor, desk, postbox)
    again(ana, failed(ana)[0]["id"])
    postbox.recipient_answer = "550 still no mailbox"
    deliver()
    postbox.recipient_answer = "250 OK"

    newest, oldest = failed(ana)

    assert (newest["bar"], oldest["bar"]) == (None, "sent_again")
    assert (again(ana, newest["id"]).status_code, deliver()) == (200, 1)


def test_another_address_is_taken_from_the_customers_own_record(postbox, client, visitor, desk, ana):
    reference = refused(client, visitor, desk, postbox)
    with unit_of_work() as session:
        customer = cases.get_by_reference(session, reference).customer
        identities.add(session, customer=customer, channel="email", external_id="li.wei@example.org")

    [one] = failed(ana)
    again(ana, one["id"])

    assert one["to_now"] == "l***i@example.org"
    assert (deliver(), postbox.mails[0]["To"]) == (1, "li.wei@example.org")


def test_what_its_case_no_longer_says_is_not_sent_again(postbox, client, visitor, desk, ana):
    reference = filed(client, visitor, "complaint", COMPLAINT)
    move(desk, reference, "answered", note="We are sorry.")
    postbox.recipient_answer = "550 no mailbox here"
    deliver()
    move(desk, reference, "in_progress")

    [one] = failed(ana)

    assert one["bar"] == "case_moved"
    assert again(ana, one["id"]).json()["error"]["details"] == {"reason": "case_moved"}


def test_words_that_are_not_kept_are_not_made_up(postbox, client, ana):
    with unit_of_work() as session:
        outbox.send(session, to=EMAIL, subject="Your code", body="123456", language="en", key="code:1")
    postbox.recipient_answer = "550 no mailbox here"
    deliver()

    [one] = failed(ana)

    assert (one["bar"], one["case"]) == ("not_kept", None)
    assert again(ana, one["id"]).status_code == 409
    with reading() as session:
        assert len(list(session.scalars(select(Mail)))) == 1


def test_supervisors_alone_send_again_and_only_what_was_given_up(postbox, client, visitor, desk, ana):
    refused(client, visitor, desk, postbox)
    [one] = failed(ana)

    assert desk.get("/mails/failed").status_code == 403
    assert again(desk, one["id"]).status_code == 403
    assert again(ana, str(uuid.uuid4())).json()["error"]["code"] == "mail_not_found"
    again(ana, one["id"])
    with reading() as session:
        waiting = session.scalars(select(Mail.id).where(Mail.status == "waiting")).one()
    assert again(ana, str(waiting)).status_code == 404

"""What becomes of an address that mail came back from, with a real mail server on the way out."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from api import mail
from api.settings import get_settings
from crm import bounces, customers, identities, outbox, personal_data
from crm.base import utc_now
from crm.bounces import BouncedAddress
from crm.cases import Case
from crm.outbox import Mail
from crm.store import reading, unit_of_work
from crm.surveys import Survey, hash_of
from tests.edge.conftest import Desk
from tests.edge.test_survey_sending import all_of, closed_case, send

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
KEY = "m" * 40
ADDRESS = "wang@example.com"


def queue(to=ADDRESS, **more):
    with unit_of_work() as session:
        outbox.send(session, to=to, subject="你好", body="正文", language="zh", **more)


def deliver():
    return asyncio.run(mail.deliver_due())


def report(returned, *, to=ADDRESS, status="5.1.1", action="failed", headers_only=False, forwarded=False):
    """What a mail server writes about a mail that it could not deliver."""
    named = f"Original-Recipient: rfc822; {to}\nFinal-Recipient: rfc822; " if forwarded else "Final-Recipient: rfc822; "
    named += "elsewhere@example.net" if forwarded else to
    kind = "text/rfc822-headers" if headers_only else "message/rfc822"
    original = f"Message-ID: {returned['Message-ID']}\nTo: {to}\nSubject: hello\n\n" + (
        "" if headers_only else "body\n"
    )
    return f"""From: MAILER-DAEMON@mx.example.com
To: care@lantern.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BB"

--BB
Content-Type: text/plain

I am sorry.

--BB
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

{named}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--BB
Content-Type: {kind}

{original}
--BB--
""".encode()


@pytest.fixture
def hand_in(environment, postbox, client):
    """The door for mail."""
    environment.setenv("MAIL_KEY", KEY)
    get_settings.cache_clear()

    def post(raw):
        headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "message/rfc822"}
        response = client.post("/v1/mail/messages", content=raw, headers=headers)
        assert response.status_code == 202, response.text
        return response.json()["status"]

    return post


def bounced():
    with reading() as session:
        return [(one.shown, one.status) for one in session.scalars(select(BouncedAddress))]


@STORES
@pytest.mark.parametrize("shape", [{}, {"headers_only": True}, {"forwarded": True}])
def test_a_mail_that_came_back_for_good_is_the_last_one_there(postbox, hand_in, shape):
    queue()
    deliver()

    assert hand_in(report(postbox.mails[0], **shape)) == "taken"
    queue()

    assert deliver() == 0
    assert bounced() == [("w***g@example.com", "5.1.1")]
    assert len(postbox.mails) == 1
    with reading() as session:
        last = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert (last.status, last.last_error, last.body) == ("failed", "bounced", "")


def test_case_and_a_second_report_make_no_other_address(postbox, hand_in):
    queue()
    deliver()

    for _ in range(2):
        hand_in(report(postbox.mails[0], to="WANG@Example.com"))

    assert len(bounced()) == 1
    queue("Wang@example.com")
    assert deliver() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"status": "4.4.1", "action": "delayed"},
        {"status": "5.2.2"},
        {"status": "5.7.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "nonsense"},
        {"to": "li@example.com"},
    ],
    ids=["delayed", "full", "taken for junk", "delivered", "no status", "somebody else's"],
)
def test_what_passes_or_is_about_somebody_else_changes_nothing(postbox, hand_in, more):
    queue()
    deliver()

    assert hand_in(report(postbox.mails[0], **more)) == "ignored"

    assert bounced() == []
    queue()
    assert deliver() == 1


def test_a_report_on_a_mail_that_was_never_ours_changes_nothing(postbox, hand_in):
    queue()
    deliver()
    forged = {"Message-ID": f"<1.2.3.{'0' * 32}@lantern.example>"}

    assert hand_in(report(forged)) == "ignored"
    assert hand_in(report({"Message-ID": "<anything@elsewhere.example>"})) == "ignored"
    assert bounced() == []


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("550 no such user", [("w***g@example.com", "5.1.1")]),
        ("550 5.1.1 unknown", [("w***g@example.com", "5.1.1")]),
        ("550 5.7.1 we do not like you", []),
        ("552 5.2.2 full", []),
        ("450 4.2.1 later", []),
    ],
)
def test_an_address_that_is_refused_at_the_door_is_known_too(postbox, store, answer, kept):
    postbox.recipient_answer = answer
    queue()
    deliver()

    assert bounced() == kept


def test_whoever_writes_from_the_address_has_it_back(postbox, hand_in):
    queue()
    deliver()
    hand_in(report(postbox.mails[0]))

    hand_in(f"From: {ADDRESS}\nTo: care@lantern.example\nMessage-ID: <a@b>\nSubject: hi\n\nHello\n".encode())

    assert bounced() == []


def test_surveys_take_another_way(postbox, store):
    closed_case()
    with unit_of_work() as session:
        session.add(
            BouncedAddress(address_hash=hash_of(ADDRESS), shown="w***g@example.com", status="5.1.1", at=utc_now())
        )

    assert send() == 1

    [survey] = all_of(Survey)
    assert (survey.channel, all_of(Mail)) == ("web", [])


def test_the_desk_says_so_at_the_customers_record_and_forgets_it_with_them(client, hand_in, postbox):
    case_id = closed_case()
    send()
    deliver()
    hand_in(report(postbox.mails[0]))
    desk = Desk(client)
    with reading() as session:
        case = session.get_one(Case, case_id)

    shown = desk.get(f"/conversations/{case.conversation_id}").json()["customer"]["bounced"]

    assert [one["address"] for one in shown] == ["w***g@example.com"]
    with unit_of_work() as session:
        copy = personal_data.collect(session, case.customer_id, now=utc_now())
        assert [one["shown"] for one in copy["bounced"]] == ["w***g@example.com"]
        assert bounces.forget(session, case.customer_id) == 1


def test_a_customer_is_found_by_any_of_their_addresses(store):
    with unit_of_work() as session:
        who = customers.create_customer(session, language="zh")
        identities.add(session, customer=who, channel="email", external_id=ADDRESS)
        mail_of = outbox.send(session, to=ADDRESS, subject="s", body="b", language="zh")
        outbox.sent(session, mail_of.id, now=utc_now() - timedelta(minutes=1))
        failure = bounces.Failure(mail_of.id, ADDRESS, "5.1.1")
        assert bounces.note(session, failure, now=utc_now())
        assert [one.customer_id for one in bounces.of(session, who.id)] == [who.id]

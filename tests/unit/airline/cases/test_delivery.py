"""Changing a delivery: only with the code from the mailbox on file, and only while there is something to change."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from airline.cases import delivery, reports
from airline.cases.delivery import DeliveryCode
from crm import case_kinds, cases, outbox
from crm.errors import FormClosed, TooManyRequests
from crm.outbox import Mail
from tests.unit.airline.forms import NOW, open_form, report, said, send, talk

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

CHANGE = {
    "address": "Hotel Lux, 5 Rue Cler, Paris",
    "day": "2026-11-25",
    "window": "evening",
    "phone": "+33142278000",
    "note": "ring twice",
}


@pytest.fixture
def conversation(session):
    return talk(session)


@pytest.fixture
def case(session, conversation):
    case = report(session, conversation)
    go(session, case, "tracing", "located")
    return case


@pytest.fixture
def form(session, conversation, case):
    return open_form(session, conversation, "delivery_change", reference=case.reference)


def go(session, case, *states):
    for state in states:
        cases.move(session, case, state, workflow=WORKFLOWS[case.kind], actor="system")


def mailed(session):
    return list(session.scalars(select(Mail).where(Mail.key.startswith("delivery-code:")).order_by(Mail.id)))


def code(session, form, now=NOW):
    """Ask for a code and read it in the mail."""
    delivery.send_code(session, form, now)
    return re.search(r"\b\d{6}\b", mailed(session)[-1].body).group()


def wrong_code(right):
    return f"{(int(right) + 1) % 1_000_000:06d}"


def test_mails_a_code_to_the_address_in_the_report_and_shows_it_masked(session, form, case):
    sent_to, seconds = delivery.send_code(session, form, NOW)

    mail = mailed(session)[-1]
    assert (sent_to, seconds) == ("z***i@example.com", 600)
    assert mail.to == "zhang.wei@example.com"
    assert case.reference in mail.body
    assert mail.expires_at == NOW + timedelta(minutes=10)


def test_keeps_no_code_that_could_be_read(session, form):
    sent = code(session, form)

    kept = session.scalars(select(DeliveryCode).order_by(DeliveryCode.id.desc())).first()
    assert sent.encode() not in kept.salt + kept.digest


def test_changes_the_delivery_with_the_right_code_and_tells_agents(session, conversation, case, form):
    assert send(session, form, {**CHANGE, "code": code(session, form)}) == {}

    made = reports.of_case(session, case)
    assert (made.address, made.delivery["window"]) == (CHANGE["address"], "evening")
    note = cases.events(session, case)[-1]
    assert note.actor == "customer"
    assert CHANGE["address"] in note.note and "25 November 2026" in note.note
    assert {"zh": "2026年11月25日 · 晚上（18点到21点）", "en": "25 November 2026 · Evening (18 to 21)"} in [
        detail["value"] for detail in case.details
    ]
    assert CHANGE["address"] in said(session, conversation)[-1].body


def test_refuses_without_a_code_sent(session, form):
    assert set(send(session, form, {**CHANGE, "code": "123456"})) == {"code"}


def test_counts_wrong_codes_down_and_then_wants_a_new_one(session, form, case):
    right = code(session, form)

    answers = [send(session, form, {**CHANGE, "code": wrong_code(right)})["code"] for _ in range(5)]

    assert "4 tries left" in answers[0] and "2 tries left" in answers[2] and "one try left" in answers[3]
    assert "new one" in answers[4]
    assert set(send(session, form, {**CHANGE, "code": right})) == {"code"}
    assert reports.of_case(session, case).delivery == {}


def test_a_code_is_good_for_ten_minutes(session, form):
    right = code(session, form)

    late = send(session, form, {**CHANGE, "code": right}, now=NOW + timedelta(minutes=10))
    in_time = send(session, form, {**CHANGE, "code": right}, now=NOW + timedelta(minutes=9, seconds=59))

    assert set(late) == {"code"}
    assert in_time == {}


def test_a_new_code_ends_the_one_before(session, form):
    first, second = code(session, form), code(session, form)

    if first != second:
        assert set(send(session, form, {**CHANGE, "code": first})) == {"code"}
    assert send(session, form, {**CHANGE, "code": second}) == {}


def test_sends_three_codes_in_a_quarter_of_an_hour(session, form):
    for minute in range(3):
        delivery.send_code(session, form, NOW + timedelta(minutes=minute))

    with pytest.raises(TooManyRequests):
        delivery.send_code(session, form, NOW + timedelta(minutes=14))
    delivery.send_code(session, form, NOW + timedelta(minutes=15, seconds=1))


def test_another_form_for_the_same_bag_gives_no_more_codes(session, form, case):
    for _ in range(3):
        delivery.send_code(session, form, NOW)

    other = open_form(session, talk(session), "delivery_change", reference=case.reference)
    with pytest.raises(TooManyRequests):
        delivery.send_code(session, other, NOW)


@pytest.mark.parametrize(
    "states", [("received_at_airport", "out_for_delivery"), ("delivered",), ("delivered", "closed"), ("withdrawn",)]
)
def test_refuses_once_the_bag_is_under_way_or_the_case_over(session, form, case, states):
    right = code(session, form)
    go(session, case, *states)

    assert set(send(session, form, {**CHANGE, "code": right})) == {"address"}
    with pytest.raises(FormClosed):
        delivery.send_code(session, form, NOW)


def test_a_change_that_is_sent_twice_is_made_once(session, form, case):
    values = {**CHANGE, "code": code(session, form)}

    assert send(session, form, values) == {}
    assert send(session, form, values) == {}

    assert len([event for event in cases.events(session, case) if event.actor == "customer"]) == 2


@pytest.mark.parametrize(
    ("email", "masked"), [("wei@example.com", "w***i@example.com"), ("ab@x.cn", "a***@x.cn"), ("a@x.cn", "a***@x.cn")]
)
def test_masks_addresses(email, masked):
    assert outbox.masked(email) == masked


def test_sends_ten_codes_a_day_to_one_mailbox_whatever_they_are_for(session, form, case):
    for number in range(9):
        delivery.send_code(session, form, NOW + timedelta(minutes=16 * number))
    another = report(session, talk(session), tags=[], flight="CZ303")
    go(session, another, "tracing", "located")
    other_form = open_form(session, talk(session), "delivery_change", reference=another.reference)
    delivery.send_code(session, other_form, NOW + timedelta(hours=3))

    with pytest.raises(TooManyRequests) as refused:
        delivery.send_code(session, form, NOW + timedelta(hours=4))

    assert refused.value.details["retry_after"] == 20 * 3600
    delivery.send_code(session, form, NOW + timedelta(hours=24, seconds=1))

"""A bag that did not come: from the form in the chat to the case at the desk, the receipt and the delivery."""

import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.chat.message_data import CardData
from crm import case_kinds, case_presenter, cases, casework, forms, messages
from crm.base import utc_now
from crm.conversations import Conversation
from crm.message_data import CaseCard, ChoicesData, FileData, FormData, SurveyData, TextData
from crm.messages import Kind
from crm.outbox import Mail
from crm.store import unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_sent_files import send_from
from tests.edge.umbrella import Sheet
from tests.unit.crm.test_files import picture

HELD = {
    "text": TextData,
    "note": TextData,
    "choices": ChoicesData,
    "card": CardData,
    "form": FormData,
    "survey": SurveyData,
    "file": FileData,
}
WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
YESTERDAY = (utc_now() - timedelta(days=1)).date().isoformat()
MISSING = {
    "kind": "missing",
    "airport": "lhr",
    "flight": "CCA0937",
    "flight_date": YESTERDAY,
    "tags": ["0784 123999"],
    "bag_type": "suitcase_hard",
    "colour": "blue",
    "contents": "A tuba and #let x = 1",
    "surname": "Baker",
    "email": "jo.baker@example.com",
    "phone": "+44 20 7946 0018",
    "address": "12 High Street, Oxford OX1 4AB 🏠",
    "agree": True,
}


def opened(client: TestClient, visitor: Visitor, name: str, **facts: str) -> Sheet:
    """The airline's form of this name, shown as an action shows it."""
    with unit_of_work() as session:
        form = forms.open_form(
            session,
            conversation_id=uuid.UUID(visitor.conversation_id),
            message_id=None,
            name=name,
            values={},
            facts=facts,
        )
        conversation = session.get_one(Conversation, form.conversation_id)
        shown = {"form": {"id": str(form.id), "name": name, "status": form.status}}
        messages.notify(session, conversation, body="…", kind=Kind.FORM, data=shown)
    return Sheet(client, visitor.headers, form.id)


def reported(client: TestClient, visitor: Visitor, **values) -> str:
    sent = opened(client, visitor, "bag_report").submit(**MISSING | values)
    assert sent.status_code == 200, sent.text
    return str(sent.json()["result"]["reference"])


def move(desk: Desk, reference: str, to: str) -> None:
    version = desk.get(f"/cases/{reference}").json()["case"]["version"]
    body = {"to": to, "expected_version": version}
    moved = desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)
    assert moved.status_code == 200, moved.text


@BOTH_STORES
def test_a_missing_bag_is_reported_and_followed_to_the_end(client, visitor, desk):
    sheet = opened(client, visitor, "bag_report")
    photo = sheet.upload(picture(), conversation_id=visitor.conversation_id).json()

    sent = sheet.submit(**MISSING, photos=[photo["id"]])

    assert sent.status_code == 200, sent.text
    reference = sent.json()["result"]["reference"]
    assert re.fullmatch(r"LHR[A-Z0-9]{2}\d{5}", reference)
    story = desk.get(f"/cases/{reference}").json()
    assert story["case"]["kind"] == "bag_missing"
    assert [file["id"] for file in story["files"]] == [photo["id"]]
    for to in ("tracing", "located", "received_at_airport", "delivered", "closed"):
        move(desk, reference, to)
    told = [m for m in visitor.history()["messages"] if m["kind"] == "card"]
    assert [m["data"]["card"]["reference"] for m in told] == [reference] * 6
    assert desk.get("/cases").json()["counts"]["open"] == 0


def test_what_messages_hold_is_what_the_document_says(client, assistant, visitor, desk):
    move(desk, reported(client, visitor), "tracing")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "note", text="A tuba.")
    send_from(desk, visitor, picture(), name="tuba.jpg")
    desk.do(visitor.conversation_id, "resolve")

    said = desk.get(f"/conversations/{visitor.conversation_id}").json()["messages"]
    said += visitor.history()["messages"]
    assert {message["kind"] for message in said} == set(Kind)
    for message in said:
        if message["data"] and not (message["kind"] == "survey" and "token" not in message["data"]):
            HELD[message["kind"]].model_validate(message["data"])
        if message["kind"] == "card":
            CaseCard.model_validate(message["data"]["card"], extra="forbid")


def test_what_is_wrong_is_said_beside_each_field_in_the_customers_language(client, visitor):
    sheet = opened(client, visitor, "bag_report")
    sheet.query = {"language": "zh"}

    refused = sheet.submit(**MISSING | {"airport": "LON", "flight": "12", "tags": ["078412345"], "address": "?"})

    reasons = {item["field"]: item["reason"] for item in refused.json()["error"]["details"]["fields"]}
    assert set(reasons) == {"airport", "flight", "tags", "address"}
    assert "LHR" in reasons["airport"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_customer_gets_a_receipt(client, visitor, language):
    reference = reported(client, visitor)

    receipt = client.get(
        f"/v1/chat/cases/{reference}/receipt.pdf", params={"language": language}, headers=visitor.headers
    )

    assert receipt.headers["Content-Type"] == "application/pdf"
    assert receipt.headers["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'
    assert receipt.content.startswith(b"%PDF-")


@BOTH_STORES
def test_a_delivery_is_changed_with_the_code_that_was_mailed(client, visitor, desk):
    reference = reported(client, visitor)
    move(desk, reference, "located")
    sheet = opened(client, visitor, "delivery_change", reference=reference)
    tomorrow = (utc_now() + timedelta(days=1)).date().isoformat()
    change = {"address": "The Grand, Room 12, Brighton", "day": tomorrow, "window": "any", "phone": "+442079460018"}

    sent = sheet.code()
    assert (sent.status_code, sent.json()["sent_to"]) == (202, "j***r@example.com")
    assert sheet.submit(**change, code="000000").status_code == 422

    with unit_of_work() as session:
        code = re.search(r"\b(\d{6})\b", session.scalars(select(Mail.body)).one())
    assert code
    assert sheet.submit(**change, code=code[1]).status_code == 200
    assert "Brighton" in str(desk.get(f"/cases/{reference}").json()["case"]["details"])


def test_wrong_codes_are_counted_although_the_form_is_refused(client, visitor, desk):
    reference = reported(client, visitor)
    sheet = opened(client, visitor, "delivery_change", reference=reference)
    tomorrow = (utc_now() + timedelta(days=1)).date().isoformat()
    change = {"address": "The Grand, Room 12, Brighton", "day": tomorrow, "window": "any", "phone": "+442079460018"}
    sheet.code()
    with unit_of_work() as session:
        right = re.search(r"\b(\d{6})\b", session.scalars(select(Mail.body)).one())
    assert right
    wrong = "000000" if right[1] != "000000" else "111111"

    for _ in range(5):
        assert sheet.submit(**change, code=wrong).status_code == 422

    assert sheet.submit(**change, code=right[1]).status_code == 422


def test_three_codes_in_a_quarter_of_an_hour_are_enough(client, visitor):
    sheet = opened(client, visitor, "delivery_change", reference=reported(client, visitor))

    assert [sheet.code().status_code for _ in range(4)] == [202, 202, 202, 429]


def test_a_claim_takes_receipts_as_pictures_and_pdfs(client, visitor, desk):
    reference = reported(client, visitor)
    sheet = opened(client, visitor, "bag_claim", reference=reference)
    pdf = sheet.upload(b"%PDF-1.7 a receipt", name="r.pdf", conversation_id=visitor.conversation_id).json()
    item = {"what": "Shirt", "amount": "45.5", "currency": "GBP", "date": YESTERDAY, "file_id": pdf["id"]}

    sent = sheet.submit(
        about="essentials",
        surname="Baker",
        flight="CA937",
        flight_date=YESTERDAY,
        items=[item],
        pay_by="bank",
        email="jo.baker@example.com",
        agree=True,
    )

    assert sent.status_code == 200, sent.text
    claim = desk.get(f"/cases/{sent.json()['result']['reference']}").json()
    assert claim["parent"]["reference"] == reference
    assert [file["name"] for file in claim["files"]] == ["r.pdf"]


@BOTH_STORES
def test_a_delivery_is_not_changed_at_the_moment_in_which_the_bag_leaves(client, visitor, desk):
    reference = reported(client, visitor)
    move(desk, reference, "located")
    move(desk, reference, "received_at_airport")
    # Whoever has reference and surname may change the delivery from another browser, with the code.
    elsewhere = Visitor(client)
    sheet = opened(client, elsewhere, "delivery_change", reference=reference)
    sheet.code()
    tomorrow = (utc_now() + timedelta(days=1)).date().isoformat()
    change = {"address": "The Grand, Room 12, Brighton", "day": tomorrow, "window": "any", "phone": "+442079460018"}
    with unit_of_work() as session:
        code = re.search(r"\b(\d{6})\b", session.scalars(select(Mail.body)).one())
    assert code

    with ThreadPoolExecutor() as pool:
        with unit_of_work() as session:
            case = cases.get_by_reference(session, reference)
            casework.lock(session, case, to="out_for_delivery", now=utc_now())
            cases.move(session, case, "out_for_delivery", workflow=WORKFLOWS[case.kind], actor="system")
            sent = pool.submit(sheet.submit, **change, code=code[1])
            time.sleep(0.5)
        refused = sent.result(timeout=20)

    assert refused.status_code == 422, refused.text
    assert [field["field"] for field in refused.json()["error"]["details"]["fields"]] == ["address"]


def test_what_an_agent_wrote_to_the_customer_is_not_on_the_card_that_others_see(client, visitor, desk):
    reference = reported(client, visitor)
    body = {"to": "tracing", "note": "We call you on 555.", "expected_version": 1}
    desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)

    with unit_of_work() as session:
        case = cases.get_by_reference(session, reference)
        assert case_presenter.card(session, case, "en", own=True)["note"] == "We call you on 555."
        assert case_presenter.card(session, case, "en")["note"] is None


def test_what_was_written_with_one_step_is_said_with_that_step_alone(client, visitor, desk):
    reference = reported(client, visitor)
    steps = {"tracing": "We call you on 555.", "located": None}
    for version, (to, note) in enumerate(steps.items(), start=1):
        body = {"to": to, "note": note, "expected_version": version}
        assert desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers).status_code == 200

    with unit_of_work() as session:
        card = case_presenter.card(session, cases.get_by_reference(session, reference), "en", own=True)
        assert card["note"] is None


def test_the_ways_on_come_in_the_order_of_the_work_and_a_wrong_step_can_be_taken_back(client, visitor, desk):
    reference = reported(client, visitor)
    moves = desk.get(f"/cases/{reference}").json()["case"]["allowed_moves"]
    assert moves == ["tracing", "located", "withdrawn", "duplicate"]

    for version, to in enumerate(("located", "forwarding"), start=1):
        body = {"to": to, "expected_version": version}
        desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)

    assert set(desk.get(f"/cases/{reference}").json()["case"]["allowed_moves"]) >= {"tracing", "located"}

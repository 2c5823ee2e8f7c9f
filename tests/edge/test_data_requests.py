"""What may be counted on when customers ask for their data or its erasure: it happens, and only then is told."""

import asyncio
import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from airline.access.identity import VerificationAttempt
from api import erasures, mail
from api.assistant.client import rasa_client
from api.settings import get_settings
from crm import (
    agents,
    appointments,
    case_kinds,
    cases,
    data_requests,
    erasure,
    events,
    handovers,
    identities,
    interactions,
    messages,
    outbox,
    preferences,
    privacy,
    surveys,
)
from crm.agents import Agent
from crm.base import Base, utc_now
from crm.conversations import Conversation
from crm.preference_kinds import Wish
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_casework import MISSING, move, opened, reported
from tests.unit.crm.test_files import picture

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
SURNAME, EMAIL, PHONE = "Quillfeather", "odette.quillfeather@example.org", "+442079460018"
MARKER = "my umbrella has a heron's head"
PERSONAL = (SURNAME, EMAIL, PHONE, MARKER, "Odette", "12 Heron Yard")
ABOUT = {
    "surname": SURNAME,
    "given_name": "Odette",
    "email": EMAIL,
    "phone": PHONE,
    "address": "12 Heron Yard, Oxford OX1 4AB",
    "contents": MARKER,
}


def live_with(client, visitor: Visitor, desk: Desk) -> str:
    """A customer of whom every table knows something; the reference of their bag report."""
    visitor.send(f"hello, {MARKER}, I am Odette {SURNAME}, {EMAIL}, {PHONE}")
    sheet = opened(client, visitor, "bag_report")
    photo = sheet.upload(picture(), conversation_id=visitor.conversation_id).json()
    sent = sheet.submit(**{**MISSING, **ABOUT}, photos=[photo["id"]])
    reference = str(sent.json()["result"]["reference"])
    with unit_of_work() as session:
        case = cases.get_by_reference(session, reference)
        talk = session.get_one(Conversation, case.conversation_id)
        said = messages.after(session, conversation_id=talk.id)[0]
        talk.customer.name, talk.network = f"Odette {SURNAME}", "n" * 64
        identities.add(session, customer=talk.customer, channel="email", external_id=EMAIL)
        preferences.keep(session, talk.customer_id, [Wish("diet", MARKER)], message_id=said.id, now=utc_now())
        told = {"zh": MARKER, "en": MARKER}
        interactions.record(
            session,
            conversation_id=talk.id,
            message_id=said.id,
            kind="bag_looked_up",
            key="found",
            summary=told,
            data={"surname": SURNAME},
        )
        handovers.renew(session, talk, reason="requested")
        survey = surveys.invite(session, talk, kind="csat")
        surveys.answer(session, token=survey.token, score=4, comment=MARKER, now=utc_now())
        agent = agent_of(session, desk)
        cases.add_note(session, case, agent=agent, text=f"Rang {SURNAME}: {MARKER}")
        messages.append(session, talk, author=messages.Author.AGENT, kind=messages.Kind.NOTE, body=f"see {EMAIL}")
        outbox.send(session, to=EMAIL, subject=MARKER, body=MARKER, language="en", case_id=case.id)
        session.add(
            VerificationAttempt(conversation_id=talk.id, target_hash="h" * 64, network=None, ok=True, at=utc_now())
        )
        starts = utc_now() + timedelta(days=3)
        booked = cases.open_case(
            session,
            kind="call_back",
            workflow=case_kinds.get("call_back").workflow,
            reference=cases.new_reference("CB"),
            customer_id=talk.customer_id,
            conversation_id=talk.id,
            title={"zh": MARKER, "en": MARKER},
            details=[{"label": told, "value": PHONE}],
            due_at=starts,
        )
        appointments.book(session, booked, kind="call_back", place="", starts_at=starts, zone="UTC", now=utc_now())
        to_end = booked.reference
    asyncio.run(mail.deliver_due())
    close(desk, to_end)
    return reference


def agent_of(session, desk: Desk) -> Agent:
    return agents.get(session, uuid.UUID(desk.agent["id"]))


def close(desk: Desk, reference: str) -> None:
    kind = desk.get(f"/cases/{reference}").json()["case"]["kind"]
    move(desk, reference, "cancelled" if kind == "call_back" else "withdrawn")


def request(visitor: Visitor, wish: str) -> str:
    with unit_of_work() as session:
        talk = session.get_one(Conversation, uuid.UUID(visitor.conversation_id))
        return privacy.open_request(
            session, conversation=talk, wish=wish, email=EMAIL, note=MARKER, now=utc_now()
        ).reference


def confirm(desk: Desk, reference: str) -> None:
    for state in ("verifying", "in_progress"):
        move(desk, reference, state)


def do(desk: Desk, reference: str, deed: str):
    version = desk.get(f"/cases/{reference}").json()["case"]["version"]
    body = {"expected_version": version}
    return desk.browser.post(f"/v1/desk/cases/{reference}/{deed}", json=body, headers=desk.headers)


def said_last(visitor: Visitor) -> dict:
    return visitor.history()["messages"][-1]


def settle() -> int:
    async def once() -> int:
        async with rasa_client(get_settings()) as client:
            return await erasures.settle(client)

    return asyncio.run(once())


def everything_in_the_store() -> str:
    """Every value of every column of every table."""
    parts = []
    with reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for column, value in zip(table.columns, row, strict=True):
                    blob = isinstance(column.type, LargeBinary) and value is not None
                    parts.append(bytes(value).decode("utf-8", "replace") if blob else str(value))
                    if isinstance(value, dict | list):
                        parts.append(json.dumps(value, ensure_ascii=False))
    return "\n".join(parts)


def everything_in_files(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@BOTH_STORES
def test_after_erasing_nothing_personal_is_found_in_any_table_or_file(client, visitor, desk, assistant, tmp_path):
    report = live_with(client, visitor, desk)
    close(desk, report)
    copy, reference = request(visitor, "see"), request(visitor, "erase")
    confirm(desk, copy)
    assert do(desk, copy, "export").status_code == 200
    before = everything_in_the_store()
    assert all(word in before for word in PERSONAL)
    assert MARKER.encode() in everything_in_files(tmp_path / "var" / "mail")
    confirm(desk, reference)

    erased = do(desk, reference, "erase")

    assert erased.status_code == 200, erased.text
    after = everything_in_the_store()
    assert [word for word in PERSONAL if word in after] == []
    assert erased.json()["case"]["status"] == "done"
    assert settle() == 1
    assert visitor.conversation_id in assistant.asked[-1]["conversation_ids"]
    files = everything_in_files(tmp_path)
    assert [word for word in PERSONAL if word.encode() in files] == []


@BOTH_STORES
def test_what_stays_is_a_tombstone_and_figures_that_name_nobody(client, visitor, desk, other_desk):
    close(desk, live_with(client, visitor, desk))
    with reading() as session:
        happened = len(events.of(session, uuid.UUID(visitor.conversation_id)))
    reference = request(visitor, "erase")
    confirm(desk, reference)

    detail = do(desk, reference, "erase").json()

    left = detail["erasure"]
    assert (left["agent_name"], left["kept"]) == ("Mei", [])
    assert left["counts"]["messages"] > 5 and left["counts"]["cases"] == 2 and left["counts"]["preferences"] == 1
    assert left["finished_at"] and not left["settled_at"]
    assert [one["value"]["en"] for one in detail["case"]["details"]] == ["Delete my data"]
    with reading() as session:
        kept = events.of(session, uuid.UUID(visitor.conversation_id))
    assert len(kept) > happened
    told = said_last(visitor)["body"]
    assert reference in told and "Deleted: " in told and "All that stays" in told
    assert other_desk.get(f"/conversations/{visitor.conversation_id}").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_open_case_is_kept_until_it_is_closed_and_the_customer_is_told_both_times(client, desk, language):
    first = Visitor(client, language=language)
    first.send(f"an old matter: {MARKER}")
    report = reported(client, first, **ABOUT)
    reference = request(first, "erase")
    confirm(desk, reference)

    detail = do(desk, reference, "erase").json()

    assert detail["case"]["status"] == "in_progress" and detail["erasure"]["finished_at"] is None
    [kept] = detail["erasure"]["kept"]
    assert kept["reference"] == report and kept["until"]
    told = said_last(first)["body"]
    assert report in told and {"zh": "保留到办结为止", "en": "kept until it is closed"}[language] in told
    with unit_of_work() as session:
        assert data_requests.finish_erasures(session, now=utc_now()) == 0
    close(desk, report)
    with unit_of_work() as session:
        assert data_requests.finish_erasures(session, now=utc_now()) == 1
        assert data_requests.finish_erasures(session, now=utc_now()) == 0
    assert MARKER not in everything_in_the_store()
    assert desk.get(f"/cases/{reference}").json()["case"]["status"] == "done"
    assert {"zh": "已办结", "en": "is done"}[language] in said_last(first)["body"]


@BOTH_STORES
def test_erasing_twice_erases_once(client, visitor, desk):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    first = do(desk, reference, "erase").json()
    told = len(visitor.history()["messages"])

    again = do(desk, reference, "erase")

    assert again.status_code == 200
    assert again.json()["erasure"]["counts"] == first["erasure"]["counts"]
    assert len(visitor.history()["messages"]) == told


def test_a_crash_midway_erases_nothing_and_the_next_try_everything(client, visitor, desk, monkeypatch):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    with monkeypatch.context() as broken:
        broken.setattr(data_requests.case_presenter, "say", lambda *_, **__: 1 / 0)
        assert do(desk, reference, "erase").status_code == 500
    assert MARKER in everything_in_the_store()
    assert desk.get(f"/cases/{reference}").json()["erasure"] is None

    assert do(desk, reference, "erase").status_code == 200

    assert MARKER not in everything_in_the_store()


@BOTH_STORES
def test_an_assistant_that_is_away_is_asked_again_until_it_has_forgotten(client, visitor, desk, assistant):
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)
    do(desk, reference, "erase")
    assistant.respond = lambda question: 503

    assert settle() == 0
    assert desk.get(f"/cases/{reference}").json()["erasure"]["settled_at"] is None

    assistant.respond = assistant.echo
    assert (settle(), settle()) == (1, 0)
    assert desk.get(f"/cases/{reference}").json()["erasure"]["settled_at"]


def test_somebody_elses_data_stays(client, visitor, desk):
    other = Visitor(client)
    other.send("my own heron")
    report = reported(client, other, surname="Heron", email="heron@example.org")
    visitor.send(MARKER)
    reference = request(visitor, "erase")
    confirm(desk, reference)

    do(desk, reference, "erase")

    assert "my own heron" in [one["body"] for one in other.history()["messages"]]
    assert desk.get(f"/cases/{report}").status_code == 200


@BOTH_STORES
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_holds_everything_and_only_its_customer_can_open_it(client, desk, language):
    visitor, stranger = Visitor(client, language=language), Visitor(client)
    live_with(client, visitor, desk)
    reference = request(visitor, "see")
    confirm(desk, reference)

    detail = do(desk, reference, "export")

    assert detail.status_code == 200, detail.text
    assert detail.json()["case"]["status"] == "done"
    card = said_last(visitor)["data"]["card"]
    by_name = {file["name"]: file["url"] for file in card["files"]}
    assert set(by_name) == {f"{reference}.json", f"{reference}.txt"}
    raw = client.get(by_name[f"{reference}.json"], headers=visitor.headers)
    told = raw.json()
    assert told["customer"]["name"] == f"Odette {SURNAME}"
    assert told["identities"][-1]["external_id"] == EMAIL
    assert MARKER in told["conversations"][0]["messages"][1]["body"]
    assert {one["kind"] for one in told["cases"]} == {"bag_missing", "call_back", "privacy_request"}
    assert told["bag_reports"][0]["address"] == ABOUT["address"]
    assert told["appointments"] and told["preferences"][0]["value"] == MARKER
    assert told["surveys"][0]["comment"] == MARKER and told["files"] and told["forms"] and told["mails"]
    text = client.get(by_name[f"{reference}.txt"], headers=visitor.headers).text
    assert all(word in text for word in PERSONAL)
    assert {"zh": "== 对话 ==", "en": "== Conversations =="}[language] in text
    for url in by_name.values():
        assert client.get(url, headers=stranger.headers).status_code == 404
        assert client.delete(url, headers=visitor.headers).status_code == 404


@pytest.mark.parametrize(
    ("wish", "deed", "code"), [("see", "export", "copy_first"), ("erase", "erase", "erasure_first")]
)
def test_nothing_is_done_before_it_is_known_who_asks_nor_told_before_it_is_done(visitor, desk, wish, deed, code):
    visitor.send(MARKER)
    reference = request(visitor, wish)

    early = do(desk, reference, deed)

    assert (early.status_code, early.json()["error"]["code"]) == (409, "identity_not_confirmed")
    confirm(desk, reference)
    version = desk.get(f"/cases/{reference}").json()["case"]["version"]
    body = {"to": "done", "expected_version": version}
    told = desk.browser.post(f"/v1/desk/cases/{reference}/move", json=body, headers=desk.headers)
    assert (told.status_code, told.json()["error"]["code"]) == (409, code)
    other = {"export": "erase", "erase": "export"}[deed]
    assert do(desk, reference, other).status_code == 409
    stale = desk.browser.post(
        f"/v1/desk/cases/{reference}/{deed}", json={"expected_version": version - 1}, headers=desk.headers
    )
    assert stale.json()["error"]["code"] == "case_move_refused"
    assert desk.browser.post(f"/v1/desk/cases/{reference}/{deed}", json=body).status_code == 403
    with reading() as session:
        assert erasure.of_case(session, cases.get_by_reference(session, reference)) is None

"""A customer of whom every table knows something, and ways to look for what is known."""

import asyncio
import json
import uuid
from datetime import timedelta
from pathlib import Path

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
    handovers,
    identities,
    interactions,
    messages,
    outbox,
    preferences,
    privacy,
    search,
    survey_answers,
    surveys,
)
from crm.agents import Agent
from crm.base import Base, utc_now
from crm.conversations import Conversation
from crm.preference_kinds import Wish
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_casework import MISSING, move, opened
from tests.unit.crm.test_files import picture

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
        survey = surveys.ask(session, talk, questionnaire="csat")
        survey_answers.answer_at_once(session, token=survey.token, score=4, comment=MARKER, now=utc_now())
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
    with unit_of_work() as session:
        search.refresh(session)
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

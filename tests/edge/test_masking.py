"""A number of a card or of papers reaches nothing that keeps, shows or sends what customers write."""

import json

import pytest
from sqlalchemy import select

from api.settings import get_settings
from crm import verticals
from crm.base import Base
from crm.search import refresh
from crm.store import reading, unit_of_work
from tests.edge import umbrella
from tests.edge.conftest import Visitor
from tests.edge.test_mailbox import ADDRESS, KEY, letter
from tests.edge.test_sent_files import send
from tests.edge.umbrella import HANDLER, NAME, Sheet
from tests.unit.crm.test_files import picture

both_stores = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
CARD, RESIDENT, PASSPORT = "4242424242424242", "11010519491231002X", "E98765431"

MORE_FIELDS = """
      - {key: document, type: text, label: {zh: 证件号, en: Document}}
      - {key: story, type: textarea, label: {zh: 经过, en: The story}}
"""


def kept() -> str:
    """Every row of every table."""
    with reading() as session:
        return "\n".join(
            str(tuple(value for value in row if not isinstance(value, bytes)))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


@both_stores
def test_what_is_hidden_is_in_no_table_no_briefing_no_search_and_not_with_the_assistant(visitor, desk, assistant):
    assistant.respond = assistant.hand_over
    said = visitor.send(f"card {CARD}, id {RESIDENT}, passport {PASSPORT}, an agent please").json()
    send(visitor, picture(), name=f"passport {PASSPORT} {CARD}.jpg")
    desk.do(visitor.conversation_id, "take")
    desk.do(visitor.conversation_id, "note", text=f"they wrote {CARD}")
    visitor.send(f"again {CARD}")
    with unit_of_work() as session:
        refresh(session)

    shown = json.dumps([visitor.history(), desk.get(f"/conversations/{visitor.conversation_id}").json()])

    assert said["message"]["body"] == "card •••• 4242, id ••••••, passport ••••••, an agent please"
    for number in (CARD, RESIDENT, PASSPORT):
        assert number not in kept() + shown + str(assistant.asked) + str(assistant.read)
    assert desk.get(f"/search?q={PASSPORT}").json()["conversations"] == []


@pytest.mark.parametrize(("language", "words"), [("en", "isn't needed"), ("zh", "用不到")])
def test_the_customer_is_told_once_in_a_conversation(client, assistant, language, words):
    visitor = Visitor(client, language=language)

    for text in (f"card {CARD}", f"passport {PASSPORT}", RESIDENT):
        visitor.send(text)

    told = [one for one in visitor.history()["messages"] if words in one["body"]]
    assert [one["author"] for one in told] == ["bot"]


def test_with_a_person_the_customer_is_told_as_well(visitor, desk):
    visitor.send("hello")
    desk.do(visitor.conversation_id, "take")

    visitor.send(f"my passport number is {PASSPORT}")

    assert [one["author"] for one in visitor.history()["messages"] if "isn't needed" in one["body"]] == ["system"]


def test_a_mails_subject_is_hidden_as_its_words_are(client, environment, postbox):
    environment.setenv("MAIL_KEY", KEY)
    environment.setenv("MAIL_ADDRESS", ADDRESS)
    get_settings.cache_clear()
    mail = letter(f"My passport is {PASSPORT}", subject=f"Refund to {CARD}")
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "message/rfc822"}

    assert client.post("/v1/mail/messages", content=mail.as_bytes(), headers=headers).status_code == 202

    assert "Refund to •••• 4242" in kept()
    assert CARD not in kept() and PASSPORT not in kept()


def test_what_a_form_asks_for_stays_in_its_field_and_only_a_story_is_looked_at(
    client, visitor, tmp_path, monkeypatch, assistant
):
    monkeypatch.setattr(umbrella, "DEFINITION", umbrella.DEFINITION + MORE_FIELDS)
    umbrella.put_definition(tmp_path, monkeypatch)
    monkeypatch.setattr(verticals, "forms", lambda: {NAME: HANDLER})
    with unit_of_work() as session:
        sheet = Sheet(client, visitor.headers, umbrella.open_form(session, visitor.conversation_id))

    sheet.save(document=RESIDENT, story=f"it had my card {CARD} in it")

    values = sheet.read().json()["values"]
    assert values["document"] == RESIDENT
    assert values["story"] == "it had my card •••• 4242 in it"

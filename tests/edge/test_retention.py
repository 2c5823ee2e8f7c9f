"""What is over its time goes, all of it and nothing else; what is held or open stays; and a ledger proves it."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from airline.bags.bags import BaggageMessage
from api import retention as job
from crm import cases, conversations, retention, verticals
from crm.base import Base, utc_now
from crm.case_kinds import get as kind_of
from crm.case_texts import kind_title
from crm.cases import Case
from crm.conversations import Conversation
from crm.events import ConversationEvent
from crm.files import File
from crm.messages import Message
from crm.outbox import Mail, send
from crm.retention import Retired
from crm.search import refresh
from crm.site import Retention, site
from crm.store import empty_log, reading, unit_of_work
from tests.edge.conftest import Desk, Visitor
from tests.edge.test_sent_files import PDF
from tests.edge.test_sent_files import send as send_file

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
YEARS = timedelta(days=366)


@pytest.fixture
def supervisor(client):
    return Desk(client, "ana@example.com")


def written(client, words="my umbrella is purple") -> Visitor:
    visitor = Visitor(client)
    visitor.send(words)
    return visitor


def opened(visitor: Visitor) -> str:
    """A case of the customer's, as an errand opens one."""
    with unit_of_work() as session:
        talk = conversations.lock(session, uuid.UUID(visitor.conversation_id))
        case = cases.open_case(
            session,
            kind="lost_item",
            workflow=kind_of("lost_item").workflow,
            reference=cases.new_reference("LI"),
            customer_id=talk.customer_id,
            conversation_id=talk.id,
            title=kind_title("lost_item"),
            details=[],
        )
        send(session, to="li@example.com", subject="Your case", body="…", language="en", case_id=case.id)
        return case.reference


def close(reference: str, *, ago: timedelta) -> None:
    with unit_of_work() as session:
        cases.get_by_reference(session, reference).closed_at = utc_now() - ago


def age(visitor: Visitor, by: timedelta) -> None:
    with unit_of_work() as session:
        talk = conversations.lock(session, uuid.UUID(visitor.conversation_id))
        talk.updated_at = talk.updated_at - by


def let_go(client) -> None:
    client.portal.call(job.let_go)


def count(table, *where) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where))


def said(visitor: Visitor) -> int:
    return count(Message, Message.conversation_id == uuid.UUID(visitor.conversation_id))


def test_every_table_has_a_class_or_a_reason_to_stay():
    verticals.enabled()
    tables = set(Base.metadata.tables)
    classed = {table for one in retention.kept() for table in one.tables}
    reasons = retention.reasons()

    assert tables - classed - set(reasons) == set()
    assert (classed | set(reasons)) - tables == set()
    assert classed & set(reasons) == set()
    assert all(reasons.values())
    assert {one.days for one in retention.kept()} | {"cases"} == set(Retention.model_fields)


@BOTH_STORES
def test_an_old_conversation_goes_with_all_that_was_in_it_and_leaves_an_empty_row(client, assistant):
    old, fresh = written(client), written(client)
    with unit_of_work() as session:
        refresh(session)
        session.get_one(Conversation, uuid.UUID(old.conversation_id)).customer.name = "Wei Li"
    age(old, 3 * YEARS)

    let_go(client)

    assert (said(old), said(fresh) > 0) == (0, True)
    with reading() as session:
        shell = session.get_one(Conversation, uuid.UUID(old.conversation_id))
        assert shell.customer.name is None
        entry = session.scalars(select(Retired).where(Retired.kind == "conversations")).one()
        assert entry.counts["conversations"] == 1
        assert entry.counts["messages"] == 3
        assert entry.remaining == 0
        found = session.scalars(select(text("words")).select_from(text("search_entry"))).all()
    assert sum("purple" in words for words in found) == 1
    let_go(client)
    assert count(Retired, Retired.kind == "conversations") == 1


def test_a_conversation_stays_as_long_as_its_cases_and_an_open_one_for_ever(client, assistant):
    one, other, third = (written(client) for _ in range(3))
    opened(one)
    closed_lately, closed_long_ago = opened(other), opened(third)
    close(closed_lately, ago=2 * YEARS)
    close(closed_long_ago, ago=4 * YEARS)
    for visitor in (one, other, third):
        age(visitor, 5 * YEARS)

    let_go(client)

    assert [said(visitor) > 0 for visitor in (one, other, third)] == [True, True, False]
    assert count(Case) == 2
    assert count(Mail) == 2


def test_whom_a_person_serves_stays_however_old_the_conversation_is(client, desk, assistant):
    visitor = written(client)
    desk.do(visitor.conversation_id, "take")
    age(visitor, 9 * YEARS)

    let_go(client)

    assert said(visitor) > 0


def test_a_held_customer_and_a_held_case_stay_until_the_hold_is_lifted(client, supervisor, desk, assistant):
    held, with_case, free = (written(client) for _ in range(3))
    reference = opened(with_case)
    close(reference, ago=9 * YEARS)
    with reading() as session:
        customer_id = str(session.get_one(Conversation, uuid.UUID(held.conversation_id)).customer_id)
    placed = [
        supervisor.browser.post(
            "/v1/desk/holds", json=body | {"reason": "court file 12/26"}, headers=supervisor.headers
        )
        for body in ({"customer_id": customer_id}, {"reference": reference})
    ]
    assert [one.status_code for one in placed] == [201, 201]
    for visitor in (held, with_case, free):
        age(visitor, 9 * YEARS)

    let_go(client)
    assert [said(visitor) > 0 for visitor in (held, with_case, free)] == [True, True, False]
    assert len(supervisor.get("/holds").json()["holds"]) == 2

    for one in placed:
        path = f"/v1/desk/holds/{one.json()['id']}"
        assert supervisor.browser.delete(path, headers=supervisor.headers).status_code == 204
        assert supervisor.browser.delete(path, headers=supervisor.headers).status_code == 404
    let_go(client)
    assert [said(visitor) for visitor in (held, with_case)] == [0, 0]
    assert {row["kind"] for row in supervisor.get("/retention").json()["entries"]} >= {"conversations"}


def test_only_supervisors_hold_and_only_what_there_is(client, supervisor, desk):
    body = {"customer_id": str(uuid.uuid4()), "reason": "court file"}

    assert desk.browser.post("/v1/desk/holds", json=body, headers=desk.headers).status_code == 403
    assert desk.get("/holds").status_code == desk.get("/retention").status_code == 403
    for wrong, status in (
        (body, 404),
        ({"reference": "LI000000", "reason": "court file"}, 404),
        ({"reason": "court file"}, 422),
        (body | {"reference": "LI000000"}, 404),
    ):
        answer = supervisor.browser.post("/v1/desk/holds", json=wrong, headers=supervisor.headers)
        assert answer.status_code == status


def test_old_files_go_and_those_of_an_open_case_stay(client, desk, assistant):
    visitor, with_case = written(client), written(client)
    for one in (visitor, with_case):
        desk.do(one.conversation_id, "take")
        send_file(one, PDF, name="receipt.pdf")
        desk.do(one.conversation_id, "resolve")
    opened(with_case)
    with unit_of_work() as session:
        session.execute(update(File).values(created_at=utc_now() - 3 * YEARS))

    let_go(client)

    with reading() as session:
        assert [str(one.conversation_id) for one in session.scalars(select(File))] == [with_case.conversation_id]


def test_the_words_of_feeds_go_and_the_same_message_again_still_changes_nothing(client):
    headers = {"Authorization": "Bearer " + "b" * 40, "Content-Type": "text/plain"}
    raw = "XYZ\nnobody can read this\n"
    client.post("/v1/baggage/messages", content=raw, headers=headers)
    with unit_of_work() as session:
        session.execute(update(BaggageMessage).values(received_at=utc_now() - YEARS))

    let_go(client)

    with reading() as session:
        row = session.scalars(select(BaggageMessage)).one()
        assert (row.raw, row.status, row.reason) == ("", "discarded", None)
    assert client.post("/v1/baggage/messages", content=raw, headers=headers).json()["duplicates"] == 1


def test_events_of_what_is_gone_go_last(client, assistant):
    visitor, fresh = written(client), written(client)
    with unit_of_work() as session:
        session.execute(update(ConversationEvent).values(at=utc_now() - 6 * YEARS))
    age(visitor, 6 * YEARS)

    let_go(client)

    with reading() as session:
        assert {str(one) for one in session.scalars(select(ConversationEvent.conversation_id))} == {
            fresh.conversation_id
        }


def test_a_class_without_days_stays_for_ever(client, assistant, monkeypatch):
    visitor = written(client)
    age(visitor, 90 * YEARS)
    fixed = site().model_copy(update={"retention": Retention(conversations=None)})
    monkeypatch.setattr(retention, "site", lambda: fixed)

    let_go(client)

    assert said(visitor) > 0


def test_the_assistants_memory_goes_too_and_is_tried_again(client, assistant, monkeypatch):
    visitor, asked, works = written(client), [], [False, True]

    async def forget(_client, ids):
        asked.append(ids)
        return works[len(asked) - 1]

    monkeypatch.setattr("api.assistant.client.forget", forget)
    age(visitor, 3 * YEARS)
    let_go(client)

    for _ in range(2):
        client.portal.call(job.settle, None)
        with reading() as session:
            settled = [one.settled_at is not None for one in session.scalars(select(Retired))]
    assert asked == [[visitor.conversation_id]] * 2
    assert all(settled)


def test_a_piece_is_small_and_the_rest_is_counted(client, assistant, monkeypatch):
    for _ in range(3):
        age(written(client), 3 * YEARS)
    kept = next(one for one in retention.kept() if one.name == "conversations")
    small = type(kept)(kept.name, kept.days, kept.tables, kept.due, kept.forget, at_once=2)

    with unit_of_work() as session:
        assert retention.sweep(session, small, now=utc_now()) == 2
        assert [one.remaining for one in retention.ledger(session, limit=5)] == [1]
    with unit_of_work() as session:
        assert retention.sweep(session, small, now=utc_now()) == 1
        assert [(one.remaining, one.counts["conversations"]) for one in retention.ledger(session, limit=5)] == [(0, 3)]


def test_nothing_that_was_deleted_is_left_in_the_file(client, assistant, tmp_path):
    visitor = written(client, "the zanzibar umbrella")
    age(visitor, 3 * YEARS)

    let_go(client)

    assert empty_log()
    assert b"zanzibar" not in (tmp_path / "store.db").read_bytes()

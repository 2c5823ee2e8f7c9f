"""What the schema and the store promise on both kinds of database."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import UniqueConstraint, event, insert, select, text

from airline.access.identity import VerificationAttempt
from airline.bags.bags import Bag, BagEvent, BaggageMessage, events_of
from api import seed
from crm import (
    article_files,
    cases,
    content,
    conversations,
    customers,
    desk,
    interactions,
    knowledge,
    live,
    messages,
    turns,
)
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.customers import Customer
from crm.errors import IllegalMove
from crm.messages import Author, Message
from crm.store import engine, reading, unit_of_work
from tests.edge.conftest import ROOT, differences

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


def a_conversation():
    with unit_of_work() as session:
        customer = customers.create_customer(session, language="en")
        return conversations.start_conversation(session, customer=customer, site="demo", language="en").id


@BOTH
def test_migrations_from_empty_give_the_schema_of_the_code(store, environment, tmp_path):
    if engine().dialect.name == "sqlite":
        Base.metadata.drop_all(engine())
        command.upgrade(Config(str(ROOT / "alembic.ini")), "head")

    with engine().connect() as connection:
        assert differences(connection) == []


@BOTH
def test_messages_written_at_once_get_gapless_numbers(store):
    conversation_id = a_conversation()

    def write():
        for _ in range(10):
            with unit_of_work() as session:
                conversation = conversations.lock(session, conversation_id)
                messages.append(session, conversation, author=Author.BOT, body="hi")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading() as session:
        said = messages.after(session, conversation_id=conversation_id)
    assert [message.seq for message in said] == list(range(1, 41))


@BOTH
def test_a_move_from_a_state_that_is_gone_is_refused(store):
    conversation_id = a_conversation()
    with reading() as stale:
        seen = conversations.get(stale, conversation_id)
        with unit_of_work() as session:
            conversations.move(session, conversations.lock(session, conversation_id), Status.RESOLVED)

    with pytest.raises(IllegalMove), unit_of_work() as session:
        stale.expunge_all()
        session.add(seen)
        conversations.move(session, seen, Status.QUEUED)

    with reading() as session:
        assert session.get(Conversation, conversation_id).status == Status.RESOLVED


@BOTH
def test_articles_are_imported_once_and_a_changed_one_becomes_a_new_version(store, tmp_path):
    for path in content.files("knowledge"):
        shutil.copy(path, tmp_path)
    with unit_of_work() as session:
        assert article_files.import_articles(session, sorted(tmp_path.glob("*.yml"))) == 0
    changed = tmp_path / "bag_restricted_power_bank.yml"
    changed.write_text(changed.read_text().replace("Power bank", "POWER BANK"))

    with unit_of_work() as session:
        assert article_files.import_articles(session, sorted(tmp_path.glob("*.yml"))) == 1
        answer = knowledge.find_answer(session, intent="bag_restricted", text="充电宝能托运吗")

    assert (answer.key, answer.version) == ("bag_restricted_power_bank", 2)


def test_the_store_takes_times_with_a_zone_only(store):
    conversation_id = a_conversation()

    with pytest.raises(Exception, match="must carry its zone"), unit_of_work() as session:
        conversations.lock(session, conversation_id).snoozed_until = utc_now().replace(tzinfo=None)


def test_live_events_are_forgotten_after_a_while(store):
    conversation_id = a_conversation()
    with unit_of_work() as session:
        live.announce(session, conversation_id)
    with unit_of_work() as session:
        live.prune(session, now=utc_now() + live.KEEP_FOR * 2)

    with reading() as session:
        assert live.newest(session) == 0
    with unit_of_work() as session:
        live.announce(session, conversation_id)
    with reading() as session:
        # Whoever had read the first event hears of the next: numbers never start again.
        assert [change.conversation_id for change in live.since(session, 1)[1]] == [conversation_id]


def test_an_article_that_was_withdrawn_may_come_back(store):
    kept = content.files("knowledge")
    gone = [path for path in kept if path.name != "bag_restricted_power_bank.yml"]

    for files, key in ((gone, "bag_restricted"), (kept, "bag_restricted_power_bank")):
        with unit_of_work() as session:
            article_files.import_articles(session, files)
            answer = knowledge.find_answer(session, intent="bag_restricted", text="power bank")
            assert answer.key == key


def to_first_schema():
    """An empty store as the first release made it."""
    with engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        else:
            Base.metadata.drop_all(connection)
    command.upgrade(Config(str(ROOT / "alembic.ini")), "0001")


@BOTH
def test_a_filled_store_of_the_first_schema_keeps_everything_on_its_way_to_todays(store):
    to_first_schema()
    ids = {name: new_id() for name in ("customer", "conversation", "asked", "answered", "bag", "told", "event", "try")}
    now, day = utc_now(), utc_now().date()
    talked = {"conversation_id": ids["conversation"]}
    said = {**talked, "language": "zh"}
    received = {"content_hash": "h", "raw": "BSM", "status": "parsed", "received_at": now}
    rows = (
        (Customer, {"id": ids["customer"], "language": "zh"}),
        (Conversation, {"id": ids["conversation"], "customer_id": ids["customer"], "site": "demo", "language": "zh"}),
        (Message, {"id": ids["asked"], "seq": 1, "author": "visitor", "body": "我的行李呢", **said}),
        (Message, {"id": ids["answered"], "seq": 2, "author": "bot", "body": "…", "in_reply_to": ids["asked"], **said}),
        (Bag, {"id": ids["bag"], "lpn": "0784123456", "issuer": "784", "serial": "123456", "date": day}),
        (BaggageMessage, {"id": ids["told"], **received}),
        (VerificationAttempt, {"id": ids["try"], "target_hash": "t", "ok": False, "at": now, **talked}),
    )
    event = {"kind": "loaded", "at": now, "stated": True, "airport": "PEK", "source": "BPM", "dedupe_hash": "d"}
    with engine().begin() as connection:
        for table, row in rows:
            connection.execute(insert(table.__table__).values(row))
        named = {"id": ids["event"], "bag_id": ids["bag"], "message_id": ids["told"]}
        connection.execute(insert(BagEvent.__table__).values(named | event))

    command.upgrade(Config(str(ROOT / "alembic.ini")), "head")

    with engine().connect() as connection:
        assert differences(connection) == []
    with unit_of_work() as session:
        kept = messages.after(session, conversation_id=ids["conversation"])
        assert [(one.body, one.tone, one.in_reply_to) for one in kept] == [
            ("我的行李呢", None, None),
            ("…", None, ids["asked"]),
        ]
        assert session.get_one(VerificationAttempt, ids["try"]).message_id is None
        assert [one.kind for one in events_of(session, bag=session.get_one(Bag, ids["bag"]))] == ["loaded"]
        conversation = conversations.lock(session, ids["conversation"])
        conversation.last_seq = 2
        assert messages.append(session, conversation, author=Author.BOT, body="!").seq == 3


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_what_refers_to_a_conversation_comes_in_while_somebody_locks_it(store):
    """An action has the lock of a look-up and writes down what it did; a form locks the conversation and looks up."""
    conversation_id = a_conversation()

    def write_down():
        with unit_of_work() as session:
            session.execute(text("SET LOCAL lock_timeout = '3s'"))
            interactions.record(session, conversation_id=conversation_id, message_id=None, kind="test", summary={})

    with unit_of_work() as session:
        conversations.lock(session, conversation_id)
        write_down()

    with reading() as session:
        assert len(interactions.of(session, conversation_id)) == 1


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_those_who_lock_several_conversations_never_wait_for_each_other(store):
    ids = [a_conversation() for _ in range(6)]

    def lock(order):
        for _ in range(20):
            with unit_of_work() as session:
                conversations.lock_all(session, order)

    with ThreadPoolExecutor() as pool:
        running = [pool.submit(lock, order) for order in (ids, ids[::-1], ids[3:] + ids[:3])]
        assert [done.result(timeout=30) for done in running] == [None] * 3


def test_everything_that_refers_to_another_row_can_be_found_by_it():
    bare = []
    for table in Base.metadata.sorted_tables:
        keys = [index.columns for index in table.indexes] + [table.primary_key.columns]
        keys += [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
        led_by = {next(iter(columns)).name for columns in keys}
        bare += [f"{table.name}.{key.parent.name}" for key in table.foreign_keys if key.parent.name not in led_by]

    assert bare == []


@BOTH
def test_looking_for_the_unanswered_reads_an_index_of_them_alone(store):
    with unit_of_work() as session:
        if engine().dialect.name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        with statements() as sent:
            turns.unanswered(session, now=utc_now())
        explain = "EXPLAIN " if engine().dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "
        plan = session.connection().exec_driver_sql(explain + sent[-1][0], sent[-1][1]).all()

    assert "ix_conversation_unanswered" in str(plan)


@contextmanager
def statements():
    """What is sent to the store, with its parameters."""
    sent = []

    def on_statement(_connection, _cursor, statement, parameters, *_):
        sent.append((statement, parameters))

    event.listen(engine(), "before_cursor_execute", on_statement)
    yield sent
    event.remove(engine(), "before_cursor_execute", on_statement)


def test_an_article_written_in_the_store_stays_when_files_are_imported(store):
    with unit_of_work() as session:
        session.add(
            knowledge.Article(
                key="written_here",
                version=1,
                digest="-",
                origin=knowledge.FROM_STORE,
                stage="pre",
                titles={"en": "T", "zh": "T"},
                bodies={"en": "B", "zh": "B"},
                keywords={},
                source={},
                valid_from=utc_now().date(),
            )
        )

    with unit_of_work() as session:
        seed.seed_articles(session)
        written = session.scalars(select(knowledge.Article).where(knowledge.Article.key == "written_here")).one()
        assert written.current


@BOTH
def test_pages_of_both_lists_show_everything_once_whatever_is_equal(store):
    with unit_of_work() as session:
        agent = session.scalars(select(Agent).limit(1)).one()
        customer = customers.create_customer(session, language="en")
        now, made = utc_now(), []
        for number in range(7):
            conversation = conversations.start_conversation(session, customer=customer, site="demo", language="en")
            conversation.last_visitor_seq, conversation.updated_at = 1, now
            conversation.waiting_since = now if number % 3 == 0 else None
            conversation.priority = number % 2
            cases.open_case(
                session,
                kind="k",
                workflow=cases.Workflow("open", {}, frozenset()),
                reference=f"R{number}",
                customer_id=customer.id,
                conversation_id=conversation.id,
                title={"zh": "t", "en": "t"},
                details=(),
                due_at=now if number % 2 else None,
            ).updated_at = now
            made.append(conversation.id)

    with reading() as session:
        for listed, all_of_them in (
            (lambda **page: desk.listed(session, agent=agent, view="all", status="open", **page), len(made)),
            (lambda **page: cases.listed(session, status_group="open", **page), len(made)),
        ):
            whole, found, cursor = listed().items, [], None
            while True:
                page = listed(cursor=cursor, limit=2)
                found += page.items
                cursor = page.next
                if cursor is None:
                    break
            assert [one.id for one in found] == [one.id for one in whole]
            assert len(found) == all_of_them

"""The way of a filled store to the record of what happened, and back."""

import uuid

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, Table, insert, inspect, select, text

from crm import conversations, events, identities, surveys
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.cases import Case, CaseEvent
from crm.conversations import Conversation
from crm.customers import Customer
from crm.interactions import Interaction
from crm.messages import Message
from crm.store import engine, reading
from tests.edge.conftest import ROOT, differences

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
CONFIG = Config(str(ROOT / "alembic.ini"))


def to_second_schema():
    with engine().begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        else:
            Base.metadata.drop_all(connection)
    command.upgrade(CONFIG, "0002")


def put_raw(table, **row):
    """A row of a table that the code of today does not know any more."""
    row = {"id": new_id(), **row}
    with engine().begin() as connection:
        known = Table(table, MetaData(), autoload_with=connection)
        sqlite = connection.dialect.name == "sqlite"
        values = {key: value.hex if sqlite and isinstance(value, uuid.UUID) else value for key, value in row.items()}
        connection.execute(insert(known).values(values))
    return row["id"]


def put(table, **row):
    row = {"id": new_id(), **row}
    with engine().begin() as connection:
        known = {column["name"] for column in inspect(connection).get_columns(table.__tablename__)}
        defaults = {
            column.name: column.default.arg(None) if callable(column.default.arg) else column.default.arg
            for column in table.__table__.columns
            if column.default is not None and column.name in known and column.name not in row
        }
        columns = [column for column in table.__table__.columns if column.name in known]
        statement = insert(table.__table__).values({c.name: {**defaults, **row}.get(c.name) for c in columns})
        connection.execute(statement)
    return row["id"]


def fill():
    """One who was answered, queued, taken, replied to, put aside and sent off with a survey; and a quiet one."""
    agent = put(Agent, email="mei@example.com", name="Mei", password_hash="-")
    customer = put(Customer, language="en")
    talked = put(
        Conversation,
        customer_id=customer,
        site="demo",
        language="en",
        status="resolved",
        outcome="handed_off",
        last_seq=8,
        last_visitor_seq=1,
    )
    quiet = put(Conversation, customer_id=customer, site="demo", language="en", status="snoozed")
    said = {"conversation_id": talked, "language": "en", "body": "x"}
    asked = put(Message, seq=1, author="visitor", intent="opening_hours", **said)
    article = {"article": {"id": "a1"}}
    put(Message, seq=2, author="bot", in_reply_to=asked, data=article, **said)
    put(Message, seq=3, author="bot", kind="choices", data={"activity": "queued", "choices": []}, **said)
    put(Message, seq=4, author="system", data={"activity": "taken", "name": "Mei"}, **said)
    put(Message, seq=5, author="agent", agent_id=agent, **said)
    put(Message, seq=6, author="system", kind="note", data={"activity": "snoozed", "name": "Mei"}, **said)
    put(Message, seq=7, author="system", data={"activity": "resolved", "name": "Mei"}, **said)
    survey = put(Message, seq=8, author="system", kind="survey", data={"token": "t"}, **said)
    sent = put_raw(
        "invitation",
        token="t",
        conversation_id=talked,
        message_id=survey,
        kind="csat",
        wording_version=1,
        language="en",
        created_at=utc_now(),
        expires_at=utc_now(),
    )
    put_raw("answer", invitation_id=sent, score=5, comment="Quick!", answered_at=utc_now())
    put(Interaction, conversation_id=talked, kind="bag_lookup_failed", key="locked", summary={})
    case = put(
        Case,
        reference="RQ1",
        kind="rebook",
        status="closed",
        customer_id=customer,
        conversation_id=talked,
        title={},
        stage="pre",
    )
    put(CaseEvent, case_id=case, actor="customer", to_status="open")
    put(CaseEvent, case_id=case, actor="agent", agent_id=agent, from_status="open", to_status="closed")
    with engine().begin() as connection:
        connection.execute(text("INSERT INTO live_event (conversation_id, created_at) VALUES (:id, :at)"), live(talked))
    return {"agent": agent, "customer": customer, "talked": talked, "quiet": quiet}


def live(conversation_id):
    sqlite = engine().dialect.name == "sqlite"
    return {"id": conversation_id.hex if sqlite else conversation_id, "at": utc_now()}


@BOTH
@pytest.mark.filterwarnings("ignore:The default datetime adapter is deprecated")
def test_what_happened_before_is_known_afterwards(store):
    to_second_schema()
    ids = fill()

    command.upgrade(CONFIG, "head")

    with engine().connect() as connection:
        assert differences(connection) == []
    with reading() as session:
        happened = events.of(session, ids["talked"])
        names = [event.name for event in happened]
        walk = ["opened", "turn_answered", "article_shown", "queued", "taken", "first_reply", "snoozed", "resolved"]
        assert [name for name in names if name in walk] == walk
        assert set(names) - set(walk) == {
            "survey_sent",
            "survey_answered",
            "lookup_refused",
            "case_opened",
            "case_moved",
        }
        assert events.statuses(happened) == ["bot", "queued", "assigned", "snoozed", "resolved"]
        assert [event.from_status for event in happened if event.to_status] == [
            None,
            "bot",
            "queued",
            "assigned",
            "snoozed",
        ]
        taken = next(event for event in happened if event.name == "taken")
        assert (taken.actor, taken.agent_id) == ("agent", ids["agent"])
        (wait,) = events.waits(happened)
        assert wait.end is not None
        assert events.statuses(events.of(session, ids["quiet"])) == ["bot", "snoozed"]
        assert conversations.get(session, ids["talked"]).outcome == "handed_over"
        survey = surveys.find(session, "t")
        assert {one.question: one.value or one.text for one in survey.answers} == {
            "satisfaction": 5,
            "comment": "Quick!",
        }
        assert (survey.questionnaire, survey.customer_id, survey.asked.score) == (
            "csat",
            ids["customer"],
            "satisfaction",
        )
        assert survey.completed_at is not None
        (known,) = identities.of(session, ids["customer"])
        assert (known.channel, known.external_id) == ("web", str(ids["customer"]))


@BOTH
@pytest.mark.filterwarnings("ignore:The default datetime adapter is deprecated")
def test_the_way_back_keeps_what_the_schema_before_knew(store):
    to_second_schema()
    ids = fill()
    command.upgrade(CONFIG, "head")

    command.downgrade(CONFIG, "0002")

    with engine().connect() as connection:
        tables = set(inspect(connection).get_table_names())
        assert not tables & {"conversation_event", "identity", "delivery"}
        row = select(Conversation.outcome).where(Conversation.id == ids["talked"])
        assert connection.execute(row).scalar_one() == "handed_off"
        assert connection.execute(text("SELECT count(*) FROM live_event")).scalar_one() == 1
        kept = "SELECT token, score, comment FROM invitation JOIN answer ON invitation_id = invitation.id"
        assert connection.execute(text(kept)).all() == [("t", 5, "Quick!")]
    command.upgrade(CONFIG, "head")
    with reading() as session:
        assert len(events.of(session, ids["quiet"])) == 2

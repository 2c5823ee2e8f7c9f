"""What happened, kept for ever; how customers are known and reached; indexes that were missing."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from uuid_utils.compat import uuid7

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_AT = sa.DateTime(timezone=True)
_UNANSWERED = sa.text("answered_seq < last_visitor_seq")
# Columns that refer to another table and that nothing could be found by.
_BARE = (
    ("conversation", "previous_id"),
    ("message", "agent_id"),
    ("message", "in_reply_to"),
    ("case_event", "agent_id"),
    ("form", "origin_message_id"),
    ("interaction", "message_id"),
    ("invitation", "message_id"),
)
_OUTCOMES = {"handed_off": "handed_over", "assumed_resolved": "assumed"}
# What a line inside a conversation tells of, and where it led.
_LINES = {
    "queued": "queued",
    "taken": "assigned",
    "transferred": "queued",
    "returned": "bot",
    "snoozed": "snoozed",
    "resolved": "resolved",
    "reopened": "bot",
}
_LED_BY = {"bot": "returned", "queued": "queued", "assigned": "taken", "snoozed": "snoozed", "resolved": "resolved"}
_REFUSALS = ("not_found", "locked")
_BATCH = 500


def upgrade() -> None:
    op.create_table(
        "conversation_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("actor", sa.String(length=8), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("from_status", sa.String(length=16), nullable=True),
        sa.Column("to_status", sa.String(length=16), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("skill", sa.String(length=64), nullable=True),
        sa.Column("data", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_conversation_event_agent_id_agent")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_conversation_event_conversation_id_conversation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_event")),
    )
    op.create_index("ix_conversation_event_conversation_id_id", "conversation_event", ["conversation_id", "id"])
    op.create_index("ix_conversation_event_name_at", "conversation_event", ["name", "at"])
    op.create_index(op.f("ix_conversation_event_agent_id"), "conversation_event", ["agent_id"])
    op.create_table(
        "identity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=254), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_identity_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_identity_channel_external_id")),
    )
    op.create_index(op.f("ix_identity_customer_id"), "identity", ["customer_id"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.String(length=254), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", _AT, nullable=False),
        sa.Column("error", sa.String(length=32), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("sent_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_delivery_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("message_id", "channel", name=op.f("uq_delivery_message_id_channel")),
    )
    op.create_index("ix_delivery_status_next_at", "delivery", ["status", "next_at"])
    op.create_index("ix_delivery_channel_external_id", "delivery", ["channel", "external_id"])
    for table, column in _BARE:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        "ix_conversation_unanswered",
        "conversation",
        ["updated_at"],
        sqlite_where=_UNANSWERED,
        postgresql_where=_UNANSWERED,
    )
    with op.batch_alter_table("live_event", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("conversation_id", existing_type=sa.Uuid(), nullable=True)
    # Until now, everything came from files.
    op.add_column("article", sa.Column("origin", sa.String(length=8), nullable=False, server_default="file"))
    with op.batch_alter_table("article") as batch_op:
        batch_op.alter_column("origin", existing_type=sa.String(length=8), server_default=None)
    _fill()


def downgrade() -> None:
    conversation = sa.table("conversation", sa.column("outcome"))
    for before, after in _OUTCOMES.items():
        op.execute(sa.update(conversation).where(conversation.c.outcome == after).values(outcome=before))
    op.execute("DELETE FROM live_event WHERE conversation_id IS NULL")
    with op.batch_alter_table("article") as batch_op:
        batch_op.drop_column("origin")
    with op.batch_alter_table("live_event", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("conversation_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_index("ix_conversation_unanswered", table_name="conversation")
    for table, column in _BARE:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_table("delivery")
    op.drop_table("identity")
    op.drop_table("conversation_event")


def _fill() -> None:
    """What can be known of the past: every line, answer, look-up, survey and case says when it happened."""
    connection = op.get_bind()
    known = sa.MetaData()
    for name in ("customer", "conversation", "message", "agent", "interaction", "invitation", "answer", "handover"):
        _columns_as_today(sa.Table(name, known, autoload_with=connection, resolve_fks=False))
    for name in ("case", "case_event", "identity", "conversation_event"):
        _columns_as_today(sa.Table(name, known, autoload_with=connection, resolve_fks=False))
    tables = known.tables
    conversation = tables["conversation"]
    for before, after in _OUTCOMES.items():
        connection.execute(sa.update(conversation).where(conversation.c.outcome == before).values(outcome=after))
    customer = tables["customer"]
    for batch in _batches(connection, sa.select(customer.c.id, customer.c.created_at).order_by(customer.c.id)):
        rows = [_identity(row) for row in batch]
        connection.execute(sa.insert(tables["identity"]), rows)
    for batch in _batches(connection, sa.select(conversation).order_by(conversation.c.id)):
        rows = _Past(connection, tables, batch).events()
        connection.execute(sa.insert(tables["conversation_event"]), rows)


def _columns_as_today(table: sa.Table) -> None:
    """SQLite forgets what a column holds: ids, times and JSON are told to it again."""
    for column in table.columns:
        if (
            column.name == "id"
            or (column.name.endswith("_id") and column.name != "external_id")
            or column.name == "in_reply_to"
        ):
            column.type = sa.Uuid()
        elif column.name == "data":
            column.type = _JSON
        elif column.name == "at" or column.name.endswith(("_at", "_since", "_until")):
            column.type = _AT


def _batches(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[list[sa.Row[Any]]]:
    """Row by row in the order of ids, some hundred at a time: a large store must not be held in memory."""
    key = query.selected_columns["id"]
    batch = connection.execute(query.limit(_BATCH)).all()
    while batch:
        yield list(batch)
        batch = connection.execute(query.where(key > batch[-1].id).limit(_BATCH)).all()


def _identity(row: sa.Row[Any]) -> dict[str, Any]:
    """Everybody came by the web, under their own id."""
    return {
        "id": uuid7(),
        "customer_id": row.id,
        "channel": "web",
        "external_id": str(row.id),
        "created_at": row.created_at,
    }


class _Past:
    """What happened in some conversations, as far as they still tell."""

    def __init__(self, connection: sa.Connection, tables: Any, batch: list[sa.Row[Any]]) -> None:
        self.connection = connection
        self.tables = tables
        self.conversations = batch
        self.ids = [row.id for row in batch]
        agent = tables["agent"]
        named = connection.execute(sa.select(agent.c.name, agent.c.id)).all()
        names = [row.name for row in named]
        # Two of one name cannot be told apart.
        self.agents = {row.name: row.id for row in named if names.count(row.name) == 1}

    def events(self) -> list[dict[str, Any]]:
        """Rows for the new table, each conversation's in the order in which things happened."""
        found: list[dict[str, Any]] = []
        told = [*self._lines(), *self._answers(), *self._look_ups(), *self._surveys(), *self._cases()]
        by_conversation: dict[uuid.UUID, list[dict[str, Any]]] = {}
        for event in sorted(told, key=lambda event: event["at"]):
            by_conversation.setdefault(event["conversation_id"], []).append(event)
        for row in self.conversations:
            opened = _event(row.id, "opened", row.created_at, "customer", to_status="bot")
            found += _walked([opened, *by_conversation.get(row.id, [])], row)
        return found

    def _of(self, name: str, *more: Any) -> list[sa.Row[Any]]:
        table = self.tables[name]
        query = sa.select(table).where(table.c.conversation_id.in_(self.ids), *more).order_by(table.c.id)
        return list(self.connection.execute(query).all())

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Queued, taken, given back, put aside, resolved, reopened; and who replied."""
        message = self.tables["message"]
        said = self._of("message", message.c.author.in_(("system", "bot", "agent")))
        for conversation_id, lines in groupby(sorted(said, key=attrgetter("conversation_id", "seq")), _conversation):
            waiting = False
            for line in lines:
                activity = (line.data or {}).get("activity")
                if activity in _LINES:
                    waiting = waiting or activity in ("queued", "taken")
                    yield self._line(conversation_id, activity, line)
                elif waiting and line.author == "agent" and line.kind != "note":
                    waiting = False
                    yield _event(conversation_id, "first_reply", line.created_at, "agent", agent_id=line.agent_id)

    def _line(self, conversation_id: uuid.UUID, activity: str, line: sa.Row[Any]) -> dict[str, Any]:
        name = (line.data or {}).get("name")
        actor = "agent" if name else {"queued": "bot"}.get(activity, "customer")
        agent_id = self.agents.get(name)
        facts = {"agent_id": agent_id, "to_status": _LINES[activity]}
        return _event(conversation_id, activity, line.created_at, actor, **facts)

    def _answers(self) -> Iterator[dict[str, Any]]:
        """The assistant's turns, and the articles that it showed."""
        message = self.tables["message"]
        asked = {row.id: row for row in self._of("message", message.c.author == "visitor")}
        answered: set[uuid.UUID] = set()
        for reply in self._of("message", message.c.author == "bot", message.c.in_reply_to.is_not(None)):
            question = asked.get(reply.in_reply_to)
            if question is not None and question.id not in answered:
                answered.add(question.id)
                intent = question.intent
                name = "turn_asked_back" if intent in (None, "nlu_fallback") else "turn_answered"
                seconds = (reply.created_at - question.created_at).total_seconds()
                facts = {"seconds": max(0.0, seconds), "data": {"intent": intent}}
                yield _event(reply.conversation_id, name, reply.created_at, "bot", **facts)
            article = (reply.data or {}).get("article")
            if article:
                shown = {"article": article.get("id")}
                yield _event(reply.conversation_id, "article_shown", reply.created_at, "bot", data=shown)

    def _look_ups(self) -> Iterator[dict[str, Any]]:
        for row in self._of("interaction"):
            if not row.kind.endswith(("_looked_up", "_lookup_failed")):
                continue
            refused = row.kind.endswith("_lookup_failed") or row.key in _REFUSALS
            data = {"kind": row.kind} | ({"why": row.key} if refused else {})
            name = "lookup_refused" if refused else "lookup_done"
            yield _event(row.conversation_id, name, row.created_at, "bot", data=data)

    def _surveys(self) -> Iterator[dict[str, Any]]:
        answer = self.tables["answer"]
        sent = {row.id: row for row in self._of("invitation")}
        for row in sent.values():
            yield _event(row.conversation_id, "survey_sent", row.created_at, "system", data={"survey": row.kind})
        query = sa.select(answer).where(answer.c.invitation_id.in_(list(sent)))
        for row in self.connection.execute(query):
            asked = sent[row.invitation_id]
            seconds = max(0.0, (row.answered_at - asked.created_at).total_seconds())
            data = {"survey": asked.kind, "score": row.score}
            yield _event(
                asked.conversation_id, "survey_answered", row.answered_at, "customer", seconds=seconds, data=data
            )

    def _cases(self) -> Iterator[dict[str, Any]]:
        moved = self.tables["case_event"]
        opened = {row.id: row for row in self._of("case")}
        query = sa.select(moved).where(moved.c.case_id.in_(list(opened)), moved.c.to_status.is_not(None))
        since: dict[uuid.UUID, datetime] = {}
        for row in self.connection.execute(query.order_by(moved.c.id)):
            case = opened[row.case_id]
            name = "case_moved" if row.from_status else "case_opened"
            before = since.get(case.id)
            seconds = max(0.0, (row.at - before).total_seconds()) if before else None
            since[case.id] = row.at
            data = {"reference": case.reference, "kind": case.kind, "from": row.from_status, "to": row.to_status}
            facts = {"agent_id": row.agent_id, "seconds": seconds, "data": data}
            yield _event(case.conversation_id, name, row.at, row.actor, **facts)


def _conversation(row: sa.Row[Any]) -> uuid.UUID:
    return uuid.UUID(str(row.conversation_id))


def _event(conversation_id: uuid.UUID, name: str, at: datetime, actor: str, **facts: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {
        "agent_id": None,
        "from_status": None,
        "to_status": None,
        "seconds": None,
        "skill": None,
        "data": {},
    }
    return {"conversation_id": conversation_id, "name": name, "at": at, "actor": actor, **nothing, **facts}


def _walked(happened: list[dict[str, Any]], row: sa.Row[Any]) -> list[dict[str, Any]]:
    """Each with its id, and with where it came from: the status that the one before led to. The last leads to today's.

    A wait begins in the queue, and ends with an answer or with whatever takes the conversation from people.
    """
    led_to = [event["to_status"] for event in happened if event["to_status"]]
    if led_to[-1] != row.status:
        name = "woken" if led_to[-1] == "snoozed" else _LED_BY[row.status]
        happened.append(_event(row.id, name, row.updated_at, "system", to_status=row.status))
    status: str | None = None
    waiting = False
    for event in happened:
        facts = {**event["data"], "filled": True}
        if event["to_status"] is not None:
            event["from_status"], status = status, event["to_status"]
        if not waiting and event["to_status"] == "queued":
            waiting = facts["waits"] = True
        elif waiting and (event["name"] == "first_reply" or event["to_status"] in ("bot", "resolved")):
            waiting = facts["waits"] = False
        event["id"], event["data"] = uuid7(), facts
    return happened

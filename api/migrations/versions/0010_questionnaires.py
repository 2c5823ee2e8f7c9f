"""Surveys of any questionnaire, one row an answer; what was asked and answered before is moved over."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_BATCH = 500
# What every customer was asked until now, in today's form.
_CSAT: dict[str, Any] = {
    "name": {"zh": "满意度", "en": "Satisfaction"},
    "title": {"zh": "服务评价", "en": "How did we do?"},
    "method": "CSAT",
    "may_change": True,
    "score": "satisfaction",
    "comment": "comment",
    "questions": {
        "satisfaction": {
            "text": {"zh": "您对刚才的服务满意吗？", "en": "How satisfied are you with the service you just received?"},
            "from": 1,
            "to": 5,
            "labels": {
                "1": {"zh": "非常不满意", "en": "Very dissatisfied"},
                "2": {"zh": "不满意", "en": "Dissatisfied"},
                "3": {"zh": "一般", "en": "Neither"},
                "4": {"zh": "满意", "en": "Satisfied"},
                "5": {"zh": "非常满意", "en": "Very satisfied"},
            },
            "type": "scale",
        },
        "comment": {"text": {"zh": "想补充的话（选填）", "en": "Anything to add? (optional)"}, "type": "text"},
    },
}


def upgrade() -> None:
    _create_surveys()
    for answered in _before():
        op.get_bind().execute(sa.insert(_table("survey")), [_survey(row) for row in answered])
        if rows := [one for row in answered if row.answer_id for one in _answers(row)]:
            op.get_bind().execute(sa.insert(_table("survey_answer")), rows)
    op.drop_table("answer")
    op.drop_table("invitation")
    with op.batch_alter_table("mail") as table:
        table.add_column(sa.Column("html", sa.Text(), nullable=True))
        table.add_column(sa.Column("unsubscribe", sa.String(500), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("mail") as table:
        table.drop_column("unsubscribe")
        table.drop_column("html")
    _create_invitations()
    for asked in _after():
        op.get_bind().execute(sa.insert(_table("invitation")), [_invitation(row) for row in asked])
        if rows := [_answer(row) for row in asked if row.value is not None]:
            op.get_bind().execute(sa.insert(_table("answer")), rows)
    op.drop_table("survey_answer")
    op.drop_table("survey")


def _before() -> Iterator[list[Any]]:
    """Everything that was asked, in batches, with where and by whom and the answer."""
    invitation, answer, talk = _table("invitation"), _table("answer"), _table("conversation")
    query = (
        sa.select(
            invitation,
            talk.c.customer_id,
            talk.c.assignee_id,
            talk.c.channel,
            talk.c.stage,
            talk.c.topic,
            answer.c.id.label("answer_id"),
            answer.c.score,
            answer.c.comment,
            answer.c.answered_at,
        )
        .join(talk, talk.c.id == invitation.c.conversation_id)
        .outerjoin(answer, answer.c.invitation_id == invitation.c.id)
        .order_by(invitation.c.id)
    )
    yield from _batches(query)


def _survey(row: Any) -> dict[str, Any]:
    kept = json.dumps(_CSAT, ensure_ascii=False, separators=(",", ":"))
    return {
        "id": row.id,
        "questionnaire": row.kind,
        "version": hashlib.sha256(kept.encode()).hexdigest()[:16],
        "wording": _CSAT,
        "language": row.language,
        "customer_id": row.customer_id,
        "conversation_id": row.conversation_id,
        "message_id": row.message_id,
        "about_kind": "conversation",
        "about_id": str(row.conversation_id),
        "agent_id": row.assignee_id,
        "channel": row.channel,
        "stage": row.stage,
        "skill": row.topic,
        "token_hash": hashlib.sha256(row.token.encode()).hexdigest(),
        "sent_at": row.created_at,
        "expires_at": row.expires_at,
        "started_at": row.answered_at,
        "completed_at": row.answered_at,
        "opted_out": False,
    }


def _answers(row: Any) -> Iterator[dict[str, Any]]:
    one = {"survey_id": row.id, "answered_at": row.answered_at, "not_applicable": False}
    yield {**one, "id": row.answer_id, "question": "satisfaction", "value": row.score, "text": None}
    if row.comment:
        # Only an id: any will do.
        yield {**one, "id": uuid.uuid4(), "question": "comment", "value": None, "text": row.comment}


def _after() -> Iterator[list[Any]]:
    """What the tables before can hold: a score of 1 to 5 that was asked for inside a conversation."""
    survey, message = _table("survey"), _table("message")
    score, remark = _table("survey_answer").alias("score"), _table("survey_answer").alias("remark")
    query = (
        sa.select(
            survey,
            message.c.data,
            score.c.id.label("answer_id"),
            score.c.value,
            score.c.answered_at,
            remark.c.text.label("comment"),
        )
        .join(message, message.c.id == survey.c.message_id)
        .outerjoin(score, sa.and_(score.c.survey_id == survey.c.id, score.c.question == "satisfaction"))
        .outerjoin(remark, sa.and_(remark.c.survey_id == survey.c.id, remark.c.question == "comment"))
        .where(survey.c.questionnaire == "csat")
        .order_by(survey.c.id)
    )
    yield from _batches(query)


def _invitation(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        # The customer's own message is where the link can still be read; without it the link is gone.
        "token": (row.data or {}).get("token") or str(row.id),
        "conversation_id": row.conversation_id,
        "message_id": row.message_id,
        "kind": row.questionnaire,
        "wording_version": 1,
        "language": row.language,
        "created_at": row.sent_at,
        "expires_at": row.expires_at,
    }


def _answer(row: Any) -> dict[str, Any]:
    return {
        "id": row.answer_id,
        "invitation_id": row.id,
        "score": row.value,
        "comment": row.comment,
        "answered_at": row.answered_at,
    }


def _batches(query: sa.Select[Any]) -> Iterator[list[Any]]:
    # All at once: on SQLite the rows come from the tables that are written to meanwhile.
    rows = op.get_bind().execute(query).all()
    for start in range(0, len(rows), _BATCH):
        yield list(rows[start : start + _BATCH])


def _table(name: str) -> sa.Table:
    """A table as it is in the store, with the types that need care."""
    reflected = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())
    for column in reflected.columns:
        if column.name == "id" or column.name.endswith("_id"):
            column.type = sa.String(64) if column.name == "about_id" else sa.Uuid()
        elif column.name in ("wording", "data"):
            column.type = _JSON
        elif column.name.endswith("_at"):
            column.type = sa.DateTime(timezone=True)
    return reflected


def _create_surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(32), nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("wording", _JSON, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("about_kind", sa.String(32), nullable=True),
        sa.Column("about_id", sa.String(64), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(8), nullable=True),
        sa.Column("skill", sa.String(64), nullable=True),
        sa.Column("rule", sa.String(32), nullable=True),
        sa.Column("address_hash", sa.String(64), nullable=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("reminder_hash", sa.String(64), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("recovery_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        *(
            sa.ForeignKeyConstraint([f"{column}"], [f"{table}.id"], name=f"fk_survey_{column}_{table}")
            for column, table in (
                ("customer_id", "customer"),
                ("conversation_id", "conversation"),
                ("message_id", "message"),
                ("agent_id", "agent"),
                ("recovery_id", "case"),
            )
        ),
        sa.UniqueConstraint("rule", "about_kind", "about_id", name="uq_survey_rule_about_kind_about_id"),
        sa.UniqueConstraint("token_hash", name="uq_survey_token_hash"),
        sa.UniqueConstraint("reminder_hash", name="uq_survey_reminder_hash"),
    )
    for column in ("conversation_id", "message_id", "agent_id", "address_hash", "remind_at", "recovery_id"):
        op.create_index(f"ix_survey_{column}", "survey", [column])
    op.create_index("ix_survey_customer_id_sent_at", "survey", ["customer_id", "sent_at"])
    op.create_index("ix_survey_questionnaire_sent_at", "survey", ["questionnaire", "sent_at"])
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("dimension", sa.String(32), nullable=True),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answer"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_survey_answer_survey_id_survey"),
        sa.UniqueConstraint("survey_id", "question", name="uq_survey_answer_survey_id_question"),
    )


def _create_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("wording_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_invitation_conversation_id_conversation"
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_invitation_message_id_message"),
        sa.UniqueConstraint("token", name="uq_invitation_token"),
    )
    op.create_index("ix_invitation_conversation_id", "invitation", ["conversation_id"])
    op.create_index("ix_invitation_message_id", "invitation", ["message_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name="fk_answer_invitation_id_invitation"),
        sa.UniqueConstraint("invitation_id", name="uq_answer_invitation_id"),
    )

"""Webhooks and their calls, API keys, and who changed what."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(1000), nullable=False),
        sa.Column("events", json, nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("stopped_because", sa.String(32), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
        sa.ForeignKeyConstraint(["created_by_id"], ["agent.id"], name="fk_webhook_created_by_id_agent"),
    )
    op.create_index("ix_webhook_created_by_id", "webhook", ["created_by_id"])
    op.create_table(
        "webhook_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("facts", json, nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("last_error", sa.String(32), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_webhook_call"),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name="fk_webhook_call_webhook_id_webhook"),
    )
    op.create_index("ix_webhook_call_status_next_at", "webhook_call", ["status", "next_at"])
    op.create_index("ix_webhook_call_webhook_id_id", "webhook_call", ["webhook_id", "id"])
    op.create_index("ix_webhook_call_created_at", "webhook_call", ["created_at"])
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("shown", sa.String(16), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("scopes", json, nullable=False),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("revoked_at", moment, nullable=True),
        sa.Column("last_used_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_api_key"),
        sa.UniqueConstraint("hash", name="uq_api_key_hash"),
        sa.ForeignKeyConstraint(["created_by_id"], ["agent.id"], name="fk_api_key_created_by_id_agent"),
    )
    op.create_index("ix_api_key_created_by_id", "api_key", ["created_by_id"])
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("deed", sa.String(48), nullable=False),
        sa.Column("target", sa.String(254), nullable=False),
        sa.Column("facts", json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_audit_event_agent_id_agent"),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"])
    op.create_index("ix_audit_event_agent_id", "audit_event", ["agent_id"])


def downgrade() -> None:
    for table in ("audit_event", "api_key", "webhook_call", "webhook"):
        op.drop_table(table)

"""The notice board, and who wrote what on it; what a site's own systems tell of orders and appointments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", json, nullable=False),
        sa.Column("body", json, nullable=False),
        sa.Column("valid_from", moment, nullable=False),
        sa.Column("valid_until", moment, nullable=False),
        sa.Column("marks", json, nullable=False),
        sa.Column("topics", json, nullable=False),
        sa.Column("banner", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_valid_until", "notice", ["valid_until"])
    op.create_table(
        "notice_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("contents", json, nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notice_version"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_version_notice_id_notice"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_notice_version_agent_id_agent"),
    )
    for column in ("notice_id", "agent_id"):
        op.create_index(f"ix_notice_version_{column}", "notice_version", [column])
    op.create_table(
        "site_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.String(100), nullable=False),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("contacts", json, nullable=False),
        sa.Column("data", json, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site_event"),
        sa.UniqueConstraint("event_id", name="uq_site_event_event_id"),
    )
    op.create_index("ix_site_event_subject_number", "site_event", ["subject", "number"])
    op.create_index("ix_site_event_received_at", "site_event", ["received_at"])


def downgrade() -> None:
    op.drop_table("site_event")
    op.drop_table("notice_version")
    op.drop_table("notice")

"""Canned replies written at the desk; second factors, links to choose a password, and how many customers at once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "canned_reply_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("said", json, nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_reply_version"),
        sa.UniqueConstraint("name", "version", name="uq_canned_reply_version_name_version"),
        sa.ForeignKeyConstraint(["owner_id"], ["agent.id"], name="fk_canned_reply_version_owner_id_agent"),
        sa.ForeignKeyConstraint(["changed_by_id"], ["agent.id"], name="fk_canned_reply_version_changed_by_id_agent"),
    )
    for column in ("owner_id", "changed_by_id"):
        op.create_index(f"ix_canned_reply_version_{column}", "canned_reply_version", [column])
    op.add_column("agent", sa.Column("at_once", sa.Integer(), nullable=True))
    op.add_column("agent", sa.Column("second_factor_since", moment, nullable=True))
    op.create_table(
        "agent_proof",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("reset_hash", sa.String(64), nullable=True),
        sa.Column("reset_until", moment, nullable=True),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("recovery_hashes", json, nullable=False),
        sa.PrimaryKeyConstraint("agent_id", name="pk_agent_proof"),
        sa.UniqueConstraint("reset_hash", name="uq_agent_proof_reset_hash"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_agent_proof_agent_id_agent"),
    )


def downgrade() -> None:
    op.drop_table("agent_proof")
    op.drop_column("agent", "second_factor_since")
    op.drop_column("agent", "at_once")
    op.drop_table("canned_reply_version")

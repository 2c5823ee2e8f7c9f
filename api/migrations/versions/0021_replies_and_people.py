"""Canned replies written at the desk."""

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


def downgrade() -> None:
    op.drop_table("canned_reply_version")

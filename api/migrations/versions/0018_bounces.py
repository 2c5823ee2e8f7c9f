"""Addresses that mail came back from for good, and questionnaires as they are written at the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bounced_address",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("shown", sa.String(254), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bounced_address"),
        sa.UniqueConstraint("address_hash", name="uq_bounced_address_address_hash"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_bounced_address_customer_id_customer"),
    )
    op.create_index("ix_bounced_address_customer_id", "bounced_address", ["customer_id"])
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        # Not JSONB: the order of what is asked counts.
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questionnaire_version"),
        sa.UniqueConstraint("name", "version", name="uq_questionnaire_version_name_version"),
    )


def downgrade() -> None:
    op.drop_table("questionnaire_version")
    op.drop_table("bounced_address")

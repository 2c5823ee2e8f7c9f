"""Appointments, and what customers want to be remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointment"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_appointment_case_id_case"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_appointment_customer_id_customer"),
        sa.UniqueConstraint("case_id", name="uq_appointment_case_id"),
        sa.UniqueConstraint("token", name="uq_appointment_token"),
        sa.UniqueConstraint("kind", "place", "starts_at", "seat", name="uq_appointment_kind_place_starts_at_seat"),
    )
    op.create_index("ix_appointment_customer_id", "appointment", ["customer_id"])
    op.create_index("ix_appointment_reminded_at_starts_at", "appointment", ["reminded_at", "starts_at"])
    op.create_table(
        "preference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("source_message_id", sa.Uuid(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("greeted_in", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_preference"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_preference_customer_id_customer"),
        sa.ForeignKeyConstraint(["source_message_id"], ["message.id"], name="fk_preference_source_message_id_message"),
    )
    op.create_index("ix_preference_customer_id", "preference", ["customer_id"])
    op.create_index("ix_preference_expires_at", "preference", ["expires_at"])
    op.create_index("ix_preference_source_message_id", "preference", ["source_message_id"])


def downgrade() -> None:
    op.drop_table("preference")
    op.drop_table("appointment")

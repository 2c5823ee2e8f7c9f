"""Shifts: who of the team is to be there, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", moment, nullable=False),
        sa.Column("ends_at", moment, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shift"),
        sa.UniqueConstraint("agent_id", "starts_at", name="uq_shift_agent_id_starts_at"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_shift_agent_id_agent"),
    )
    op.create_index("ix_shift_starts_at", "shift", ["starts_at"])


def downgrade() -> None:
    op.drop_table("shift")

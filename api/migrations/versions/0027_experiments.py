"""Experiments: two wordings or two articles, each for half of the customers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "experiment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("variant", json, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("stopped_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("result", json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_experiment"),
        sa.ForeignKeyConstraint(["started_by_id"], ["agent.id"], name="fk_experiment_started_by_id_agent"),
        sa.ForeignKeyConstraint(["stopped_by_id"], ["agent.id"], name="fk_experiment_stopped_by_id_agent"),
    )
    for column in ("state", "started_by_id", "stopped_by_id"):
        op.create_index(f"ix_experiment_{column}", "experiment", [column])


def downgrade() -> None:
    op.drop_table("experiment")

"""Cards of the assistant's models, and switches from one to another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "model_switch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("taught", sa.String(64), nullable=False),
        sa.Column("taught_before", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("rates", json, nullable=False),
        sa.Column("cause", json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_model_switch"),
    )
    op.create_index("ix_model_switch_state", "model_switch", ["state"])
    op.create_table(
        "model_card",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("contents", json, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_model_card"),
    )


def downgrade() -> None:
    op.drop_table("model_card")
    op.drop_table("model_switch")

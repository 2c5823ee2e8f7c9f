"""Coaching: conversations picked for an agent, and how two who lead rated them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("picked_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=True),
        sa.Column("shared_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scorecard"),
        sa.UniqueConstraint("conversation_id", "agent_id", name="uq_scorecard_conversation_id_agent_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_scorecard_conversation_id_conversation"
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_scorecard_agent_id_agent"),
    )
    op.create_index("ix_scorecard_agent_id_picked_at", "scorecard", ["agent_id", "picked_at"])
    op.create_table(
        "scorecard_rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scorecard_id", sa.Uuid(), nullable=False),
        sa.Column("rater_id", sa.Uuid(), nullable=False),
        sa.Column("scores", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scorecard_rating"),
        sa.UniqueConstraint("scorecard_id", "rater_id", name="uq_scorecard_rating_scorecard_id_rater_id"),
        sa.ForeignKeyConstraint(["scorecard_id"], ["scorecard.id"], name="fk_scorecard_rating_scorecard_id_scorecard"),
        sa.ForeignKeyConstraint(["rater_id"], ["agent.id"], name="fk_scorecard_rating_rater_id_agent"),
    )
    op.create_index("ix_scorecard_rating_rater_id", "scorecard_rating", ["rater_id"])


def downgrade() -> None:
    op.drop_table("scorecard_rating")
    op.drop_table("scorecard")

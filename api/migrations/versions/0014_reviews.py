"""Messages to learn from, and what people decided about them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "review_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("target", sa.String(100), nullable=False),
        sa.Column("title", json, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("article_key", sa.String(100), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", moment, nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", moment, nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review_decision"),
        *(
            sa.ForeignKeyConstraint([f"{deed}_by_id"], ["agent.id"], name=f"fk_review_decision_{deed}_by_id_agent")
            for deed in ("proposed", "approved", "withdrawn")
        ),
    )
    for column in ("state", "proposed_by_id", "approved_by_id", "withdrawn_by_id"):
        op.create_index(f"ix_review_decision_{column}", "review_decision", [column])
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", json, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("taken_for", sa.String(64), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.UniqueConstraint("message_id", name="uq_review_message_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name="fk_review_conversation_id_conversation",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name="fk_review_message_id_message", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["review_decision.id"], name="fk_review_decision_id_review_decision"),
    )
    op.create_index("ix_review_conversation_id", "review", ["conversation_id"])
    op.create_index("ix_review_decision_id", "review", ["decision_id"])


def downgrade() -> None:
    op.drop_table("review")
    op.drop_table("review_decision")

"""Articles that people write, and the questions that none answered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("state", sa.String(length=16), nullable=False, server_default="published"))
    op.add_column("article", sa.Column("author", sa.String(length=100), nullable=False, server_default=""))
    op.add_column("article", sa.Column("note", sa.String(length=300), nullable=False, server_default=""))
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("view_key", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("article_key", sa.String(length=100), nullable=False),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_unanswered_question_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_unanswered_question_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_question")),
        sa.UniqueConstraint("message_id", name=op.f("uq_unanswered_question_message_id")),
    )
    op.create_index(op.f("ix_unanswered_question_conversation_id"), "unanswered_question", ["conversation_id"])
    op.create_index("ix_unanswered_question_state_id", "unanswered_question", ["state", "id"])


def downgrade() -> None:
    op.drop_table("unanswered_question")
    for name in ("note", "author", "state"):
        op.drop_column("article", name)

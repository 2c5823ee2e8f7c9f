"""When the agent whose conversation it is has opened it, since when it stands as it stands; briefs; and the search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FTS = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', content_rowid='id')",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
)


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("conversation", sa.Column("joined_at", moment, nullable=True))
    op.add_column("conversation", sa.Column("moved_at", moment, nullable=True))
    op.execute("UPDATE conversation SET moved_at = updated_at")
    op.execute("UPDATE conversation SET joined_at = updated_at WHERE status IN ('assigned', 'snoozed', 'resolved')")
    op.add_column(
        "handover", sa.Column("brief", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True)
    )
    op.create_index("ix_conversation_updated_at", "conversation", ["updated_at"])
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("as_of", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name="fk_search_entry_conversation_id_conversation"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_search_entry_case_id_case"),
        sa.UniqueConstraint("conversation_id", name="uq_search_entry_conversation_id"),
        sa.UniqueConstraint("case_id", name="uq_search_entry_case_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in FTS:
            op.execute(statement)
    else:
        op.execute("CREATE INDEX ix_search_entry_words ON search_entry USING gin (to_tsvector('simple', words))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
    op.drop_index("ix_conversation_updated_at", "conversation")
    op.drop_column("handover", "brief")
    op.drop_column("conversation", "moved_at")
    op.drop_column("conversation", "joined_at")

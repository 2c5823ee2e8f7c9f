"""The search index: a row for each conversation and case with all its words, in SQLite's FTS5 or PostgreSQL's GIN."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, ColumnElement, ForeignKey, Select, Text, bindparam, delete, event, func, or_, select
from sqlalchemy import text as literal
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base
from crm.search_words import wanted
from crm.store import is_sqlite

# SQLite's own tables for the index begin like this; they belong to no class of ours.
FTS = "search_words"
GIN = "ix_search_entry_words"
# The same on a fresh store and in the migration.
FTS_UP = (
    "CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_entry', content_rowid='id')",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_words(rowid, words) VALUES (new.id, new.words); END""",
)
GIN_UP = "CREATE INDEX ix_search_entry_words ON search_entry USING gin (to_tsvector('simple', words))"


class SearchEntry(Base):
    """Every word of one conversation or case, as it was at `as_of`. Made from the other tables, never kept alone."""

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("conversation.id"), unique=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), unique=True)
    words: Mapped[str] = mapped_column(Text)
    as_of: Mapped[datetime] = mapped_column()


_VECTOR = func.to_tsvector(literal("'simple'"), SearchEntry.words)


def _on(store: str, moment: str, *statements: str) -> None:
    """Have a store run statements of its own when the table comes or goes."""
    for statement in statements:
        only_there: Any = DDL(statement)  # type: ignore[no-untyped-call]
        event.listen(SearchEntry.__table__, moment, only_there.execute_if(dialect=store))


_on("sqlite", "after_create", *FTS_UP)
_on("sqlite", "before_drop", "DROP TABLE IF EXISTS search_words")
_on("postgresql", "after_create", GIN_UP)


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether Alembic is to compare this: what each store makes of the index is in no class of ours."""
    return not (name or "").startswith(FTS if kind == "table" else GIN)


def matching(session: Session, column: Any, query: str) -> Select[Any]:
    """The ids of what holds everything in the query, all for an empty one. `column`: whose ids."""
    return select(column).where(column.is_not(None), _holds(session, wanted(query)))


def forget(
    session: Session,
    *,
    conversation_ids: Iterable[uuid.UUID],
    case_ids: Iterable[uuid.UUID],
    thoroughly: bool = True,
) -> None:
    """Delete every word of these; `thoroughly`: from the store's own files at once, else piece by piece."""
    of_these = or_(SearchEntry.conversation_id.in_(conversation_ids), SearchEntry.case_id.in_(case_ids))
    session.execute(delete(SearchEntry).where(of_these).execution_options(synchronize_session=False))
    if is_sqlite(session):
        # Until its parts are merged, the index only marks what was deleted.
        all_of_it, a_piece = "(search_words) VALUES ('optimize')", "(search_words, rank) VALUES ('merge', 500)"
        session.execute(literal(f"INSERT INTO search_words{all_of_it if thoroughly else a_piece}"))


def _holds(session: Session, words: list[str]) -> ColumnElement[bool]:
    if not words:
        return literal("1 = 1")  # type: ignore[return-value]
    if is_sqlite(session):
        asked = " AND ".join(f'"{word}"*' for word in words)
        rows = literal("SELECT rowid FROM search_words WHERE search_words MATCH :asked")
        return SearchEntry.id.in_(rows.bindparams(bindparam("asked", asked)).columns(SearchEntry.id))
    return _VECTOR.bool_op("@@")(func.to_tsquery(literal("'simple'"), " & ".join(f"'{word}':*" for word in words)))

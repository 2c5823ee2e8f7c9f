"""The store: one engine, and the two ways to open a session on it."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crm.errors import StoreUnavailable

T = TypeVar("T")

DEFAULT_URL = "sqlite:///var/serviceloop.db"
BUSY_TIMEOUT_MS = 5000

# The one engine of the process: opened on first use or by `open_store`, never at import.
_engine: Engine | None = None
_writers = threading.Lock()
# A failing statement's parameters would be personal data in a log.
_OPTIONS: dict[str, Any] = {"pool_size": 20, "max_overflow": 20, "pool_timeout": 10, "hide_parameters": True}


class StoreSettings(BaseSettings):
    """Where the store is: from the environment or `.env`, as the app reads it. For commands beside the app."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    database_url: str = DEFAULT_URL


def engine() -> Engine:
    """The engine in use; opened from `DATABASE_URL` on first use when nobody called `open_store`."""
    return _engine or open_store(os.environ.get("DATABASE_URL", DEFAULT_URL))


def open_store(url: str) -> Engine:
    """Use the store at `url` (sqlite:///file or postgresql://…) from now on, closing the one before."""
    global _engine  # noqa: PLW0603
    close_store()
    _engine = _sqlite(url) if url.startswith("sqlite") else _postgres(url)
    return _engine


def close_store() -> None:
    """Let go of every connection."""
    global _engine  # noqa: PLW0603
    if _engine is not None:
        _engine.dispose()
        _engine = None


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Run one request, action or job as a single transaction."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session


def transact(work: Callable[[Session], T]) -> T:
    """Run `work` as one transaction in this thread, taking turns with this process's other writers.

    SQLite makes a second writer sleep for up to a tenth of a second at a time; a lock wakes it at once.
    """
    if engine().dialect.name != "sqlite":
        return _in_transaction(work)
    if not _writers.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
        raise StoreUnavailable
    try:
        return _in_transaction(work)
    finally:
        _writers.release()


async def in_store(work: Callable[[Session], T]) -> T:
    """Run `work` as one transaction, in a thread. Raises StoreUnavailable when the store does not answer."""
    return await _answered(transact, work)


async def read_store(work: Callable[[Session], T]) -> T:
    """Run `work` in a thread without waiting for writers; nothing is kept. Raises StoreUnavailable as `in_store`."""
    return await _answered(_read, work)


async def _answered(run: Callable[[Callable[[Session], T]], T], work: Callable[[Session], T]) -> T:
    try:
        return await asyncio.to_thread(run, work)
    except SQLAlchemyError as error:
        raise StoreUnavailable from error


def _read(work: Callable[[Session], T]) -> T:
    with reading() as session:
        return work(session)


def _in_transaction(work: Callable[[Session], T]) -> T:
    with unit_of_work() as session:
        return work(session)


@contextmanager
def reading() -> Iterator[Session]:
    """Read without waiting for writers. What is changed here is not kept."""
    # `begin_mode` only matters to SQLite, where a writer's transaction takes the lock at once.
    snapshot = engine().execution_options(begin_mode="DEFERRED")
    with Session(snapshot, expire_on_commit=False, autoflush=False) as session:
        yield session


def is_sqlite(session: Session) -> bool:
    """Whether this session talks to SQLite: for the few places where the two stores differ."""
    return session.get_bind().dialect.name == "sqlite"


def empty_log() -> bool:
    """Have SQLite write its log into the store and cut it to nothing: what was deleted is then in no file of it.

    False when somebody was reading meanwhile.
    """
    if engine().dialect.name != "sqlite":
        return True
    # Not in a transaction, which every connection of SQLAlchemy's begins.
    with closing(engine().raw_connection()) as connection:
        busy, *_ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def one_at_a_time(session: Session, *locks: int) -> None:
    """Keep these locks until the transaction ends, so that no other one that wants any of them runs beside it.

    In one order, so that two never wait for each other. SQLite has one writer anyway.
    """
    if not is_sqlite(session):
        for lock in sorted(locks):
            session.execute(select(func.pg_advisory_xact_lock(lock)))


def lock_for(digest: str) -> int:
    """The lock for what has this SHA-256, in hexadecimal: see `one_at_a_time`."""
    return int.from_bytes(bytes.fromhex(digest[:16]), signed=True)


def _postgres(url: str) -> Engine:
    # A bare postgresql:// would mean psycopg 2 to SQLAlchemy.
    driver_url = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(driver_url, pool_pre_ping=True, **_OPTIONS)


def _keep_private(path: Path) -> None:
    """Let nobody else on the machine read the file; SQLite gives the files beside it the same mode."""
    with suppress(OSError):
        # Not there: made so. There already, from before: closed. Somebody else's: left to them.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)


def _sqlite(url: str) -> Engine:
    database = make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        _keep_private(Path(database))
    opened = create_engine(url, **_OPTIONS)

    @event.listens_for(opened, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # SQLAlchemy emits BEGIN itself below; the driver's implicit one comes too late to read consistently.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(opened, "begin")
    def _on_begin(connection: Connection) -> None:
        # IMMEDIATE waits for the write lock up front: a read that later turns into a write would fail at once.
        mode = connection.get_execution_options().get("begin_mode", "IMMEDIATE")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return opened

"""What changed, published to every process that shows it: rows on SQLite, NOTIFY on PostgreSQL, in one transaction."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, utc_now
from crm.store import is_sqlite

CHANNEL = "serviceloop_live"
KEEP_FOR = timedelta(minutes=10)


class LiveEvent(Base):
    """That a conversation changed. Only SQLite needs the row: its commits are in order, so a reader polls by id."""

    __tablename__ = "live_event"
    # Ids never start again: a reader's position must stay true after old rows are forgotten.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    # None: the queue moved, or the feeds did.
    conversation_id: Mapped[uuid.UUID | None] = mapped_column()
    message_id: Mapped[uuid.UUID | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


@dataclass(frozen=True)
class Change:
    """A conversation has something new; `message_id` names a message whose data changed after it was said."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None = None


@dataclass(frozen=True)
class QueueMoved:
    """Somebody joined or left the queue: the places of those who wait may have changed."""


@dataclass(frozen=True)
class FeedsMoved:
    """A message of another system came into quarantine, or left it."""


@dataclass(frozen=True)
class Rated:
    """A customer has rated the service, or said more to it."""

    survey_id: uuid.UUID


News = Change | QueueMoved | FeedsMoved | Rated
# No message has these ids: where there is no conversation either, one stands for the feeds; beside the other a survey
# is named in the place of a conversation.
_FEEDS, _RATED = uuid.UUID(int=0), uuid.UUID(int=1)


def announce(session: Session, conversation_id: uuid.UUID, *, message_id: uuid.UUID | None = None) -> None:
    """Tell all processes, once this transaction commits, to look at the conversation again."""
    _notify(session, conversation_id, message_id)


def announce_queue(session: Session) -> None:
    """Tell all processes, once this transaction commits, that the queue moved: one event, however many wait."""
    _notify(session, None, None)


def announce_feeds(session: Session) -> None:
    """Tell every desk, once this transaction commits, to look at the quarantine again."""
    _notify(session, None, _FEEDS)


def announce_rating(session: Session, survey_id: uuid.UUID) -> None:
    """Tell every desk, once this transaction commits, what a customer said of the service."""
    _notify(session, survey_id, _RATED)


def parse_notice(payload: str) -> News:
    """A PostgreSQL notification as the change it stands for."""
    conversation_id, message_id = (uuid.UUID(part) if part else None for part in json.loads(payload))
    return _news(conversation_id, message_id)


def newest(session: Session) -> int:
    """The id of the newest event so far."""
    return session.scalar(select(func.max(LiveEvent.id))) or 0


def since(session: Session, event_id: int) -> tuple[int, list[News]]:
    """What changed after `event_id`, each change once, and the new position."""
    rows = session.execute(
        select(LiveEvent.id, LiveEvent.conversation_id, LiveEvent.message_id)
        .where(LiveEvent.id > event_id)
        .order_by(LiveEvent.id)
    ).all()
    changes = dict.fromkeys(_news(row.conversation_id, row.message_id) for row in rows)
    return (rows[-1].id if rows else event_id), list(changes)


def write_and_forget(session: Session) -> None:
    """Write something that nobody ever sees, to learn whether the store can be written to."""
    event = LiveEvent(conversation_id=None, message_id=_FEEDS)
    session.add(event)
    session.flush()
    session.delete(event)


def prune(session: Session, *, now: datetime) -> None:
    """Forget events that everybody has seen long ago."""
    session.execute(delete(LiveEvent).where(LiveEvent.created_at < now - KEEP_FOR))


def _notify(session: Session, conversation_id: uuid.UUID | None, message_id: uuid.UUID | None) -> None:
    if is_sqlite(session):
        session.add(LiveEvent(conversation_id=conversation_id, message_id=message_id))
        return
    payload = json.dumps([str(part) if part else None for part in (conversation_id, message_id)])
    session.execute(select(func.pg_notify(CHANNEL, payload)))


def _news(conversation_id: uuid.UUID | None, message_id: uuid.UUID | None) -> News:
    if conversation_id is not None and message_id == _RATED:
        return Rated(conversation_id)
    if conversation_id is not None:
        return Change(conversation_id, message_id)
    return FeedsMoved() if message_id == _FEEDS else QueueMoved()

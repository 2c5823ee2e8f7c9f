"""Rasa's SQL tracker store, remembering the conversations it wrote last.

It exists because Rasa reads and replays a whole conversation at every turn, and looks at all of it for every
prediction. SQL keeps everything and stays the truth: what is remembered counts only while SQL holds nothing newer.
"""

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

REMEMBERED = 500
# A conversation of more than LONG events is cut to its last turns, of at least SHORT events.
LONG, SHORT = 100, 50

# How many events of a conversation SQL holds, and the last one's id: the id alone would miss a commit it overtook.
Mark = tuple[int, Optional[int]]


@dataclass(frozen=True)
class Stored:
    """Which part of a tracker is in SQL: so many of its events, when SQL held so much of the conversation."""

    events: int
    mark: Mark


class RememberingTrackerStore(SQLTrackerStore):
    """Hands a tracker out once and takes it back when it is saved, so that a failed turn is read anew from SQL."""

    engine: Engine

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.engine.dialect.name == "sqlite" and self.engine.url.database not in (None, "", ":memory:"):
            self.engine = _lasting(self.engine.url)
            self.sessionmaker = sessionmaker(bind=self.engine)
        self._remembered: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        table = self.SQLEvent.__table__
        self._insert = table.insert()
        self._count = sa.select([sa.func.count(), sa.func.max(table.c.id)]).where(
            table.c.sender_id == sa.bindparam("sender")
        )

    @property
    def domain(self) -> Domain:
        """The domain of the loaded model."""
        return self._domain

    @domain.setter
    def domain(self, domain: Optional[Domain]) -> None:
        self._domain = domain or Domain.empty()
        # Another model has other slots.
        self._remembered.clear()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The present session of a conversation, without its beginning when it is long."""
        tracker = self._remembered.pop(sender_id, None)
        with self.engine.connect() as connection:
            mark = self._mark(connection, sender_id)
        if tracker is not None and tracker.stored.mark == mark:
            return tracker
        tracker = await super().retrieve(sender_id) if mark[0] else None
        return _lent(shortened(tracker, self.domain), mark) if tracker else None

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """As Rasa does, but what has no turn yet is not saved."""
        tracker = _lent(self.init_tracker(sender_id), (0, None))
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append what is new. The caller is done with the tracker: the next turn gets it."""
        stored: Optional[Stored] = getattr(tracker, "stored", None)
        if stored is None or self.event_broker:
            await super().save(tracker)
            return
        new = list(tracker.events)[stored.events :]
        with self.engine.begin() as connection:
            before = self._mark(connection, tracker.sender_id)
            if new:
                connection.execute(self._insert, [_row(tracker.sender_id, event) for event in new])
            after = self._mark(connection, tracker.sender_id)
        _lent(tracker, after)
        undisturbed = before == stored.mark and after[0] == before[0] + len(new)
        if undisturbed and not (stored.events and any(isinstance(event, SessionStarted) for event in new)):
            self._remember(_lent(shortened(tracker, self.domain), after))

    def forget(self, sender_id: str) -> int:
        """Delete everything that is kept of a conversation; how many events that was."""
        self._remembered.pop(sender_id, None)
        table = self.SQLEvent.__table__
        with self.engine.begin() as connection:
            gone = int(connection.execute(table.delete().where(table.c.sender_id == sender_id)).rowcount)
        if self.engine.dialect.name == "sqlite":
            # Else it could still be read in the log.
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone

    def _mark(self, connection: Connection, sender_id: str) -> Mark:
        count, newest = connection.execute(self._count, {"sender": sender_id}).one()
        return count, newest

    def _remember(self, tracker: DialogueStateTracker) -> None:
        self._remembered[tracker.sender_id] = tracker
        self._remembered.move_to_end(tracker.sender_id)
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)


def _lasting(url: URL) -> Engine:
    """SQLite with open connections and a write-ahead log: one flush to disk for a turn instead of three, as safe."""
    engine = sa.create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        # What is forgotten must not stay readable in the file.
        connection.execute("PRAGMA secure_delete = ON")

    return engine


def _lent(tracker: DialogueStateTracker, mark: Mark) -> DialogueStateTracker:
    # On the tracker itself, because it may be lost in a failed turn: nothing is left to clean up then.
    tracker.stored = Stored(len(tracker.events), mark)
    return tracker


def shortened(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The conversation's slots and last turns; all of it when it is short, paused or in a form."""
    events = list(tracker.events)
    if len(events) <= LONG or tracker.active_loop is not None or tracker.is_paused():
        return tracker
    turns = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    start = max((place for place in turns if len(events) - place >= SHORT), default=0)
    before = DialogueStateTracker.from_events(tracker.sender_id, events[:start], domain.slots)
    if not start or before.active_loop is not None:
        return tracker
    # Rasa replays the events to copy a tracker, so the slots must be among them.
    slots = [SlotSet(slot.name, slot.value) for slot in before.slots.values() if slot.has_been_set]
    kept = [*slots, ActionExecuted(ACTION_LISTEN_NAME), *events[start:]]
    short = DialogueStateTracker.from_events(tracker.sender_id, kept, domain.slots)
    short.model_id, short.assistant_id = tracker.model_id, tracker.assistant_id
    return short


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def without_fallback(store: TrackerStore) -> TrackerStore:
    """The store itself: Rasa wraps it so that a conversation which cannot be read looks like a new one."""
    return store._tracker_store if isinstance(store, FailSafeTrackerStore) else store

"""The days of a journey map, kept in memory for a while: only days on whose conversations something happened since
are read anew. Nothing depends on it but time: whatever is kept can be counted again from the events.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from crm.conversations import Conversation
from crm.events import ConversationEvent
from crm.insights.journey_side import Side
from crm.insights.journeys import Segment, journeys
from crm.insights.periods import Period
from crm.store import engine

# What changes without an event, such as by an erasure, is seen after this time.
KEPT_FOR = timedelta(hours=1)
# A transaction that is written while a day is read may be seen by the next look only.
_LATE = timedelta(minutes=10)
# So many conversations are kept: some tens of megabytes.
MOST = 200_000


class _Key(NamedTuple):
    day: date
    zone: ZoneInfo
    segment: Segment


class _Read(NamedTuple):
    at: datetime
    side: Side


@dataclass
class _Kept:
    """What one store's days came to, those last that were asked for last."""

    days: OrderedDict[_Key, _Read] = field(default_factory=OrderedDict)
    conversations: int = 0

    def put(self, key: _Key, read: _Read) -> None:
        self.drop(key)
        self.days[key] = read
        self.conversations += read.side.whole.n
        while self.conversations > MOST:
            self.drop(next(iter(self.days)))

    def drop(self, key: _Key) -> None:
        if (old := self.days.pop(key, None)) is not None:
            self.conversations -= old.side.whole.n


_lock = threading.Lock()
_stores: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def period_side(session: Session, period: Period, segment: Segment, *, now: datetime) -> Side:
    """The conversations that were opened in a period, as they stand now."""
    keys = [_Key(period.first + timedelta(days=number), period.zone, segment) for number in range(period.days)]
    with _lock:
        kept = _stores.setdefault(engine(), _Kept())
        known = {key: read for key in keys if (read := kept.days.get(key)) and now - read.at < KEPT_FOR}
    fresh = _unchanged(session, period, known)
    sides = _counted(session, [key for key in keys if key not in fresh], segment, period.zone)
    with _lock:
        for key in keys:
            kept.put(key, fresh.get(key) or _Read(now, sides[key.day]))
    whole = Side(period.zone)
    for key in keys:
        whole.take(fresh[key].side if key in fresh else sides[key.day])
    return whole


def _unchanged(session: Session, period: Period, known: Mapping[_Key, _Read]) -> dict[_Key, _Read]:
    """Those on whose conversations nothing has been written down since."""
    if not known:
        return {}
    since = min(read.at for read in known.values()) - _LATE
    query = (
        select(ConversationEvent.id, Conversation.created_at)
        .join(Conversation, Conversation.id == ConversationEvent.conversation_id)
        .where(ConversationEvent.id >= _first_id(since))
        .where(Conversation.created_at >= period.start, Conversation.created_at < period.end)
    )
    latest: dict[date, uuid.UUID] = {}
    for event_id, opened in session.execute(query):
        day = opened.astimezone(period.zone).date()
        latest[day] = max(event_id, latest.get(day, event_id))
    return {
        key: read
        for key, read in known.items()
        if key.day not in latest or latest[key.day] < _first_id(read.at - _LATE)
    }


def _counted(session: Session, keys: Sequence[_Key], segment: Segment, zone: ZoneInfo) -> dict[date, Side]:
    """Some days, read from the store in one go."""
    found = {key.day: Side(zone) for key in keys}
    for journey in journeys(session, _spans(found, zone), segment):
        found[journey.opened.astimezone(zone).date()].add(journey)
    return found


def _spans(days: Iterable[date], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Days that follow one another are one stretch of time."""
    spans: list[tuple[datetime, datetime]] = []
    for day in days:
        one = Period(day, day, zone)
        if spans and spans[-1][1] == one.start:
            spans[-1] = spans[-1][0], one.end
        else:
            spans.append((one.start, one.end))
    return spans


def _first_id(at: datetime) -> uuid.UUID:
    """No id is smaller that was made from this moment on: UUIDv7 begins with its milliseconds (RFC 9562)."""
    return uuid.UUID(int=int(at.timestamp() * 1000) << 80)

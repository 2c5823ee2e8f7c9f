"""Journeys: conversations with all that happened in them, read from the store one after the other."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, DateTime, Select, String, and_, cast, or_, select, type_coerce
from sqlalchemy.orm import Session

from crm.conversations import Conversation
from crm.events import ConversationEvent, Name
from crm.messages import Author, Message
from crm.turns import PRIORITY_OF_TONE

_AT_ONCE = 2000
# From an instant to the one before which it ends.
Span = tuple[datetime, datetime]
# What moves a customer on, or tells of their wait. Labels, look-ups and promises do neither.
TOLD = frozenset(
    (
        *(Name.OPENED, Name.REOPENED, Name.RESOLVED, Name.ABANDONED),
        *(Name.TURN_ANSWERED, Name.TURN_ASKED_BACK, Name.TURN_FAILED),
        *(Name.QUEUED, Name.TAKEN, Name.TRANSFERRED, Name.RETURNED, Name.LEFT_LINE, Name.SNOOZED, Name.WOKEN),
        *(Name.WAITING, Name.FIRST_REPLY, Name.REPLIED, Name.WENT_SILENT),
        *(Name.CASE_OPENED, Name.CASE_MOVED, Name.SURVEY_SENT, Name.SURVEY_ANSWERED),
    )
)
UPSET = tuple(PRIORITY_OF_TONE)
_NO_FACTS: Mapping[str, Any] = MappingProxyType({})


class Happened(NamedTuple):
    """One event; `at` in seconds since 1970. The other fields are those of crm.events.ConversationEvent."""

    name: str
    at: float
    to: str | None = None
    seconds: float | None = None
    skill: str | None = None
    data: Mapping[str, Any] = _NO_FACTS


class Journey(NamedTuple):
    """A conversation from its first event to its last. `upset`: when the customer wrote in anger or distress."""

    id: uuid.UUID
    opened: datetime
    language: str
    channel: str
    topic: str | None
    happened: list[Happened]
    upset: list[float]


@dataclass(frozen=True)
class Segment:
    """Which conversations: all, or those of a language, a channel, a skill."""

    language: str | None = None
    channel: str | None = None
    skill: str | None = None

    def wanted(self) -> list[ColumnElement[bool]]:
        """As conditions on the conversation."""
        columns = ((Conversation.language, self.language), (Conversation.channel, self.channel))
        return [column == value for column, value in (*columns, (Conversation.topic, self.skill)) if value is not None]


def journeys(session: Session, spans: Sequence[Span], segment: Segment) -> Iterator[Journey]:
    """The conversations that were opened in some stretches of time, with what happened in them up to now.

    Few are held at a time.
    """
    if not spans:
        return
    upset = _upset(session, spans, segment)
    one, event = Conversation, ConversationEvent
    # What the store's own types would make of a time takes a fifth of all; see _seconds.
    at = type_coerce(event.at, DateTime(timezone=True))
    columns = (event.name, at, event.to_status, event.seconds, event.skill, cast(event.data, String))
    # As the driver has it: to make an id of every row would take longer than to read it.
    key = type_coerce(one.id, String)
    talks = _opened(select(key, one.id, one.created_at, one.language, one.channel, one.topic), spans, segment)
    query = (
        _opened(select(key, *columns), spans, segment)
        .join(event, event.conversation_id == one.id)
        # By what it is found by, so that no store has to sort. Names are chosen here for the same reason.
        .order_by(one.id, event.conversation_id, event.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    known = {row[0]: row[1:] for row in session.execute(talks)}
    for talk, rows in groupby(session.execute(query), key=itemgetter(0)):
        conversation_id, opened, language, channel, topic = known[talk]
        happened = [_happened(row) for row in rows if row[1] in TOLD]
        yield Journey(conversation_id, opened, language, channel, topic, happened, upset.get(conversation_id, []))


def _happened(row: Sequence[Any]) -> Happened:
    _, name, at, to, seconds, skill, data = row
    return Happened(name, _seconds(at), to, seconds, skill, _facts(data))


def _seconds(at: datetime) -> float:
    """Since 1970; SQLite has no zone, and UTC is meant."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


@lru_cache(maxsize=4096)
def _facts(written: str) -> Mapping[str, Any]:
    """Nearly all events of a name tell the same few facts: reading them anew took longer than all else."""
    found: dict[str, Any] = json.loads(written)
    return MappingProxyType(found) if found else _NO_FACTS


def _upset(session: Session, spans: Sequence[Span], segment: Segment) -> dict[uuid.UUID, list[float]]:
    """When customers wrote in anger or distress: few do."""
    one = Message
    query = (
        _opened(select(one.conversation_id, one.created_at).select_from(Conversation), spans, segment)
        .join(one, one.conversation_id == Conversation.id)
        .where(one.author == Author.VISITOR, one.tone.in_(UPSET))
        .order_by(Conversation.id, one.conversation_id, one.seq)
    )
    found: dict[uuid.UUID, list[float]] = {}
    for talk, at in session.execute(query):
        found.setdefault(talk, []).append(at.timestamp())
    return found


def _opened(query: Select[*tuple[Any, ...]], spans: Sequence[Span], segment: Segment) -> Select[*tuple[Any, ...]]:
    opened = Conversation.created_at
    return query.where(or_(*(and_(opened >= start, opened < end) for start, end in spans)), *segment.wanted())

"""How long people are at a customer, and how long customers wait before they give up: measured, or not said at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from statistics import fmean
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from crm.events import ConversationEvent, Name

LATELY = timedelta(weeks=26)
# So many services are looked at, the newest; with fewer than the least nothing is said, of those who gave up neither.
_LOOKED_AT, _LEAST = 1000, 20
# What takes longer was put aside over lunch or the night: an hour counts.
_AT_MOST = 3600.0
_REPLIES = frozenset({Name.FIRST_REPLY, Name.REPLIED})
_ENDS = frozenset({Name.RESOLVED, Name.RETURNED, Name.ABANDONED, Name.SNOOZED})


@dataclass(frozen=True)
class Pace:
    """Mean seconds. `handled` and `gave_up`: of how many."""

    handling: float | None
    handled: int
    patience: float | None
    gave_up: int


class Happened(NamedTuple):
    """What of an event is looked at."""

    name: str
    at: datetime


def measured(session: Session, *, now: datetime) -> Pace:
    """What the last half year tells."""
    spans = list(_spans(session, now))
    handling = fmean(spans) if len(spans) >= _LEAST else None
    waited, gave_up = _waited(session, now)
    return Pace(handling, len(spans), waited / gave_up if gave_up >= _LEAST else None, gave_up)


def spans(happened: Iterable[Happened]) -> Iterator[float]:
    """How long each service of a conversation took, in seconds: from taking it to the last word of a person in it or,
    where nobody wrote, to its end."""
    taken: datetime | None = None
    replied: datetime | None = None
    for event in happened:
        if event.name == Name.TAKEN:
            taken, replied = event.at, None
        elif taken is not None and event.name in _REPLIES:
            replied = event.at
        elif taken is not None and event.name in _ENDS:
            yield min(_AT_MOST, ((replied or event.at) - taken).total_seconds())
            taken = None


def _spans(session: Session, now: datetime) -> Iterator[float]:
    newest = (
        select(ConversationEvent.conversation_id)
        .where(ConversationEvent.name == Name.TAKEN, ConversationEvent.at > now - LATELY)
        .order_by(ConversationEvent.at.desc())
        .limit(_LOOKED_AT)
    )
    query = (
        select(ConversationEvent.conversation_id, ConversationEvent.name, ConversationEvent.at)
        .where(
            ConversationEvent.conversation_id.in_(newest),
            ConversationEvent.name.in_([Name.TAKEN, *sorted(_REPLIES), *sorted(_ENDS)]),
        )
        .order_by(ConversationEvent.conversation_id, ConversationEvent.id)
    )
    for _, happened in groupby(session.execute(query), key=itemgetter(0)):
        yield from spans(Happened(name, at) for _, name, at in happened)


def _waited(session: Session, now: datetime) -> tuple[float, int]:
    """The time that everybody waited, in seconds, and how many gave up meanwhile.

    One by the other is the most likely mean patience where it is exponential: who was served had some left. The first
    hour of a wait alone: who waits over night waits for no answer.
    """
    seconds, name = ConversationEvent.seconds, ConversationEvent.name
    left = (name == Name.LEFT_LINE) & (seconds <= _AT_MOST)
    within = case((seconds <= _AT_MOST, seconds), else_=_AT_MOST)
    query = select(func.sum(within), func.sum(case((left, 1), else_=0))).where(
        name.in_([Name.TAKEN, Name.LEFT_LINE]), ConversationEvent.at > now - LATELY, seconds.is_not(None)
    )
    waited, gave_up = session.execute(query).one()
    return float(waited or 0), int(gave_up or 0)

"""The conversations behind a figure of the journey map, the newest first."""

import heapq
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crm.insights.journeys import Segment, journeys
from crm.insights.periods import Period
from crm.insights.stops import Place, Stop, stops
from crm.insights.visits import Left, visits


@dataclass(frozen=True)
class Caller:
    """One conversation that came by a place."""

    conversation_id: uuid.UUID
    opened: datetime
    language: str
    channel: str
    topic: str | None
    stop: Stop


def came_by(
    session: Session, period: Period, segment: Segment, place: Place, *, left: Left | None, limit: int
) -> list[Caller]:
    """Those that were opened in the period and came by; `left`: only those that left there so."""
    found = _callers(session, period, segment, place, left)
    return heapq.nlargest(limit, found, key=lambda one: (one.opened, one.conversation_id))


def _callers(session: Session, period: Period, segment: Segment, place: Place, left: Left | None) -> Iterator[Caller]:
    for one in journeys(session, [(period.start, period.end)], segment):
        for stop in stops(visits(one)):
            if stop.place == place and _has_left(stop, left):
                yield Caller(one.id, one.opened, one.language, one.channel, one.topic, stop)


def _has_left(stop: Stop, left: Left | None) -> bool:
    return left is None or (stop.abandoned if left == "abandoned" else stop.ended)

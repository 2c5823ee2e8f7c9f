"""Conversations that reach people, at a pace whose truth is known, for tests and benchmarks of staffing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.simulated_surveys import CHUNK, batched
from crm.base import new_id
from crm.conversations import Conversation
from crm.customers import Customer
from crm.events import Actor, ConversationEvent, Name
from crm.insights.demand import edges

QUARTERS = 96
_WEEKDAYS = (1.5, 1.0, 1.0, 1.0, 1.2, 0.7, 0.6)


def truth(a_week: float) -> NDArray[np.float64]:
    """How many are expected in each quarter-hour (7 days from Monday, 96): two peaks between 8 and 22 o'clock."""
    at = np.arange(QUARTERS)
    day = 0.4 + np.exp(-(((at - 42) / 8) ** 2)) + 0.7 * np.exp(-(((at - 68) / 10) ** 2))
    shape = np.outer(_WEEKDAYS, np.where((at >= 32) & (at < 88), day, 0.0))
    return np.asarray(a_week * shape / shape.sum())


def simulate(
    session: Session, *, a_week: float, days: int, today: date, zone: ZoneInfo, seed: int, served: float = 300.0
) -> int:
    """So many whole days before today; each who comes waits a minute, is taken, answered in `served` seconds on average
    and resolved, and one in ten leaves after half a minute instead. Returns how many came."""
    random = np.random.default_rng(seed)
    customer = Customer(language="en")
    session.add(customer)
    session.flush()
    mean, came = truth(a_week), 0
    for back in range(days, 0, -1):
        day = today - timedelta(days=back)
        counts = random.poisson(mean[day.weekday()])
        talks = [new_id() for _ in range(counts.sum())]
        came += len(talks)
        if talks:
            now, about = edges(day, zone)[0], {"customer_id": customer.id, "site": "demo", "language": "en"}
            session.execute(insert(Conversation), [{"id": one, "moved_at": now, **about} for one in talks])
        for rows in batched(_day(talks, day, counts, zone, random, served), CHUNK):
            session.execute(insert(ConversationEvent), rows)
    return came


def _day(
    talks: list[UUID], day: date, counts: NDArray[np.int64], zone: ZoneInfo, random: np.random.Generator, served: float
) -> Iterator[dict[str, object]]:
    talks, starts = talks[:], edges(day, zone)
    for quarter in np.flatnonzero(counts):
        start = starts[quarter]
        for second in sorted(random.uniform(0, 900, counts[quarter])):
            at = start + timedelta(seconds=float(second))
            talk = talks.pop()
            yield _event(talk, Name.QUEUED, at)
            if random.random() < 0.1:
                yield _event(talk, Name.LEFT_LINE, at + timedelta(seconds=30), 30.0)
                continue
            end = at + timedelta(seconds=60 + float(random.exponential(served)))
            yield _event(talk, Name.TAKEN, at + timedelta(seconds=60), 60.0)
            yield _event(talk, Name.FIRST_REPLY, end)
            yield _event(talk, Name.RESOLVED, end + timedelta(seconds=5))


def _event(talk: UUID, name: Name, at: datetime, seconds: float | None = None) -> dict[str, object]:
    facts: dict[str, object] = {"id": new_id(), "conversation_id": talk, "name": name, "at": at.astimezone(UTC)}
    return facts | {"actor": Actor.AGENT, "seconds": seconds, "data": {}}

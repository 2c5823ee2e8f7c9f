"""Conversations whose truth is known, event by event, for tests and benchmarks of the report on service."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from crm.base import new_id
from crm.conversations import Conversation
from crm.customers import Customer
from crm.events import ConversationEvent

CHUNK = 5_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """Conversations alike: how often each way of ending is true, and what happens on the way.

    `asked_back`: the chance of each turn to be one; `waits`: minutes until a person replies, on average; `agents`: who
    takes those that are handed over; `rating`: the chance that the customer gives one.
    """

    n: int
    ending: Mapping[str, float]
    turns: int = 4
    asked_back: float = 0.05
    waits: float = 2.0
    agents: Sequence[uuid.UUID] = ()
    rating: float = 0.0
    columns: Mapping[str, Any] = field(default_factory=dict)


def simulate(session: Session, kinds: Sequence[Kind], *, start: datetime, days: float, seed: int) -> None:
    """Have them begin at even distances from `start` on, each of a customer of its own, and happen by chance."""
    random = np.random.default_rng(seed)
    for kind in kinds:
        for first in range(0, kind.n, CHUNK):
            numbers = range(first, min(first + CHUNK, kind.n))
            talks = [_talk(kind, start + timedelta(days=days * one / kind.n)) for one in numbers]
            session.execute(
                insert(Customer), [{"id": one["customer_id"], "language": one["language"]} for one in talks]
            )
            endings = random.choice(list(kind.ending), size=len(talks), p=list(kind.ending.values()))
            told = [list(_happened(kind, talk, str(end), random)) for talk, end in zip(talks, endings, strict=True)]
            for talk, end in zip(talks, endings, strict=True):
                talk["outcome"] = None if end == "open" else str(end)
            session.execute(insert(Conversation), talks)
            session.execute(insert(ConversationEvent), [one for some in told for one in some])


def _talk(kind: Kind, at: datetime) -> Row:
    return {
        "id": new_id(),
        "customer_id": new_id(),
        "site": "demo",
        "language": "en",
        "channel": "web",
        "topic": None,
        "stage": "pre",
        "status": "resolved",
        "created_at": at,
        "updated_at": at,
        "last_visitor_seq": kind.turns,
        "answered_seq": kind.turns,
        **kind.columns,
    }


def _happened(kind: Kind, talk: Row, ending: str, random: np.random.Generator) -> Iterator[Row]:
    at = talk["created_at"]
    yield _event(talk, "opened", at, "customer", to_status="bot")
    bad = 0
    for _ in range(kind.turns):
        at += timedelta(seconds=20 + float(random.exponential(30)))
        back = bool(random.random() < kind.asked_back)
        bad += back
        name = "turn_asked_back" if back else "turn_answered"
        facts = {"intent": "nlu_fallback" if back else talk["topic"]}
        yield _event(talk, name, at, "bot", seconds=float(random.exponential(1.2)), skill=talk["topic"], data=facts)
    waited = 0.0
    if ending == "handed_over":
        agent = kind.agents[int(random.integers(len(kind.agents)))] if kind.agents else None
        waited = float(random.exponential(kind.waits * 60))
        yield _event(talk, "queued", at, "bot", to_status="queued", data={"waits": True})
        taken = at + timedelta(seconds=waited * 0.8)
        more = {"from_status": "queued", "to_status": "assigned", "seconds": waited * 0.8, "agent_id": agent}
        yield _event(talk, "taken", taken, "agent", **more)
        at += timedelta(seconds=waited)
        yield _event(talk, "first_reply", at, "agent", seconds=waited, agent_id=agent, data={"waits": False})
        kept = "promise_kept" if waited <= 300 else "promise_broken"
        yield _event(talk, kept, at, "system", data={"promise": "first_reply"})
        at += timedelta(seconds=float(random.exponential(400)))
    if ending != "open":
        name = "abandoned" if ending == "abandoned" else "resolved"
        yield _event(talk, name, at, "system", to_status="resolved", data={"outcome": ending})
    if random.random() < kind.rating and ending != "open":
        worse = 2 * (ending == "abandoned") + bad * 0.6 + waited / 600
        score = int(min(5, max(1, round(4.8 - worse + float(random.normal(0, 0.6))))))
        yield _event(talk, "survey_answered", at, "customer", data={"survey": "csat", "score": score})


def _event(talk: Row, name: str, at: datetime, actor: str, **more: Any) -> Row:
    columns: Row = {
        "from_status": None,
        "to_status": None,
        "seconds": None,
        "skill": None,
        "agent_id": None,
        "data": {},
    }
    return {"id": new_id(), "conversation_id": talk["id"], "name": name, "at": at, "actor": actor, **columns, **more}

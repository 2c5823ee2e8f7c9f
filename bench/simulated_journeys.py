"""Conversations of a simulated service whose truth is known: what is slow in it, where customers leave, or nothing.

Waits have busy days and quiet ones, as in life: whoever takes customers for independent of one another finds changes
in it where there are none.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from crm.base import new_id
from crm.conversations import Conversation
from crm.customers import Customer
from crm.events import ConversationEvent, Name
from crm.insights.journey_side import Side
from crm.insights.journeys import Happened, Journey
from crm.messages import Message

TOPICS = ("bag_allowance", "bag_status", "disruption_care", "refund")
MINUTE, HOUR, CHUNK = 60.0, 3600.0, 5000
# How much a day's waits differ from another's, as the spread of their logarithm.
_DAYS, _CUSTOMERS = 0.2, 0.8


@dataclass(frozen=True)
class Service:
    """How a service is run. `slow`: how many times as long customers wait in line about a topic; `leaving`: how likely
    one gives up there; `lengthy`: how many times as long a talk with the assistant takes."""

    a_day: float = 40.0
    slow: dict[str, float] = field(default_factory=dict)
    leaving: dict[str, float] = field(default_factory=dict)
    lengthy: dict[str, float] = field(default_factory=dict)


def simulated(service: Service, *, start: datetime, days: int, seed: int) -> Iterator[Journey]:
    """The conversations of some days, one after the other."""
    random = np.random.default_rng(seed)
    for number in range(days):
        busy = random.lognormal(0.0, _DAYS)
        for _ in range(random.poisson(service.a_day)):
            opened = start + timedelta(days=number, hours=float(random.uniform(0, 24)))
            yield _Talk(service, random, opened, busy).journey()


def keep(session: Session, found: Iterator[Journey]) -> int:
    """Write conversations into the store with their events, and a message for each turn; returns how many."""
    customer = Customer(language="en", name="Ada Lovelace")
    session.add(customer)
    session.flush()
    kept = 0
    while some := list(islice(found, CHUNK)):
        session.execute(insert(Conversation), [_conversation(one, customer.id) for one in some])
        session.execute(insert(ConversationEvent), [row for one in some for row in _events(one)])
        session.execute(insert(Message), [row for one in some for row in _messages(one)])
        kept += len(some)
    return kept


def counted(found: Iterable[Journey], zone: ZoneInfo) -> Side:
    """What conversations add up to, as a period of the report."""
    side = Side(zone)
    for journey in found:
        side.add(journey)
    return side


class _Talk:
    """One conversation as it goes on."""

    def __init__(self, service: Service, random: np.random.Generator, opened: datetime, busy: float) -> None:
        self.service, self.random, self.busy, self.opened = service, random, busy, opened
        self.topic = str(random.choice(TOPICS))
        self.at = opened.timestamp()
        self.happened = [Happened(Name.OPENED, self.at, "bot")]
        self.upset: list[float] = []

    def journey(self) -> Journey:
        self._assistant()
        if self.random.random() < 0.35:
            self._people()
        elif self.random.random() < self.service.leaving.get(self.topic, 0.1):
            self._add(Name.ABANDONED, 72 * HOUR, to="resolved")
        else:
            self._add(Name.RESOLVED, 72 * HOUR, to="resolved")
        language = "zh" if self.random.random() < 0.4 else "en"
        return Journey(new_id(), self.opened, language, "web", self.topic, self.happened, self.upset)

    def _assistant(self) -> None:
        long = self.service.lengthy.get(self.topic, 1.0)
        for turn in range(1 + int(self.random.poisson(2.0))):
            seconds = float(self.random.lognormal(0.0, 0.3))
            typing = 0.0 if turn == 0 else float(self.random.lognormal(3.2, 0.6)) * long
            if self.random.random() < 0.05:
                self.upset.append(self.at + typing)
            self._add(Name.TURN_ANSWERED, typing + seconds, seconds=seconds, skill=self.topic)

    def _people(self) -> None:
        self._add(Name.QUEUED, 1.0, to="queued", skill=self.topic, data={"reason": "requested", "waits": True})
        median = 8 * MINUTE * self.service.slow.get(self.topic, 1.0) * self.busy
        wait = median * float(self.random.lognormal(0.0, _CUSTOMERS))
        if self.random.random() < 0.08:
            self._add(Name.LEFT_LINE, wait, to="bot", skill=self.topic, data={"waits": False})
            self._add(Name.ABANDONED, 72 * HOUR, to="resolved")
            return
        self._add(Name.TAKEN, wait, to="assigned", seconds=wait, skill=self.topic)
        self._add(Name.FIRST_REPLY, self._drawn(1.0), data={"waits": False})
        for _ in range(int(self.random.poisson(2.0))):
            self._add(Name.WAITING, self._drawn(1.0), data={"waits": True})
            self._add(Name.REPLIED, self._drawn(1.5), data={"waits": False})
        self._add(Name.RESOLVED, self._drawn(2.0), to="resolved", skill=self.topic)
        self._survey()
        if self.random.random() < 0.2:
            self._case()

    def _case(self) -> None:
        """A complaint that is taken up some hours later, and answered in some days."""
        about = {"kind": "complaint", "reference": f"SIM{self.random.integers(10**9):09d}"}
        self._add(Name.CASE_OPENED, 30.0, data={**about, "from": None, "to": "received"})
        for before, after, hours in (("received", "in_progress", 5.0), ("in_progress", "answered", 40.0)):
            took = self._drawn(60 * hours)
            self._add(Name.CASE_MOVED, took, seconds=took, data={**about, "from": before, "to": after})

    def _survey(self) -> None:
        self._add(Name.SURVEY_SENT, 0.5, data={"survey": "csat"})
        if self.random.random() < 0.4:
            score = int(self.random.choice([1, 2, 3, 4, 5], p=[0.08, 0.07, 0.15, 0.3, 0.4]))
            self._add(Name.SURVEY_ANSWERED, self._drawn(60.0), data={"survey": "csat", "score": score})

    def _drawn(self, minutes: float) -> float:
        """Seconds around so many minutes."""
        return minutes * MINUTE * float(self.random.lognormal(0.0, 0.5))

    def _add(self, name: Name, later: float, **facts: Any) -> None:
        self.at += later
        self.happened.append(Happened(name, self.at, **facts))


def _conversation(one: Journey, customer_id: uuid.UUID) -> dict[str, Any]:
    last = next((event.to for event in reversed(one.happened) if event.to), "bot")
    return {
        "id": one.id,
        "customer_id": customer_id,
        "site": "demo",
        "channel": one.channel,
        "language": one.language,
        "topic": one.topic,
        "status": last,
        "created_at": one.opened,
        "updated_at": one.opened,
    }


def _events(one: Journey) -> Iterator[dict[str, Any]]:
    status: str | None = None
    for event in one.happened:
        yield {
            "id": new_id(),
            "conversation_id": one.id,
            "name": event.name,
            "at": datetime.fromtimestamp(event.at, UTC),
            "actor": "bot",
            "from_status": status if event.to else None,
            "to_status": event.to,
            "seconds": event.seconds,
            "skill": event.skill,
            "data": dict(event.data),
        }
        status = event.to or status


def _messages(one: Journey) -> Iterator[dict[str, Any]]:
    turns = [event for event in one.happened if event.name == Name.TURN_ANSWERED]
    for number, event in enumerate(turns):
        at = event.at - (event.seconds or 0.0)
        for place, (author, when) in enumerate((("visitor", at), ("bot", event.at))):
            upset = author == "visitor" and any(abs(when - other) < 1 for other in one.upset)
            yield {
                "id": new_id(),
                "conversation_id": one.id,
                "seq": 2 * number + place + 1,
                "author": author,
                "kind": "text",
                "body": f"Ada Lovelace asks about {one.topic}, again" if author == "visitor" else "Here it is.",
                "language": one.language,
                "tone": ("angry" if upset else "calm") if author == "visitor" else None,
                "public": True,
                "data": {},
                "created_at": datetime.fromtimestamp(when, UTC),
            }

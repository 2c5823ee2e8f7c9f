"""One period of the journey map: what its conversations add up to, from one reading of them."""

import heapq
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from crm.insights.journeys import Journey
from crm.insights.steps import Spent, Step, spent
from crm.insights.stops import Place, Stop, Tally, stops
from crm.insights.visits import Visit, visits

Dimension = Literal["language", "channel", "skill"]
QUOTED = 3
# The score by which conversations are compared; other questionnaires have scales of their own.
_MAIN_SCORE = "csat"


class Seen(NamedTuple):
    """A conversation that came by a place, by how much its words will tell there, the newest of two alike first."""

    weight: int
    opened: float
    conversation_id: uuid.UUID
    stop: Stop


@dataclass
class Group:
    """Whole conversations of one language, channel or skill. `handed_over`: a person was asked for."""

    n: int = 0
    abandoned: int = 0
    handed_over: int = 0
    upset: int = 0
    scores: list[float] = field(default_factory=list)

    def take(self, other: "Group") -> None:
        """Count others in."""
        self.n += other.n
        self.abandoned += other.abandoned
        self.handed_over += other.handed_over
        self.upset += other.upset
        self.scores += other.scores


@dataclass
class Side:
    """Conversations that were opened in one period."""

    zone: ZoneInfo
    whole: Group = field(default_factory=Group)
    places: dict[Place, Tally] = field(default_factory=dict)
    groups: dict[tuple[Dimension, str | None], Group] = field(default_factory=dict)
    steps: dict[Step, Spent] = field(default_factory=dict)
    seen: dict[Place, list[Seen]] = field(default_factory=dict)

    def add(self, journey: Journey) -> None:
        """Count one conversation in."""
        found = visits(journey)
        day = journey.opened.astimezone(self.zone).date()
        score = _score(found)
        self._count(journey, found, score)
        for order, stop in enumerate(stops(found)):
            tally = self.places.setdefault(stop.place, Tally())
            tally.add(stop, day=day, order=order, score=_score_at(stop, score))
            self._see(journey, stop)
        self._spend(found, day)

    def take(self, other: "Side") -> None:
        """Count other days in. They are left as they are."""
        self.whole.take(other.whole)
        for key, group in other.groups.items():
            self.groups.setdefault(key, Group()).take(group)
        for place, tally in other.places.items():
            self.places.setdefault(place, Tally()).take(tally)
        for step, minutes in other.steps.items():
            self.steps.setdefault(step, Spent()).take(minutes)
        for place, seen in other.seen.items():
            for one in seen:
                self._keep(place, one)

    def _count(self, journey: Journey, found: list[Visit], score: float | None) -> None:
        keys: tuple[tuple[Dimension, str | None], ...] = (
            ("language", journey.language),
            ("channel", journey.channel),
            ("skill", journey.topic),
        )
        for group in (self.whole, *(self.groups.setdefault(key, Group()) for key in keys)):
            group.n += 1
            group.abandoned += any(one.left == "abandoned" for one in found)
            group.handed_over += any(one.kind in ("queue", "person") for one in found)
            group.upset += bool(journey.upset)
            group.scores += [] if score is None else [score]

    def _see(self, journey: Journey, stop: Stop) -> None:
        """Keep the few whose words are quoted: of the upset, of those who left, of whoever gave a low score."""
        weight = 4 * stop.upset + 2 * stop.abandoned + (stop.score is not None)
        self._keep(stop.place, Seen(weight, journey.opened.timestamp(), journey.id, stop))

    def _keep(self, place: Place, one: Seen) -> None:
        kept = self.seen.setdefault(place, [])
        (heapq.heappush if len(kept) < 2 * QUOTED else heapq.heappushpop)(kept, one)

    def _spend(self, found: list[Visit], day: date) -> None:
        for step, minutes in spent(found).items():
            self.steps.setdefault(step, Spent()).add(minutes, day)


def _score(found: Iterable[Visit]) -> float | None:
    """What the customer said of the whole, last."""
    given = [one.score for one in found if one.kind == "survey" and one.name == _MAIN_SCORE]
    return next((score for score in reversed(given) if score is not None), None)


def _score_at(stop: Stop, score: float | None) -> float | None:
    """A questionnaire has its own score; every other place that of the conversation."""
    return stop.score if stop.place.kind == "survey" else score

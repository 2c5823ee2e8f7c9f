"""What a touchpoint was for many customers: how many came, how long they stayed, how they left it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from crm.conversations import STAGES
from crm.insights.visits import KINDS, Kind, Visit

MINUTE = 60.0


class Place(NamedTuple):
    """Where customers come by: a skill, the line, a person, a kind of case, a questionnaire, at a stage."""

    stage: str
    kind: Kind
    name: str | None = None

    @property
    def order(self) -> tuple[int, int, str]:
        """By stage, then as customers come by."""
        return STAGES.index(self.stage), KINDS.index(self.kind), self.name or ""


class Stop(NamedTuple):
    """All that one conversation did at one place. `minutes`: how long, once it was over."""

    place: Place
    minutes: float | None
    abandoned: bool
    ended: bool
    upset: bool
    score: float | None
    start: float
    end: float | None


@dataclass
class Tally:
    """Stops of many conversations. `order`: the sum of their places in the order in which each was come by."""

    n: int = 0
    abandoned: int = 0
    ended: int = 0
    upset: int = 0
    order: int = 0
    minutes: defaultdict[date, list[float]] = field(default_factory=lambda: defaultdict(list))
    scores: list[float] = field(default_factory=list)

    def add(self, stop: Stop, *, day: date, order: int, score: float | None) -> None:
        """Count one conversation's stop in."""
        self.n += 1
        self.abandoned += stop.abandoned
        self.ended += stop.ended
        self.upset += stop.upset
        self.order += order
        if stop.minutes is not None:
            self.minutes[day].append(stop.minutes)
        if score is not None:
            self.scores.append(score)

    def take(self, other: "Tally") -> None:
        """Count the stops of other days in."""
        self.n += other.n
        self.abandoned += other.abandoned
        self.ended += other.ended
        self.upset += other.upset
        self.order += other.order
        self.scores += other.scores
        self.minutes.update(other.minutes)

    @property
    def stays(self) -> list[float]:
        """Every stay that is over, in minutes."""
        return [one for values in self.minutes.values() for one in values]


def stops(found: Iterable[Visit]) -> list[Stop]:
    """The visits of one conversation, those at the same place as one, in the order in which they began."""
    places: dict[Place, list[Visit]] = {}
    for visit in found:
        places.setdefault(Place(visit.stage, visit.kind, visit.name), []).append(visit)
    return [_stop(place, several) for place, several in places.items()]


def _stop(place: Place, several: list[Visit]) -> Stop:
    stays = [one.stay for one in several]
    over = [stay for stay in stays if stay is not None]
    last = several[-1]
    return Stop(
        place,
        sum(over) / MINUTE if len(over) == len(several) else None,
        any(one.left == "abandoned" for one in several),
        any(one.left == "ended" for one in several),
        any(one.upset for one in several),
        last.score,
        last.start,
        last.end,
    )

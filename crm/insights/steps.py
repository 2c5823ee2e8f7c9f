"""Steps of a journey: how much of the time in each customers waited for us, and how much was work."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from crm.insights.stops import MINUTE
from crm.insights.visits import Kind, Visit

Part = Literal["queueing", "work"]
PARTS: tuple[Part, ...] = ("queueing", "work")


class Step(NamedTuple):
    """What takes time: talking with the assistant, the line, a person, about a matter; or a kind of case."""

    kind: Kind
    topic: str | None
    part: Part


@dataclass
class Spent:
    """Minutes that customers spent in a step, by the day on which they wrote first; one number for each customer."""

    n: int = 0
    minutes: float = 0.0
    days: defaultdict[date, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, minutes: float, day: date) -> None:
        self.n += 1
        self.minutes += minutes
        self.days[day].append(minutes)

    def take(self, other: "Spent") -> None:
        """Count other days in."""
        self.n += other.n
        self.minutes += other.minutes
        self.days.update(other.days)

    @property
    def values(self) -> list[float]:
        return [one for values in self.days.values() for one in values]


def spent(found: Iterable[Visit]) -> dict[Step, float]:
    """Minutes of one conversation in each step, as far as it is over; what took no time is not told."""
    totals: dict[Step, float] = {}
    for visit in found:
        if visit.stay is None or visit.kind == "survey":
            continue
        queueing = min(visit.queueing, visit.stay)
        for part, seconds in zip(PARTS, (queueing, visit.stay - queueing), strict=True):
            step = Step(visit.kind, visit.topic, part)
            totals[step] = totals.get(step, 0.0) + seconds / MINUTE
    return {step: minutes for step, minutes in totals.items() if minutes > 0}

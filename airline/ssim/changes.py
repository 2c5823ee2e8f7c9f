"""What schedule messages say, as typed values: which flight on which days, and what becomes of it."""

from dataclasses import dataclass
from typing import Literal

# What a flight's passengers are told of; the others are acknowledged, see `airline.ssim.messages.UNUSED`.
Action = Literal["NEW", "CNL", "RIN", "RPL", "RRT", "TIM", "FLT"]
ACTIONS: tuple[Action, ...] = ("NEW", "CNL", "RIN", "RPL", "RRT", "TIM", "FLT")
EVERY_DAY = "1234567"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: the month may be left out in an ASM, the year in both."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A station and the time there, on the clock that the message names. `day` is of the month, `later` counts days."""

    station: str
    hour: int
    minute: int
    day: int | None = None
    later: int | None = None


@dataclass(frozen=True, slots=True)
class TimedLeg:
    """A leg with its times of departure and arrival."""

    departs: Stop
    arrives: Stop


@dataclass(frozen=True, slots=True)
class Change:
    """One sub-message about one flight. `last` is None for an open end, `days` are of the week, Monday is 1."""

    action: Action
    flight: str
    first: WrittenDate
    last: WrittenDate | None
    days: str = EVERY_DAY
    legs: tuple[TimedLeg, ...] = ()
    # Only these pairs of airports are meant; all of the flight where none is named.
    only: tuple[tuple[str, str], ...] = ()
    new_flight: str = ""
    # Why (SSIM 2.6): WEAT, TECH …
    reasons: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A line that says nothing passengers are told, or cannot be read: with its number and the reason."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """One message. Its times are of UTC, or of the clocks of the stations."""

    type: Literal["ASM", "SSM"]
    in_utc: bool
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...] = ()
    reference: str = ""
    correction: bool = False

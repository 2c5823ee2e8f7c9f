"""How many wrong tries are too many: by whose they are, and what is asked for then. Pure, so that it can be simulated.

Wrong tries count where they were made. Whoever guesses is slowed down in their own conversation; a number that is
guessed at, or a network that guesses, is asked for a second thing that stands on the documents before it is closed to
anybody. docs/decisions/0016-wrong-tries.md has the figures.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """Where a try is made: in which conversation, for which number, from which network; and when."""

    conversation: uuid.UUID
    target: str
    network: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` wrong tries within a window, and what follows: a pause, or a second factor beside the surname."""

    within: Literal["conversation", "conversation and target", "target", "network"]
    most: int
    window: timedelta
    then: Literal["pause", "second factor"]


LIMITS = (
    Limit("conversation", 5, _QUARTER, "pause"),
    Limit("conversation and target", 3, _HOUR, "second factor"),
    # By surname alone, however many conversations are opened.
    Limit("target", 5, _HOUR, "second factor"),
    Limit("target", 10, _DAY, "second factor"),
    # With the second factor: whoever has seen the tag may know the flight as well.
    Limit("target", 15, _HOUR, "pause"),
    Limit("target", 40, _DAY, "pause"),
    # A whole airport may be behind one address.
    Limit("network", 20, _HOUR, "second factor"),
    Limit("network", 200, _HOUR, "pause"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Until when nothing is answered, if at all; otherwise whether the surname alone is enough."""

    paused_until: datetime | None = None
    second_factor: bool = False


def verdict(now: Tried, failures: Sequence[Tried], limits: Sequence[Limit] = LIMITS) -> Verdict:
    """What the failures so far mean for a try made now."""
    paused, second_factor = None, False
    for limit in limits:
        until = _reached(limit, now, failures)
        if until and limit.then == "pause":
            paused = max(until, paused or until)
        second_factor = second_factor or until is not None
    return Verdict(paused, second_factor)


def longest(within: str, limits: Sequence[Limit] = LIMITS) -> timedelta:
    """How far back tries matter under one heading."""
    return max(limit.window for limit in limits if limit.within.startswith(within))


def _reached(limit: Limit, now: Tried, failures: Sequence[Tried]) -> datetime | None:
    """When the limit opens again; None where it is not reached."""
    counted = sorted((one.at for one in failures if _counts(limit, now, one)), reverse=True)
    return counted[limit.most - 1] + limit.window if len(counted) >= limit.most else None


def _counts(limit: Limit, now: Tried, failure: Tried) -> bool:
    if failure.at <= now.at - limit.window:
        return False
    match limit.within:
        case "conversation":
            return failure.conversation == now.conversation
        case "target":
            return failure.target == now.target
        case "network":
            return now.network is not None and failure.network == now.network
        case _:
            return (failure.conversation, failure.target) == (now.conversation, now.target)

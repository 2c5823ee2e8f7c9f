"""How many wrong tries are too many: by whose they are, and what is asked for then. Pure, so that it can be simulated.

Wrong tries count where they were made. Whoever guesses is slowed down in their own conversation; a number that is
guessed at, or a network that guesses, is asked for a second thing that stands on the documents. A wall stands before
whoever guesses from there; and where the guesses of others count, a reference that nobody guesses passes it, so that
no owner is locked out by somebody else. docs/decisions/0016-wrong-tries.md has the figures.
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

    within: Literal["conversation", "conversation and target", "target", "network", "network and target"]
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
    Limit("network and target", 15, _HOUR, "pause"),
    Limit("network and target", 40, _DAY, "pause"),
    # From many networks at once.
    Limit("target", 60, _HOUR, "pause"),
    Limit("target", 150, _DAY, "pause"),
    # A whole airport may be behind one address.
    Limit("network", 20, _HOUR, "second factor"),
    Limit("network", 200, _HOUR, "pause"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Until when nothing is answered, if at all; otherwise whether the surname alone is enough.

    `paused_for_others`: until when only somebody with a reference of the same journey is answered, because of what
    others may have tried.
    """

    paused_until: datetime | None = None
    second_factor: bool = False
    paused_for_others: datetime | None = None


def verdict(now: Tried, failures: Sequence[Tried], limits: Sequence[Limit] = LIMITS) -> Verdict:
    """What the failures so far mean for a try made now."""
    reached = [(limit, until) for limit in limits if (until := _reached(limit, now, failures))]
    pauses = [(limit.within == "conversation", until) for limit, until in reached if limit.then == "pause"]
    return Verdict(
        paused_until=max((until for own, until in pauses if own), default=None),
        second_factor=bool(reached),
        paused_for_others=max((until for own, until in pauses if not own), default=None),
    )


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
        case "network and target":
            same = failure.network == now.network and failure.target == now.target
            return now.network is not None and same
        case _:
            return (failure.conversation, failure.target) == (now.conversation, now.target)

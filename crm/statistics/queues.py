"""How long customers wait for so many people who serve them: Erlang's formulas, with patience and without.

`load` is in erlangs, more than 0: how many are being served on average if nobody has to wait, which is how many come in
a time, times handling time. Times are in any one unit.
"""

from collections.abc import Callable
from math import exp, log
from typing import NamedTuple

# Of a line this much less likely than its likeliest length nothing is seen.
_NEGLIGIBLE = 1e-15


class Unstable(Exception):
    """Where nobody gives up, as many arrive as can be served, or more: the line grows without end."""


class Line(NamedTuple):
    """What a customer and a server meet in the long run.

    `waits` and `abandons` are shares of customers, `wait` is the mean time before service or giving up, `occupancy`
    the share of their time in which servers serve, `in_line` how many wait on average.
    """

    waits: float
    wait: float
    abandons: float
    occupancy: float
    in_line: float


def erlang_b(servers: int, load: float) -> float:
    """The share that finds everybody busy where nobody waits (A. K. Erlang, Elektroteknikeren 13 (1917) 5-13)."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float, handling: float = 1.0) -> Line:
    """Where everybody waits until they are served (M/M/n). Raises Unstable for a load of `servers` or more."""
    if load >= servers:
        raise Unstable
    blocked = erlang_b(servers, load)
    busy = load / servers
    waits = blocked / (1 - busy * (1 - blocked))
    wait = waits * handling / (servers - load)
    return Line(waits, wait, 0.0, busy, load / handling * wait)


def answered_within(servers: int, load: float, within: float, handling: float = 1.0) -> float:
    """The share that waits so long at most, where nobody gives up. Raises Unstable."""
    line = erlang_c(servers, load, handling)
    return 1 - line.waits * exp(-(servers - load) * within / handling)


def erlang_a(servers: int, load: float, patience: float, handling: float = 1.0) -> Line:
    """Where a customer waits `patience` on average before giving up, exponentially (M/M/n+M); stable at any load.

    C. Palm, Ericsson Technics 3 (1937); A. Mandelbaum, S. Zeltyn, *Service Engineering* (2007), 1. The probabilities of
    how many are there follow one another: each who comes leads up, each service and each who gives up leads down.
    """
    # As logarithms: who waits for ever makes numbers that no computer holds.
    logs, peak = [0.0], 0.0
    while len(logs) <= servers or logs[-1] > peak + log(_NEGLIGIBLE):
        place = len(logs)
        leaving = min(place, servers) + max(0, place - servers) * handling / patience
        logs.append(logs[-1] + log(load / leaving))
        peak = max(peak, logs[-1])
    weights = [exp(one - peak) for one in logs]
    total = sum(weights)
    share = [weight / total for weight in weights]
    in_line = sum(max(0, n - servers) * one for n, one in enumerate(share))
    coming = load / handling
    abandons = in_line / patience / coming
    return Line(
        waits=sum(share[servers:]),
        wait=in_line / coming,
        abandons=abandons,
        occupancy=sum(min(n, servers) * one for n, one in enumerate(share)) / servers,
        in_line=in_line,
    )


def fewest(enough: Callable[[int], bool], *, most: int = 10_000) -> int:
    """The fewest servers that are enough, where more are never worse. Raises ValueError where even the most are not."""
    low, high = 1, 1
    while not enough(high):
        if high >= most:
            raise ValueError("even the most are not enough")
        low, high = high + 1, min(2 * high, most)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def shrunk(servers: int, away: float) -> float:
    """How many have to be on the roster for so many to serve, where a share of their time goes to other things."""
    if not 0 <= away < 1:
        raise ValueError("a share of less than one can be away")
    return servers / (1 - away)

"""How long customers wait where each person serves several at once, with patience and without: Erlang's lines, widened.

Who serves j customers at once finishes j / (1 + slowdown · (j − 1)) of them in the time that one alone would take:
without slowdown they do not get in each other's way, with 1 nothing is gained. Who comes goes to whoever has fewest.
With one at a time this is Erlang C, or A with patience. Times are in any one unit.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from crm.statistics.queues import Unstable, fewest

Numbers = NDArray[np.float64]
# Of a line this much less likely than its likeliest length nothing is seen.
_NEGLIGIBLE = -35.0


class Desk(NamedTuple):
    """How the work is done: `handling` is the mean time of a customer who is served alone, `patience` the mean time
    that customers wait before they give up; None: they never do."""

    handling: float
    patience: float | None = None
    at_once: int = 1
    slowdown: float = 0.0

    @property
    def pace(self) -> float:
        """How many customers a person whose hands are full finishes in a unit of time."""
        return float(_pace(np.array(self.at_once), self))


class Service(NamedTuple):
    """What becomes of customers in the long run: shares of all who come, and the mean wait.

    `answered`: within the time that was asked for; who gives up is not. `occupancy`: the share of their time in which
    people have anybody to serve, `chats` how many a person has on average.
    """

    waits: float
    wait: float
    abandons: float
    answered: float
    occupancy: float
    chats: float


def service(people: int, coming: float, desk: Desk, *, within: float = 0.0) -> Service:
    """What `coming` customers a unit of time meet. Raises Unstable where more come than are served and nobody gives up.

    The probabilities of how many are there follow one another, as those of any birth and death process: D. Kendall,
    Annals of Mathematical Statistics 24 (1953) 338-354; A. Mandelbaum, S. Zeltyn, *Service Engineering* (2007), 1.
    """
    if coming <= 0:
        return Service(0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if people == 0 and desk.patience is not None:
        return Service(1.0, desk.patience, 1.0, 0.0, 1.0, 0.0)
    if desk.patience is None and coming >= people * desk.pace:
        raise Unstable
    slots = people * desk.at_once
    share = _shares(people, coming, desk)
    there, in_line = share[:slots], share[slots:]
    full, waiting = _line(in_line, people, coming, desk)
    serving = np.arange(slots)
    return Service(
        waits=full,
        wait=waiting / coming,
        abandons=waiting / desk.patience / coming if desk.patience else 0.0,
        answered=float(there.sum()) + _soon(in_line, full, people, coming, desk, within),
        occupancy=float(np.minimum(serving, people) @ there) / people + full,
        chats=float(serving @ there) / people + full * desk.at_once,
    )


def people_for(coming: float, desk: Desk, *, target: float, within: float) -> int:
    """The fewest people with whom a share of `target` is answered within a time; nobody where nobody comes."""
    if coming <= 0:
        return 0

    def enough(people: int) -> bool:
        try:
            return service(people, coming, desk, within=within).answered >= target
        except Unstable:
            return False

    return fewest(enough)


def _pace(each: NDArray[Any], desk: Desk) -> Numbers:
    return np.asarray(each / (1 + desk.slowdown * (np.maximum(each, 1) - 1)) / desk.handling)


def _shares(people: int, coming: float, desk: Desk) -> Numbers:
    """The probability of each number of customers, up to where nothing is seen any more.

    Where nobody gives up they end with that of all hands being just full: what follows is a geometric row.
    """
    slots = people * desk.at_once
    each, more = np.divmod(np.arange(1, slots + 1), people)
    served = (people - more) * _pace(each, desk) + more * _pace(each + 1, desk)
    # As logarithms: who waits for ever makes numbers that no computer holds.
    logs = np.concatenate([[0.0], np.cumsum(np.log(coming / served))])
    if desk.patience is None:
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / (weights[:-1].sum() + weights[-1] / (1 - coming / (people * desk.pace))))
    length = 64
    while True:
        leaving = people * desk.pace + np.arange(1, length + 1) / desk.patience
        tail = logs[-1] + np.cumsum(np.log(coming / leaving))
        peak = max(logs.max(), tail.max())
        if tail[-1] < peak + _NEGLIGIBLE:
            weights = np.exp(np.concatenate([logs, tail]) - peak)
            return np.asarray(weights / weights.sum())
        length *= 2


def _line(in_line: Numbers, people: int, coming: float, desk: Desk) -> tuple[float, float]:
    """The share that finds all hands full, and how many wait on average."""
    if desk.patience is not None:
        return float(in_line.sum()), float(np.arange(len(in_line)) @ in_line)
    busy = coming / (people * desk.pace)
    full = float(in_line[0]) / (1 - busy)
    return full, full * busy / (1 - busy)


def _soon(in_line: Numbers, full: float, people: int, coming: float, desk: Desk, within: float) -> float:
    """The share that waits, but no longer than this, and is then served.

    Behind j others the wait is a sum of exponential times whose rates grow by 1 / patience from one to the next: minus
    the logarithm of a Beta(rate · patience, j + 1), times patience (A. Rényi, Acta Math. Hung. 4 (1953) 191-231).
    """
    rate = people * desk.pace
    if desk.patience is None:
        return full * -float(np.expm1(-(rate - coming) * within))
    behind, a = np.arange(len(in_line)) + 1, rate * desk.patience
    stays = a / (a + behind)
    return float(in_line @ (stays * (1 - betainc(a + 1, behind, np.exp(-within / desk.patience)))))

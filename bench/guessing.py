"""Guessers against passengers: what limits on wrong tries let through, and whom they keep out.

`python -m bench.guessing` prints the figures of docs/decisions/0016-wrong-tries.md. Time is simulated; the limits are
the product's own.
"""

import argparse
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from airline.access.limits import LIMITS, Limit, Tried, verdict

_HOUR = timedelta(hours=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
# Shares of the most frequent surnames among passengers, in percent: about those of China.
SHARES = (7.1, 7.0, 6.7, 5.1, 4.6, 3.2, 2.5, 2.0, 2.0, 1.9, 1.5, 1.5, 1.3, 1.2, 1.2, 1.1, 1.1, 1.0, 1.0, 1.0)
# One of so many flights is guessed when nothing is known but the airline.
FLIGHTS = 300
# How many passengers mistype number or name.
SLIPS = 0.08
POLICIES: dict[str, tuple[Limit, ...]] = {
    "pauses: number 5/h, network 10/h": (
        Limit("conversation", 5, timedelta(minutes=15), "pause"),
        Limit("target", 5, _HOUR, "pause"),
        Limit("network", 10, _HOUR, "pause"),
    ),
    "pauses: number 5/h, network 100/h": (
        Limit("conversation", 5, timedelta(minutes=15), "pause"),
        Limit("target", 5, _HOUR, "pause"),
        Limit("network", 100, _HOUR, "pause"),
    ),
    "the product's": LIMITS,
}


@dataclass
class World:
    """A store of wrong tries, and the limits that judge by them."""

    limits: Sequence[Limit]
    failures: list[Tried] = field(default_factory=list)

    def ask(self, tried: Tried, *, right: bool, factor: Callable[[], bool] | None, reference: bool = False) -> str:
        """What a try meets: shown, wrong, asked for more, or paused. `factor` says whether the second one is right,
        `reference` whether it is one that nobody guesses."""
        # No limit counts more than these.
        self.failures = self.failures[-max(limit.most for limit in self.limits) :]
        found = verdict(tried, self.failures, self.limits)
        # A guesser has no reference of the journey.
        if found.paused_until or (found.paused_for_others and not reference):
            return "paused"
        if found.second_factor and factor is None:
            return "asked for more"
        if right and (factor is None or not found.second_factor or factor()):
            return "shown"
        self.failures.append(tried)
        return "wrong"

    def wants_more(self, tried: Tried) -> bool:
        """Whether a second factor is needed by now."""
        return verdict(tried, self.failures, self.limits).second_factor


def one_number(
    limits: Sequence[Limit], hours: int, chance: random.Random, *, knows_flight: bool = False, addresses: int = 1
) -> bool:
    """Whether somebody who has one number, and opens conversations at will, finds the surname on it."""
    world, name, guess = World(limits), _name(chance), 0
    for minute in range(0, hours * 60, 10):
        for turn in range(5 * addresses):
            now = Tried(_somebody(chance), "number", f"{turn % addresses}", START + timedelta(minutes=minute))
            more = world.wants_more(now)
            met = world.ask(now, right=guess == name, factor=lambda: knows_flight or chance.random() < 1 / FLIGHTS)
            if met == "shown":
                return True
            # With a second factor a name cannot be ruled out: the same one again, with another flight.
            guess += met == "wrong" and (knows_flight or not more)
    return False


def many_numbers(limits: Sequence[Limit], chance: random.Random) -> int:
    """How many bags somebody sees in an hour who tries the commonest name on number after number from one address."""
    world, seen = World(limits), 0
    for second in range(0, 3600, 6):
        now = Tried(_somebody(chance), f"{second}", "home", START + timedelta(seconds=second))
        met = world.ask(now, right=_name(chance) == 0, factor=lambda: chance.random() < 1 / FLIGHTS)
        seen += met == "shown"
    return seen


def airport(limits: Sequence[Limit], passengers: int, chance: random.Random) -> Iterator[str]:
    """What passengers meet in the second hour, all behind one address, before any second factor is given."""
    world = World(limits)
    for number in range(2 * passengers):
        now = Tried(_somebody(chance), f"{number}", "airport", START + number / passengers * _HOUR)
        met = world.ask(now, right=chance.random() >= SLIPS, factor=None)
        if number >= passengers:
            yield met


def owner(
    limits: Sequence[Limit],
    strangers: int,
    chance: random.Random,
    *,
    factor: Callable[[], bool] | None = None,
    network: str = "home",
) -> str:
    """What the owner meets after strangers at one address have guessed five names each at the number.

    With a `factor` of their own: the strangers name one as well, and the owner's is right.
    """
    world = World(limits)
    for stranger in range(strangers):
        for _ in range(5):
            tried = Tried(uuid.UUID(int=stranger), "number", "theirs", START)
            world.ask(tried, right=False, factor=(lambda: False) if factor else None)
    now = Tried(_somebody(chance), "number", network, START + timedelta(minutes=1))
    return world.ask(now, right=True, factor=factor)


def main() -> None:
    """Print the figures of every policy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    runs = parser.parse_args().runs
    for name, limits in POLICIES.items():
        print(f"\n{name}")
        for line in _figures(limits, runs, random.Random(1)):
            print(f"  {line}", flush=True)


def _figures(limits: Sequence[Limit], runs: int, chance: random.Random) -> Iterator[str]:
    for hours in (1, 24):
        found, knowing = (
            sum(one_number(limits, hours, chance, knows_flight=knows) for _ in range(runs)) / runs
            for knows in (False, True)
        )
        yield f"the name on one number is found within {hours} h: {found:.0%}; knowing the flight: {knowing:.0%}"
    seen = sum(many_numbers(limits, chance) for _ in range(20)) / 20
    yield f"bags seen in an hour from one address, number after number: {seen:.1f}"
    for passengers in (100, 600):
        met = [one for _ in range(10) for one in airport(limits, passengers, chance)]
        shares = {what: met.count(what) / len(met) for what in ("shown", "wrong", "asked for more", "paused")}
        yield f"{passengers} passengers an hour behind one address: {_percent(shares)}"
    many = sum(one_number(limits, 24, chance, knows_flight=True, addresses=10) for _ in range(runs)) / runs
    yield f"the same knowing the flight, from ten addresses at once: {many:.0%}"
    yield f"the owner after one stranger: {owner(limits, 1, chance)}; after two: {owner(limits, 2, chance)}"
    worst = owner(limits, 100, chance, factor=lambda: True)
    beside = owner(limits, 100, chance, factor=lambda: True, network="theirs")
    yield f"the owner, naming the flight, after a hundred strangers: {worst}; at the same address: {beside}"


def _name(chance: random.Random) -> int | None:
    """The place of somebody's surname among the commonest; None for any other."""
    drawn = chance.random() * 100
    for place, share in enumerate(SHARES):
        drawn -= share
        if drawn < 0:
            return place
    return None


def _somebody(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128))


def _percent(shares: dict[str, float]) -> str:
    return ", ".join(f"{what} {share:.0%}" for what, share in shares.items())


if __name__ == "__main__":
    main()

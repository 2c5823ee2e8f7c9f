"""How many scripted customers reach their goal, by group and language: `make bench-dialogues`.

`python -m bench.dialogues [--only NAME] [--transcripts]` starts the product on a store of its own and plays every
customer of tests/dialogues/. Exit status 1 when fewer than the asked share reach their goal.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.dialogue_player import Played, customers, play
from bench.product import running_product


def main() -> int:
    """Play, print, judge."""
    options = _options()
    chosen = [customer for customer in customers() if options.only in (None, customer.name)]
    with tempfile.TemporaryDirectory() as folder, running_product(Path(folder)) as (base, key):
        played = [play(customer, base, key) for customer in chosen]
    for one in played:
        _show(one, transcripts=options.transcripts)
    _print_shares(played)
    reached = sum(not one.broken for one in played)
    return 0 if played and reached >= options.share * len(played) else 1


def _show(played: Played, *, transcripts: bool) -> None:
    if played.broken:
        print(f"{played.customer.name}: {played.customer.goal}")
        print(*(f"  ! {wrong}" for wrong in played.broken), sep="\n")
    if transcripts:
        print(played.customer.name, *(f"  {line}" for line in played.transcript), sep="\n")


def _print_shares(played: list[Played]) -> None:
    for title, key in (("language", lambda p: p.customer.language), ("group", lambda p: p.customer.group)):
        print(f"\n{title:<16} reached their goal")
        for name, reached, of in _counted(played, key):
            print(f"{name:<16} {reached:>3} of {of:>3}  {reached / of:.0%}")
    reached = sum(not one.broken for one in played)
    print(f"\n{reached} of {len(played)} customers reached their goal")


def _counted(played: list[Played], key: Callable[[Played], str]) -> Iterable[tuple[str, int, int]]:
    of = Counter(key(one) for one in played)
    reached = Counter(key(one) for one in played if not one.broken)
    return [(name, reached[name], count) for name, count in sorted(of.items())]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Play scripted customers against the product.")
    parser.add_argument("--only", help="the name of one customer")
    parser.add_argument("--transcripts", action="store_true", help="print everything that was said")
    parser.add_argument("--share", type=float, default=0.95, help="the share that has to reach its goal")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

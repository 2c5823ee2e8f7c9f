"""A whole airport day through the product: every message accounted for, every bag where it really is.

`python bench/airport.py` makes 300 flights and 40,000 bags, takes in all that is told of them in any order, and
compares each bag with the truth. It exits with 1 on any difference.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from tqdm import tqdm

from airline.bags.bags import Bag, BagEvent, BaggageMessage
from airline.bags.itinerary import path
from airline.bags.timeline import fold
from airline.ingest import ingest_archive, release_parts
from bench.airport_day import Day, Truth, make_day
from crm.base import Base
from crm.store import close_store, engine, open_store, reading, transact

BATCH = 1000


def take_in(day: Day, *, batch: int = BATCH) -> Counter[str]:
    """Take in the day as it was told; returns how many became parsed, quarantined and duplicate."""
    counts: Counter[str] = Counter()
    with tqdm(total=len(day.told), unit="message", disable=None) as bar:
        for start in range(0, len(day.told), batch):
            told = [(one.received_at, one.text) for one in day.told[start : start + batch]]
            report = transact(partial(ingest_archive, received=told))
            counts.update(result.status for result in report.results)
            bar.update(len(told))
    while transact(lambda session: release_parts(session, now=day.end + timedelta(days=9))):
        pass
    return counts


def differences(day: Day, counts: Counter[str]) -> Iterator[str]:
    """Every way in which the store is not as the day was."""
    yield from _accounting(day, counts)
    with reading() as session:
        yield from _bags(session, day.truths)


def _accounting(day: Day, counts: Counter[str]) -> Iterator[str]:
    good = {one.text for one in day.told if not one.garbled}
    bad = {one.text for one in day.told if one.garbled}
    expected = {"parsed": len(good), "quarantined": len(bad)}
    expected["duplicate"] = len(day.told) - len(good) - len(bad)
    for status, count in expected.items():
        if counts[status] != count:
            yield f"{counts[status]} messages {status}, not {count}"
    with reading() as session:
        stored = dict(
            session.execute(select(BaggageMessage.status, func.count()).group_by(BaggageMessage.status)).all()
        )
        if stored != {status: expected[status] for status in ("parsed", "quarantined") if expected[status]}:
            yield f"the store holds {stored}, not {expected}"
        if waiting := session.scalar(select(func.count()).where(BaggageMessage.applied.is_(False))):
            yield f"{waiting} parts still wait"


def _bags(session: Session, truths: list[Truth]) -> Iterator[str]:
    events: dict[object, list[BagEvent]] = defaultdict(list)
    for event in session.scalars(select(BagEvent)):
        events[event.bag_id].append(event)
    bags = {(bag.lpn, bag.date): bag for bag in session.scalars(select(Bag))}
    for truth in truths:
        bag = bags.pop((truth.lpn, truth.date), None)
        if bag is None:
            yield f"{truth.lpn} of {truth.date} is missing: {truth}"
        elif (found := _folded(bag, events[bag.id])) != truth:
            yield f"{truth.lpn} of {truth.date}\n  is  {truth}\n  not {found}"
    yield from (f"{lpn} of {day} was never there" for lpn, day in bags)


def _folded(bag: Bag, events: list[BagEvent]) -> Truth:
    legs = path(bag.legs)
    told = fold(events, legs=legs)
    expected = (told.next.kind, told.next.airport, told.next.flight) if told.next else None
    airport = told.last_scan.airport if told.last_scan else ""
    flights = tuple(leg.flight for leg in legs)
    return Truth(bag.lpn, bag.date, bag.surnames[0] if bag.passengers else "", told.state, airport, flights, expected)


@contextmanager
def scratch_store(url: str | None = None) -> Iterator[None]:
    """An empty store, in a file that is thrown away unless a URL names another."""
    with ExitStack() as stack:
        if url is None:
            url = f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory(prefix='airport-'))}/store.db"
        open_store(url)
        stack.callback(close_store)
        Base.metadata.create_all(engine())
        yield


def main() -> int:
    """Make, take in, compare. Returns 1 when anything differs."""
    options = _options()
    started = time.perf_counter()
    day = make_day(options.seed, flights=options.flights, bags=options.bags)
    print(f"{len(day.truths)} bags, {len(day.told)} messages made in {time.perf_counter() - started:.1f} s", flush=True)
    print("  " + ", ".join(f"{count} {state}" for state, count in Counter(t.state for t in day.truths).most_common()))
    with scratch_store(options.store):
        started, worked = time.perf_counter(), time.process_time()
        counts = take_in(day)
        seconds, own = time.perf_counter() - started, time.process_time() - worked
        rates = f"{len(day.told) / seconds:.0f} messages/s ({len(day.told) / own:.0f} per CPU second)"
        print(f"taken in within {seconds:.1f} s: {rates}, {dict(counts)}", flush=True)
        found = list(differences(day, counts))
    for difference in found[:20]:
        print(difference, file=sys.stderr)
    print(f"{len(found)} differences")
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flights", type=int, default=300)
    parser.add_argument("--bags", type=int, default=40_000)
    parser.add_argument("--store", metavar="URL", help="an empty store to fill and keep (default: a scratch file)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

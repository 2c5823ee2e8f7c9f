"""Baggage messages per second, and the memory that a long feed takes: `python bench/baggage.py`.

The parser reads every field of a message and refuses what it cannot trust. Beside it runs the quickest thing that one
could write instead: two regular expressions that find the type, the first tag and the flight, and check nothing. Both
read the same messages in the same run, in short rounds that take turns; the ratio is the median over the rounds.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import RawIOBase
from pathlib import Path
from statistics import median
from typing import BinaryIO, cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from airline.ingest import ingest_archive
from airline.ingest.files import ingest_file
from airline.rp1745 import ParseError, parse
from bench.airport import BATCH, scratch_store
from bench.airport_day import Day, make_day
from crm.store import transact

ROUNDS = 7
_TAG, _FLIGHT = re.compile(r"\n\.[NB]/(?:[A-Z]+/)?(\d{10})"), re.compile(r"\n\.F/([A-Z0-9]+)")


def main() -> int:
    """Measure and print; the numbers are the machine's, the ratio is the code's."""
    options = _options()
    day = make_day(1, flights=60, bags=8000)
    texts = [told.text for told in day.told]
    print(f"{len(texts)} messages of an airport's day, {sum(map(len, texts)) / len(texts):.0f} characters each\n")
    _compare_readers(texts[:20_000])
    _measure_ingest(day)
    _measure_memory(options.messages)
    return 0


def baseline(text: str) -> tuple[str, str | None, str | None]:
    """Type, first tag and flight, unchecked."""
    tag, flight = _TAG.search(text), _FLIGHT.search(text)
    return text[:3], tag and tag[1], flight and flight[1]


def parsed(text: str) -> object:
    """The whole message as typed values, or the reason why not."""
    try:
        return parse(text)
    except ParseError as refused:
        return refused


def _compare_readers(texts: list[str]) -> None:
    rates: dict[str, list[float]] = {"parser": [], "baseline": []}
    for _ in range(ROUNDS):
        for name, read in (("parser", parsed), ("baseline", baseline)):
            rates[name].append(_rate(read, texts))
    ratio = median(quick / full for quick, full in zip(rates["baseline"], rates["parser"], strict=True))
    for name, found in rates.items():
        print(f"{name:<10}{median(found):>12,.0f} messages/s   ({min(found):,.0f} to {max(found):,.0f})")
    print(f"the baseline is {ratio:.1f} times as quick\n")


def _rate(read: Callable[[str], object], texts: list[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        read(text)
    return len(texts) / (time.perf_counter() - started)


def _measure_ingest(day: Day) -> None:
    """From text to committed rows on SQLite, in batches; then all of it again, as after an interruption."""
    batches = [day.told[start : start + BATCH] for start in range(0, len(day.told), BATCH)]
    with scratch_store():
        for name in ("ingest", "again"):
            started, worked = time.perf_counter(), time.process_time()
            for batch in batches:
                told = [(one.received_at, one.text) for one in batch]
                transact(partial(ingest_archive, received=told))
            seconds, own = time.perf_counter() - started, time.process_time() - worked
            print(
                f"{name:<10}{len(day.told) / seconds:>12,.0f} messages/s   ({len(day.told) / own:,.0f} per CPU second)"
            )
    print()


def _measure_memory(messages: int) -> None:
    """A feed that is never in memory as a whole: what the process holds after 10, 50 and 100 per cent of it."""
    process, done, marks = psutil.Process(), 0, [0.1, 0.5, 1.0]
    with scratch_store():
        before, started = process.memory_info().rss, time.perf_counter()
        print(f"a feed of {messages:,} messages; {before / 2**20:.0f} MB before it")
        for report in ingest_file(cast("BinaryIO", Feed(messages)), progress=lambda _: None):
            done += report.received
            while marks and done >= marks[0] * messages:
                rate = done / (time.perf_counter() - started)
                rss = process.memory_info().rss / 2**20
                print(f"{marks.pop(0):>8.0%}{rss:>9.0f} MB{rate:>12,.0f} messages/s so far", flush=True)


class Feed(RawIOBase):
    """A file of that many messages, made while it is read: four for each bag on its way."""

    def __init__(self, messages: int) -> None:
        self._pieces = self._made(messages)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    @staticmethod
    def _made(messages: int) -> Iterator[bytes]:
        day = time.strftime("%d%b", time.gmtime()).upper()
        for number in range(messages):
            bag, stage = divmod(number, 4)
            tag = f".N/0{100 + bag // 1_000_000:03d}{bag % 1_000_000:06d}001"
            flight = f".F/CA{bag // 150 % 900 + 100}/{day}/LHR/Y"
            scan = f".J/S///{day}/{stage * 3:02d}{bag % 60:02d}00Z/P{bag % 9}"
            yield "\n".join(
                (
                    ["BSM", ".V/1LPEK", flight, tag, f".P/LI{bag % 97}/MINGMR", ".L/ABC123", "ENDBSM\n\n"],
                    ["BPM", ".V/1LPEK", scan, flight, tag, ".X//CLR", "ENDBPM\n\n"],
                    ["BPM", ".V/1LPEK", scan, flight, ".U/AKE1CA", tag, "ENDBPM\n\n"],
                    ["BPM", ".V/1LLHR", scan, flight, tag, "ENDBPM\n\n"],
                )[stage]
            ).encode()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--messages", type=int, default=1_000_000, help="length of the feed whose memory is measured")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

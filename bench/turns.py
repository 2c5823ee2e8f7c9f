"""Turns per second of the whole product beside a stock Rasa, on one machine in one run: `make bench`.

Both sides run at the same time, but only one is talked to at once. Each level is played in short rounds that change
sides, because a shared machine is sometimes slow: the ratio is the median over pairs of neighbouring rounds.
"""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psutil

from bench import product, report, sides, stock
from bench.load import Connection, Round, play
from bench.messages import ROOT, Script, sentences
from bench.processes import Training
from bench.sides import PRODUCT, STOCK, Side
from bench.stock import StockModel

WARM_UP_SECONDS = 4.0
_MAX_SECONDS, _MAX_ROUNDS, _MAX_CONVERSATIONS = 120.0, 50, 256


def main() -> int:
    """Start, measure, stop. Returns 1 when a side did not answer properly."""
    options = _options()
    # A polite end must stop every process, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    (ROOT / "var" / "bench").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=ROOT / "var" / "bench"))
    keep = True
    try:
        numbers = _run(options, folder)
        keep = options.keep
    finally:
        # What went wrong is in the logs.
        if keep:
            print(f"Logs and store are in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    print("\n" + report.table(numbers))
    if options.json:
        report.write(numbers, options.json)
    problems = report.complaints(numbers)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _run(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    names = [options.only] if options.only else [STOCK, PRODUCT]
    model = stock.trained(options.stock_examples) if STOCK in names else None
    training = _training(model, names)
    with ExitStack() as stack:
        running = []
        for name in names:
            _say(f"Starting {name} …")
            running.append(sides.start(name, folder, stack, model))
            _say(f"  ready after {running[-1].ready_seconds:.1f} s, processes {running[-1].processes.pids()}")
        _measure(running, options)
        return report.summary(running, training)


def _training(model: StockModel | None, names: list[str]) -> dict[str, Training]:
    found = {STOCK: model.training} if model else {}
    return {**found, PRODUCT: product.training()} if PRODUCT in names else found


def _measure(running: list[Side], options: argparse.Namespace) -> None:
    lines = sentences(options.sentences)
    position = 0
    for side in running:
        side.first_seconds = _first_answer(side)
        _round(side, max(options.levels), Script(lines), WARM_UP_SECONDS)
    for level in options.levels:
        for number in range(options.rounds):
            ends = []
            # Who comes first changes, so that a machine that gets slower or faster favours nobody.
            for side in running if number % 2 == 0 else reversed(running):
                script = Script(lines, position)
                side.rounds.setdefault(level, []).append(_round(side, level, script, options.seconds))
                ends.append(script.position)
            position = max(ends)
            rates = ", ".join(f"{s.name} {s.rounds[level][-1].turns / options.seconds:.1f}" for s in running)
            _say(f"  {level} conversations, round {number + 1} of {options.rounds}: {rates} turns/s")


def _round(side: Side, level: int, script: Script, seconds: float) -> Round:
    """One round of one side, and where the processor time went meanwhile."""
    cpu, own, machine, started = side.processes.cpu_seconds(), time.process_time(), _busy(), time.perf_counter()
    result = asyncio.run(play(side.port, side.customers(level), script, seconds))
    elapsed = time.perf_counter() - started
    result.cpu = {name: used - cpu[name] for name, used in side.processes.cpu_seconds().items()}
    result.cpu |= {"side": sum(result.cpu.values()), "load": time.process_time() - own}
    result.cpu["others"] = max(0.0, _busy() - machine - result.cpu["side"] - result.cpu["load"])
    result.cpu["machine"] = elapsed * (os.cpu_count() or 1)
    side.processes.sample()
    side.processes.refuse_dead()
    return result


def _first_answer(side: Side) -> float:
    """Seconds that the very first message of a fresh process takes."""

    async def ask() -> float:
        connection, customer = Connection(side.port), side.customers(1)[0]
        try:
            return await customer.turn(connection, "hello")
        finally:
            connection.close()

    return asyncio.run(ask())


def _busy() -> float:
    """Processor seconds that this machine has worked since it started."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))


def _say(text: str) -> None:
    print(text, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="rounds per level and side")
    parser.add_argument("--seconds", type=float, default=8.0, help="length of a round")
    parser.add_argument("--levels", type=_levels, default=[1, 8, 32], help="conversations at once, e.g. 1,8,32")
    parser.add_argument("--sentences", type=int, default=0, help="use this many held-out sentences (default: all)")
    parser.add_argument("--stock-examples", type=int, default=stock.EXAMPLES_PER_INTENT, metavar="N",
                        help="training sentences per intent for the stock Rasa; 0: all, which takes hours")  # fmt: skip
    parser.add_argument("--only", choices=[STOCK, PRODUCT], help="one side alone, for a closer look")
    parser.add_argument("--keep", action="store_true", help="keep the logs and the scratch store")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number to this file")
    options = parser.parse_args()
    if not (0 < options.seconds <= _MAX_SECONDS and 0 < options.rounds <= _MAX_ROUNDS):
        parser.error(f"at most {_MAX_ROUNDS} rounds of {_MAX_SECONDS:.0f} seconds")
    return options


def _levels(text: str) -> list[int]:
    levels = [int(part) for part in text.split(",")]
    if not all(0 < level <= _MAX_CONVERSATIONS for level in levels):
        raise argparse.ArgumentTypeError(f"between 1 and {_MAX_CONVERSATIONS} conversations")
    return levels


if __name__ == "__main__":
    sys.exit(main())

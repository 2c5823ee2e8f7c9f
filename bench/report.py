"""What was measured, as numbers for a file and as a table for people."""

import json
import os
import platform
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psutil

from bench.load import Round
from bench.processes import Training
from bench.sides import PRODUCT, STOCK, Side

WORST_SHARE_OF_FAILURES = 0.01
_NAMES = {STOCK: "stock Rasa", PRODUCT: "Serviceloop"}


def summary(sides: list[Side], training: dict[str, Training]) -> dict[str, Any]:
    """Every number of the run."""
    levels = sorted(sides[0].rounds)
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
            "python": platform.python_version(),
        },
        "levels": {str(level): _level(sides, level) for level in levels},
        "sides": {side.name: _side(side, training) for side in sides},
    }


def table(numbers: dict[str, Any]) -> str:
    """The numbers in lines of a terminal's width."""
    lines = [
        _machine_line(numbers),
        "",
        _row("conversations", "side", "turns/s", "p50 ms", "p95 ms", "CPU ms/turn", "ratio"),
    ]
    for level, found in numbers["levels"].items():
        for name, row in found["sides"].items():
            ratio = f"{found['ratio']:.2f}" if name == PRODUCT and "ratio" in found else ""
            cells = [f"{row[key]:.1f}" for key in ("turns_per_second", "p50_ms", "p95_ms", "cpu_ms_per_turn")]
            lines.append(_row(level, _NAMES[name], *cells, ratio))
    for name, side in numbers["sides"].items():
        memory = ", ".join(f"{process} {mb:.0f} MB" for process, mb in side["peak_rss_mb"].items())
        lines += [
            "",
            f"{_NAMES[name]}: ready in {side['ready_seconds']:.1f} s, first answer in {side['first_ms']:.0f} ms",
        ]
        lines.append(
            "  trained on {sentences} sentences in {seconds:.0f} s ({cpu_seconds:.0f} s of processor)".format(
                **side["training"]
            )
        )
        lines.append(f"  peak memory: {memory} (together {sum(side['peak_rss_mb'].values()):.0f} MB)")
        lines.append(f"  {side['turns']} turns, {side['failed']} failed {side['failures'] or ''}".rstrip())
        if "store" in side:
            lines.append("  store: " + ", ".join(f"{key} {value}" for key, value in side["store"].items()))
    return "\n".join([*lines, "", _noise_line(numbers)])


def complaints(numbers: dict[str, Any]) -> list[str]:
    """Why the run does not count; empty when it does."""
    found = []
    for name, side in numbers["sides"].items():
        asked = side["turns"] + side["failed"]
        if side["failed"] > WORST_SHARE_OF_FAILURES * asked:
            found.append(f"{_NAMES[name]}: {side['failed']} of {asked} messages had no proper answer.")
        store = side.get("store", {})
        if store.get("breakdowns", 0) > WORST_SHARE_OF_FAILURES * asked:
            found.append(f"{_NAMES[name]}: the assistant broke down {store['breakdowns']} times.")
        if store and (store["unanswered"] or store["visitor_messages"] < side["turns"]):
            found.append(f"{_NAMES[name]}: the store lacks messages or answers: {store}")
    return found


def write(numbers: dict[str, Any], path: Path) -> None:
    """Keep the numbers as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(numbers, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _level(sides: list[Side], level: int) -> dict[str, Any]:
    found: dict[str, Any] = {"sides": {side.name: _rounds(side.rounds[level]) for side in sides}}
    rates = [[round_.turns / round_.seconds for round_ in side.rounds[level]] for side in sides]
    if len(sides) == 2 and all(rates[0]):
        found["ratios"] = [round(ours / theirs, 3) for theirs, ours in zip(*rates, strict=True)]
        found["ratio"] = median(found["ratios"])
    return found


def _rounds(rounds: list[Round]) -> dict[str, Any]:
    latencies = sorted(latency for round_ in rounds for latency in round_.latencies) or [0.0]
    cuts = quantiles(latencies, n=20) if len(latencies) > 1 else latencies * 19
    turns = sum(len(round_.latencies) for round_ in rounds)
    cpu = _cpu(rounds)
    return {
        "turns_per_second": round(median(round_.turns / round_.seconds for round_ in rounds), 2),
        "per_round": [round(round_.turns / round_.seconds, 2) for round_ in rounds],
        "p50_ms": round(median(latencies) * 1000, 1),
        "p95_ms": round(cuts[18] * 1000, 1),
        "cpu_ms_per_turn": round(cpu["side"] / max(turns, 1) * 1000, 1),
        "cpu_share": {name: round(seconds / cpu["machine"], 3) for name, seconds in cpu.items() if name != "machine"},
        "handed_over": sum(round_.handed_over for round_ in rounds),
    }


def _side(side: Side, training: dict[str, Training]) -> dict[str, Any]:
    rounds = [round_ for found in side.rounds.values() for round_ in found]
    failures = sum((round_.failures for round_ in rounds), Counter[str]())
    numbers = {
        "ready_seconds": round(side.ready_seconds, 1),
        "first_ms": round(side.first_seconds * 1000),
        "training": asdict(training[side.name]),
        "peak_rss_mb": {name: round(rss / 2**20) for name, rss in side.processes.peak_rss.items()},
        "turns": sum(len(round_.latencies) for round_ in rounds),
        "failed": failures.total(),
        "failures": dict(failures),
    }
    return {**numbers, "store": side.product.audit()} if side.product else numbers


def _cpu(rounds: list[Round]) -> Counter[str]:
    """Processor seconds: of the side, of each of its processes, of the load itself, and all that the machine has."""
    used = Counter[str]()
    for round_ in rounds:
        # Adding counters would leave out whoever used nothing.
        used.update(round_.cpu)
    return used


def _machine_line(numbers: dict[str, Any]) -> str:
    machine = numbers["machine"]
    return f"{numbers['at']} · {machine['processor']} · {machine['cores']} cores · {machine['memory_gb']} GB"


def _noise_line(numbers: dict[str, Any]) -> str:
    shares = [row["cpu_share"] for found in numbers["levels"].values() for row in found["sides"].values()]
    load, others = (max(share[name] for share in shares) for name in ("load", "others"))
    return f"The load itself took up to {load:.1%} of the machine, everything else on it up to {others:.1%}."


def _row(*cells: str) -> str:
    widths = (14, 13, 9, 9, 9, 12, 7)
    first, second, *rest = (
        f"{cell:<{w}}" if i < 2 else f"{cell:>{w}}" for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
    )
    return "".join([first, second, *rest]).rstrip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())

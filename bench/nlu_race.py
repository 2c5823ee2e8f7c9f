"""Two trained systems asked in turns, on one thread: a bad moment of the machine falls on both, their ratio holds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from bench import nlu_work
from bench.nlu_runs import RESULTS, Run

ROUNDS, MESSAGES = 10, 30


def race(ours: Run, other: Run, *, known_only: bool = False) -> dict[str, Any] | None:
    """{"share": our processor time beside the other's, "ours" and "other": ms of each message}; kept like a result.

    None while one of the two is not trained. Every message is new to both: what a cache answers costs nothing.
    """
    kept = RESULTS / f"{ours.key}.beside.{other.key}.json"
    if not kept.exists() and not known_only and ours.model.exists() and other.model.exists():
        kept.write_text(json.dumps(_raced(ours, other)), encoding="utf-8")
    found: dict[str, Any] | None = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else None
    return found


def _raced(ours: Run, other: Run) -> dict[str, Any]:
    texts = list(dict.fromkeys(row.text for row in ours.benchmark.test))
    size = min(MESSAGES, len(texts) // ROUNDS)
    times: dict[str, list[float]] = {"ours": [], "other": []}
    shares = []
    with _asked(ours) as us, _asked(other) as them:
        for number in range(ROUNDS):
            part = texts[number * size : (number + 1) * size]
            # Who comes first changes, because the second finds the machine warm.
            order = [("ours", us), ("other", them)][:: 1 if number % 2 else -1]
            answers = {name: _ask(process, part) for name, process in order}
            for name, answer in answers.items():
                times[name] += answer["ms"]
            shares.append(answers["ours"]["cpu_ms"] / answers["other"]["cpu_ms"])
    return {"share": median(shares), **times}


@contextmanager
def _asked(run: Run) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.nlu_work", "serve", str(run.model)],
        cwd=run.code,
        env=nlu_work.environment("ask", run.code),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _ask(process: "subprocess.Popen[str]", texts: list[str]) -> dict[str, Any]:
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(texts) + "\n")
    process.stdin.flush()
    found: dict[str, Any] = json.loads(process.stdout.readline())
    return found

"""What was found, as tables in Markdown and as aims that were met or missed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import fmean, median, pstdev, quantiles
from typing import Any, NamedTuple

from bench import nlu_data
from bench.nlu_data import HINT3, SETS, Benchmark
from bench.nlu_measure import Answer, Quality, quality
from bench.nlu_runs import Run
from bench.nlu_systems import NAMES, OURS, STOCK, TOKENIZED

# Accuracy in scope and best MCC of the best service: Arora et al., "HINT3", 2020, and its published answers.
PUBLISHED_HINT3 = {"curekart": (0.841, 0.603), "powerplay11": (0.673, 0.425), "sofmattress": (0.736, 0.638)}
# Universal Sentence Encoder, ten sentences per intent: Casanueva et al., "Efficient Intent Detection", 2020, table 2.
PUBLISHED_10 = {"clinc150-10": 0.9085, "banking77-10": 0.8423, "hwu64-10": 0.8375}
LEAD, SECONDS, HALF = 0.12, 45.0, 0.5
BEHIND = {"zh": 0.03, "mixed": 0.05}
_HEAD = (
    *("system", "seeds", "accuracy", "macro-F1", "OOS AUROC", "OOS recall", "ECE", "best MCC"),
    *("p50 ms", "p95 ms", "CPU ms", "training s", "training CPU s", "MB training", "MB serving"),
)
LEGEND = """\
Accuracy, macro-F1 and ECE (15 bins): messages in scope, best guess without a threshold. OOS recall: foreign messages
refused at the threshold that keeps 95 % of the right answers. Best MCC: foreign messages as a class, best of ten
thresholds. Times: one message at a time through `Agent.parse_message` on one thread, repeats left out. Training:
`rasa train nlu` on two threads. MB: the largest resident size of the process. ± is the deviation over seeds."""


class Row(NamedTuple):
    """One system on one set: the mean over its seeds."""

    seeds: list[Quality]
    speed: dict[str, float]

    @property
    def accuracy(self) -> float:
        """Mean over the seeds."""
        return fmean(seed.accuracy for seed in self.seeds)


class Found:
    """All results, by set, system and group of messages. `races`: what bench.nlu_race found, by set."""

    def __init__(self, runs: Iterable[Run], races: Mapping[str, dict[str, Any]] | None = None) -> None:
        self.races = races or {}
        self._runs: dict[tuple[str, str], list[tuple[Benchmark, dict[str, Any]]]] = {}
        for run in runs:
            if result := run.result:
                self._runs.setdefault((run.set_name, run.system), []).append((run.benchmark, result))

    @property
    def sets(self) -> list[str]:
        """The sets of which anything is known."""
        return [name for name in SETS if any((name, system) in self._runs for system in NAMES)]

    def groups(self, set_name: str) -> list[str]:
        """The parts of a set, of our own by language and by file; "" is all of it."""
        benchmark = next(runs[0][0] for (name, _), runs in self._runs.items() if name == set_name)
        groups = sorted({row.group for row in benchmark.test} - {""})
        files = nlu_data.own_parts() if SETS[set_name].own else {}
        return ["", *groups, *(name for name, rows in files.items() if set(rows) & set(benchmark.test))]

    def row(self, set_name: str, system: str, group: str = "") -> Row | None:
        """What is known about one system on one set."""
        runs = self._runs.get((set_name, system))
        if not runs:
            return None
        seeds = [_quality(set_name, benchmark, result, group) for benchmark, result in runs]
        return Row(seeds, _speed([result for _, result in runs]))


def tables(found: Found, folder: Path | None) -> str:
    """A table per set, and per language of our own."""
    parts = [LEGEND]
    for set_name in found.sets:
        for group in found.groups(set_name):
            lines = _table(found, set_name, group)
            if set_name in HINT3 and folder:
                lines += _published_lines(set_name, folder)
            parts.append("\n".join([f"### {set_name} {group}".rstrip(), "", *lines]))
    return "\n\n".join(parts)


def aims(found: Found) -> str:
    """Each aim: met, missed, or not measured."""
    lines = [line for set_name in found.sets for line in _set_aims(found, set_name)]
    return "\n".join(["### Aims", "", "| aim | found | |", "|---|---|---|", *lines, *_own_aims(found)])


def _set_aims(found: Found, set_name: str) -> Iterable[str]:
    ours, stock = found.row(set_name, OURS), found.row(set_name, STOCK)
    if ours is None:
        return
    others = [row.accuracy for row in (stock, found.row(set_name, TOKENIZED)) if row]
    needed = LEAD if set_name in PUBLISHED_10 or SETS[set_name].own else 0.0
    if others:
        lead = ours.accuracy - max(others)
        words = f"ahead by {100 * LEAD:.0f} points" if needed else "ahead"
        yield _aim(f"{set_name}: {words} of (a) and (b)", f"{100 * lead:+.1f}", lead >= needed and lead > 0)
    if raced := found.races.get(set_name):
        share = raced["share"]
        yield _aim(f"{set_name}: at most half of (a)'s time per message", f"{share:.2f}", share <= HALF)
    if set_name in PUBLISHED_10:
        best = PUBLISHED_10[set_name]
        yield _aim(f"{set_name}: published {100 * best:.2f}", f"{100 * ours.accuracy:.2f}", ours.accuracy >= best)
    if set_name in PUBLISHED_HINT3:
        accuracy, mcc = PUBLISHED_HINT3[set_name]
        yield _aim(
            f"{set_name}: published {100 * accuracy:.1f}", f"{100 * ours.accuracy:.1f}", ours.accuracy >= accuracy
        )
        our_mcc = fmean(seed.mcc or 0.0 for seed in ours.seeds)
        yield _aim(f"{set_name}: published MCC {mcc:.3f}", f"{our_mcc:.3f}", our_mcc >= mcc)


def _own_aims(found: Found) -> Iterable[str]:
    ours, english = found.row("own", OURS), found.row("own", OURS, "en")
    if ours is None or english is None:
        return
    seconds = ours.speed["train"]
    yield _aim(f"own: trained in {SECONDS:.0f} s on two cores", f"{seconds:.1f} s", seconds < SECONDS)
    for language, allowed in BEHIND.items():
        row = found.row("own", OURS, language)
        if row:
            gap = english.accuracy - row.accuracy
            words = f"own: {language} within {100 * allowed:.0f} points of en"
            yield _aim(words, f"{-100 * gap:+.1f}", gap <= allowed)


def _aim(aim: str, value: str, met: bool) -> str:
    return f"| {aim} | {value} | {'met' if met else '**missed**'} |"


def _table(found: Found, set_name: str, group: str) -> list[str]:
    lines = [_line(_HEAD), "|---" + "|--:" * (len(_HEAD) - 1) + "|"]
    for system, name in NAMES.items():
        row = found.row(set_name, system, group)
        if row:
            speed = [row.speed[key] for key in ("p50", "p95", "cpu")]
            training = [row.speed[key] for key in ("train", "train_cpu", "train_mb", "ask_mb")]
            cells = [f"{value:.1f}" for value in speed] + [f"{value:.0f}" for value in training]
            lines.append(_line([name, str(len(row.seeds)), *_quality_cells(row.seeds), *cells]))
    return lines


def _published_lines(domain: str, folder: Path) -> list[str]:
    """The services' own answers, measured by the same code."""
    truth = [row.intent for row in nlu_data.read(domain, folder, 0).test]
    lines = []
    for service, answers in nlu_data.published(domain, folder).items():
        measured = quality(truth, [Answer(guess, score, score, guess) for guess, score in answers])
        lines.append(_line([f"{service}, published", "1", *_quality_cells([measured]), *[""] * 7]))
    return lines


def _quality_cells(seeds: list[Quality]) -> list[str]:
    cells = []
    for name, values in zip(Quality._fields, zip(*seeds, strict=True), strict=True):
        known = [value for value in values if value is not None]
        number = "{:.3f}" if name in {"auroc", "mcc", "ece"} else "{:.1%}"
        cell = number.format(fmean(known)) if known else "–"
        if name == "accuracy" and len(known) > 1:
            cell += f" ± {100 * pstdev(known):.1f}"
        cells.append(cell)
    return cells


def _quality(set_name: str, benchmark: Benchmark, result: dict[str, Any], group: str) -> Quality:
    part = nlu_data.own_parts().get(group, []) if SETS[set_name].own else []
    pairs = [
        (row.intent, Answer(*found))
        for row, found in zip(benchmark.test, result["ask"]["answers"], strict=True)
        if not group or row.group == group or row in part
    ]
    truth, answers = zip(*pairs, strict=True)
    return quality(truth, answers, foreign_taught=SETS[set_name].own)


def _speed(results: list[dict[str, Any]]) -> dict[str, float]:
    """Medians over the seeds: a shared machine has bad moments."""
    found: dict[str, list[float]] = {}
    for result in results:
        train, ask = result["train"], result["ask"]
        cuts = quantiles(ask["ms"], n=20)
        for name, value in {
            "p50": median(ask["ms"]),
            "p95": cuts[18],
            "cpu": ask["cpu_ms"],
            "ask_mb": ask["peak_mb"],
            "train": train["seconds"],
            "train_cpu": train["cpu_seconds"],
            "train_mb": train["peak_mb"],
        }.items():
            found.setdefault(name, []).append(value)
    return {name: median(values) for name, values in found.items()}


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"

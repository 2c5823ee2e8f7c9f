"""How well messages are understood, beside Rasa's own ways, on our sentences and on public ones: `make bench-nlu`.

Runs in the assistant's environment. Each system is taught and asked the same. What was measured is kept in
var/bench/nlu and is not measured again until the data, the configuration or our code change; an interrupted run goes
on where it was.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import nlu_data, nlu_race, nlu_report, nlu_runs, nlu_systems
from bench.nlu_data import SETS
from bench.nlu_runs import Run
from bench.nlu_systems import NAMES, OURS, STOCK

_MAX_SEEDS = 20


def main() -> int:
    """Run what is missing and report. Returns 1 when a run failed."""
    options = _options()
    _name_missing(options)
    with TemporaryDirectory() as code:
        nlu_systems.freeze(Path(code))
        return _measured(options, Path(code))


def _measured(options: argparse.Namespace, code: Path) -> int:
    runs = list(_planned(options, code))
    failed = [] if options.report else [run for run in _missing(runs) if not _performed(run)]
    found = nlu_report.Found(runs, dict(_races(runs, known_only=options.report)))
    print("\n" + nlu_report.tables(found, options.datasets))
    print("\n" + nlu_report.aims(found))
    for run in failed:
        print(f"Failed; its logs are in {nlu_runs.RESULTS / run.key}.part", file=sys.stderr)
    return 1 if failed else 0


def _planned(options: argparse.Namespace, code: Path) -> Iterator[Run]:
    """The first seed of everything comes first: it is the one that tells most."""
    for seed in range(options.seeds):
        for system in options.systems:
            for name in options.sets:
                wanted = nlu_data.available(name, options.datasets) and (not seed or SETS[name].sampled)
                if wanted and (options.full or system == OURS or not SETS[name].heavy):
                    yield nlu_runs.plan(system, name, seed, options.datasets, code)


def _races(runs: list[Run], *, known_only: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """By set, our time per message beside that of (a)."""
    first = {(run.set_name, run.system): run for run in runs if not run.seed}
    for (set_name, system), run in first.items():
        other = first.get((set_name, STOCK))
        if system == OURS and other and (found := nlu_race.race(run, other, known_only=known_only)):
            yield set_name, found


def _missing(runs: list[Run]) -> Iterator[Run]:
    missing = [run for run in runs if run.result is None]
    for number, run in enumerate(missing, 1):
        print(f"{number} of {len(missing)}: {run.set_name}, {NAMES[run.system]}, seed {run.seed} …", flush=True)
        yield run


def _performed(run: Run) -> bool:
    started = time.monotonic()
    try:
        nlu_runs.perform(run)
    except subprocess.CalledProcessError:
        print("  failed", flush=True)
        return False
    print(f"  {time.monotonic() - started:.0f} s", flush=True)
    return True


def _name_missing(options: argparse.Namespace) -> None:
    for folder in sorted({SETS[name].folder for name in options.sets if not SETS[name].own}):
        if not (options.datasets and (options.datasets / folder).is_dir()):
            print(f"Left out for want of DATASETS/{folder}: {nlu_data.SOURCES[folder]}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--datasets", type=_folder, help="folder with the public data sets; without it, ours alone")
    parser.add_argument("--systems", type=_list_of(NAMES), default=[OURS, *[n for n in NAMES if n != OURS]],
                        help=f"of {','.join(NAMES)}")  # fmt: skip
    parser.add_argument("--sets", type=_list_of(SETS), default=list(SETS), help=f"of {','.join(SETS)}")
    parser.add_argument("--seeds", type=int, default=5, help="draws of the training sentences, where they are drawn")
    parser.add_argument("--full", action="store_true", help="let Rasa, too, train on the large sets, which takes hours")
    parser.add_argument("--report", action="store_true", help="only print what is known")
    options = parser.parse_args()
    if not 0 < options.seeds <= _MAX_SEEDS:
        parser.error(f"between 1 and {_MAX_SEEDS} seeds")
    return options


def _folder(text: str) -> Path | None:
    if text and not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return Path(text).resolve() if text else None


def _list_of(known: Mapping[str, object]) -> Callable[[str], list[str]]:
    def parse(text: str) -> list[str]:
        names = text.split(",")
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(known)}")
        return names

    return parse


if __name__ == "__main__":
    sys.exit(main())

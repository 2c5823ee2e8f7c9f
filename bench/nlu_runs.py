"""Runs: one system on one set with one seed, each step in its own process, each result kept."""

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bench import nlu_systems, nlu_work
from bench.nlu_data import ROOT, SETS, Benchmark
from bench.nlu_data import read as read_set

RESULTS = ROOT / "var" / "bench" / "nlu"
# Part of every digest: raise it when results of an older way to measure must not be mixed with new ones.
_PROTOCOL = 2


@dataclass(frozen=True)
class Run:
    """What is to be done, and the name under which its result is kept."""

    system: str
    set_name: str
    seed: int
    benchmark: Benchmark
    config: dict[str, Any]
    code: Path

    @cached_property
    def key(self) -> str:
        """Changes with the data, the configuration and the code of the system: a result under it is still true."""
        content = [
            _PROTOCOL,
            self.benchmark.train,
            self.benchmark.test,
            self.config,
            nlu_systems.digest(self.system, self.code),
        ]
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
        return f"{self.set_name}.{self.system}.{self.seed}.{digest[:16]}"

    @property
    def model(self) -> Path:
        """What was trained, kept to be asked again."""
        return RESULTS / f"{self.key}.tar.gz"

    @property
    def result(self) -> dict[str, Any] | None:
        """What was found when this was run."""
        path = RESULTS / f"{self.key}.json"
        found: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
        return found


def plan(system: str, set_name: str, seed: int, folder: Path | None, code: Path) -> Run:
    """The run of one system on one set, with the frozen `code`."""
    benchmark = read_set(set_name, folder, seed)
    config = nlu_systems.config(system, language=benchmark.language, own=SETS[set_name].own)
    return Run(system, set_name, seed, benchmark, config, code)


def perform(run: Run) -> None:
    """Train, ask, keep the result and the model. What an interrupted run has trained is used again."""
    folder = RESULTS / f"{run.key}.part"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, run)
    found = {step: _step(step, folder, run.code) for step in ("train", "ask")}
    kept = RESULTS / f"{run.key}.json.part"
    kept.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    (folder / "model.tar.gz").replace(run.model)
    kept.replace(RESULTS / f"{run.key}.json")
    shutil.rmtree(folder)


def _write(folder: Path, run: Run) -> None:
    # JSON, because in Rasa's YAML brackets within a sentence are read as an entity.
    examples = [{"text": row.text, "intent": row.intent, "entities": []} for row in run.benchmark.train]
    for name, content in {
        "nlu.json": {"rasa_nlu_data": {"common_examples": examples}},
        "texts.json": [row.text for row in run.benchmark.test],
        "config.yml": run.config,
    }.items():
        write = json.dumps if name.endswith("json") else yaml.safe_dump
        (folder / name).write_text(write(content), encoding="utf-8")


def _step(step: str, folder: Path, code: Path) -> dict[str, Any]:
    done = folder / f"{step}.json"
    if not done.exists():
        with (folder / f"{step}.log").open("w", encoding="utf-8") as log:
            subprocess.run(
                [sys.executable, "-m", "bench.nlu_work", step, str(folder)],
                cwd=code,
                env=nlu_work.environment(step, code),
                stdout=log,
                stderr=subprocess.STDOUT,
                check=True,
            )
    found: dict[str, Any] = json.loads(done.read_text(encoding="utf-8"))
    return found

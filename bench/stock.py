"""The other side: Rasa as `rasa init` configures it, taught our sentences the way its users write stories."""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.messages import ROOT
from bench.processes import Training, timed

PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
CACHE = ROOT / "var" / "bench"
# Copied by `rasa init` as they are; the default pipeline and policies stand in for the empty settings in config.yml.
_SCAFFOLD = ("config.yml", "credentials.yml", "endpoints.yml")
_RULES = {"greet": "utter_greet", "goodbye": "utter_goodbye", "nlu_fallback": "utter_default"}
# How far apart the topics of a longer story are, so that each is seen after several others.
_STRIDES = (1, 7)
# Its classifier needs more than an hour for all of our sentences. A sample changes nothing that a turn costs it, and
# makes it smaller in memory: the doubt is in its favour.
EXAMPLES_PER_INTENT = 12


@dataclass(frozen=True)
class StockModel:
    """A trained project, and what its training took."""

    folder: Path
    training: Training


def trained(examples: int = EXAMPLES_PER_INTENT) -> StockModel:
    """The stock project on `examples` of today's sentences per intent, from the cache when it was trained before."""
    files = _project_files(examples)
    digest = hashlib.sha256(json.dumps([_rasa_version(), sorted(files.items())]).encode()).hexdigest()
    folder = CACHE / f"stock-{digest[:12]}"
    record = folder / "training.json"
    if not (record.exists() and list((folder / "models").glob("*.tar.gz"))):
        _train(folder, files, record)
    return StockModel(folder, Training(**json.loads(record.read_text())))


def environment() -> dict[str, str]:
    """What a user's terminal has; only the telemetry is off."""
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONUNBUFFERED": "1"}


def serve_command(port: int) -> list[str]:
    """`rasa run` on the loopback."""
    return [str(PYTHON), "-m", "rasa", "run", "--interface", "127.0.0.1", "--port", str(port)]


def _train(folder: Path, files: dict[str, str], record: Path) -> None:
    print("Training a stock Rasa on our sentences (once; takes minutes) …", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [str(PYTHON), "-m", "rasa", "train"]
    seconds, cpu_seconds = timed(command, environment=environment(), folder=folder, log=folder / "training.log")
    sentences = sum(text.count("\n    - ") for name, text in files.items() if name.startswith("data/nlu"))
    record.write_text(json.dumps({"sentences": sentences, "seconds": seconds, "cpu_seconds": cpu_seconds}))


def _project_files(examples: int) -> dict[str, str]:
    """Every file of the project by its path: the scaffold's own, and ours in place of its example data."""
    scaffold = _site_packages() / "rasa" / "cli" / "initial_project"
    files = {name: (scaffold / name).read_text(encoding="utf-8") for name in _SCAFFOLD}
    intents = []
    for path in sorted((ROOT / "data").glob("*/nlu/*.yml"), key=lambda path: path.name):
        taught = [e for e in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] if "intent" in e]
        intents += [entry["intent"] for entry in taught]
        files[f"data/nlu/{path.name}"] = _nlu([_sample(entry, examples) for entry in taught])
    intents = sorted(set(intents))
    files["domain.yml"] = _yaml({"version": "3.1", "intents": intents, **_answers(intents)})
    files["data/stories.yml"] = _yaml({"version": "3.1", "stories": _stories(intents)})
    files["data/rules.yml"] = _yaml({"version": "3.1", "rules": _rules()})
    return files


def _sample(entry: dict[str, str], number: int) -> tuple[str, list[str]]:
    """An intent with `number` of its sentences, evenly from first to last: both languages are in it."""
    lines = [line for line in entry["examples"].splitlines() if line.strip()]
    step = max(1.0, len(lines) / number) if number else 1.0
    return entry["intent"], [lines[int(i * step)] for i in range(int(len(lines) / step))]


def _nlu(intents: list[tuple[str, list[str]]]) -> str:
    """Rasa's own layout; a YAML writer would fold the examples."""
    parts = [
        f"- intent: {name}\n  examples: |\n" + "".join(f"    {line}\n" for line in lines) for name, lines in intents
    ]
    return 'version: "3.1"\nnlu:\n' + "".join(parts)


def _answers(intents: list[str]) -> dict[str, Any]:
    names = [*intents, "default"]
    responses = {f"utter_{name}": [{"text": f"This is what we can say about {name}."}] for name in names}
    session = {"session_expiration_time": 60, "carry_over_slots_to_new_session": True}
    return {"responses": responses, "session_config": session}


def _rules() -> list[dict[str, Any]]:
    return [
        {"rule": f"answer {intent}", "steps": [{"intent": intent}, {"action": action}]}
        for intent, action in _RULES.items()
    ]


def _stories(intents: list[str]) -> list[dict[str, Any]]:
    """A greeting, one topic and thanks for each topic; and longer ones that go from topic to topic."""
    topics = [intent for intent in intents if intent not in {"greet", "thank", "goodbye"}]
    talks = [["greet", topic, "thank", "goodbye"] for topic in topics]
    for stride in _STRIDES:
        talks += [[topics[(i + k * stride) % len(topics)] for k in range(4)] for i in range(len(topics))]
    return [{"story": f"talk {number}", "steps": _steps(talk)} for number, talk in enumerate(talks)]


def _steps(talk: list[str]) -> list[dict[str, str]]:
    return [step for intent in talk for step in ({"intent": intent}, {"action": f"utter_{intent}"})]


def _site_packages() -> Path:
    return next((ROOT / "bot" / ".venv" / "lib").glob("python3*/site-packages"))


def _rasa_version() -> str:
    found = next(_site_packages().glob("rasa-[0-9]*.dist-info"))
    return found.name.removeprefix("rasa-").removesuffix(".dist-info")


def _yaml(content: dict[str, Any]) -> str:
    dumped: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return dumped

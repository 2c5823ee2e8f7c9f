"""The trained model: which one fits the data, training it when none does, serving and testing it.

`python -m bot.model train | serve | test | validate | thresholds`, run from the root in the assistant's environment;
`… ask MESSAGES ANSWERS` and `… name` are for the app, which compares two of them (api/proving.py).
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from bot import e5_weights, verticals

ROOT = Path(__file__).parent.parent
MODELS = ROOT / "models"
SOURCES = ("config.yml", "domain.yml", "bot/*.py", "bot/dialogue/*.py", "bot/*.txt", "bot/uv.lock")
# The one in use, the one before, and one that is tried.
KEEP = 3


def main(arguments: list[str]) -> int:
    """Run one of the commands above; returns its exit code."""
    commands = {"train": train, "serve": serve, "test": test, "validate": validate, "thresholds": thresholds}
    if arguments == ["name"]:
        print(fitting_model().name)
        return 0
    if len(arguments) == 3 and arguments[0] == "ask":
        return ask(Path(arguments[1]), Path(arguments[2]))
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


def fitting_model() -> Path:
    """Where the model for the present data, configuration and components lies, trained or not."""
    digest = hashlib.sha256(verticals.of_site().encode())
    code = [path for pattern in SOURCES for path in sorted(ROOT.glob(pattern))]
    for path in [*code, *verticals.sources()]:
        # A vertical may lie outside the project.
        digest.update(verticals.name_of(path).encode() + b"\0" + path.read_bytes())
    return MODELS / f"serviceloop-{digest.hexdigest()[:16]}.tar.gz"


def train() -> int:
    """Train a model unless one fits, showing how long it takes; older ones are removed."""
    model = fitting_model()
    if model.exists():
        return 0
    e5_weights.ready()
    print("Training the assistant (a few minutes) …", flush=True)
    started = time.monotonic()
    log = ROOT / "var" / "training.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as output:
        name = model.name.removesuffix(".tar.gz")
        done = subprocess.run(  # noqa: S603 - our own command
            _rasa("train", *training_sources(), "--out", "models", "--fixed-model-name", name),
            cwd=ROOT,
            env=_environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode or not model.exists():
        print(log.read_text()[-3000:], f"\nTraining failed; the whole log is in {log}.", file=sys.stderr)
        return done.returncode or 1
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)
    for old in sorted(MODELS.glob("serviceloop-*.tar.gz"), key=lambda path: path.stat().st_mtime)[:-KEEP]:
        old.unlink()
    return 0


def serve() -> NoReturn:
    """Become the Rasa server, on this machine alone. RASA_PORT and RASA_INTERFACE move it."""
    if failed := train():
        sys.exit(failed)
    arguments = _rasa(
        "run",
        "--model",
        str(fitting_model()),
        "--endpoints",
        "endpoints.yml",
        "--credentials",
        "credentials.yml",
        "--port",
        os.environ.get("RASA_PORT", "5005"),
        "--interface",
        os.environ.get("RASA_INTERFACE", "127.0.0.1"),
        "--quiet",
    )
    os.chdir(ROOT)
    os.execve(arguments[0], arguments, _environment())  # noqa: S606 - the process is replaced, so signals reach Rasa


def test() -> int:
    """Replay the test conversations; 1 when the assistant does anything else than they say."""
    return subprocess.run(  # noqa: S603 - our own command
        _rasa(
            "test",
            "core",
            "--model",
            str(fitting_model()),
            "--stories",
            "tests/stories",
            "--fail-on-prediction-errors",
            "--no-plot",
            "--out",
            "var/story-results",
        ),
        cwd=ROOT,
        env=_environment(),
        check=False,
    ).returncode


def validate() -> int:
    """Check training data and domain against each other; warnings are errors."""
    return subprocess.run(  # noqa: S603 - our own command
        _rasa("data", "validate", *training_sources(), "--fail-on-warnings"), cwd=ROOT, env=_environment(), check=False
    ).returncode


def ask(messages: Path, answers: Path) -> int:
    """Write what the fitting model, trained if need be, takes these messages for."""
    from bot import exam

    if failed := train():
        return failed
    exam.ask(fitting_model(), messages, answers)
    return 0


def thresholds() -> int:
    """Derive the thresholds from the model, tell config.yml, and train what they change: seconds."""
    from bot import thresholds as derived

    if failed := train():
        return failed
    asked = derived.ask(fitting_model())
    found = derived.derive(asked)
    print(f"{derived.report(asked, found)}\nThresholds: {found.least} and {found.gap}.")
    derived.configure(found)
    return train()


def _rasa(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rasa", *arguments]


def training_sources() -> list[str]:
    """What `rasa train` reads, as its arguments; the benchmark trains from the same."""
    return ["--config", "config.yml", "--domain", "domain.yml", "--data", *verticals.trained()]


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

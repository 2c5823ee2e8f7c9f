"""Our side: the whole product on a scratch store of its own, with the processes and settings of `make run`."""

import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import yaml
from honcho.environ import parse_procfile

from bench.messages import ROOT
from bench.processes import Processes, Training, free_port, timed
from crm import retrieval
from crm.site import site_file

BOT_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
CACHE = ROOT / "var" / "bench"
# All the load comes from one address, which the product would rightly slow down.
_READING_SECONDS = 600.0
_UNLIMITED = "100000/second"
_PREPARE = """
import json
from api.settings import Settings
from api.start import prepare, process_environment
settings = Settings()
prepare(settings)
print(json.dumps(process_environment(settings, host="127.0.0.1", port="{port}")))
"""


class Product:
    """What the processes are started with. The store is a fresh SQLite file in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "store.db"
        self.port, self._rasa_port = free_port(), free_port()
        asked = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "ENVIRONMENT": "development",
            "DATABASE_URL": f"sqlite:///{self.store}",
            "RASA_URL": f"http://127.0.0.1:{self._rasa_port}",
            "RASA_PORT": str(self._rasa_port),
            "RASA_TRACKER_URL": f"sqlite:///{folder / 'rasa.db'}",
            "ACTION_ENDPOINT_URL": f"http://127.0.0.1:{self.port}/rasa/actions",
            "CHAT_RATE": _UNLIMITED,
            "SESSION_RATE": _UNLIMITED,
            "SITE": str(always_open(folder)),
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
            **{name: secrets.token_urlsafe(32) for name in ("SECRET_KEY", "RASA_SECRET", "BAGGAGE_API_KEY")},
        }
        prepared = subprocess.run(
            [sys.executable, "-c", _PREPARE.format(port=self.port)],
            check=False, env=asked, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=300,
        )  # fmt: skip
        if prepared.returncode:
            raise SystemExit("The product's store could not be prepared.")
        self.environment: dict[str, str] = json.loads(prepared.stdout.splitlines()[-1])

    def commands(self) -> dict[str, str]:
        """The Procfile's lines, ready for a shell."""
        lines = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes
        return {name: f"exec {line}" for name, line in lines.items()}

    def audit(self) -> dict[str, int]:
        """What the store says afterwards: messages kept, messages unanswered, and customers told of a breakdown."""
        with closing(sqlite3.connect(self.store)) as store:
            return {name: int(store.execute(query).fetchone()[0]) for name, query in _AUDIT.items()}


@contextmanager
def running_product(folder: Path) -> Iterator[tuple[str, str]]:
    """The whole product on a store of its own in `folder`: (its address, the key of its feeds)."""
    product, running = Product(folder), Processes(folder)
    base = f"http://127.0.0.1:{product.port}"
    try:
        for name, command in product.commands().items():
            running.start(name, command, environment=product.environment, folder=ROOT)
        running.wait_ready(f"{base}/readyz")
        _wait_for_articles(product.environment["RASA_URL"])
        yield base, product.environment["BAGGAGE_API_KEY"]
    finally:
        running.stop()


def _wait_for_articles(assistant: str) -> None:
    """Until the assistant has read the articles: before, it answers what is asked on about them by the words alone."""
    deadline = time.monotonic() + _READING_SECONDS
    while time.monotonic() < deadline:
        read = httpx2.get(f"{assistant}/webhooks/serviceloop/", timeout=30, trust_env=False).json()["articles"]
        if set(retrieval.LANGUAGES) <= set(read):
            return
        time.sleep(0.5)
    raise SystemExit(f"The assistant has not read the articles within {_READING_SECONDS} s.")


_AUDIT = {
    "visitor_messages": "SELECT count(*) FROM message WHERE author = 'visitor'",
    "replies": "SELECT count(*) FROM message WHERE in_reply_to IS NOT NULL",
    "unanswered": "SELECT count(*) FROM conversation WHERE status = 'bot' AND answered_seq < last_visitor_seq",
    "handed_over": "SELECT count(*) FROM handover",
    "breakdowns": "SELECT count(*) FROM handover WHERE reason = 'assistant_down'",
}


def always_open(folder: Path) -> Path:
    """The site without hours, so that people answer whenever it is played: its file, written into `folder`."""
    said = yaml.safe_load(site_file().read_text(encoding="utf-8"))
    path = folder / "site.yml"
    path.write_text(yaml.safe_dump({**said, "opening_hours": {}}, allow_unicode=True), encoding="utf-8")
    return path


def fitting_model() -> Path:
    """The archive that `make model` makes of today's data. Exits when it is not there."""
    model = Path(_of_bot("fitting_model"))
    if not model.exists():
        raise SystemExit("No trained assistant fits the data. Run `make model` first.")
    return model


def _of_bot(function: str) -> Any:
    """What a function of bot/model.py answers, in the assistant's own environment."""
    code = f"import json; from bot import model; print(json.dumps(model.{function}(), default=str))"
    answer = subprocess.run(
        [str(BOT_PYTHON), "-c", code],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(answer.stdout)


def training() -> Training:
    """What training the assistant from nothing takes; measured once for each version of its data and code."""
    name = fitting_model().name
    record = CACHE / f"{name.partition('.')[0]}.json"
    if not record.exists():
        files = (ROOT / "data").glob("*/nlu/*.yml")
        sentences = sum(file.read_text(encoding="utf-8").count("\n    - ") for file in files)
        seconds, cpu_seconds = _train(CACHE / "product-training")
        record.write_text(json.dumps({"sentences": sentences, "seconds": seconds, "cpu_seconds": cpu_seconds}))
    return Training(**json.loads(record.read_text()))


def _train(folder: Path) -> tuple[float, float]:
    print("Training our assistant from nothing (once for each version) …", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
    }
    command = [str(BOT_PYTHON), "-m", "rasa", "train", *_of_bot("training_sources"), "--out", str(folder)]
    took = timed(command, environment=environment, folder=ROOT, log=folder / "training.log")
    shutil.rmtree(folder)
    return took

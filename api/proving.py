"""`python -m api.proving prove | roll-back | card`: what was approved is learned, proven better, and only then served.

Three folders: `var/learned` is what would be learned, `data/learned` is what the assistant in use has learned, and
`var/learned.before` is what it had learned before that, for the way back.
"""

import argparse
import asyncio
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import yaml

from api.settings import Settings
from crm import learned, lessons, model_cards, model_switches, proof, taught
from crm.model_card_words import markdown
from crm.model_cards import Exam
from crm.proof import HELD_OUT, KEPT_BACK, LEARNED, Question
from crm.store import close_store, open_store, reading, unit_of_work
from crm.taught import Taught

ROOT = Path(__file__).parent.parent
IN_USE, BEFORE = Path("data/learned"), Path("var/learned.before")
PROOFS = Path("var/proofs")
BOT = Path("bot/.venv/bin/python")
DONE, NOTHING_NEW, REFUSED, FAILED = 0, 3, 6, 7
_PATIENCE = 300.0


class Workshop(Protocol):
    """Where models are made. `folder` is what a model has learned beside what people wrote; None: nothing."""

    def name(self, folder: Path | None) -> str:
        """The archive of the model that fits."""

    def ask(self, folder: Path | None, questions: Sequence[Question]) -> list[str]:
        """What that model, trained if need be, takes each message for. Raises CalledProcessError."""

    def passes_stories(self, folder: Path | None) -> bool:
        """Whether that model goes through the test conversations as it should."""

    def serve(self, name: str) -> bool:
        """Have the running assistant take an archive; False when none runs, which then begins with what fits."""


class Bot:
    """The assistant's own environment, and the assistant that runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def name(self, folder: Path | None) -> str:
        return self._run(folder, "name").stdout.split()[-1]

    def ask(self, folder: Path | None, questions: Sequence[Question]) -> list[str]:
        asked, answers = PROOFS / "messages.json", PROOFS / "answers.json"
        PROOFS.mkdir(parents=True, exist_ok=True)
        asked.write_text(json.dumps([{"text": one.text} for one in questions]), encoding="utf-8")
        self._run(folder, "ask", str(asked), str(answers))
        found: list[str] = json.loads(answers.read_text(encoding="utf-8"))
        return found

    def passes_stories(self, folder: Path | None) -> bool:
        return self._run(folder, "test", check=False).returncode == 0

    def serve(self, name: str) -> bool:
        secret = self._settings.rasa_secret.get_secret_value()
        headers = {"Authorization": f"Bearer {secret}"}
        address = f"{self._settings.rasa_url}/webhooks/serviceloop/model"
        return asyncio.run(_post(address, {"model": name}, headers))

    def _run(self, folder: Path | None, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "LEARNED": str((folder or Path("var/nothing")).resolve()), "PYTHONPATH": str(ROOT)}
        environment |= {"OMP_NUM_THREADS": "1", "RASA_TELEMETRY_ENABLED": "false"}
        return subprocess.run(  # noqa: S603 - our own command
            [str(BOT), "-m", "bot.model", *command], env=environment, check=check, text=True, stdout=subprocess.PIPE
        )


def prove(workshop: Workshop, *, candidate: Path = learned.FOLDER) -> int:
    """Train with what was approved, compare, and serve the candidate if it is better. Returns the exit code."""
    in_use = IN_USE if IN_USE.is_dir() else None
    if in_use and _same(candidate, in_use):
        print("Everything that was approved has been learned already.")
        return NOTHING_NEW
    with reading() as session:
        if model_switches.was_worse(session, taught_by(candidate)):
            print("A model that had learned exactly this was taken back: its live rates were worse.")
            return REFUSED
    name, name_before, better = _examined(workshop, in_use, candidate)
    if not better:
        return REFUSED
    taught_before = taught_by(IN_USE)
    install(candidate)
    served = workshop.serve(name)
    _record(name, name_before, taught_before, watched=True)
    print("The assistant has taken it." if served else "No assistant runs; the next one begins with it.")
    return DONE


def describe(workshop: Workshop) -> int:
    """Make a card for the model in use, where it was trained by hand and has none. Returns the exit code."""
    in_use = IN_USE if IN_USE.is_dir() else None
    name = workshop.name(in_use)
    with reading() as session:
        known = model_cards.has(session, name)
    if known:
        print(f"{name} has a card.")
        return NOTHING_NEW
    questions = exam(IN_USE)
    print(_keep_unproven(name, in_use, Exam(questions, workshop.ask(in_use, questions))))
    return DONE


def roll_back(workshop: Workshop) -> int:
    """Serve the model before, with what it had learned; done twice, it is undone. Returns the exit code."""
    if not BEFORE.is_dir():
        print("There is nothing to go back to.")
        return NOTHING_NEW
    taught_before, name_before = taught_by(IN_USE), workshop.name(IN_USE if IN_USE.is_dir() else None)
    install(BEFORE)
    in_use = IN_USE if any(IN_USE.iterdir()) else None
    name = workshop.name(in_use)
    served = workshop.serve(name)
    _record(name, name_before, taught_before, watched=False)
    print(f"Back to {name}." if served else f"Back to {name}, with which the next assistant begins.")
    return DONE


def exam(candidate: Path) -> list[Question]:
    """The held-out messages, without those that are learned, what was kept back, and what is learned."""
    known = sorted({(one.text, one.intent, one.language) for one in taught.learned(candidate)})
    texts = {text for text, _, _ in known}
    rows = [row for path in sorted((ROOT / "tests/nlu").glob("heldout_*.yml")) for row in _rows(path)]
    held_out = [
        Question(HELD_OUT, row["language"], row["intent"], row["text"]) for row in rows if row["text"] not in texts
    ]
    back = [
        Question(KEPT_BACK, row["language"], row["intent"], row["text"]) for row in _rows(candidate / "reviewed.yml")
    ]
    learned_now = [Question(LEARNED, language, intent, text) for text, intent, language in known]
    return [*held_out, *back, *learned_now]


def install(folder: Path) -> None:
    """Let a folder be what is learned, and keep what was. A crash in between loses neither."""
    new = IN_USE.with_name(".learned.new")
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(folder, new)
    old = IN_USE.with_name(".learned.old")
    shutil.rmtree(old, ignore_errors=True)
    if IN_USE.is_dir():
        IN_USE.rename(old)
    else:
        old.mkdir()
    new.rename(IN_USE)
    shutil.rmtree(BEFORE, ignore_errors=True)
    BEFORE.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(old, BEFORE)


def taught_by(folder: Path) -> str:
    """What tells the contents of a folder that is learned from all others; the same for none and an empty one."""
    contents = sorted(_contents(folder).items())
    return hashlib.sha256(repr(contents).encode()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is 3 when there is nothing to do, 6 when refused, 7 when training fails."""
    parser = argparse.ArgumentParser(prog="python -m api.proving", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["prove", "roll-back", "card"])
    wanted = parser.parse_args(arguments).command
    os.chdir(ROOT)
    settings = Settings()
    try:
        open_store(settings.database_url)
        if wanted == "roll-back":
            return roll_back(Bot(settings))
        if wanted == "card":
            return describe(Bot(settings))
        with reading() as session:
            found = lessons.collect(session)
            learned.write(learned.files(found), learned.FOLDER)
        print(learned.report(found, learned.FOLDER))
        return prove(Bot(settings))
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Nothing was changed: {error}", file=sys.stderr)
        return FAILED
    finally:
        close_store()


async def _post(address: str, body: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    patience = aiohttp.ClientTimeout(total=_PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=patience) as client,
            client.post(address, json=body, headers=headers, raise_for_status=True),
        ):
            return True
    except (aiohttp.ClientError, TimeoutError):
        return False


def _record(name: str, before: str, taught_before: str, *, watched: bool) -> None:
    """Write down that a model was taken."""
    with unit_of_work() as session:
        model_switches.record(
            session, model=name, before=before, taught=taught_by(IN_USE), taught_before=taught_before, watched=watched
        )


def _examined(workshop: Workshop, in_use: Path | None, candidate: Path) -> tuple[str, str, bool]:
    """Have both models answer one exam, and keep the cards: their names, and whether the candidate is better."""
    questions = exam(candidate)
    print(f"{len(questions)} questions. Training a candidate; this takes some minutes …", flush=True)
    before, after = workshop.ask(in_use, questions), workshop.ask(candidate, questions)
    found = proof.prove(questions, before, after, stories=workshop.passes_stories(candidate))
    name, name_before = workshop.name(candidate), workshop.name(in_use)
    with reading() as session:
        known = model_cards.has(session, name_before)
    if not known:
        _keep_unproven(name_before, in_use, Exam(questions, before))
    made = model_cards.contents(
        name,
        taught=_taught(candidate),
        exam=Exam(questions, after),
        decisions=_decisions(candidate),
        proof=found,
        compared_with=name_before,
    )
    print(_keep(made))
    (_place(name) / "table.csv").write_text(proof.table(found.lines), encoding="utf-8")
    return name, name_before, found.better


def _keep(made: Mapping[str, Any]) -> str:
    """Put a card on file, in the store and beside the model's; the card in words."""
    with unit_of_work() as session:
        model_cards.keep(session, made)
    words = markdown(made, "en")
    place = _place(made["name"])
    place.mkdir(parents=True, exist_ok=True)
    (place / "card.md").write_text(words, encoding="utf-8")
    (place / "card.json").write_text(json.dumps(made, ensure_ascii=False, indent=2), encoding="utf-8")
    return words


def _keep_unproven(name: str, folder: Path | None, answered: Exam) -> str:
    """Put a card on file for a model that was trained by hand."""
    return _keep(model_cards.contents(name, taught=_taught(folder), exam=answered, decisions=_decisions(folder)))


def _taught(folder: Path | None) -> list[Taught]:
    return [*taught.by_hand(), *(taught.learned(folder) if folder else [])]


def _decisions(folder: Path | None) -> list[dict[str, Any]]:
    path = folder / "decisions.json" if folder else None
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path and path.is_file() else []
    return found


def _place(name: str) -> Path:
    return PROOFS / name.removesuffix(".tar.gz")


def _rows(path: Path) -> list[dict[str, str]]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else None) or []


def _same(one: Path, other: Path) -> bool:
    """Whether two folders teach the same."""
    return _contents(one) == _contents(other)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


if __name__ == "__main__":
    sys.exit(main())

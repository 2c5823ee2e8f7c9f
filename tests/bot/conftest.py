"""What the tests of the assistant's own components share. Runs in bot/.venv, without the app's environment."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.identifiers import Identifier, IdentifierFinder  # noqa: E402

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def finder() -> IdentifierFinder:
    return IdentifierFinder()


@pytest.fixture(scope="session")
def find(finder: IdentifierFinder) -> Callable[[str], list[Identifier]]:
    """Identifiers in a text, on 21 November 2026."""
    return lambda text: finder.find(text, TODAY)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model: the real domain, rules, responses and pipeline, on the first sentences of every intent."""
    folder = tmp_path_factory.mktemp("model")
    (folder / "nlu").mkdir()
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        (folder / "nlu" / path.name).write_text(_first_sentences(path), encoding="utf-8")
    from rasa.model_training import train

    os.chdir(ROOT)
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(folder / "nlu"), str(ROOT / "data" / "rules"), str(ROOT / "data" / "responses")],
        output=str(folder),
        force_training=True,
    )
    return Path(result.model)


def _first_sentences(path: Path, each: int = 12) -> str:
    """The head of a training file, and the first of its Chinese half."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sentences = [place for place, line in enumerate(lines) if line.startswith("    - ")]
    chinese = [place for place in sentences if any("\u4e00" <= character <= "\u9fff" for character in lines[place])]
    kept = {*sentences[:each], *chinese[:each]}
    return "\n".join(line for place, line in enumerate(lines) if place not in sentences or place in kept)

"""What the tests of the assistant's own components share. Runs in bot/.venv, without the app's environment."""

import importlib.util
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

if importlib.util.find_spec("rasa") is None:
    # The app's environment has no Rasa: a plain `pytest` there leaves these tests out.
    collect_ignore_glob = ["test_*.py"]
else:
    from bot import verticals
    from bot.identifiers import Identifier, IdentifierFinder

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def finder() -> "IdentifierFinder":
    return IdentifierFinder()


@pytest.fixture(scope="session")
def find(finder: "IdentifierFinder") -> Callable[[str], list["Identifier"]]:
    """Identifiers in a text, on 21 November 2026."""
    return lambda text: finder.find(text, TODAY)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assistant itself, trained as `rasa train` does. Half a minute: shared by everything that needs it."""
    from rasa.model_training import train

    os.chdir(ROOT)
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=verticals.trained(),
        output=str(tmp_path_factory.mktemp("model")),
    )
    return Path(result.model)

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
    from rasa.core.agent import Agent

    from bot import model as serving
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
def model() -> Path:
    """The assistant itself, as it is served; trained first where no model fits."""
    os.chdir(ROOT)
    assert serving.train() == 0
    return serving.fitting_model()


@pytest.fixture(scope="session")
def agent(model: Path) -> "Agent":
    """The whole assistant, for all who only have it understand something. To load it takes five seconds."""
    return Agent.load(str(model))

"""No vertical has to bring words that the core's own actions say: those are the core's, and a vertical may say them
otherwise."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTIONS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "actions").glob("*.py")))
# The vertical that the actions of the product serve beside the core.
SERVED = "airline"
OTHERS = sorted(path.parent.name for path in ROOT.glob("*/vertical.py") if path.parent.name != SERVED)


def responses(vertical: str) -> set[str]:
    files = (ROOT / "data" / vertical / "responses").glob("*.yml")
    return {name for path in files for name in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]}


def texts(vertical: str) -> set[str]:
    return {path.stem for path in (ROOT / "data" / vertical / "texts").glob("*.yml")}


@pytest.mark.parametrize("vertical", OTHERS)
def test_what_the_products_actions_say_is_in_the_core(vertical):
    said = set(re.findall(r"utter_[a-z_]+", ACTIONS)) & responses(vertical)
    loaded = set(re.findall(r'load\("(\w+)"\)', ACTIONS)) & texts(vertical)

    assert said - responses("core") == set()
    assert loaded - texts("core") == set()


def test_what_is_said_of_the_thing_on_the_screen_needs_no_vertical():
    core = yaml.safe_load((ROOT / "data/core/texts/answers.yml").read_text(encoding="utf-8"))

    assert {"article", "form", "self", "wrong", "buttons"} <= set(core)
    assert {"any", "person"} <= set(yaml.safe_load((ROOT / "data/core/texts/not_found.yml").read_text("utf-8")))

"""The heart of the product and its door name no vertical: not in code, not in texts, not in comments."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SOURCES = [*sorted((ROOT / "crm").rglob("*.py")), *sorted((ROOT / "api").rglob("*.py"))]
# The schema holds the tables of every vertical, and what became of them.
SOURCES = [path for path in SOURCES if "migrations" not in path.parts]
# As words, and as parts of names: `bag_tag`, `BagEvent`, `lost_bags`.
WORDS = re.compile(
    r"(?:(?<![A-Za-z])|(?=[A-Z]))(?i:airline|airport|aircraft|hotel|bag|baggage|luggage|flight|boarding|passenger|locator"
    r"|belt|gate|ticket|cabin|return_leg|departure|arrival)(?i:s?)(?![a-z])"
)

# The name of a setting stands in every operator's `.env`.
KEPT = re.compile("baggage_api_key", re.IGNORECASE)


def named(source: str) -> list[str]:
    """The lines that name a vertical. What is a part of a longer word ("cabbages") does not."""
    return [line for line in source.splitlines() if WORDS.search(KEPT.sub("", line))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_no_vertical(path):
    assert named(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    ["from airline import bags", "bag_tag = 1", "class BagEvent:", "# a boarding pass", "return_leg", "{locator}"],
)
def test_would_notice(line):
    assert named(line) == [line]


@pytest.mark.parametrize(
    "line", ["cabbage = 1", "garbage collection", "bagatelle", "a gateway", "legal", "delegate", "investigates"]
)
def test_takes_no_other_word_for_one(line):
    assert named(line) == []


def test_every_vertical_is_under_the_contract_that_parts_them():
    packages = [*ROOT.glob("*/vertical.py"), *ROOT.glob("tests/verticals/*/vertical.py")]
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = {one["name"]: one for one in tomllib.load(file)["tool"]["importlinter"]["contracts"]}

    named = {".".join(path.parent.relative_to(ROOT).parts) for path in packages}
    assert len(named) >= 2
    assert named == set(contracts["verticals import no other vertical"]["modules"])
    assert named == set(contracts["a vertical stands on crm alone"]["source_modules"])

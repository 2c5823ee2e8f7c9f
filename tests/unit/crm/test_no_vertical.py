"""The heart of the product names no vertical: not in code, not in texts, not in comments."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CRM = ROOT / "crm"
# As words, and as parts of names: `bag_tag`, `BagEvent`, `lost_bags`.
WORDS = re.compile(
    r"(?:(?<![A-Za-z])|(?=[A-Z]))(?i:airline|hotel|bag|baggage|luggage|flight|boarding|passenger)(?i:s?)(?![a-z])"
)


def named(source: str) -> list[str]:
    """The lines that name a vertical. What is a part of a longer word ("cabbages") does not."""
    return [line for line in source.splitlines() if WORDS.search(line)]


@pytest.mark.parametrize("path", sorted(CRM.rglob("*.py")), ids=lambda path: path.name)
def test_names_no_vertical(path):
    assert named(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("line", ["from airline import bags", "bag_tag = 1", "class BagEvent:", "# a boarding pass"])
def test_would_notice(line):
    assert named(line) == [line]


@pytest.mark.parametrize("line", ["cabbage = 1", "garbage collection", "bagatelle"])
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

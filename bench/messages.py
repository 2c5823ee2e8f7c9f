"""What the customers of the benchmark write: the held-out sentences of the tests, in one fixed order."""

import random
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
# As written, after a greeting, before a thank-you: with about a thousand sentences that is more than an assistant
# remembers, so that no cache of earlier answers makes a turn cheaper than a customer's first.
_WRAPPED = {
    "zh": ("{}", "你好，{}", "{}，谢谢"),
    "en": ("{}", "Hi, {}", "{} thanks"),
}


def sentences(limit: int = 0) -> list[str]:
    """Every held-out sentence (or `limit` of them) in its three wrappings, shuffled the same way each time."""
    files = sorted((ROOT / "tests" / "nlu").glob("heldout_*.yml"))
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
    if not entries:
        raise SystemExit("tests/nlu/heldout_*.yml is missing: the benchmark has nothing to say.")
    # A fixed order, not a secret: both sides must hear the same.
    shuffled = random.Random(2026)
    shuffled.shuffle(entries)
    kept = entries[:limit] if limit else entries
    rounds = []
    for form in range(3):
        for entry in kept:
            forms = _WRAPPED["en" if entry["language"] == "en" else "zh"]
            rounds.append(forms[form].format(entry["text"]))
    return rounds


class Script:
    """Hands out the sentences one after the other, starting over at the end."""

    def __init__(self, lines: list[str], position: int = 0) -> None:
        self._lines = lines
        self.position = position

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines[self.position % len(self._lines)]
        self.position += 1
        return line

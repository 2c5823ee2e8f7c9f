"""Training sentences: those that stand in the files that people write, and those that are learned of messages."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from crm import content


class Taught(NamedTuple):
    """A sentence of an intent; `learned`: it comes from what people approved, not from the files that people write."""

    text: str
    intent: str
    language: str
    learned: bool


def by_hand() -> list[Taught]:
    """What stands in the files of the core and of the verticals that are on."""
    return list(_read(content.files("nlu"), learned=False))


def learned(folder: Path) -> list[Taught]:
    """What is learned of a folder that `crm.learned` has written; nothing of one that there is not."""
    return list(_read(sorted((folder / "nlu").glob("*.yml")), learned=True))


def language_of(text: str) -> str:
    """Chinese where a single character is."""
    return "zh" if any("\u3400" <= sign <= "\u9fff" for sign in text) else "en"


def _read(paths: Iterable[Path], *, learned: bool) -> Iterator[Taught]:
    for path in paths:
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                text = line.removeprefix("- ").strip()
                yield Taught(text, block.get("intent", ""), language_of(text), learned)

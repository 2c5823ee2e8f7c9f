"""What intents are called on a button, in both languages."""

from functools import lru_cache
from pathlib import Path

import yaml

TITLES = Path(__file__).parents[1] / "data" / "texts" / "intents.yml"


@lru_cache(maxsize=1)
def titles() -> dict[str, dict[str, str]]:
    """{intent: {"zh": …, "en": …}} of every intent that a customer may choose."""
    titles: dict[str, dict[str, str]] = yaml.safe_load(TITLES.read_text(encoding="utf-8"))
    return titles


def buttons(intents: list[str], language: str) -> list[dict[str, str]]:
    """A button for each intent."""
    return [{"title": titles()[intent][language], "payload": f"/{intent}"} for intent in intents]

"""What the desk itself says to customers, in both languages, from `data/texts/`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parent.parent / "data" / "texts"


def text(key: str, language: str, **values: str) -> str:
    """The sentence under `key` in `zh` or `en`, with its {placeholders} filled."""
    return str(load("gateway")[key][language]).strip().format(**values)


def choices(key: str, language: str) -> list[dict[str, str]]:
    """The buttons under `key`: [{title, payload}]."""
    return [{"title": choice["title"][language], "payload": choice["payload"]} for choice in load("gateway")[key]]


@cache
def load(name: str) -> dict[str, Any]:
    """A whole file of texts, for those that are more than a sentence."""
    loaded: dict[str, Any] = yaml.safe_load((TEXTS / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded

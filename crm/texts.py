"""What the desk itself says to customers, in both languages, from the folders `texts/` of `data/`."""

from functools import cache
from typing import Any

from crm import content
from crm.site import site


def text(key: str, language: str, **values: str) -> str:
    """The sentence under `key` in `zh` or `en`, with its {placeholders} filled; {site} is the site's name."""
    return str(load("gateway")[key][language]).format(site=site().name[language], **values).strip()


def choices(key: str, language: str) -> list[dict[str, str]]:
    """The buttons under `key`: [{title, payload}]."""
    return [{"title": choice["title"][language], "payload": choice["payload"]} for choice in load("gateway")[key]]


@cache
def load(name: str) -> dict[str, Any]:
    """A whole file of texts, joined from those that are on, for those that are more than a sentence."""
    return content.merged("texts", f"{name}.yml")

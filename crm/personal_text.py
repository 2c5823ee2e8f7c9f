"""The copy of somebody's data as files: JSON for programs, and a text in their language to be read."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crm.files import JSON, TEXT, Examined
from crm.site import site
from crm.texts import load

_INDENT = "  "
# What programs need and nobody reads: the parts of which a bubble was drawn.
_UNREAD = frozenset({"data", "id"})


def files_of(told: dict[str, Any], *, reference: str, language: str) -> list[Examined]:
    """Both files, named by the reference of the request."""
    raw = json.dumps(told, ensure_ascii=False, indent=2)
    return [
        Examined(f"{reference}.txt", TEXT, readable(told, language).encode()),
        Examined(f"{reference}.json", JSON, raw.encode()),
    ]


def readable(told: dict[str, Any], language: str) -> str:
    """Everything under headings, a line for each fact; what is empty is left out."""
    words = load("privacy")["copy"]
    at = _moment(told["produced_at"])
    head = words["head"][language].format(site=site().name[language], at=at)
    parts = [head]
    for section, found in told.items():
        if section != "produced_at":
            title = _word("sections", section, language)
            lines = list(_lines(found, language)) or [words["nothing"][language]]
            parts.append("\n".join([f"== {title} ==", *lines]))
    return "\n\n".join(parts) + "\n"


def _lines(value: Any, language: str, depth: int = 0) -> Iterator[str]:
    pad = _INDENT * depth
    if isinstance(value, list):
        for number, one in enumerate(value, start=1):
            if isinstance(one, dict | list) and not _is_bilingual(one):
                yield f"{pad}[{number}]"
                yield from _lines(one, language, depth + 1)
            else:
                yield f"{pad}- {_said(one, language)}"
        return
    for key, one in value.items():
        if key in _UNREAD or one in (None, "", [], {}):
            continue
        label = _word("fields", key, language)
        if isinstance(one, dict | list) and not _is_bilingual(one):
            yield f"{pad}{label}:"
            yield from _lines(one, language, depth + 1)
        else:
            said = _said(one, language).replace("\n", f"\n{pad}{_INDENT}")
            yield f"{pad}{label}: {said}"


def _is_bilingual(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"zh", "en"}


def _said(value: Any, language: str) -> str:
    if _is_bilingual(value):
        return str(value[language])
    if isinstance(value, bool):
        return str(load("privacy")["copy"]["yes" if value else "no"][language])
    return _moment(value) if isinstance(value, str) and "T" in value[10:11] else str(value)


def _moment(value: str) -> str:
    """A time on the site's clock; whatever is none as it is."""
    try:
        return datetime.fromisoformat(value).astimezone(site().zone).strftime("%Y-%m-%d %H:%M %Z")
    except ValueError:
        return value


def _word(group: str, key: str, language: str) -> str:
    known = load("privacy")["copy"][group].get(key)
    return str(known[language]) if known else key.replace("_", " ")

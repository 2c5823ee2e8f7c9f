"""Files of `data/`: those of the core, and those of the verticals that are on."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crm.site import CORE, folder, site, site_file


def files(kind: str, pattern: str = "*.yml") -> list[Path]:
    """The files in the folders of this name, in the order of their own names; of two with one name the vertical's."""
    found = {path.name: path for place in folders(kind) for path in place.glob(pattern)}
    return [found[name] for name in sorted(found)]


def file(kind: str, name: str) -> Path:
    """The file of this name; a vertical's goes before the core's. Raises FileNotFoundError."""
    for place in reversed(folders(kind)):
        if (found := place / name).is_file():
            return found
    raise FileNotFoundError(f"No {kind}/{name} in the verticals that are on: {', '.join(verticals())}")


def merged(kind: str, name: str) -> dict[str, Any]:
    """What all files of this name say together; a vertical has the last word. Raises FileNotFoundError."""
    file(kind, name)
    together: dict[str, Any] = {}
    for place in folders(kind):
        if (path := place / name).is_file():
            together = _over(together, yaml.safe_load(path.read_text(encoding="utf-8")))
    return together


@cache
def folders(kind: str) -> tuple[Path, ...]:
    """The folders of this name, the core's first."""
    places = [folder(vertical, beside=site_file()) for vertical in verticals()]
    return tuple(place / kind for place in places if place and (place / kind).is_dir())


def verticals() -> tuple[str, ...]:
    """What is on: the core, then the site's verticals."""
    return (CORE, *site().verticals)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`: mappings are joined, everything else is replaced."""
    both = {
        key: _over(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }
    return {**below, **both}

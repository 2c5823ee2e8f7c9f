"""Which folders of data/ the assistant reads: the core's, and those of the verticals that are on at this site."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
CORE = "core"
# What two people agreed on at the desk (crm/learned.py) and what was proven since; not there before that.
LEARNED = DATA / "learned"
# What Rasa reads of a vertical; tone/, safety/, dialogue/, places/ and skills/ are read by components of ours.
TRAINED = ("nlu", "rules", "stories", "responses")
_DIALOGUE = ("dialogue/acts/*.yml", "dialogue/in_view/*.yml", "dialogue/fillers.yml")
_OWN = ("skills/*.yml", "tone/*.yml", "safety/*.yml", "places/*.csv", *_DIALOGUE)
# Which folders are read, which skills are not taught, and whose day "today" is.
_TRAINED_BY = ("verticals", "skills_off", "time_zone")
_READ = (*(f"{kind}/*.yml" for kind in TRAINED), "domain.yml", *_OWN)


def site() -> dict[str, Any]:
    """What `data/site.yml`, or the file that SITE names, says; the app checks it (crm/site.py)."""
    found: dict[str, Any] = yaml.safe_load(_site_file().read_text(encoding="utf-8"))
    return found


def folders() -> list[Path]:
    """The folder of the core, those of the verticals that are on, and what was learned since."""
    return [DATA / CORE, *(_folder(name) for name in site().get("verticals") or ()), *_learned()]


def files(kind: str, pattern: str = "*.yml") -> list[Path]:
    """The files in the folders of this name, in the order of their own names."""
    return by_name(path for folder in folders() for path in (folder / kind).glob(pattern))


def merged(kind: str, name: str) -> dict[str, Any]:
    """What the files of one name in the folders `kind` say together; a vertical has the last word over the core."""
    return {
        key: value
        for path in files(kind, name)
        for key, value in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }


def of_site() -> str:
    """What of the site's file changes what is trained: its hours, say, do not."""
    return json.dumps({key: site().get(key) for key in _TRAINED_BY})


def sources() -> list[Path]:
    """Every file that what is trained depends on, beside the code and what `of_site` says."""
    return [path for folder in folders() for pattern in _READ for path in sorted(folder.glob(pattern))]


def name_of(path: Path) -> str:
    """What a file is called, wherever the project lies; what was learned has one name before and after it is proven."""
    for folder in _learned():
        if path.is_relative_to(folder):
            return f"data/learned/{path.relative_to(folder).as_posix()}"
    return os.path.relpath(path, ROOT)


def trained() -> list[str]:
    """The folders that Rasa takes as training data."""
    return [str(folder / kind) for folder in folders() for kind in TRAINED if (folder / kind).is_dir()]


def domains() -> list[Path]:
    """What the verticals add to the domain of the core."""
    return [path for folder in folders() if (path := folder / "domain.yml").is_file()]


def by_name(paths: Iterable[Path]) -> list[Path]:
    """Files in the order of their own names, wherever they lie; of two with one name the vertical's comes last."""
    places = {folder.name: place for place, folder in enumerate(folders())}
    return sorted(paths, key=lambda path: (path.name, places.get(path.parent.parent.name, len(places))))


def _site_file() -> Path:
    return Path(os.environ.get("SITE") or DATA / "site.yml")


def _learned() -> list[Path]:
    """The folder of what was learned, or the one that LEARNED names; another one is tried before it takes its place."""
    folder = Path(os.environ.get("LEARNED") or LEARNED)
    return [folder] if folder.is_dir() else []


def _folder(vertical: str) -> Path:
    beside = _site_file().parent / vertical
    return beside if not (DATA / vertical).is_dir() and beside.is_dir() else DATA / vertical

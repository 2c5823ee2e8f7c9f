"""Articles in files: brought into the store at every start, and never over what people wrote there."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import structlog
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import article_contents
from crm.article_contents import LANGUAGES, Contents
from crm.knowledge import FROM_FILE, FROM_STORE, Article, add_version

# As safe as `yaml.SafeLoader`, and ten times as quick where its C library is there: more than a hundred files are read.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

log = structlog.get_logger()


class ArticleFileBroken(Exception):
    """Files that are no articles, each with what is wrong with it. Nothing was imported."""


@dataclass(frozen=True)
class _File:
    """An article as its file says; `digest` tells whether the file has changed."""

    path: Path
    key: str
    digest: str
    contents: Contents


def import_articles(session: Session, files: Iterable[Path]) -> int:
    """Bring the store up to the articles in `files`; returns how many are new or changed.

    An article that was written in the store stays as it is. Raises ArticleFileBroken, with nothing changed, which
    names every file that cannot be used.
    """
    read = _read_all(files)
    newest = {one.key: one for one in session.scalars(select(Article).order_by(Article.version))}
    written = set(session.scalars(select(Article.key).where(Article.origin == FROM_STORE)))
    changed = 0
    for found in read:
        present = newest.pop(found.key, None)
        if found.key in written:
            log.warning("article_file_ignored", file=str(found.path), key=found.key, why="changed at the desk")
        else:
            changed += _bring(session, found, present)
    for gone in newest.values():
        if gone.key not in written:
            gone.current = False
    return changed


def _bring(session: Session, found: _File, present: Article | None) -> bool:
    if present is not None and present.digest == found.digest and present.current:
        return False
    add_version(session, key=found.key, contents=found.contents, digest=found.digest, before=present, origin=FROM_FILE)
    return True


def _read_all(files: Iterable[Path]) -> list[_File]:
    found: list[_File] = []
    broken: dict[str, str] = {}
    for path in files:
        try:
            found.append(_read(path))
        except _Unusable as error:
            broken[str(path)] = str(error)
    if broken:
        named = "\n".join(f"  {path}: {why}" for path, why in broken.items())
        raise ArticleFileBroken(f"These articles cannot be used; nothing was imported:\n{named}")
    return found


class _Unusable(Exception):
    """Why a file is no article."""


def _read(path: Path) -> _File:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe one
        key, contents = str(raw["key"]), _contents(raw)
        found = article_contents.problems(contents)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _Unusable(" ".join(str(error).split())) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _Unusable(f"a field is missing or of the wrong kind ({type(error).__name__}: {error})") from error
    if found:
        raise _Unusable("; ".join(f"{one.field} {one.reason}" for one in found))
    digest = hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest()
    return _File(path, key, digest, contents)


def _contents(raw: dict[str, Any]) -> Contents:
    """A file's article. Raises KeyError, TypeError, AttributeError, ValueError."""
    return Contents(
        stage=raw["stage"],
        intents=list(raw["intents"]),
        titles=_bilingual(raw["title"]),
        bodies=_bilingual(raw["body"]),
        keywords={language: [str(word) for word in raw["keywords"].get(language) or []] for language in LANGUAGES},
        choices=[
            {"title": _bilingual(one["title"]), "payload": str(one["payload"])} for one in raw.get("choices") or []
        ],
        follow_ups=[
            {
                "asked": {language: [str(way) for way in one["asked"][language]] for language in LANGUAGES},
                "answer": _bilingual(one["answer"]),
            }
            for one in raw.get("follow_ups") or []
        ],
        source={"name": raw["source"]["name"], "url": raw["source"].get("url")},
        valid_from=_day(raw["valid_from"]),
        valid_to=_day(raw["valid_to"]) if raw.get("valid_to") else None,
    )


def _bilingual(texts: dict[str, str]) -> dict[str, str]:
    return {language: str(texts[language]) for language in LANGUAGES}


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no day")
    return value

"""What can be tried in an experiment: responses that hold no facts, and articles; never about safety or law."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Formatter

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import content, knowledge
from crm.errors import BadInput, NotForExperiments
from crm.knowledge import Article

LANGUAGES = ("zh", "en")
MOST = 1000


class SubjectKind(StrEnum):
    """Two wordings of a response of the assistant, or two articles."""

    WORDING = "wording"
    ARTICLE = "article"


@dataclass(frozen=True)
class Response:
    """What the assistant says, in both languages. `fixed`: why no other wording of it is tried, if so."""

    name: str
    words: Mapping[str, str]
    fixed: str | None


def check(session: Session, *, kind: SubjectKind, subject: str, variant: Mapping[str, str]) -> None:
    """Raises NotForExperiments for what is about safety or law, BadInput for what cannot be tried."""
    if kind == SubjectKind.WORDING:
        _check_wording(subject, variant)
    else:
        _check_article(session, subject)
        _check_article(session, variant.get("key", ""))
        if subject == variant["key"]:
            raise BadInput("The other article is the same one.", field="variant")


@cache
def responses() -> Mapping[str, Response]:
    """Everything that the assistant says word for word; what holds facts that change is left out."""
    found = {}
    for path in content.files("responses"):
        for name, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            words = {one["condition"][0]["value"]: one["text"] for one in variations}
            if not any(_holds_facts(said) for said in words.values()):
                found[name] = Response(name, words, _fixed("files", path.stem) or _fixed("responses", name))
    return found


def why_fixed(session: Session, key: str) -> str | None:
    """Why no other article is tried in the place of this one: `safety` or `law`."""
    article = knowledge.current(session, key)
    intents = [one.intent for one in article.intents] if article else []
    return next((why for one in (key, *intents) if (why := _fixed("articles", one))), None)


def articles(session: Session) -> list[Article]:
    """The articles of which another may be tried, by their keys."""
    some = session.scalars(select(Article).where(Article.current).order_by(Article.key))
    return [one for one in some if why_fixed(session, one.key) is None]


def _check_wording(name: str, variant: Mapping[str, str]) -> None:
    response = responses().get(name)
    if response is None:
        raise BadInput("There is no such response, or it holds facts that change.", field="subject")
    if response.fixed:
        raise NotForExperiments(subject=name, why=response.fixed)
    for language in LANGUAGES:
        said = variant.get(language, "").strip()
        if not said or len(said) > MOST:
            raise BadInput(f"Another wording has 1 to {MOST} characters in each language.", field="variant")
    if all(variant[one].strip() == response.words[one].strip() for one in LANGUAGES):
        raise BadInput("The other wording is the same one.", field="variant")


def _check_article(session: Session, key: str) -> None:
    if knowledge.current(session, key) is None:
        raise BadInput("There is no such article.", field="subject")
    if why := why_fixed(session, key):
        raise NotForExperiments(subject=key, why=why)


def _fixed(group: str, name: str) -> str | None:
    """What is marked, with all whose names go on from it: what holds for `a_b` holds for `a_b_c`."""
    marks = _marks()[group]
    parts = name.split("_")
    begins = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((marks[one] for one in begins if one in marks), None)


@cache
def _marks() -> Mapping[str, Mapping[str, str]]:
    return content.merged("experiments", "fixed.yml")


def _holds_facts(text: str) -> bool:
    return any(field is not None for _, field, _, _ in Formatter().parse(text))

"""Writing articles at the desk: saved, published, withdrawn, restored; never over what somebody else has just saved."""

import re
import unicodedata
import zlib
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import article_contents, unanswered
from crm.agents import Agent
from crm.article_contents import UNFINISHED, Contents
from crm.base import new_id
from crm.errors import ArticleChanged, ArticleInvalid, ArticleNameTaken, ArticleNotFound
from crm.knowledge import FROM_STORE, Article, State, add_version
from crm.store import one_at_a_time

_LONGEST_KEY = 60


def create(
    session: Session, *, contents: Contents, agent: Agent, key: str = "", note: str = "", publish: bool = False
) -> Article:
    """A new article, under a name made from its English title if it is given none.

    Raises ArticleNameTaken, ArticleInvalid.
    """
    _alone(session)
    if key and _newest(session, key) is not None:
        raise ArticleNameTaken(key=key)
    name = key or _free_key(session, contents.titles.get("en", ""))
    return _add(session, name, contents, None, agent=agent, note=note, publish=publish)


def save(
    session: Session, *, key: str, seen: int, contents: Contents, agent: Agent, note: str = "", publish: bool = False
) -> Article:
    """A new version, as a draft or for customers to read at once; `seen` is the newest version the author knows.

    Raises ArticleNotFound, ArticleChanged, ArticleInvalid.
    """
    newest = _seen(session, key, seen)
    return _add(session, key, contents, newest, agent=agent, note=note, publish=publish)


def withdraw(session: Session, *, key: str, seen: int, agent: Agent, note: str = "") -> Article:
    """Answer nothing with an article any more. Raises ArticleNotFound, ArticleChanged."""
    newest = _seen(session, key, seen)
    return add_version(
        session,
        key=key,
        contents=newest.contents,
        before=newest,
        origin=FROM_STORE,
        state=State.WITHDRAWN,
        author=agent.name,
        note=note,
    )


def restore(session: Session, *, key: str, version: int, seen: int, agent: Agent, note: str = "") -> Article:
    """A draft that says again what an older version said. Raises ArticleNotFound, ArticleChanged."""
    newest = _seen(session, key, seen)
    older = session.scalars(select(Article).where(Article.key == key, Article.version == version)).one_or_none()
    if older is None:
        raise ArticleNotFound
    return _add(session, key, older.contents, newest, agent=agent, note=note, publish=False)


def _add(
    session: Session, key: str, contents: Contents, newest: Article | None, *, agent: Agent, note: str, publish: bool
) -> Article:
    found = article_contents.problems(contents)
    barred = [one for one in found if publish or one.reason not in UNFINISHED]
    if barred:
        raise ArticleInvalid(fields=[asdict(one) for one in barred])
    article = add_version(
        session,
        key=key,
        contents=contents,
        before=newest,
        origin=FROM_STORE,
        state=State.PUBLISHED if publish else State.DRAFT,
        author=agent.name,
        note=note,
    )
    if publish:
        unanswered.keep_promises(session, article_key=key, by=agent.name)
    return article


def _seen(session: Session, key: str, seen: int) -> Article:
    """The newest version, if it is the one that the author has seen."""
    _alone(session)
    newest = _newest(session, key)
    if newest is None:
        raise ArticleNotFound
    if newest.version != seen:
        raise ArticleChanged(version=newest.version, author=newest.author, at=newest.created_at)
    return newest


def _newest(session: Session, key: str) -> Article | None:
    query = select(Article).where(Article.key == key).order_by(Article.version.desc()).limit(1)
    return session.scalars(query).one_or_none()


def _alone(session: Session) -> None:
    one_at_a_time(session, zlib.crc32(b"article"))


def _free_key(session: Session, title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY] or f"article_{new_id().hex[-8:]}"
    # The article that is named like an intent answers all that its keywords leave open: nobody becomes that by a title.
    taken = set(session.scalars(select(Article.key))) | set(article_contents.known_intents())
    return next(one for one in (name, *(f"{name}_{number}" for number in range(2, 10_000))) if one not in taken)

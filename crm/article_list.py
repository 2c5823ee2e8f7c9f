"""What articles there are: the list of them at the desk, and the history of one."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, selectinload

from crm import article_contents
from crm.errors import ArticleNotFound, BadInput
from crm.knowledge import FROM_STORE, Article, State

Show = Literal["all", "live", "draft", "withdrawn", "gaps", "written"]
SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True)
class Listed:
    """An article by its newest version; `live` is the version that customers read."""

    newest: Article
    live: int | None

    @property
    def gaps(self) -> bool:
        """Whether a text is missing in one language."""
        return article_contents.gaps(self.newest.contents)

    @property
    def draft(self) -> bool:
        """Whether the newest version has not been published."""
        return self.newest.state == State.DRAFT

    @property
    def withdrawn(self) -> bool:
        """Whether customers read it no longer, and nobody is writing at it."""
        return self.live is None and not self.draft

    def is_among(self, show: Show) -> bool:
        """Whether it belongs into this part of the list."""
        return {
            "all": True,
            "live": self.live is not None,
            "draft": self.draft,
            "withdrawn": self.withdrawn,
            "gaps": self.gaps,
            "written": self.newest.origin == FROM_STORE,
        }[show]


@dataclass(frozen=True)
class Found:
    """A part of the list: the newest changes first; `counts` are of all that fits the words."""

    items: Sequence[Listed]
    counts: dict[str, int]
    next: str | None


def listed(session: Session, *, show: Show, q: str = "", cursor: str | None = None, limit: int) -> Found:
    """Articles that have `q` in a title, a text, a keyword or a question. Raises BadInput for a bad cursor."""
    fitting = [one for one in _all(session) if _has(one.newest, _folded(q))]
    counts: dict[str, int] = {part: sum(one.is_among(part) for one in fitting) for part in SHOWS}
    shown = [one for one in fitting if one.is_among(show)]
    start = _after(shown, cursor)
    page = shown[start : start + limit]
    return Found(page, counts, str(page[-1].newest.id) if len(shown) > start + limit else None)


def one(session: Session, key: str) -> tuple[Listed, Sequence[Article]]:
    """An article and all of its versions, the newest first. Raises ArticleNotFound."""
    query = select(Article).where(Article.key == key).order_by(Article.version.desc())
    versions = session.scalars(query.options(selectinload(Article.intents))).all()
    if not versions:
        raise ArticleNotFound
    live = next((version.version for version in versions if version.current), None)
    return Listed(versions[0], live), versions


def titles(session: Session, keys: Collection[str]) -> dict[str, dict[str, str]]:
    """What articles are called, as their newest versions have it; without those that there are not."""
    query = select(Article.key, Article.titles).where(Article.key.in_(keys)).order_by(Article.version)
    return {row.key: row.titles for row in session.execute(query)}


def _all(session: Session) -> list[Listed]:
    last = select(Article.key, func.max(Article.version).label("version")).group_by(Article.key).subquery()
    newest = (
        select(Article)
        .join(last, and_(Article.key == last.c.key, Article.version == last.c.version))
        .options(selectinload(Article.intents))
        .order_by(Article.id.desc())
    )
    query = select(Article.key, Article.version).where(Article.current)
    live: dict[str, int] = {row.key: row.version for row in session.execute(query)}
    return [Listed(article, live.get(article.key)) for article in session.scalars(newest)]


def _after(shown: Sequence[Listed], cursor: str | None) -> int:
    """Where a page begins. Ids are in the order of time, so one that is gone from this part still names a place."""
    if cursor is None:
        return 0
    if len(cursor) != len("00000000-0000-0000-0000-000000000000"):
        raise BadInput("This cursor is not one of ours.", field="cursor")
    return next((place for place, one in enumerate(shown) if str(one.newest.id) < cursor), len(shown))


def _has(article: Article, q: str) -> bool:
    if not q:
        return True
    texts = [article.key, *article.titles.values(), *article.bodies.values()]
    texts += [word for words in article.keywords.values() for word in words]
    for follow_up in article.follow_ups:
        texts += [*follow_up["answer"].values(), *(way for ways in follow_up["asked"].values() for way in ways)]
    return any(q in _folded(text) for text in texts)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()

"""Knowledge: articles in Chinese and English, and which of them answers a question."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm.article_contents import Contents
from crm.base import Base, new_id, utc_now

_DENIED = re.compile(
    r"(?:不是|并非|不用|不需要|没(?:有)?在)找?$|\b(?:not|isn['’]?t|wasn['’]?t|no need for)(?: an?| the| my| any)? $"
)
FROM_FILE, FROM_STORE = "file", "store"


class State(StrEnum):
    """What a version was made for. Whether customers read it now is its `current`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Article(Base):
    """One version of an answer. A changed article is a new row: what a customer was told stays on record."""

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(100))
    version: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    # Whether customers read this version: one of a key at most.
    current: Mapped[bool] = mapped_column(default=True)
    state: Mapped[State] = mapped_column(String(16), default=State.PUBLISHED)
    stage: Mapped[str] = mapped_column(String(8))
    titles: Mapped[dict[str, Any]] = mapped_column()
    bodies: Mapped[dict[str, Any]] = mapped_column()
    keywords: Mapped[dict[str, Any]] = mapped_column()
    choices: Mapped[list[Any]] = mapped_column(default=list)
    # [{asked: {zh: [question], en: …}, answer: {zh, en}}]: what is asked next, and is too much to read unasked.
    follow_ups: Mapped[list[Any]] = mapped_column(default=list)
    # Whether it is kept in a file or was written in the store: files change and withdraw only what came from files.
    origin: Mapped[str] = mapped_column(String(8), default=FROM_FILE)
    # Who at the desk made this version, and what they say of the change; nobody where it came from a file.
    author: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[dict[str, Any]] = mapped_column()
    valid_from: Mapped[date] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    intents: Mapped[list["ArticleIntent"]] = relationship(cascade="all, delete-orphan")

    def title(self, language: str) -> str:
        """The title in `zh` or `en`."""
        return str(self.titles[language])

    def body(self, language: str) -> str:
        """The text in `zh` or `en`."""
        return str(self.bodies[language]).strip()

    @property
    def contents(self) -> Contents:
        """What it says, apart from its name and its history."""
        return Contents(
            stage=self.stage,
            intents=[one.intent for one in self.intents],
            titles=self.titles,
            bodies=self.bodies,
            keywords=self.keywords,
            choices=self.choices,
            follow_ups=self.follow_ups,
            source=self.source,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


class ArticleIntent(Base):
    """That an article can answer an intent."""

    __tablename__ = "article_intent"

    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("article.id"), primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


# So many characters of keywords name an article.
_PLAINLY_NAMED = {"latin": 5, "han": 2}


def find_answer(session: Session, *, intent: str, text: str, today: date | None = None) -> Article | None:
    """The current article for an intent whose keywords `text` names best; the general one when it names none."""
    today = today or utc_now().date()
    query = (
        select(Article)
        .join(ArticleIntent)
        .where(ArticleIntent.intent == intent, Article.current, Article.valid_from <= today)
    )
    valid = [article for article in session.scalars(query) if article.valid_to is None or today < article.valid_to]
    best = max(valid, key=lambda article: (keyword_score(article, text), article.key == intent), default=None)
    if best is None or (keyword_score(best, text) == 0 and best.key != intent):
        return None
    return best


def named_best(session: Session, intents: Sequence[str], text: str) -> str | None:
    """Of these intents the one whose article `text` names best by its keywords; None where it names none plainly."""
    found = {intent: article for intent in intents if (article := find_answer(session, intent=intent, text=text))}
    scores = {intent: keyword_score(article, text) for intent, article in found.items()}
    best = max(scores, key=lambda intent: scores[intent], default=None)
    least = _PLAINLY_NAMED["latin" if text.isascii() else "han"]
    return best if best is not None and scores[best] >= least else None


def current(session: Session, key: str) -> Article | None:
    """The present version of an article; None where it is withdrawn, or there is none."""
    return session.scalars(select(Article).where(Article.key == key, Article.current)).one_or_none()


def beside(session: Session, key: str) -> list[Article]:
    """The current article of this key, and after it those that answer one of its intents as well."""
    shown = current(session, key)
    if shown is None:
        return []
    alike = select(ArticleIntent.article_id).where(ArticleIntent.intent.in_([one.intent for one in shown.intents]))
    others = select(Article).where(Article.current, Article.id.in_(alike), Article.id != shown.id)
    return [shown, *session.scalars(others.order_by(Article.key))]


def add_version(
    session: Session,
    *,
    key: str,
    contents: Contents,
    before: Article | None,
    origin: str,
    digest: str = "",
    state: State = State.PUBLISHED,
    author: str = "",
    note: str = "",
) -> Article:
    """The next version after `before`, the newest one so far; a published one is what customers read from now on."""
    if state != State.DRAFT:
        session.execute(update(Article).where(Article.key == key, Article.current).values(current=False))
    article = Article(
        key=key,
        version=before.version + 1 if before else 1,
        digest=digest or contents.digest,
        state=state,
        current=state == State.PUBLISHED,
        origin=origin,
        author=author,
        note=note,
        stage=contents.stage,
        titles=dict(contents.titles),
        bodies=dict(contents.bodies),
        keywords={language: list(words) for language, words in contents.keywords.items()},
        choices=list(contents.choices),
        follow_ups=list(contents.follow_ups),
        source=dict(contents.source),
        valid_from=contents.valid_from,
        valid_to=contents.valid_to,
        intents=[ArticleIntent(intent=intent) for intent in dict.fromkeys(contents.intents)],
    )
    session.add(article)
    session.flush()
    return article


def keyword_score(article: Article, text: str) -> int:
    """Characters of `text` that the article's keywords cover: a longer, more specific name wins."""
    return covered(folded_keywords(article), text)


def folded_keywords(article: Article) -> list[list[str]]:
    """An article's keywords as they are looked for, each with the parts that all have to be named."""
    # "wheelchair + battery" counts where both are named, however far apart.
    return [fold(word).split(" + ") for words in article.keywords.values() for word in words]


def covered(keywords: Iterable[Sequence[str]], folded: str) -> int:
    """Characters of a text that these keywords cover, both as `fold` makes them (see `folded_keywords`)."""
    return sum(len("".join(parts)) for parts in keywords if all(_names(folded, part) for part in parts))


def _names(folded: str, word: str) -> bool:
    if word not in folded:
        return False
    pattern = rf"(?<![0-9a-z]){re.escape(word)}(?:e?s)?(?![0-9a-z])" if word.isascii() else re.escape(word)
    # What is denied right before it ("no need for an agent", 不是代理买的) is not what is asked about.
    return any(not _DENIED.search(folded, 0, found.start()) for found in re.finditer(pattern, folded))


def fold(text: str) -> str:
    """A text as keywords are compared: one form of each character, in small letters."""
    return unicodedata.normalize("NFKC", text).lower()

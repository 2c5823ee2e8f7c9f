"""The notice board: what agents tell everybody for a while, in both languages, and who wrote what."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import ForeignKey, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import paging, texts, verticals
from crm.agents import Agent
from crm.article_contents import LANGUAGES, Bilingual, Problem, both, prose
from crm.base import Base, new_id, utc_now
from crm.errors import NoticeChanged, NoticeInvalid, NoticeNotFound
from crm.paging import Key, Page

TITLE, BODY, CODES = 80, 600, 30
Show = Literal["now", "coming", "over"]
Deed = Literal["published", "changed", "withdrawn"]


@dataclass(frozen=True)
class Contents:
    """All that a notice says, and where: `marks` by their kinds (Vertical.marks), `topics` of texts/notices.yml.

    `banner`: it stands above every conversation as well.
    """

    title: Bilingual
    body: Bilingual
    valid_from: datetime
    valid_until: datetime
    marks: Mapping[str, Sequence[str]]
    topics: Sequence[str]
    banner: bool = False


class Notice(Base):
    """A notice as it stands now."""

    __tablename__ = "notice"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    title: Mapped[dict[str, Any]] = mapped_column()
    body: Mapped[dict[str, Any]] = mapped_column()
    valid_from: Mapped[datetime] = mapped_column()
    valid_until: Mapped[datetime] = mapped_column(index=True)
    marks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    topics: Mapped[list[Any]] = mapped_column(default=list)
    banner: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)


class NoticeVersion(Base):
    """What somebody made of a notice. Rows are kept for ever: what customers were told stays on record."""

    __tablename__ = "notice_version"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    notice_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("notice.id"), index=True)
    version: Mapped[int] = mapped_column()
    deed: Mapped[Deed] = mapped_column(String(16))
    # As `Contents`, times as ISO.
    contents: Mapped[dict[str, Any]] = mapped_column()
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)

    agent: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


def publish(session: Session, contents: Contents, *, agent: Agent, now: datetime) -> Notice:
    """A new notice, which customers may read from its first moment on. Raises NoticeInvalid."""
    notice = Notice(version=0)
    _say(notice, _checked(contents, now))
    session.add(notice)
    session.flush()
    return _keep(session, notice, "published", agent)


def change(
    session: Session, notice_id: uuid.UUID, contents: Contents, *, agent: Agent, seen: int, now: datetime
) -> Notice:
    """Let a notice say something else, or be valid longer; one that was withdrawn is published again.

    Raises NoticeNotFound, NoticeChanged, NoticeInvalid.
    """
    notice = _seen(session, notice_id, seen)
    _say(notice, _checked(contents, now))
    return _keep(session, notice, "changed", agent)


def withdraw(session: Session, notice_id: uuid.UUID, *, agent: Agent, seen: int, now: datetime) -> Notice:
    """Tell nobody any more. Raises NoticeNotFound, NoticeChanged."""
    notice = _seen(session, notice_id, seen)
    notice.withdrawn_at = now
    return _keep(session, notice, "withdrawn", agent)


def get(session: Session, notice_id: uuid.UUID) -> Notice:
    """A notice. Raises NoticeNotFound."""
    notice = session.get(Notice, notice_id)
    if notice is None:
        raise NoticeNotFound
    return notice


def listed(session: Session, *, show: Show, now: datetime, cursor: str | None, limit: int) -> Page[Notice]:
    """Notices that hold now, will hold, or are over (withdrawn ones too); the newest first."""
    standing = Notice.withdrawn_at.is_(None)
    which = {
        "now": and_(standing, Notice.valid_from <= now, Notice.valid_until > now),
        "coming": and_(standing, Notice.valid_from > now),
        "over": or_(Notice.withdrawn_at.is_not(None), Notice.valid_until <= now),
    }
    query = select(Notice).where(which[show])
    return paging.page(session, query, (Key(Notice.id, descending=True),), cursor=cursor, limit=limit)


def versions(session: Session, notice: Notice) -> list[NoticeVersion]:
    """Who wrote what, the newest first."""
    mine = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
    return list(session.scalars(mine.order_by(NoticeVersion.version.desc())))


def valid(session: Session, *, now: datetime, banner: bool = False) -> list[Notice]:
    """What holds now, the newest first; only banners, if these are wanted."""
    query = select(Notice).where(Notice.withdrawn_at.is_(None), Notice.valid_from <= now, Notice.valid_until > now)
    if banner:
        query = query.where(Notice.banner)
    return list(session.scalars(query.order_by(Notice.updated_at.desc(), Notice.id.desc())))


def topics() -> Mapping[str, Mapping[str, Any]]:
    """What notices may be about: {name: {label, words, intents}}."""
    found: Mapping[str, Mapping[str, Any]] = texts.load("notices")["topics"]
    return found


def topics_in(text: str, intent: str = "") -> frozenset[str]:
    """What a question is about, by its words or by what it was understood as."""
    return frozenset(
        name
        for name, topic in topics().items()
        if intent in topic.get("intents", ()) or _words(name).search(text) is not None
    )


@cache
def _words(topic: str) -> re.Pattern[str]:
    return re.compile(topics()[topic]["words"], re.I)


def _say(notice: Notice, said: Contents) -> None:
    notice.title, notice.body = dict(said.title), dict(said.body)
    notice.valid_from, notice.valid_until = said.valid_from, said.valid_until
    notice.marks = {kind: list(codes) for kind, codes in said.marks.items()}
    notice.topics, notice.banner, notice.withdrawn_at = list(said.topics), said.banner, None


def _seen(session: Session, notice_id: uuid.UUID, seen: int) -> Notice:
    notice = get(session, notice_id)
    session.refresh(notice, with_for_update=True)
    if notice.version != seen:
        newest = versions(session, notice)[0]
        raise NoticeChanged(author=newest.agent.name, at=newest.at, version=notice.version)
    return notice


def _keep(session: Session, notice: Notice, deed: Deed, agent: Agent) -> Notice:
    notice.version, notice.updated_at = notice.version + 1, utc_now()
    said = {
        "title": notice.title,
        "body": notice.body,
        "valid_from": notice.valid_from.isoformat(),
        "valid_until": notice.valid_until.isoformat(),
        "marks": notice.marks,
        "topics": notice.topics,
        "banner": notice.banner,
    }
    session.add(NoticeVersion(notice_id=notice.id, version=notice.version, deed=deed, contents=said, agent_id=agent.id))
    session.flush()
    return notice


def _checked(contents: Contents, now: datetime) -> Contents:
    """The contents with every mark in its one spelling. Raises NoticeInvalid."""
    found = list(_problems(contents, now))
    if found:
        raise NoticeInvalid(fields=[asdict(one) for one in found])
    known = verticals.marks()
    marks = {
        kind: list(dict.fromkeys(clean for code in codes if (clean := known[kind].clean(code))))
        for kind, codes in contents.marks.items()
        if codes
    }
    return Contents(
        title={language: contents.title[language].strip() for language in LANGUAGES},
        body={language: contents.body[language].strip() for language in LANGUAGES},
        valid_from=contents.valid_from,
        valid_until=contents.valid_until,
        marks=marks,
        topics=list(dict.fromkeys(contents.topics)),
        banner=contents.banner,
    )


def _problems(contents: Contents, now: datetime) -> Iterator[Problem]:
    yield from both("title", contents.title, TITLE)
    yield from both("body", contents.body, BODY)
    yield from prose("title", contents.title)
    yield from prose("body", contents.body)
    if contents.valid_until <= contents.valid_from:
        yield Problem("valid_until", "before_start")
    elif contents.valid_until <= now:
        yield Problem("valid_until", "over")
    known = verticals.marks()
    for kind, codes in contents.marks.items():
        if kind not in known:
            yield Problem(f"marks.{kind}", "unknown", {"value": kind})
            continue
        if len(codes) > CODES:
            yield Problem(f"marks.{kind}", "too_many", {"limit": CODES, "length": len(codes)})
        for code in codes:
            if known[kind].clean(code) is None:
                yield Problem(f"marks.{kind}", "unknown", {"value": code})
    for topic in contents.topics:
        if topic not in topics():
            yield Problem("topics", "unknown", {"value": topic})
    if not (contents.banner or contents.topics or any(contents.marks.values())):
        yield Problem("topics", "nowhere")

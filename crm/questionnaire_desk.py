"""Questionnaires at the desk: versions that are drafted, published and restored, and that no file displaces."""

import re
import uuid
import zlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import questionnaire_contents, questionnaires
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.errors import BadInput, QuestionnaireChanged, QuestionnaireNotFound, QuestionnaireRefused
from crm.questionnaire_contents import Contents
from crm.store import one_at_a_time

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")


class QuestionnaireVersion(Base):
    """A questionnaire as somebody saved it. Rows never change but for `current`, which one of a name has at most:
    what is asked from now on. Who is being asked already goes on with the words of their survey."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column()
    # Not JSONB: the order of what is asked counts.
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    published: Mapped[bool] = mapped_column()
    current: Mapped[bool] = mapped_column(default=False)
    author: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


# Which versions were laid over the files last.
_laid: list[tuple[tuple[str, int], ...]] = [()]


def refresh(session: Session) -> None:
    """Have this process ask what is published by now, here or by another process."""
    query = select(QuestionnaireVersion.name, QuestionnaireVersion.version).where(QuestionnaireVersion.current)
    now = tuple((name, version) for name, version in session.execute(query.order_by(QuestionnaireVersion.name)))
    if now == _laid[0]:
        return
    current = session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.current))
    questionnaires.lay_over({one.name: questionnaire_contents.form_of(one.contents) for one in current})
    _laid[0] = now


def versions(session: Session, name: str) -> list[QuestionnaireVersion]:
    """Every version that was saved at the desk, the newest first. Raises QuestionnaireNotFound where there is neither
    one nor a file."""
    query = select(QuestionnaireVersion).where(QuestionnaireVersion.name == name)
    found = list(session.scalars(query.order_by(QuestionnaireVersion.version.desc())))
    if not found and name not in questionnaires.from_files():
        raise QuestionnaireNotFound
    return found


def newest(session: Session) -> dict[str, QuestionnaireVersion]:
    """The newest version of each questionnaire that was saved at the desk."""
    query = select(QuestionnaireVersion).order_by(QuestionnaireVersion.version)
    return {one.name: one for one in session.scalars(query)}


def save(
    session: Session, name: str, *, seen: int, contents: Contents, agent: Agent, note: str = "", publish: bool = False
) -> QuestionnaireVersion:
    """A new version, as a draft or to be asked from now on. `seen` is the newest version that the author knows: 0 for
    what only a file has, or for a new name.

    Raises BadInput for what is no name, QuestionnaireChanged, and QuestionnaireRefused for what cannot be published.
    """
    if not _NAME.fullmatch(name) or name == "rules":
        raise BadInput("A name has small letters, digits and _, and begins with a letter.", field="name")
    _seen(session, name, seen)
    if publish and (found := questionnaire_contents.problems(contents)):
        raise QuestionnaireRefused(fields=[asdict(one) for one in found])
    if publish:
        session.execute(update(QuestionnaireVersion).where(QuestionnaireVersion.name == name).values(current=False))
    made = QuestionnaireVersion(
        name=name,
        version=seen + 1,
        contents=contents,
        published=publish,
        current=publish,
        author=agent.name,
        note=note,
    )
    session.add(made)
    session.flush()
    refresh(session)
    return made


def restore(session: Session, name: str, *, version: int, seen: int, agent: Agent) -> QuestionnaireVersion:
    """A draft that says again what an older version said, or with 0 the file. Raises QuestionnaireNotFound,
    QuestionnaireChanged."""
    if version == 0 and name in questionnaires.from_files():
        contents = questionnaire_contents.of(questionnaires.from_files()[name])
    else:
        older = next((one for one in versions(session, name) if one.version == version), None)
        if older is None:
            raise QuestionnaireNotFound
        contents = older.contents
    return save(session, name, seen=seen, contents=contents, agent=agent)


def _seen(session: Session, name: str, seen: int) -> None:
    """Whether the author has seen the newest version; nobody else saves one until the transaction ends."""
    one_at_a_time(session, zlib.crc32(b"questionnaire"))
    query = select(QuestionnaireVersion).where(QuestionnaireVersion.name == name)
    last = session.scalars(query.order_by(QuestionnaireVersion.version.desc()).limit(1)).one_or_none()
    if last is not None and last.version != seen:
        raise QuestionnaireChanged(version=last.version, author=last.author, at=last.created_at.isoformat())
    if last is None and seen:
        raise QuestionnaireChanged(version=0, author="", at=None)

"""Which notices fit what a customer is told: what is shown, or what is asked."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy.orm import Session

from crm import notices, verticals
from crm.notices import Notice

# More than these would hide the answer.
MOST = 2
Marks = Mapping[str, AbstractSet[str]]


def beside(session: Session, marks: Marks, *, now: datetime) -> list[Notice]:
    """The notices for something that is shown: every kind of mark of theirs names one of its own."""
    return _best([one for one in notices.valid(session, now=now) if one.marks and _all_meet(one, marks)])


def about(session: Session, text: str, *, intent: str = "", now: datetime) -> list[Notice]:
    """The notices for a question: it is about one of their topics, and names no other place; or they are for the place
    that it names, whatever their topic. Nothing for a question about none of the topics that notices have."""
    topics = notices.topics_in(text, intent)
    if not topics:
        return []
    marks = {kind: frozenset(mark.find(text)) for kind, mark in verticals.marks().items()}
    return _best([one for one in notices.valid(session, now=now) if _fits(one, topics, marks)])


def _fits(notice: Notice, topics: AbstractSet[str], marks: Marks) -> bool:
    if topics & set(notice.topics):
        return all(not marks.get(kind) or marks[kind] & set(codes) for kind, codes in notice.marks.items())
    return not notice.topics and bool(notice.marks) and _all_meet(notice, marks)


def _all_meet(notice: Notice, marks: Marks) -> bool:
    return all(set(codes) & marks.get(kind, frozenset()) for kind, codes in notice.marks.items())


def _best(fitting: list[Notice]) -> list[Notice]:
    """The most particular first, then the newest."""
    return sorted(fitting, key=lambda one: -len(one.marks))[:MOST]

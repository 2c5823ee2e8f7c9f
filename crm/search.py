"""Search: conversations and cases by anything that was said, given or done in them."""

import uuid
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from crm import cases, forms, interactions, messages
from crm.base import utc_now
from crm.cases import Case
from crm.conversations import Conversation
from crm.forms import Form
from crm.messages import Author, Message
from crm.search_index import SearchEntry, matching
from crm.search_words import folded, wanted, words_of
from crm.store import one_at_a_time

# What changed so lately is taken in by whoever searches; the rest by a job.
LATELY = timedelta(minutes=2)
BATCH = 100
_LOCK = zlib.crc32(b"search")
EXCERPT = 120
# What nobody searches by, or may: buttons that were offered, keys to a survey or a calendar.
_NOT_WORDS = frozenset({"choices", "token", "calendar", "why", "activity"})


@dataclass(frozen=True)
class Found:
    """A conversation that holds what was asked for, and the message that says it, if one does by itself."""

    conversation: Conversation
    message: Message | None


def find(session: Session, query: str, *, limit: int) -> list[Found]:
    """The conversations that hold everything in the query, those touched last first."""
    ids = matching(session, SearchEntry.conversation_id, query)
    newest = select(Conversation).where(Conversation.id.in_(ids)).order_by(Conversation.updated_at.desc()).limit(limit)
    return [Found(one, _said(session, one.id, wanted(query))) for one in session.scalars(newest)]


def excerpt(text: str, query: str) -> str:
    """The part of a text where the query is found."""
    starts = [at for word in wanted(query) if (at := folded(text).find(word)) >= 0]
    begin = max(0, min(starts, default=0) - EXCERPT // 3)
    # From the beginning of a word, where there are words.
    begin += max(0, text.find(" ", begin, begin + EXCERPT // 6) + 1 - begin) if begin else 0
    cut = text[begin : begin + EXCERPT].strip()
    return ("…" if begin else "") + cut + ("…" if begin + EXCERPT < len(text) else "")


def refresh(session: Session, *, now: datetime | None = None, within: timedelta | None = None) -> int:
    """Take in what changed since it was taken in, at most a batch of each; `within`: of what changed so lately alone.

    Returns how many were taken in.
    """
    one_at_a_time(session, _LOCK)
    now = now or utc_now()
    since = now - within if within else None
    talks = _changed(session, Conversation, SearchEntry.conversation_id, since)
    matters = _changed(session, Case, SearchEntry.case_id, since)
    for talk in talks:
        _keep(session, SearchEntry.conversation_id, talk.id, words_of(_of_conversation(session, talk)), talk.updated_at)
    for case in matters:
        _keep(session, SearchEntry.case_id, case.id, words_of(_of_case(session, case)), case.updated_at)
    return len(talks) + len(matters)


def _changed(session: Session, table: Any, link: InstrumentedAttribute[Any], since: datetime | None) -> list[Any]:
    fresh = or_(SearchEntry.id.is_(None), SearchEntry.as_of < table.updated_at)
    query = select(table).outerjoin(SearchEntry, link == table.id)
    if since is not None:
        query = query.where(table.updated_at > since)
    if table is Conversation:
        query = query.where(Conversation.last_visitor_seq > 0)
    return list(session.scalars(query.where(fresh).order_by(table.updated_at.desc()).limit(BATCH)))


def _keep(session: Session, link: InstrumentedAttribute[Any], of: uuid.UUID, words: str, as_of: datetime) -> None:
    entry = session.scalars(select(SearchEntry).where(link == of)).one_or_none()
    if entry is None:
        entry = SearchEntry(**{link.key: of})
        session.add(entry)
    entry.words, entry.as_of = words, as_of
    session.flush()


def _of_conversation(session: Session, conversation: Conversation) -> Iterator[str]:
    yield conversation.customer.name or ""
    for message in messages.after(session, conversation_id=conversation.id, public_only=False):
        yield message.body
        yield from _texts(message.data)
    for done in interactions.of(session, conversation.id):
        yield from _texts([done.summary, done.data])
    for form in session.scalars(select(Form).where(Form.conversation_id == conversation.id)):
        yield from _texts(form.values)
    for case in cases.of_conversation(session, conversation.id):
        yield from _texts([case.reference, case.title, case.details])


def _of_case(session: Session, case: Case) -> Iterator[str]:
    yield case.customer.name or ""
    yield from _texts([case.reference, case.title, case.details])
    yield from (event.note for event in cases.events(session, case))
    for form in forms.with_reference(session, case.conversation_id, case.reference):
        yield from _texts(form.values)


def _texts(data: Any) -> Iterator[str]:
    """Every text in something that is kept as JSON."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _NOT_WORDS:
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _said(session: Session, conversation_id: uuid.UUID, words: list[str]) -> Message | None:
    """The newest message that holds all of the words; the customer's own before those of others."""
    said = messages.after(session, conversation_id=conversation_id, public_only=False)
    for message in sorted(said, key=lambda one: (one.author != Author.VISITOR, -one.seq)):
        held = words_of([message.body]).split()
        if words and all(any(one.startswith(word) for one in held) for word in words):
            return message
    return None

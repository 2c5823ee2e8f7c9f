"""What always holds in a store, whatever was killed, cut off or came twice: a list of promises, each with its proof.

A proof reads the store in one pass and tells a sentence for each row that breaks the promise; it holds a few rows at a
time, however many there are. `python -m crm.check` runs all of them.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from crm import case_kinds, deliveries, outbox
from crm.base import Base
from crm.cases import Case, CaseEvent
from crm.conversations import LEGAL_MOVES, Conversation, Status
from crm.deliveries import Delivery
from crm.desk_sessions import DeskSession
from crm.events import ConversationEvent, Name
from crm.files import File
from crm.forms import SUBMITTED, Form
from crm.messages import Author, Message
from crm.outbox import Mail
from crm.turns import LEASE

_AT_ONCE = 500
# Nothing that is tried again waits longer than a day; clocks of two machines may differ by this.
_LONGEST_WAIT, _SLACK = timedelta(days=1), timedelta(minutes=5)
_LONGEST_SESSION = timedelta(days=31)
_TURNS = (Name.TURN_ANSWERED, Name.TURN_ASKED_BACK, Name.TURN_FAILED)
_WITHOUT_AGENT = (Status.BOT, Status.QUEUED)


@dataclass(frozen=True)
class Invariant:
    """One promise. `broken` tells of each row that breaks it, at this moment."""

    name: str
    promise: str
    broken: Callable[[Session, datetime], Iterator[str]]


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    return iter(session.execute(query.execution_options(yield_per=_AT_ONCE)))


def _gapless(session: Session, now: datetime) -> Iterator[str]:
    """What was erased or let go leaves nothing, or only what was said since."""
    first, last, count = func.min(Message.seq), func.max(Message.seq), func.count()
    per_talk = (
        select(Message.conversation_id, first.label("first"), last.label("last"), count.label("count"))
        .group_by(Message.conversation_id)
        .subquery()
    )
    query = select(Conversation.id, Conversation.last_seq, per_talk.c["first"], per_talk.c["last"], per_talk.c["count"])
    wrong = or_(
        per_talk.c["last"] - per_talk.c["first"] + 1 != per_talk.c["count"],
        per_talk.c["last"] != Conversation.last_seq,
        per_talk.c["first"] < 1,
    )
    query = query.join(per_talk, per_talk.c.conversation_id == Conversation.id).where(wrong)
    for talk, last_seq, begins, ends, found in _rows(session, query):
        yield (
            f"Conversation {talk} has {found} messages numbered {begins} to {ends}, and counts {last_seq}: "
            "a number is missing or was given without a message."
        )


def _marks(session: Session, now: datetime) -> Iterator[str]:
    theirs = (
        select(func.max(Message.seq))
        .where(Message.conversation_id == Conversation.id, Message.author == Author.VISITOR)
        .scalar_subquery()
    )
    query = select(Conversation.id, Conversation.last_visitor_seq, Conversation.answered_seq, theirs).where(
        or_(
            Conversation.answered_seq > Conversation.last_visitor_seq,
            Conversation.last_visitor_seq > Conversation.last_seq,
            and_(theirs.is_not(None), theirs != Conversation.last_visitor_seq),
        )
    )
    for talk, theirs_seq, answered, found in _rows(session, query):
        yield (
            f"Conversation {talk} says that the customer's last message is {theirs_seq} and {answered} is answered, "
            f"but the last one is {found}."
        )


def _one_answer(session: Session, now: datetime) -> Iterator[str]:
    """Each turn that ended is an event; there are never more of them than messages of the customer."""
    said = (
        select(func.count())
        .where(Message.conversation_id == Conversation.id, Message.author == Author.VISITOR)
        .scalar_subquery()
    )
    turns = (
        select(func.count())
        .where(ConversationEvent.conversation_id == Conversation.id, ConversationEvent.name.in_(_TURNS))
        .scalar_subquery()
    )
    whole = select(Message.id).where(Message.conversation_id == Conversation.id, Message.seq == 1).exists()
    query = select(Conversation.id, said, turns).where(whole, turns > said)
    for talk, count, ended in _rows(session, query):
        yield f"Conversation {talk} has {count} messages of the customer and {ended} turns that ended: one too many."
    yield from _answers_apart(session)


def _answers_apart(session: Session) -> Iterator[str]:
    """The bubbles of an answer come together, with no other answer between them."""
    reply, between = aliased(Message), aliased(Message)
    bubbles = (
        select(
            reply.conversation_id.label("talk"),
            reply.in_reply_to.label("to"),
            func.min(reply.seq).label("first"),
            func.max(reply.seq).label("last"),
        )
        .where(reply.in_reply_to.is_not(None), reply.author == Author.BOT)
        .group_by(reply.conversation_id, reply.in_reply_to)
        .having(func.max(reply.seq) > func.min(reply.seq))
        .subquery()
    )
    other = and_(
        between.conversation_id == bubbles.c.talk,
        between.seq > bubbles.c["first"],
        between.seq < bubbles.c["last"],
        between.in_reply_to.is_not(None),
        between.in_reply_to != bubbles.c.to,
    )
    query = select(bubbles.c.talk, bubbles.c.to).where(select(between.id).where(other).exists())
    for talk, message in _rows(session, query):
        yield f"Message {message} of conversation {talk} was answered again after another one had been."


def _replies_at_home(session: Session, now: datetime) -> Iterator[str]:
    asked = aliased(Message)
    query = (
        select(Message.id, Message.conversation_id)
        .join(asked, asked.id == Message.in_reply_to)
        .where(or_(asked.conversation_id != Message.conversation_id, asked.seq >= Message.seq))
    )
    for message, talk in _rows(session, query):
        yield f"Message {message} of conversation {talk} answers one of another conversation, or a later one."


def _one_owner(session: Session, now: datetime) -> Iterator[str]:
    wrong = or_(
        and_(Conversation.status == Status.ASSIGNED, Conversation.assignee_id.is_(None)),
        and_(Conversation.status.in_(_WITHOUT_AGENT), Conversation.assignee_id.is_not(None)),
        and_(Conversation.status == Status.QUEUED, Conversation.handed_over_at.is_(None)),
        Conversation.status.not_in(list(Status)),
    )
    for talk, status, agent in _rows(
        session, select(Conversation.id, Conversation.status, Conversation.assignee_id).where(wrong)
    ):
        yield f"Conversation {talk} is {status} with agent {agent}: nobody or two may speak in it."


def _moves(session: Session, now: datetime) -> Iterator[str]:
    """From its beginning each move leads on from the one before, is a legal one, and the last is where it stands."""
    query = (
        select(
            ConversationEvent.conversation_id,
            ConversationEvent.name,
            ConversationEvent.from_status,
            ConversationEvent.to_status,
            ConversationEvent.data,
            Conversation.status,
        )
        .join(Conversation, Conversation.id == ConversationEvent.conversation_id)
        .where(ConversationEvent.to_status.is_not(None))
        .order_by(ConversationEvent.conversation_id, ConversationEvent.at, ConversationEvent.id)
    )
    for talk, moves in itertools.groupby(_rows(session, query), key=lambda row: row[0]):
        yield from _story(talk, moves)


def _story(talk: Any, moves: Iterator[Any]) -> Iterator[str]:
    before: str | None = None
    stands = None
    for _, name, origin, to, data, stands in moves:  # noqa: B007
        if (data or {}).get("filled"):
            # Of the time before there were events: what the store still said.
            before = to
            continue
        if before is not None and origin != before:
            yield f"Conversation {talk} went {name} from {origin}, but stood at {before}: a move has no event."
        if origin is not None and (origin not in list(Status) or to not in LEGAL_MOVES[Status(origin)]):
            yield f"Conversation {talk} went from {origin} to {to}, which is no legal move."
        before = to
    if before != stands:
        yield f"Conversation {talk} is {stands}, but its events end at {before}: an event or a move is missing."


def _cases(session: Session, now: datetime) -> Iterator[str]:
    """The last state in a case's history is its state, and it is closed when that is a final one."""
    query = (
        select(Case.id, Case.reference, Case.kind, Case.status, Case.closed_at, CaseEvent.to_status)
        .join(CaseEvent, and_(CaseEvent.case_id == Case.id, CaseEvent.to_status.is_not(None)), isouter=True)
        .order_by(Case.id, CaseEvent.at, CaseEvent.id)
    )
    for _, history in itertools.groupby(_rows(session, query), key=lambda row: row[0]):
        last = None
        for last in history:  # noqa: B007
            pass
        assert last is not None
        _, reference, kind, status, closed_at, told = last
        if told != status:
            yield f"Case {reference} is {status}, but its history ends at {told}."
        known = case_kinds.kinds().get(kind)
        if known and (status in known.workflow.final) != (closed_at is not None):
            yield f"Case {reference} is {status} and {'closed' if closed_at else 'not closed'}."


def _forms(session: Session, now: datetime) -> Iterator[str]:
    """What a form that was sent led to is there; a form is not sent without leading to anything."""
    query = select(Form.id, Form.name, Form.result).where(Form.status == SUBMITTED)
    for form, name, result in _rows(session, query):
        reference = (result or {}).get("reference")
        if result is None:
            yield f"Form {form} ({name}) was sent, and nothing came of it."
        elif reference and not session.scalar(select(Case.id).where(Case.reference == reference)):
            yield f"Form {form} ({name}) was sent as {reference}, but there is no such case."


def _dangling(session: Session, now: datetime) -> Iterator[str]:
    """Every reference of every table leads to a row."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            there = target.table.alias()
            query = (
                select(*table.primary_key.columns, column)
                .select_from(table.outerjoin(there, column == there.c[target.name]))
                .where(column.is_not(None), there.c[target.name].is_(None))
            )
            for row, missing in _rows(session, query):
                yield f"Row {row} of {table.name} refers by {column.name} to {missing}, which is not there."


def _leases(session: Session, now: datetime) -> Iterator[str]:
    """What is held or put off ends within the longest time that is ever given."""
    lease = now + LEASE + _SLACK
    for talk, until in _rows(
        session, select(Conversation.id, Conversation.turn_until).where(Conversation.turn_until > lease)
    ):
        yield f"Conversation {talk} is held for a turn until {until:%Y-%m-%d %H:%M} UTC, which is too long."
    for table, waiting in ((Mail, outbox.WAITING), (Delivery, deliveries.WAITING)):
        late = now + _LONGEST_WAIT + _SLACK
        query = select(table.id, table.next_at).where(table.status == waiting, table.next_at > late)
        for row, at in _rows(session, query):
            yield f"Row {row} of {table.__tablename__} is not tried again before {at:%Y-%m-%d %H:%M} UTC."
    longest = now + _LONGEST_SESSION + _SLACK
    for row, at in _rows(
        session, select(DeskSession.id, DeskSession.expires_at).where(DeskSession.expires_at > longest)
    ):
        yield f"Session {row} of the desk ends on {at:%Y-%m-%d} only."


def _files(session: Session, now: datetime) -> Iterator[str]:
    kept = func.length(File.content)
    for file, size, found in _rows(session, select(File.id, File.size, kept).where(kept != File.size)):
        yield f"File {file} is to have {size} bytes and has {found}."


def _clocks(session: Session, now: datetime) -> Iterator[str]:
    """Nothing happened later than now: reports would count it in a month that has not been."""
    late = now + _SLACK
    for table, column in ((Message, Message.created_at), (ConversationEvent, ConversationEvent.at)):
        query = select(literal(table.__tablename__), table.id, column).where(column > late)
        for name, row, at in _rows(session, query):
            yield f"Row {row} of {name} is from {at:%Y-%m-%d %H:%M} UTC, which has not been yet."


INVARIANTS = (
    Invariant("numbers", "The messages of a conversation are numbered without gaps.", _gapless),
    Invariant("marks", "What is answered and what the customer said last are marked rightly.", _marks),
    Invariant("answers", "Every message is answered once at most.", _one_answer),
    Invariant("replies", "An answer is in the conversation of its question, and after it.", _replies_at_home),
    Invariant("owners", "Every conversation has one owner.", _one_owner),
    Invariant("moves", "Every move is an event, and every event of a move is one.", _moves),
    Invariant("cases", "A case stands where its history ends.", _cases),
    Invariant("forms", "A form that was sent led to what it says.", _forms),
    Invariant("references", "Nothing refers to what is not there.", _dangling),
    Invariant("leases", "Nothing is held or put off for longer than is ever given.", _leases),
    Invariant("files", "Every file is as long as it was.", _files),
    Invariant("clocks", "Nothing happened later than now.", _clocks),
)


def broken(session: Session, *, now: datetime) -> Iterator[tuple[Invariant, str]]:
    """Every broken promise with its sentence, one after the other."""
    for one in INVARIANTS:
        for sentence in one.broken(session, now):
            yield one, sentence

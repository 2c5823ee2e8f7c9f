"""Who may see what is theirs: a number from a document and the surname on it; few wrong tries, one answer."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Index, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.access.names import normalise_surname, surname_candidates
from airline.access.references import FileReference, Key, RecordLocator
from airline.errors import NothingFound, TooManyAttempts
from crm.base import Base, new_id
from crm.conversations import Conversation
from crm.errors import NotFound, ServiceloopError
from crm.store import one_at_a_time

T = TypeVar("T")

MAX_FAILURES = 5
CONVERSATION_WINDOW = timedelta(minutes=15)
TARGET_WINDOW = timedelta(hours=1)
# New conversations cost nothing, so one network's tries are counted across them.
# A whole airport may be behind one address: what guards a number are the limits on the conversation and on the number.
MAX_NETWORK_FAILURES = 100
NETWORK_WINDOW = timedelta(hours=1)
# What a wrong name is compared with when nothing has the number, so that both cost the same.
_NOBODY = "NOBODY"


class VerificationAttempt(Base):
    """A try to prove that something is one's own. The number is kept as a hash; `locked` marks tries during a lock."""

    __tablename__ = "verification_attempt"
    __table_args__ = (
        Index("ix_verification_attempt_conversation_at", "conversation_id", "at"),
        Index("ix_verification_attempt_target_at", "target_hash", "at"),
        Index("ix_verification_attempt_network_at", "network", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column()
    # The customer's message that was tried with; a turn that is taken again does not count again.
    message_id: Mapped[uuid.UUID | None] = mapped_column()
    target_hash: Mapped[str] = mapped_column(String(64))
    network: Mapped[str | None] = mapped_column(String(64))
    ok: Mapped[bool] = mapped_column()
    locked: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody says is theirs, and in which message of which conversation."""

    conversation_id: uuid.UUID
    message_id: uuid.UUID | None
    key: Key
    surname: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Search(Generic[T]):
    """The outcome of a search, to be unwrapped after the unit of work is over.

    Nothing is raised before: an exception would roll back the unit of work, and with it the failed try that the limits
    count.
    """

    found: tuple[T, ...] = ()
    error: ServiceloopError | None = None

    def unwrap(self) -> tuple[T, ...]:
        """What was found, never empty; raises the error otherwise."""
        if not self.found:
            raise self.error or NothingFound()
        return self.found


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a try is counted under besides its conversation."""

    target: str
    network: str | None


def prove(
    session: Session,
    credentials: Credentials,
    *,
    candidates: Callable[[], Sequence[T]],
    names: Callable[[T], Iterable[str]],
    otherwise: type[NotFound] = NothingFound,
) -> Search[T]:
    """The candidates that bear the surname, and a note of the try.

    Five failures in 15 minutes lock a conversation, five in an hour lock a number for everybody, ten in an hour lock a
    network. An unknown number and a wrong surname get the same answer for the same work.
    """
    tried = _Tried(_target(credentials.key), _network(session, credentials))
    _one_at_a_time(session, credentials, tried)
    until = _locked_until(session, credentials, tried)
    if until is not None:
        _note(session, credentials, tried, ok=False, locked=True)
        return Search(error=TooManyAttempts(until))
    mine = bearing(credentials.surname, candidates(), names)
    _note(session, credentials, tried, ok=bool(mine))
    return Search(tuple(mine), None if mine else otherwise())


def bearing(surname: str, candidates: Sequence[T], names: Callable[[T], Iterable[str]]) -> list[T]:
    """Those that bear the surname, as it is written in any script. Looking is no try: see `prove`."""
    said = surname_candidates(surname)
    # Lists, not generators: the work must not depend on whether or which name matches.
    answers = [[normalise_surname(name) in said for name in (*names(one), _NOBODY)][:-1] for one in candidates]
    answers = answers or [[normalise_surname(_NOBODY) in said]]
    return [one for one, matches in zip(candidates, answers, strict=False) if any(matches)]


def _network(session: Session, credentials: Credentials) -> str | None:
    return session.scalar(select(Conversation.network).where(Conversation.id == credentials.conversation_id))


def _locked_until(session: Session, credentials: Credentials, tried: _Tried) -> datetime | None:
    attempt = VerificationAttempt
    limits = [
        _limit(session, credentials, attempt.conversation_id == credentials.conversation_id, CONVERSATION_WINDOW),
        _limit(session, credentials, attempt.target_hash == tried.target, TARGET_WINDOW),
    ]
    if tried.network is not None:
        limits.append(
            _limit(session, credentials, attempt.network == tried.network, NETWORK_WINDOW, most=MAX_NETWORK_FAILURES)
        )
    return max((until for until in limits if until), default=None)


def _limit(
    session: Session,
    credentials: Credentials,
    whose: ColumnElement[bool],
    window: timedelta,
    *,
    most: int = MAX_FAILURES,
) -> datetime | None:
    attempt = VerificationAttempt
    failures = select(attempt.at).where(
        whose, attempt.ok.is_(False), attempt.locked.is_(False), attempt.at > credentials.now - window
    )
    if credentials.message_id is not None:
        # The same message again must get the same answer, not be locked out by its own first try.
        failures = failures.where(or_(attempt.message_id.is_(None), attempt.message_id != credentials.message_id))
    times = session.scalars(failures.order_by(attempt.at.desc()).limit(most)).all()
    return times[-1] + window if len(times) == most else None


def _note(session: Session, credentials: Credentials, tried: _Tried, *, ok: bool, locked: bool = False) -> None:
    known = (
        credentials.message_id is not None
        and session.scalars(
            select(VerificationAttempt.id).where(
                VerificationAttempt.conversation_id == credentials.conversation_id,
                VerificationAttempt.message_id == credentials.message_id,
                VerificationAttempt.target_hash == tried.target,
            )
        ).first()
    )
    if known:
        return
    session.add(
        VerificationAttempt(
            id=new_id(),
            conversation_id=credentials.conversation_id,
            message_id=credentials.message_id,
            target_hash=tried.target,
            network=tried.network,
            ok=ok,
            locked=locked,
            at=credentials.now,
        )
    )
    session.flush()


def _one_at_a_time(session: Session, credentials: Credentials, tried: _Tried) -> None:
    """Two tries at once must not both see four failures."""
    conversation = hashlib.sha256(credentials.conversation_id.bytes).hexdigest()
    one_at_a_time(session, *(_signed(digest) for digest in (conversation, tried.target, tried.network) if digest))


def _signed(digest: str) -> int:
    return int.from_bytes(bytes.fromhex(digest[:16]), signed=True)


def _target(key: Key) -> str:
    """A number's fingerprint; the short and the long spelling of a tag are one target."""
    match key:
        case RecordLocator(value):
            named = f"locator:{value}"
        case FileReference(value):
            named = f"file-reference:{value}"
        case _:
            named = f"bag-tag:{key.issuer}{key.serial}"
    return hashlib.sha256(named.encode()).hexdigest()

"""Who may see what is theirs: a number from a document and the surname on it; few wrong tries, one answer."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Index, String, and_, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.access import second_factor
from airline.access.limits import Tried, Verdict, longest, verdict
from airline.access.names import guesses_in, normalise_surname, surname_candidates
from airline.access.references import CaseReference, FileReference, Provable, RecordLocator
from airline.access.second_factor import Fact
from airline.errors import NothingFound, SecondFactorNeeded, TooManyAttempts
from crm import customers
from crm.base import Base, new_id
from crm.conversations import Conversation
from crm.errors import NotFound, ServiceloopError
from crm.store import lock_for, one_at_a_time

T = TypeVar("T")

# More than any limit counts.
_MOST_FAILURES = 1000
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
    key: Provable
    surname: str
    now: datetime
    # Whatever else was given of what stands on the documents: a flight, a seat, another reference.
    factor: str = ""


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


def prove(
    session: Session,
    credentials: Credentials,
    *,
    candidates: Callable[[], Sequence[T]],
    names: Callable[[T], Iterable[str]],
    facts: Callable[[T], Iterable[Fact]],
    otherwise: type[NotFound] = NothingFound,
    by_contact: Callable[[T], bool] | None = None,
) -> Search[T]:
    """The candidates that bear the surname, and a note of the try. `by_contact`: that, instead of a surname, an address
    or a number is known for it.

    `airline.access.limits` says after how many wrong tries a second factor is needed beside the surname, and when
    nothing is answered. An unknown number and a wrong surname get the same answer for the same work.
    """
    target, talk = _target(credentials.key), _talk(session, credentials)
    network = talk.network if talk else None
    tried = Tried(credentials.conversation_id, target, network, credentials.now)
    _one_at_a_time(session, tried)
    # What was asked with is no second factor.
    factor = second_factor.said(credentials.factor) - {second_factor.reference(credentials.key)}
    found = verdict(tried, _failures(session, credentials, tried))
    if found.paused_for_others:
        factor = second_factor.references(factor)
    refused = _refused(found, factor)
    if refused is not None:
        _note(session, credentials, tried, ok=False, locked=True)
        return Search(error=refused)
    known = candidates()
    named = bearing(credentials.surname, known, names) if by_contact is None else list(filter(by_contact, known))
    standing = _standing(factor, known, facts)
    mine = [one for one, stands in zip(known, standing, strict=True) if stands and one in named]
    if mine and talk and by_contact is None:
        # At the desk they are called by the name that was proved.
        customers.call(talk.customer, credentials.surname)
    # What can be nobody's name is no try; what holds two surnames is two.
    if mine or by_contact or surname_candidates(credentials.surname):
        _note(
            session,
            credentials,
            tried,
            ok=bool(mine),
            times=1 if mine or by_contact else guesses_in(credentials.surname),
        )
    return Search(tuple(mine), None if mine else otherwise())


def bearing(surname: str, candidates: Sequence[T], names: Callable[[T], Iterable[str]]) -> list[T]:
    """Those that bear the surname, as it is written in any script. Looking is no try: see `prove`."""
    said = surname_candidates(surname)
    # Lists, not generators: the work must not depend on whether or which name matches.
    answers = [[normalise_surname(name) in said for name in (*names(one), _NOBODY)][:-1] for one in candidates]
    answers = answers or [[normalise_surname(_NOBODY) in said]]
    return [one for one, matches in zip(candidates, answers, strict=False) if any(matches)]


def _talk(session: Session, credentials: Credentials) -> Conversation | None:
    """The conversation, read anew whether or not it is known: every try asks the store the same."""
    query = select(Conversation).where(Conversation.id == credentials.conversation_id)
    return session.scalars(query).unique().one_or_none()


def _refused(found: Verdict, factor: AbstractSet[Fact]) -> ServiceloopError | None:
    until = found.paused_until or (None if factor else found.paused_for_others)
    if until is not None:
        return TooManyAttempts(until)
    return SecondFactorNeeded() if found.second_factor and not factor else None


def _standing(factor: AbstractSet[Fact], known: Sequence[T], facts: Callable[[T], Iterable[Fact]]) -> list[bool]:
    """Which candidates have the second factor on them; all, where none was given."""
    # Lists, not generators: the work must not depend on what fits.
    fits = [len([fact for fact in facts(one) if fact in factor]) for one in known]
    return [not factor or count > 0 for count in fits]


def _failures(session: Session, credentials: Credentials, tried: Tried) -> list[Tried]:
    """The wrong tries of late that bear on this one: of its conversation, its number and its network."""
    attempt, whose = VerificationAttempt, []
    for within, column, value in (
        ("conversation", VerificationAttempt.conversation_id, tried.conversation),
        ("target", VerificationAttempt.target_hash, tried.target),
        ("network", VerificationAttempt.network, tried.network),
    ):
        if value is not None:
            whose.append(and_(column == value, attempt.at > tried.at - longest(within)))
    wrong = select(attempt.conversation_id, attempt.target_hash, attempt.network, attempt.at).where(
        or_(*whose), attempt.ok.is_(False), attempt.locked.is_(False)
    )
    if credentials.message_id is not None:
        # The same message again must get the same answer, not be locked out by its own first try.
        wrong = wrong.where(or_(attempt.message_id.is_(None), attempt.message_id != credentials.message_id))
    newest = session.execute(wrong.order_by(attempt.at.desc()).limit(_MOST_FAILURES)).all()
    return [Tried(*row) for row in newest]


def _note(
    session: Session, credentials: Credentials, tried: Tried, *, ok: bool, locked: bool = False, times: int = 1
) -> None:
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
    session.add_all(
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
        for _ in range(times)
    )
    session.flush()


def _one_at_a_time(session: Session, tried: Tried) -> None:
    """Two tries at once must not both see four failures."""
    conversation = hashlib.sha256(tried.conversation.bytes).hexdigest()
    one_at_a_time(session, *(lock_for(digest) for digest in (conversation, tried.target, tried.network) if digest))


def _target(key: Provable) -> str:
    """A number's fingerprint; the short and the long spelling of a tag are one target."""
    match key:
        case RecordLocator(value):
            named = f"locator:{value}"
        case FileReference(value):
            named = f"file-reference:{value}"
        case CaseReference(value):
            named = f"case-reference:{value}"
        case _:
            named = f"bag-tag:{key.issuer}{key.serial}"
    return hashlib.sha256(named.encode()).hexdigest()

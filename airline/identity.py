"""Who may see a bag: the tag number and the surname on it, few wrong tries, one answer for every failure."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.bags import Bag
from airline.errors import AmbiguousTag, BagNotFound, TooManyAttempts
from airline.names import normalise_surname, surname_matches
from airline.tags import BagTag
from crm.base import Base, new_id

__all__ = ["BagSearch", "VerificationAttempt", "find_bag", "normalise_surname"]

MAX_FAILURES = 5
CONVERSATION_WINDOW = timedelta(minutes=15)
TARGET_WINDOW = timedelta(hours=1)
# Tracing ends after a hundred days or so; bags may be tagged for a flight in the coming days.
LOOK_BACK, LOOK_AHEAD = timedelta(days=120), timedelta(days=14)
# Two bags with the same number this close together: only the owner can say which one is meant.
TOO_CLOSE = timedelta(days=30)
# What a wrong name is compared with when no bag has the number, so that both cost the same.
_NOBODY = ("NOBODY",)


class VerificationAttempt(Base):
    """A try to prove that a bag is one's own. The tag is kept as a hash; `locked` marks tries during a lock."""

    __tablename__ = "verification_attempt"
    __table_args__ = (
        Index("ix_verification_attempt_conversation_at", "conversation_id", "at"),
        Index("ix_verification_attempt_target_at", "target_hash", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column()
    target_hash: Mapped[str] = mapped_column(String(64))
    ok: Mapped[bool] = mapped_column()
    locked: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True, slots=True)
class BagSearch:
    """The outcome of a search, to be unwrapped after the unit of work is over."""

    found: Bag | None = None
    error: BagNotFound | TooManyAttempts | AmbiguousTag | None = None

    def unwrap(self) -> Bag:
        """The bag; raises BagNotFound, TooManyAttempts or AmbiguousTag."""
        if self.found is None:
            raise self.error or BagNotFound()
        return self.found


def find_bag(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    tag: BagTag,
    surname: str,
    now: datetime,
    flight_date: date | None = None,
) -> BagSearch:
    """Find a bag by its tag and its owner's surname, and write down the try.

    Nothing is raised here: an exception would roll back the unit of work, and with it the failed try that the
    limits count. Let the unit of work commit, then call `unwrap()`. Five failures in 15 minutes lock a conversation,
    five in an hour lock a tag. An unknown tag and a wrong surname get the same answer for the same work. Tag numbers
    are used again: the newest bag counts; `flight_date` chooses when two are too close together (AmbiguousTag).
    """
    target = _target(tag)
    until = _locked_until(session, conversation_id=conversation_id, target=target, now=now)
    if until is not None:
        _note(session, conversation_id=conversation_id, target=target, ok=False, now=now, locked=True)
        return BagSearch(error=TooManyAttempts(until))
    candidates = [bag for bag in _candidates(session, tag, now) if flight_date in (None, bag.date)]
    mine = _mine(candidates, surname)
    _note(session, conversation_id=conversation_id, target=target, ok=bool(mine), now=now)
    return _choose(mine, tag)


def _mine(candidates: Sequence[Bag], surname: str) -> list[Bag]:
    answers = [surname_matches(surname, bag.surnames) for bag in candidates] or [surname_matches(surname, _NOBODY)]
    return [bag for bag, matches in zip(candidates, answers, strict=False) if matches]


def _choose(mine: list[Bag], tag: BagTag) -> BagSearch:
    if not mine:
        return BagSearch(error=BagNotFound())
    # The short form hides the leading digit: nearly always it is 0.
    usual = [bag for bag in mine if bag.lpn[0] == (tag.leading or "0")] or mine
    newest = max(usual, key=lambda bag: bag.date)
    close = sorted({bag.date for bag in usual if newest.date - bag.date <= TOO_CLOSE})
    same_day = [bag for bag in usual if bag.date == newest.date]
    if len(close) > 1 or len(same_day) > 1:
        return BagSearch(error=AmbiguousTag(close))
    return BagSearch(found=newest)


def _candidates(session: Session, tag: BagTag, now: datetime) -> list[Bag]:
    # Always by issuer and serial, whether the leading digit is known or not: one query, one cost.
    first, last = (now - LOOK_BACK).date(), (now + LOOK_AHEAD).date()
    numbered = select(Bag).where(Bag.issuer == tag.issuer, Bag.serial == tag.serial, Bag.date.between(first, last))
    bags = session.scalars(numbered.order_by(Bag.date.desc(), Bag.lpn))
    return [bag for bag in bags if tag.leading in (None, bag.lpn[0])]


def _locked_until(session: Session, *, conversation_id: uuid.UUID, target: str, now: datetime) -> datetime | None:
    attempt = VerificationAttempt
    limits = (
        _limit(session, attempt.conversation_id == conversation_id, CONVERSATION_WINDOW, now),
        _limit(session, attempt.target_hash == target, TARGET_WINDOW, now),
    )
    return max((until for until in limits if until), default=None)


def _limit(session: Session, whose: ColumnElement[bool], window: timedelta, now: datetime) -> datetime | None:
    attempt = VerificationAttempt
    failures = select(attempt.at).where(
        whose, attempt.ok.is_(False), attempt.locked.is_(False), attempt.at > now - window
    )
    times = session.scalars(failures.order_by(attempt.at.desc()).limit(MAX_FAILURES)).all()
    return times[-1] + window if len(times) == MAX_FAILURES else None


def _note(
    session: Session, *, conversation_id: uuid.UUID, target: str, ok: bool, now: datetime, locked: bool = False
) -> None:
    session.add(
        VerificationAttempt(
            id=new_id(), conversation_id=conversation_id, target_hash=target, ok=ok, locked=locked, at=now
        )
    )
    session.flush()


def _target(tag: BagTag) -> str:
    """The short and the long spelling of a tag are one target."""
    return hashlib.sha256(f"bag-tag:{tag.issuer}{tag.serial}".encode()).hexdigest()

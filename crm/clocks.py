"""Clocks: how long we have for what was promised to a customer who waits for a person, in the time people are there.

A clock follows from how its conversation stands: `settle` starts, halts and stops those of one conversation after
whatever changed it; `crm.promises` looks which are due. The assistant's answers change nothing about them.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import events, hours, service_levels
from crm.base import Base, new_id
from crm.events import Actor, Name
from crm.site import ServiceLevel

Kind = Literal["first_reply", "next_reply", "resolution"]
KINDS: tuple[Kind, ...] = ("first_reply", "next_reply", "resolution")
Should = Literal["run", "halt", "keep", "drop"]
_OPEN = "stopped_at IS NULL"


class Talk(Protocol):
    """A conversation, as far as its clocks go."""

    id: uuid.UUID
    status: Any
    channel: str
    priority: int
    topic: str | None
    handed_over_at: datetime | None
    waiting_since: datetime | None


class Clock(Base):
    """One promise about one conversation. While it is halted nothing is due; `spent` is what had gone by before.

    `kept`: whether the promise was, once it is stopped; nothing for one that was dropped before its time.
    """

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_conversation_id_kind", "conversation_id", "kind"),
        Index("ix_clock_due_at", "due_at", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"))
    kind: Mapped[str] = mapped_column(String(16))
    # The level as it was when the clock was started.
    level: Mapped[dict[str, Any]] = mapped_column()
    started_at: Mapped[datetime] = mapped_column()
    # Of the time promised, in seconds: all, and what was spent up to `resumed_at`.
    promised: Mapped[float] = mapped_column()
    spent: Mapped[float] = mapped_column(default=0.0)
    resumed_at: Mapped[datetime | None] = mapped_column()
    warn_at: Mapped[datetime | None] = mapped_column()
    due_at: Mapped[datetime | None] = mapped_column()
    warned_at: Mapped[datetime | None] = mapped_column()
    broken_at: Mapped[datetime | None] = mapped_column()
    escalated_at: Mapped[datetime | None] = mapped_column()
    stopped_at: Mapped[datetime | None] = mapped_column()
    kept: Mapped[bool | None] = mapped_column()


def settle(session: Session, talk: Talk, *, now: datetime) -> None:
    """Have the clocks of a conversation stand as it stands. It must be locked by this transaction."""
    running = {clock.kind: clock for clock in of(session, [talk.id])}
    if talk.handed_over_at is None and not running:
        return
    level, answered = service_levels.fitting(session, talk), _is_answered(session, talk)
    for kind in KINDS:
        _settle(session, talk, kind, running.get(kind), level, should(kind, talk, level, answered), now)


def should(kind: Kind, talk: Talk, level: ServiceLevel | None, answered: bool) -> Should:
    """What a clock of this kind should do. `answered`: by a person, since one was called."""
    if talk.handed_over_at is None or talk.status == "bot":
        return "drop"
    if kind == "resolution":
        return "keep" if talk.status == "resolved" else _until_resolved(talk, level, answered)
    if kind == "first_reply":
        return "keep" if answered else "drop" if talk.status == "resolved" else "run"
    if not answered or talk.status == "resolved":
        return "drop"
    # Whoever puts a customer aside does not win time by it.
    return "keep" if talk.waiting_since is None else "run"


def _until_resolved(talk: Talk, level: ServiceLevel | None, answered: bool) -> Should:
    waits_for_customer = answered and talk.waiting_since is None
    halts = {"snoozed": talk.status == "snoozed", "customer": waits_for_customer}
    return "halt" if any(halts[why] for why in (level.pauses if level else ())) else "run"


def of(session: Session, conversation_ids: Iterable[uuid.UUID]) -> list[Clock]:
    """The clocks of conversations that are not stopped, what is due first at the top."""
    query = select(Clock).where(Clock.conversation_id.in_(conversation_ids), Clock.stopped_at.is_(None))
    found = list(session.scalars(query))
    return sorted(found, key=lambda clock: (clock.due_at is None, clock.due_at or clock.started_at, clock.id))


def level_of(clock: Clock) -> ServiceLevel:
    """What was promised."""
    return ServiceLevel.model_validate(clock.level)


def spent_by(clock: Clock, now: datetime) -> timedelta:
    """How much of the time has gone by."""
    before = timedelta(seconds=clock.spent)
    if clock.resumed_at is None:
        return before
    return before + _passed(level_of(clock), clock.resumed_at, now)


def _settle(
    session: Session,
    talk: Talk,
    kind: Kind,
    clock: Clock | None,
    level: ServiceLevel | None,
    wanted: Should,
    now: datetime,
) -> None:
    if clock is None:
        promised = getattr(level, kind) if level else None
        if level is not None and promised is not None and wanted in ("run", "halt"):
            _start(session, talk, kind, level, timedelta(minutes=promised), now, halted=wanted == "halt")
        return
    if wanted in ("keep", "drop"):
        _stop(session, talk, clock, now, kept=wanted == "keep")
        return
    if wanted == "halt" and clock.resumed_at is not None:
        clock.spent = spent_by(clock, now).total_seconds()
        clock.resumed_at = clock.due_at = clock.warn_at = None
    elif wanted == "run" and clock.resumed_at is None:
        _resume(clock, now)
    _tighten(clock, kind, level, now)


def _start(
    session: Session, talk: Talk, kind: Kind, level: ServiceLevel, promised: timedelta, now: datetime, *, halted: bool
) -> None:
    since = (talk.waiting_since if kind == "next_reply" else talk.handed_over_at) or now
    clock = Clock(
        id=new_id(),
        conversation_id=talk.id,
        kind=kind,
        level=level.model_dump(mode="json"),
        started_at=since,
        promised=promised.total_seconds(),
        spent=0.0,
    )
    session.add(clock)
    if not halted:
        _resume(clock, since)


def _resume(clock: Clock, at: datetime) -> None:
    level = level_of(clock)
    left = timedelta(seconds=max(0.0, clock.promised - clock.spent))
    until_warning = timedelta(seconds=max(0.0, clock.promised * level.warn_at - clock.spent))
    clock.resumed_at = at
    clock.due_at, clock.warn_at = _after(level, at, left), _after(level, at, until_warning)


def _tighten(clock: Clock, kind: Kind, level: ServiceLevel | None, now: datetime) -> None:
    """Whoever has become more urgent meanwhile is promised no more time than others who are."""
    promised = getattr(level, kind) if level else None
    if level is None or promised is None or clock.broken_at is not None or promised * 60 >= clock.promised:
        return
    running = clock.resumed_at is not None
    clock.spent = spent_by(clock, now).total_seconds()
    clock.level, clock.promised = level.model_dump(mode="json"), promised * 60
    if running:
        _resume(clock, now)


def _stop(session: Session, talk: Talk, clock: Clock, now: datetime, *, kept: bool) -> None:
    spent = spent_by(clock, now)
    clock.stopped_at, clock.spent = now, spent.total_seconds()
    clock.resumed_at = None
    if clock.broken_at is not None:
        clock.kept = False
    elif kept:
        clock.kept = spent.total_seconds() <= clock.promised
        tell(session, clock, kept=clock.kept, at=now, skill=talk.topic)
        clock.broken_at = None if clock.kept else now


def tell(session: Session, clock: Clock, *, kept: bool, at: datetime, skill: str | None) -> None:
    """Write down, for reports, that a promise was kept or broken: `seconds` is what it took of the time people are
    there."""
    level = level_of(clock)
    event = events.record(
        session,
        clock.conversation_id,
        Name.PROMISE_KEPT if kept else Name.PROMISE_BROKEN,
        actor=Actor.SYSTEM,
        at=at,
        skill=skill,
        data={"promise": clock.kind, "level": level.name["en"], "promised": clock.promised},
    )
    event.seconds = spent_by(clock, at).total_seconds()


def _is_answered(session: Session, talk: Talk) -> bool:
    if talk.handed_over_at is None:
        return False
    answered_at = events.last_at(session, talk.id, Name.FIRST_REPLY)
    return answered_at is not None and answered_at >= talk.handed_over_at


def _after(level: ServiceLevel, at: datetime, worked: timedelta) -> datetime | None:
    return at + worked if level.always else hours.after_working(at, worked)


def _passed(level: ServiceLevel, start: datetime, end: datetime) -> timedelta:
    return max(end - start, timedelta(0)) if level.always else hours.worked_between(start, end)

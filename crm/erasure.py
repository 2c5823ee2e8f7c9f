"""Erasure: everything personal of a customer goes in one transaction, and a tombstone says that it did.

What an open case needs is kept until it is closed, and what a legal hold keeps until it is lifted. What is not in the
store (what the assistant remembers, mails that were written to files) is noted in the same transaction, for a job.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import erasing, holds, personal_data
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.cases import Case
from crm.privacy import KIND
from crm.site import site
from crm.store import is_sqlite
from crm.verticals import Scope


class Erasure(Base):
    """The tombstone: under which request, when, by whom, how much of which kinds. Nothing of what it was.

    `kept` are the open cases that the rest waits for: [{reference, title, until}]. `pending` is what a job still has
    to delete outside the store: {conversations: [id], mails: [id]}.
    """

    __tablename__ = "erasure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), unique=True)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    kept: Mapped[list[Any]] = mapped_column(default=list)
    pending: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    # When nothing was left to erase in the store, and when nothing outside it.
    finished_at: Mapped[datetime | None] = mapped_column()
    settled_at: Mapped[datetime | None] = mapped_column(index=True)

    case: Mapped[Case] = relationship(lazy="joined", innerjoin=True)
    agent: Mapped[Agent | None] = relationship(lazy="joined")


def of_case(session: Session, case: Case) -> Erasure | None:
    """What was erased under a request."""
    return session.scalars(select(Erasure).where(Erasure.case_id == case.id)).one_or_none()


def erase(session: Session, case: Case, *, agent: Agent | None, now: datetime) -> Erasure:
    """Erase everything of the case's customer that no open case needs; again, what has come or become free since.

    All conversations of the customer must be locked by this transaction.
    """
    if is_sqlite(session):
        # Deleted rows would stay readable in the file until something else is written over them.
        session.execute(text("PRAGMA secure_delete = ON"))
    whole, needed = personal_data.scope_of(session, case.customer_id), _needed(session, case.customer_id)
    held = holds.kept_conversations(session, case.customer_id)
    waits = bool(needed or held)
    scope = _without(session, whole, {one.conversation_id for one in needed} | held)
    addresses = erasing.addresses_in(personal_data.collect(session, case.customer_id, now=now))
    requests = tuple(session.scalars(select(Case.id).where(Case.customer_id == case.customer_id, Case.kind == KIND)))
    mails = erasing.forget_mails(session, scope, () if held else addresses)
    counts = [
        {} if held else erasing.forget_wishes(session, case.customer_id),
        erasing.forget_talks(session, scope, requests=requests),
        {"mails": len(mails)} if mails else {},
        {} if waits else erasing.forget_person(session, case.customer_id),
    ]
    done = of_case(session, case)
    if done is None:
        done = Erasure(case=case, agent=agent, counts={}, kept=[], pending={}, at=now)
        session.add(done)
    done.counts = _summed([done.counts, *counts])
    done.kept = [_kept(one) for one in needed if one.closed_at is None]
    done.pending = {
        "conversations": sorted({*done.pending.get("conversations", []), *map(str, scope.conversation_ids)}),
        "mails": sorted({*done.pending.get("mails", []), *map(str, mails)}),
    }
    done.finished_at, done.settled_at = None if waits else now, None
    session.flush()
    session.expire_all()
    return done


def unsettled(session: Session) -> list[Erasure]:
    """Erasures of which something is left to delete outside the store, oldest first."""
    return list(session.scalars(select(Erasure).where(Erasure.settled_at.is_(None)).order_by(Erasure.id)))


def settle(session: Session, *, erasure_id: uuid.UUID, pending: dict[str, Any], now: datetime) -> None:
    """Note that what was pending is gone, unless more has come meanwhile."""
    done = session.get_one(Erasure, erasure_id, with_for_update={"of": Erasure})
    done.pending = {kind: sorted({*ids} - {*pending.get(kind, [])}) for kind, ids in done.pending.items()}
    done.settled_at = None if any(done.pending.values()) else now


def unfinished(session: Session) -> list[Erasure]:
    """Erasures of which something was kept, for cases that are closed and holds that are lifted by now."""
    waiting = session.scalars(select(Erasure).where(Erasure.finished_at.is_(None)).order_by(Erasure.id))
    return [one for one in waiting if not _is_kept(session, one.case.customer_id)]


def _is_kept(session: Session, customer_id: uuid.UUID) -> bool:
    return bool(_needed(session, customer_id) or holds.kept_conversations(session, customer_id))


def _needed(session: Session, customer_id: uuid.UUID) -> list[Case]:
    """The customer's open cases, and those that they hang on; not the requests about data themselves."""
    mine = select(Case).where(Case.customer_id == customer_id, Case.closed_at.is_(None), Case.kind != KIND)
    found, ahead = [], list(session.scalars(mine.order_by(Case.id)))
    while ahead:
        one = ahead.pop(0)
        found.append(one)
        parent = session.get(Case, one.parent_id) if one.parent_id else None
        if parent and parent.customer_id == customer_id and parent not in found and parent not in ahead:
            ahead.append(parent)
    return found


def _without(session: Session, whole: Scope, kept: set[uuid.UUID]) -> Scope:
    """The scope without these conversations and what is in them."""
    talks = tuple(one for one in whole.conversation_ids if one not in kept)
    inside = session.scalars(select(Case.id).where(Case.id.in_(whole.case_ids), Case.conversation_id.in_(talks)))
    return Scope(whole.customer_id, talks, tuple(sorted(inside)))


def _kept(case: Case) -> dict[str, Any]:
    """An open case, and the last of its days that we know of."""
    days = [str(one["due_on"]) for one in case.deadlines if one.get("due_on")]
    if case.due_at is not None:
        days.append(case.due_at.astimezone(site().zone).date().isoformat())
    return {"reference": case.reference, "title": dict(case.title), "until": max(days, default=None)}


def _summed(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    kinds = dict.fromkeys(kind for one in counts for kind in one)
    return {kind: sum(one.get(kind, 0) for one in counts) for kind in kinds}

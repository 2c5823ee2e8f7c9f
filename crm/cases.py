"""Cases: what a customer asked us to put right, the states it goes through, and who moved it."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, func, literal, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import conversations, live, paging, search_index
from crm import events as happenings
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.customers import Customer
from crm.errors import CaseMoveRefused, CaseNotFound
from crm.events import Name
from crm.paging import Key, Page
from crm.search_index import SearchEntry

Actor = Literal["customer", "agent", "system"]
StatusGroup = Literal["open", "closed", "any"]
_NEVER = datetime.max.replace(tzinfo=UTC)
# Crockford's base 32: no letter that is taken for a digit or for another.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Workflow:
    """The states of a kind of case: where it begins, where it may go from each, and where it ends."""

    initial: str
    moves: Mapping[str, frozenset[str]]
    final: frozenset[str]


class Case(Base):
    """One matter under a reference that the customer can quote. Details and deadlines are for people to read."""

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_closed_at_due_at", "closed_at", "due_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(24))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("customer.id"), index=True)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    assignee_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    stage: Mapped[str] = mapped_column(String(8), default="in")
    # {zh, en}
    title: Mapped[dict[str, Any]] = mapped_column()
    # [{label: {zh, en}, value: str | {zh, en}}]
    details: Mapped[list[Any]] = mapped_column(default=list)
    # [{kind, due_on: ISO date, basis: {zh, en}, rule}]
    deadlines: Mapped[list[Any]] = mapped_column(default=list)
    due_at: Mapped[datetime | None] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[datetime | None] = mapped_column()

    customer: Mapped[Customer] = relationship(lazy="joined", innerjoin=True)
    assignee: Mapped[Agent | None] = relationship(lazy="joined")


class CaseEvent(Base):
    """Something that happened to a case. Without `to_status` it is a note or a change of hands."""

    __tablename__ = "case_event"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id"), index=True)
    from_status: Mapped[str | None] = mapped_column(String(24))
    to_status: Mapped[str | None] = mapped_column(String(24))
    actor: Mapped[Actor] = mapped_column(String(8))
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)

    agent: Mapped[Agent | None] = relationship(lazy="joined")


def new_reference(prefix: str) -> str:
    """A reference nobody can guess and anybody can read out: "RQ7K2M9X". A digit tells it from a word."""
    while True:
        drawn = "".join(secrets.choice(_ALPHABET) for _ in range(6))
        if any(map(str.isdigit, drawn)):
            return prefix + drawn


def open_case(
    session: Session,
    *,
    kind: str,
    workflow: Workflow,
    reference: str,
    customer_id: uuid.UUID,
    conversation_id: uuid.UUID,
    title: Mapping[str, str],
    details: Sequence[Mapping[str, Any]],
    deadlines: Sequence[Mapping[str, Any]] = (),
    parent: Case | None = None,
    stage: str = "in",
    due_at: datetime | None = None,
) -> Case:
    """Record what the customer asks for under a reference they can quote."""
    case = Case(
        reference=reference,
        kind=kind,
        status=workflow.initial,
        customer=session.get_one(Customer, customer_id),
        conversation_id=conversation_id,
        parent_id=parent.id if parent else None,
        stage=stage,
        title=dict(title),
        details=[dict(detail) for detail in details],
        deadlines=[dict(deadline) for deadline in deadlines],
        due_at=due_at,
    )
    session.add(case)
    session.flush()
    talk = session.get_one(Conversation, conversation_id)
    talk.stage = conversations.later(talk.stage, stage)
    _note(session, case, actor="customer", to_status=case.status)
    _happened(session, case, Name.CASE_OPENED, actor="customer", to=case.status, at=case.opened_at)
    live.announce(session, conversation_id)
    return case


def move(
    session: Session,
    case: Case,
    to: str,
    *,
    workflow: Workflow,
    actor: Actor,
    agent: Agent | None = None,
    note: str = "",
    public: bool = True,
    expected_version: int | None = None,
) -> CaseEvent:
    """Change the state by compare-and-set. Raises CaseMoveRefused, changing nothing, also when another was faster.

    `expected_version` is the one that whoever decided was looking at.
    """
    origin, seen = case.status, case.version if expected_version is None else expected_version
    if to not in workflow.moves.get(origin, frozenset()):
        raise CaseMoveRefused(**{"from": origin, "to": to})
    now, since = utc_now(), _in_state_since(session, case)
    moved = session.execute(
        update(Case)
        .where(Case.id == case.id, Case.version == seen, Case.status == origin)
        .values(status=to, version=seen + 1, updated_at=now, closed_at=now if to in workflow.final else None)
        .execution_options(synchronize_session=False)
        .returning(Case.id)
    ).first()
    session.refresh(case)
    if moved is None:
        raise CaseMoveRefused(**{"from": case.status, "to": to})
    event = _note(session, case, actor=actor, agent=agent, from_status=origin, to_status=to, note=note, public=public)
    _happened(session, case, Name.CASE_MOVED, actor=actor, agent=agent, origin=origin, to=to, at=now, since=since)
    live.announce(session, case.conversation_id)
    return event


def lock(session: Session, case: Case) -> Case:
    """The case as it stands now; nobody else changes it until the transaction ends."""
    # Of the case alone: what is joined to it may be missing, and such rows cannot be locked.
    session.refresh(case, with_for_update={"of": Case, "key_share": True})
    return case


def put_off(
    session: Session,
    case: Case,
    *,
    due_at: datetime,
    title: Mapping[str, str],
    details: Sequence[Mapping[str, Any]],
    note: str,
    actor: Actor,
) -> CaseEvent:
    """Let a case be due at another time, in the state in which it is."""
    case.due_at, case.title, case.details = due_at, dict(title), [dict(detail) for detail in details]
    case.updated_at, case.version = utc_now(), case.version + 1
    live.announce(session, case.conversation_id)
    return _note(session, case, actor=actor, note=note)


def add_note(session: Session, case: Case, *, agent: Agent, text: str) -> CaseEvent:
    """Write something down for the team."""
    case.updated_at = utc_now()
    live.announce(session, case.conversation_id)
    return _note(session, case, actor="agent", agent=agent, note=text, public=False)


def remark(session: Session, case: Case, *, text: str) -> CaseEvent:
    """Write down for the team what the product itself has to say."""
    case.updated_at = utc_now()
    live.announce(session, case.conversation_id)
    return _note(session, case, actor="system", note=text, public=False)


def assign(session: Session, case: Case, *, to: Agent | None, by: Agent) -> CaseEvent | None:
    """Make a case somebody's, or nobody's; None when it was so already."""
    if case.assignee_id == (to.id if to else None):
        return None
    case.assignee, case.updated_at = to, utc_now()
    live.announce(session, case.conversation_id)
    return _note(session, case, actor="agent", agent=by, note=f"→ {to.name}" if to else "→ –", public=False)


def get_by_reference(session: Session, reference: str) -> Case:
    """The case under a reference, however it was typed. Raises CaseNotFound."""
    case = session.scalars(select(Case).where(Case.reference == reference.strip().upper())).one_or_none()
    if case is None:
        raise CaseNotFound
    return case


def of_conversation(session: Session, conversation_id: uuid.UUID) -> list[Case]:
    """The cases of a conversation, oldest first."""
    return list(session.scalars(select(Case).where(Case.conversation_id == conversation_id).order_by(Case.id)))


def children(session: Session, case: Case) -> list[Case]:
    """The cases that hang on this one, oldest first."""
    return list(session.scalars(select(Case).where(Case.parent_id == case.id).order_by(Case.id)))


def events(session: Session, case: Case) -> list[CaseEvent]:
    """What happened to a case, oldest first."""
    return list(session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.id)))


def listed(
    session: Session,
    *,
    status_group: StatusGroup,
    kind: str | None = None,
    assignee: Agent | None = None,
    customer_id: uuid.UUID | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = paging.LARGEST,
) -> Page[Case]:
    """Cases for the desk: what is due first, then what changed last. `q` is anything that a case holds."""
    query = select(Case).join(Case.customer).where(*_group(status_group))
    if kind:
        query = query.where(Case.kind == kind)
    if assignee is not None:
        query = query.where(Case.assignee_id == assignee.id)
    if customer_id is not None:
        query = query.where(Case.customer_id == customer_id)
    if q and q.strip():
        query = query.where(_matching(session, q.strip()))
    due = func.coalesce(Case.due_at, literal(_NEVER, Case.due_at.type))
    keys = (Key(due), Key(Case.updated_at, descending=True), Key(Case.id))
    return paging.page(session, query, keys, cursor=cursor, limit=limit)


def counts(session: Session, *, agent: Agent, now: datetime) -> dict[str, int]:
    """How many cases are open, how many of them are the agent's, and how many are past their time."""
    conditions = {"open": (), "mine": (Case.assignee_id == agent.id,), "overdue": (Case.due_at < now,)}
    counted = {
        name: session.scalar(select(func.count()).select_from(Case).where(Case.closed_at.is_(None), *more))
        for name, more in conditions.items()
    }
    return {name: number or 0 for name, number in counted.items()}


def _group(group: StatusGroup) -> tuple[ColumnElement[bool], ...]:
    return {"open": (Case.closed_at.is_(None),), "closed": (Case.closed_at.is_not(None),), "any": ()}[group]


def _matching(session: Session, q: str) -> ColumnElement[bool]:
    columns = (Case.reference, Customer.name, Case.title["zh"].as_string(), Case.title["en"].as_string())
    given = Case.id.in_(search_index.matching(session, SearchEntry.case_id, q))
    return or_(given, *(column.icontains(q, autoescape=True) for column in columns))


def _note(session: Session, case: Case, **facts: Any) -> CaseEvent:
    agent = facts.pop("agent", None)
    event = CaseEvent(case_id=case.id, agent=agent, **facts)
    session.add(event)
    session.flush()
    return event


def _in_state_since(session: Session, case: Case) -> datetime | None:
    """When the case came into its present state."""
    query = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == case.id, CaseEvent.to_status.is_not(None))
    return session.scalar(query)


def _happened(
    session: Session, case: Case, name: Name, *, actor: Actor, to: str, origin: str | None = None, **when: Any
) -> None:
    data = {"reference": case.reference, "kind": case.kind, "from": origin, "to": to}
    happenings.record(session, case.conversation_id, name, actor=happenings.Actor(actor), data=data, **when)

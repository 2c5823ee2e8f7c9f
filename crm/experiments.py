"""Experiments: two wordings of an answer, or two articles, each shown to half of the customers.

Which half a customer belongs to follows from the experiment and the customer alone. Where a wording or an article is
said, one look into what runs now is all that it costs; that is read from the store every `FRESH` seconds at most.
"""

import hashlib
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import audit, events, experiment_subjects
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation
from crm.errors import BadInput, ExperimentNotFound, ExperimentOver, ExperimentRuns
from crm.events import Actor, Name
from crm.experiment_subjects import SubjectKind
from crm.store import engine

FRESH = 15.0
# What is said now, and what is tried.
OLD, NEW = "a", "b"
_TITLE = 100


class Measure(StrEnum):
    """By what the two are compared. Thumbs are asked for articles alone."""

    RESOLVED = "resolved"
    NOT_ASKED_BACK = "not_asked_back"
    THUMBS = "thumbs"


class Standing(StrEnum):
    """`stopped`: by hand, whatever was known by then."""

    RUNNING = "running"
    STOPPED = "stopped"
    NEW_BETTER = "new_better"
    NEW_WORSE = "new_worse"
    NO_DIFFERENCE = "no_difference"


class Experiment(Base):
    """What is tried: another wording of the response `subject`, or another article in the place of that one.

    `variant`: the wording in both languages, or {"key": …}. `result`: see `crm.experiment_results.Result`.
    """

    __tablename__ = "experiment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[SubjectKind] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(_TITLE))
    variant: Mapped[dict[str, Any]] = mapped_column()
    outcome: Mapped[Measure] = mapped_column(String(16))
    state: Mapped[Standing] = mapped_column(String(16), default=Standing.RUNNING, index=True)
    started_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    stopped_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column()
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)

    started_by: Mapped[Agent] = relationship(foreign_keys=[started_by_id], lazy="joined", innerjoin=True)
    stopped_by: Mapped[Agent | None] = relationship(foreign_keys=[stopped_by_id], lazy="joined")


@dataclass(frozen=True)
class Running:
    """An experiment that runs, as far as whoever says something needs it."""

    id: uuid.UUID
    variant: Mapping[str, str]


Tried = Mapping[tuple[SubjectKind, str], Running]


def start(
    session: Session, *, kind: SubjectKind, subject: str, variant: Mapping[str, str], outcome: Measure, agent: Agent
) -> Experiment:
    """Show another wording or article to half of the customers from now on.

    Raises NotForExperiments for what is about safety or law, BadInput for what cannot be tried, ExperimentRuns where
    the same is tried already.
    """
    if outcome == Measure.THUMBS and kind != SubjectKind.ARTICLE:
        raise BadInput("Thumbs are asked for articles alone.", field="outcome")
    experiment_subjects.check(session, kind=kind, subject=subject, variant=variant)
    same = select(Experiment.id).where(
        Experiment.kind == kind, Experiment.subject == subject, Experiment.state == Standing.RUNNING
    )
    if session.scalars(same).first() is not None:
        raise ExperimentRuns
    experiment = Experiment(kind=kind, subject=subject, variant=dict(variant), outcome=outcome, started_by_id=agent.id)
    session.add(experiment)
    audit.note(session, agent=agent, deed="experiment_started", target=subject, outcome=outcome)
    session.flush()
    forget()
    return experiment


def stop(session: Session, experiment_id: uuid.UUID, *, agent: Agent, now: datetime | None = None) -> Experiment:
    """End it by hand: everybody is told the same again. Raises ExperimentNotFound, ExperimentOver."""
    experiment = locked(session, experiment_id)
    if experiment.state != Standing.RUNNING:
        raise ExperimentOver
    experiment.state, experiment.ended_at, experiment.stopped_by_id = Standing.STOPPED, now or utc_now(), agent.id
    audit.note(session, agent=agent, deed="experiment_stopped", target=experiment.subject)
    session.flush()
    session.expire(experiment, ["stopped_by"])
    forget()
    return experiment


def locked(session: Session, experiment_id: uuid.UUID) -> Experiment:
    """An experiment, held until the transaction ends. Raises ExperimentNotFound."""
    # Of those who started and stopped it nobody is held: a row that may be missing cannot be.
    experiment = session.get(Experiment, experiment_id, with_for_update={"of": Experiment})
    if experiment is None:
        raise ExperimentNotFound
    return experiment


def latest(session: Session, *, limit: int) -> Sequence[Experiment]:
    """The newest first."""
    return session.scalars(select(Experiment).order_by(Experiment.id.desc()).limit(limit)).all()


def arm_of(experiment_id: uuid.UUID, customer_id: uuid.UUID) -> str:
    """The half that a customer belongs to: always the same one, and independent of those in other experiments."""
    digest = hashlib.sha256(experiment_id.bytes + customer_id.bytes).digest()
    return NEW if digest[0] & 1 else OLD


def worded(session: Session, conversation: Conversation, *, said: str | None, body: str) -> str:
    """What is said to this customer: `body`, or the other wording of the response that was said, if one is tried."""
    running = _running(session).get((SubjectKind.WORDING, said or ""))
    if running is None:
        return body
    arm = arm_of(running.id, conversation.customer_id)
    note_shown(session, conversation, running.id, arm)
    return running.variant[conversation.language] if arm == NEW else body


def note_article(session: Session, conversation: Conversation, data: dict[str, Any]) -> dict[str, Any]:
    """Write down which of two articles is shown, where two are tried; the customer is not told that."""
    shown = data.get("article", {}).get("experiment")
    if shown is None:
        return data
    note_shown(session, conversation, uuid.UUID(shown["id"]), shown["arm"])
    return {**data, "article": {key: value for key, value in data["article"].items() if key != "experiment"}}


def other_article(session: Session, key: str, customer_id: uuid.UUID) -> tuple[str, dict[str, str] | None]:
    """The article that this customer is shown where `key` would be, and what says so beside it; None: nothing runs."""
    running = _running(session).get((SubjectKind.ARTICLE, key))
    if running is None:
        return key, None
    arm = arm_of(running.id, customer_id)
    return running.variant["key"] if arm == NEW else key, {"id": str(running.id), "arm": arm}


def is_tried(session: Session, key: str) -> bool:
    """Whether another article is tried in the place of this one."""
    return (SubjectKind.ARTICLE, key) in _running(session)


def note_shown(session: Session, conversation: Conversation, experiment_id: uuid.UUID, arm: str) -> None:
    """Write down that a customer was shown one of the two."""
    facts = {"experiment": str(experiment_id), "arm": arm}
    events.record(session, conversation.id, Name.EXPERIMENT_SHOWN, actor=Actor.BOT, data=facts)


def forget() -> None:
    """Read anew what runs."""
    _known.clear()


# By store: what runs, and when it was read.
_known: WeakKeyDictionary[Engine, tuple[float, Tried]] = WeakKeyDictionary()


def _running(session: Session) -> Tried:
    store, now = engine(), time.monotonic()
    known = _known.get(store)
    if known is None or now - known[0] > FRESH:
        some = session.scalars(select(Experiment).where(Experiment.state == Standing.RUNNING))
        found = {(SubjectKind(one.kind), one.subject): Running(one.id, dict(one.variant)) for one in some}
        _known[store] = known = (now, found)
    return known[1]

"""Switches of the assistant's model: from which to which, how the live rates went, and whether it was taken back."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import agents, audit, live_rates, outbox, survey_recovery, texts
from crm.agents import Role
from crm.base import Base, new_id, utc_now
from crm.live_rates import SPAN, Rate
from crm.site import site


class SwitchState(StrEnum):
    """What became of a switch. `going_back`: it has to be undone, and is being so."""

    WATCHED = "watched"
    KEPT = "kept"
    GOING_BACK = "going_back"
    WENT_BACK = "went_back"
    # Somebody went back by hand, or another model was taken meanwhile: nobody looks at it any more.
    SUPERSEDED = "superseded"
    # Nobody has watched it: it was itself a way back, by hand.
    BY_HAND = "by_hand"


class ModelSwitch(Base):
    """That the assistant took another model. `taught` and `taught_before` are digests of what each had learned.

    `rates`: what was seen of it, as `crm.live_rates.Rate` has it; `cause`: the rate for which it was taken back.
    """

    __tablename__ = "model_switch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    model: Mapped[str] = mapped_column(String(64))
    before: Mapped[str] = mapped_column(String(64))
    taught: Mapped[str] = mapped_column(String(64))
    taught_before: Mapped[str] = mapped_column(String(64))
    state: Mapped[SwitchState] = mapped_column(String(16), index=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column()
    rates: Mapped[list[Any]] = mapped_column(default=list)
    cause: Mapped[dict[str, Any]] = mapped_column(default=dict)


def record(
    session: Session,
    *,
    model: str,
    before: str,
    taught: str,
    taught_before: str,
    watched: bool,
    now: datetime | None = None,
) -> ModelSwitch:
    """Write down that a model was taken; nobody looks at the switches before it any more."""
    now = now or utc_now()
    open_ones = ModelSwitch.state.in_([SwitchState.WATCHED, SwitchState.GOING_BACK])
    session.execute(update(ModelSwitch).where(open_ones).values(state=SwitchState.SUPERSEDED, ended_at=now))
    switch = ModelSwitch(
        model=model,
        before=before,
        taught=taught,
        taught_before=taught_before,
        state=SwitchState.WATCHED if watched else SwitchState.BY_HAND,
        at=now,
        ended_at=None if watched else now,
    )
    session.add(switch)
    audit.note(
        session, agent=None, deed="model_taken" if watched else "model_taken_back", target=model, instead_of=before
    )
    session.flush()
    return switch


def latest(session: Session, *, limit: int) -> Sequence[ModelSwitch]:
    """The newest switches first."""
    return session.scalars(select(ModelSwitch).order_by(ModelSwitch.id.desc()).limit(limit)).all()


def in_use(session: Session) -> str | None:
    """The model that the assistant was given last; None where it was never given another."""
    newest = next(iter(latest(session, limit=1)), None)
    if newest is None:
        return None
    return newest.before if newest.state == SwitchState.WENT_BACK else newest.model


def of_model(session: Session, model: str) -> ModelSwitch | None:
    """The last time that this model was taken."""
    query = select(ModelSwitch).where(ModelSwitch.model == model).order_by(ModelSwitch.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def was_worse(session: Session, taught: str) -> bool:
    """Whether a model that had learned exactly this was taken back because of its live rates."""
    query = select(ModelSwitch.id).where(ModelSwitch.taught == taught, ModelSwitch.state == SwitchState.WENT_BACK)
    return session.scalars(query.limit(1)).first() is not None


def unsettled(session: Session) -> ModelSwitch | None:
    """The switch that is watched, or has to be undone."""
    query = select(ModelSwitch).where(ModelSwitch.state.in_([SwitchState.WATCHED, SwitchState.GOING_BACK]))
    return session.scalars(query).one_or_none()


def rates_of(session: Session, switch: ModelSwitch, *, now: datetime) -> list[Rate]:
    """The live rates before and since a switch, in every language of the site."""
    until, languages = min(now - SPAN, switch.at + live_rates.WATCHED), site().languages
    found = []
    for language in languages:
        before = live_rates.beginnings(
            session, language=language, since=switch.at - live_rates.BEFORE, until=switch.at - SPAN
        )
        after = live_rates.beginnings(session, language=language, since=switch.at, until=until)
        tests = len(live_rates.RATES) * len(languages)
        found += live_rates.compared(before, after, language=language, tests=tests)
    return found


def judge(session: Session, switch_id: uuid.UUID, rates: Sequence[Rate], *, now: datetime) -> ModelSwitch:
    """Keep what was seen of a switch; where a rate is clearly worse, it has to be undone."""
    switch = session.get_one(ModelSwitch, switch_id, with_for_update=True)
    if switch.state != SwitchState.WATCHED:
        return switch
    switch.rates = [asdict(one) for one in rates]
    worse = [one for one in rates if one.worse_after is not None]
    if worse:
        switch.state, switch.cause = SwitchState.GOING_BACK, asdict(min(worse, key=lambda one: one.p))
    elif now >= switch.at + live_rates.WATCHED + SPAN:
        switch.state, switch.ended_at = SwitchState.KEPT, now
    return switch


def supersede(session: Session, switch_id: uuid.UUID, *, now: datetime) -> None:
    """Note that another model is in use meanwhile: there is nothing to undo."""
    switch = session.get_one(ModelSwitch, switch_id)
    switch.state, switch.ended_at = SwitchState.SUPERSEDED, now


def went_back(session: Session, switch_id: uuid.UUID, *, public_url: str, now: datetime) -> None:
    """Note that the model before is in use again, and write to those who lead the team; once."""
    switch = session.get_one(ModelSwitch, switch_id, with_for_update=True)
    if switch.state != SwitchState.GOING_BACK:
        return
    switch.state, switch.ended_at = SwitchState.WENT_BACK, now
    audit.note(session, agent=None, deed="model_went_back", target=switch.model, back_to=switch.before, **switch.cause)
    for agent in agents.active_agents(session):
        if agent.role != Role.AGENT:
            _write(session, switch, to=agent.email, language=survey_recovery.language_of(agent), public_url=public_url)


def said(switch: ModelSwitch) -> dict[str, str]:
    """What became of a switch, as a sentence in each language."""
    return {language: _sentence(switch, language) for language in ("zh", "en")}


def _sentence(switch: ModelSwitch, language: str) -> str:
    words = texts.load("models")
    told = words["became"][switch.state][language]
    cause = switch.cause
    if not cause:
        return str(told)
    return str(told).format(
        rate=words["rates"][cause["name"]][language],
        language=words["languages"][cause["language"]][language],
        before=f"{cause['before']:.1%}",
        after=f"{cause['after']:.1%}",
        n=cause["worse_after"],
    )


def _write(session: Session, switch: ModelSwitch, *, to: str, language: str, public_url: str) -> None:
    words = texts.load("models")["mail"]
    link = f"{public_url.rstrip('/')}/desk?in=improve"
    outbox.send(
        session,
        to=to,
        subject=words["subject"][language].format(site=site().name[language]),
        body=words["body"][language].format(sentence=_sentence(switch, language), link=link),
        language=language,
        key=f"model-went-back:{switch.id}:{to}"[:100],
    )

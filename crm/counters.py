"""Counters: places where customers stand, and the code on a sign there that opens a survey for whoever scans it."""

import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import customers, questionnaire_desk, questionnaires, surveys
from crm.agents import Agent
from crm.counter_rows import Counter
from crm.errors import BadInput, CounterAnswered, CounterNotFound, SurveyNotFound
from crm.site import Words, site
from crm.surveys import About, Survey

CHANNEL = "counter"


def create(session: Session, *, questionnaire: str, name: Words, agent: Agent) -> Counter:
    """Put up a sign. Raises BadInput for a questionnaire that there is not."""
    questionnaire_desk.refresh(session)
    if questionnaire not in questionnaires.questionnaires():
        raise BadInput("There is no such questionnaire.", field="questionnaire")
    counter = Counter(
        code=secrets.token_urlsafe(9), questionnaire=questionnaire, name=name.model_dump(), created_by_id=agent.id
    )
    session.add(counter)
    session.flush()
    return counter


def listed(session: Session) -> list[Counter]:
    """Every sign, those that still ask first, the newest before the others."""
    query = select(Counter).order_by(Counter.closed_at.is_not(None), Counter.id.desc())
    return list(session.scalars(query))


def get(session: Session, counter_id: uuid.UUID) -> Counter:
    """One sign. Raises CounterNotFound."""
    counter = session.get(Counter, counter_id)
    if counter is None:
        raise CounterNotFound
    return counter


def switch(session: Session, counter_id: uuid.UUID, *, on: bool, now: datetime) -> Counter:
    """Ask nobody at this counter any more, or ask again. Raises CounterNotFound."""
    counter = get(session, counter_id)
    counter.closed_at = None if on else counter.closed_at or now
    session.flush()
    return counter


def scan(session: Session, code: str, *, token: str | None, language: str, now: datetime) -> str:
    """The link's secret of a fresh survey for whoever scans a sign, which may be answered once.

    `token` is the one that this browser was given here before: a survey that is still open is gone on with. Raises
    CounterNotFound, also for one that asks nobody any more, and CounterAnswered while the last answer is too fresh.
    """
    questionnaire_desk.refresh(session)
    counter = session.scalars(select(Counter).where(Counter.code == code, Counter.closed_at.is_(None))).one_or_none()
    if counter is None or counter.questionnaire not in questionnaires.questionnaires():
        raise CounterNotFound
    last = _last(session, counter, token)
    if last is not None and token and not surveys.is_closed(last, now):
        return token
    again = last.sent_at + pause() if last is not None else now
    if again > now:
        raise CounterAnswered(again_at=again.isoformat())
    return surveys.create(
        session,
        questionnaire=counter.questionnaire,
        customer_id=customers.create_customer(session, language=language).id,
        language=language,
        channel=CHANNEL,
        about=About(kind="counter", id=str(counter.id)),
        counter_id=counter.id,
        now=now,
    ).token


def pause() -> timedelta:
    """So long one browser is given no second survey of one counter, and so long it may answer the first."""
    return timedelta(hours=site().surveys.counter_hours)


def _last(session: Session, counter: Counter, token: str | None) -> Survey | None:
    if not token:
        return None
    try:
        found = surveys.find(session, token)
    except SurveyNotFound:
        return None
    return found if found.counter_id == counter.id else None

"""Reports by mail: who of those who lead gets which one, how often, and when next."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm.agents import Agent, Role
from crm.base import Base, new_id, utc_now
from crm.insights.periods import Period

Report = Literal["service", "surveys"]
Pace = Literal["week", "month"]
REPORTS: tuple[Report, ...] = get_args(Report)
# By the site's clock: before the day begins in which it is read.
SENT_AT = time(7)
# Whoever claims one has this long to send it; then it may be sent by another.
LEASE = timedelta(minutes=10)
# After so many attempts it is left to the next time.
MOST_TRIES = 12
BATCH = 5


class Subscription(Base):
    """One report for one of the team, at the address they sign in with. `questionnaire`: "" where there is none."""

    __tablename__ = "report_subscription"
    __table_args__ = (UniqueConstraint("agent_id", "report", "questionnaire"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent.id"), index=True)
    report: Mapped[str] = mapped_column(String(16))
    questionnaire: Mapped[str] = mapped_column(String(32), default="")
    pace: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(8))
    next_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    agent: Mapped[Agent] = relationship(lazy="joined", innerjoin=True)


@dataclass(frozen=True)
class Due:
    """A report that is to be sent now, of these days."""

    subscription_id: uuid.UUID
    to: str
    report: Report
    questionnaire: str
    language: Literal["zh", "en"]
    period: Period


def of_agent(session: Session, agent_id: uuid.UUID) -> list[Subscription]:
    """What somebody gets."""
    query = select(Subscription).where(Subscription.agent_id == agent_id)
    return list(session.scalars(query.order_by(Subscription.id)))


def subscribe(
    session: Session,
    *,
    agent_id: uuid.UUID,
    report: Report,
    questionnaire: str = "",
    pace: Pace | None,
    language: str,
    zone: ZoneInfo,
    now: datetime,
) -> None:
    """Send it to them every week or month from the next one on; None: no more."""
    known = session.scalars(
        select(Subscription).where(
            Subscription.agent_id == agent_id,
            Subscription.report == report,
            Subscription.questionnaire == questionnaire,
        )
    ).one_or_none()
    if known is None:
        if pace is None:
            return
        known = Subscription(agent_id=agent_id, report=report, questionnaire=questionnaire)
        session.add(known)
    elif pace is None:
        session.delete(known)
        session.flush()
        return
    known.pace, known.language, known.next_at, known.tries = pace, language, next_after(pace, now, zone), 0
    session.flush()


def claim(session: Session, *, zone: ZoneInfo, now: datetime) -> list[Due]:
    """Take what is due, so that nobody else sends it meanwhile. Who does not lead any more gets nothing any more."""
    due = select(Subscription).where(Subscription.next_at <= now).order_by(Subscription.next_at).limit(BATCH)
    claimed = []
    for one in session.scalars(due.with_for_update(skip_locked=True, of=Subscription)):
        if not one.agent.active or one.agent.role == Role.AGENT:
            session.delete(one)
            continue
        if one.tries >= MOST_TRIES:
            one.tries, one.next_at = 0, next_after(one.pace, now, zone)
            continue
        one.tries, one.next_at = one.tries + 1, now + LEASE
        claimed.append(_due(one, zone, now))
    return claimed


def sent(session: Session, subscription_id: uuid.UUID, *, zone: ZoneInfo, now: datetime) -> None:
    """Note that it is out; nothing, if they want no more of it meanwhile."""
    one = session.get(Subscription, subscription_id)
    if one is not None:
        one.sent_at, one.tries, one.next_at = now, 0, next_after(one.pace, now, zone)


def next_after(pace: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The next Monday, or first of a month, at seven by the clock of the site."""
    today = now.astimezone(zone).date()
    day = today
    while not _begins(pace, day) or datetime.combine(day, SENT_AT, zone) <= now:
        day += timedelta(days=1)
    return datetime.combine(day, SENT_AT, zone)


def covered(pace: str, now: datetime, zone: ZoneInfo) -> Period:
    """The last whole week, from Monday, or the last whole month."""
    end = now.astimezone(zone).date()
    while not _begins(pace, end):
        end -= timedelta(days=1)
    first = end - timedelta(days=1)
    while not _begins(pace, first):
        first -= timedelta(days=1)
    return Period(first, end - timedelta(days=1), zone)


def _begins(pace: str, day: date) -> bool:
    return day.weekday() == 0 if pace == "week" else day.day == 1


def _due(one: Subscription, zone: ZoneInfo, now: datetime) -> Due:
    report: Report = "surveys" if one.report == "surveys" else "service"
    language: Literal["zh", "en"] = "zh" if one.language == "zh" else "en"
    return Due(one.id, one.agent.email, report, one.questionnaire, language, covered(one.pace, now, zone))

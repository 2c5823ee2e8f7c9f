"""When customers write first: conversations by weekday and hour, as the site's clock shows them."""

from datetime import UTC, datetime

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from crm.insights.periods import Period
from crm.metrics.instants import epoch
from crm.metrics.talks import talks

# Every time zone is a whole number of these from every other.
_QUARTER = 900
Week = list[list[int]]


def by_hour(session: Session, period: Period, *, language: str | None = None) -> Week:
    """How many began, by weekday (Monday is 0) and hour."""
    talk = talks(period, language=language)
    quarter = cast(func.floor(epoch(talk.c.created_at) / _QUARTER + 1e-7), Integer)
    query = select(quarter, func.count()).where(talk.c.now == 1).group_by(quarter)
    found = [[0] * 24 for _ in range(7)]
    for number, n in session.execute(query):
        local = datetime.fromtimestamp(number * _QUARTER, UTC).astimezone(period.zone)
        found[local.weekday()][local.hour] += n
    return found

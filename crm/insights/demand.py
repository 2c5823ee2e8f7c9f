"""When people were called: conversations that came to them, counted by quarter-hours of the site's days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from crm.events import ConversationEvent, Name
from crm.statistics.demand import DAYS, QUARTERS

# Half a year: what is older tells of another service.
MOST_WEEKS = 26
# Three are learned from, and one is told by them to see whether it would have been right.
FEWEST_WEEKS = 4
_QUARTER = 15 * 60
_QUEUED = ConversationEvent.name == Name.QUEUED


@dataclass(frozen=True)
class History:
    """Whole weeks (n, 7, 96) up to yesterday, oldest first; each begins on the weekday of `today`.

    `missing`: how many days are needed before anything can be told.
    """

    today: date
    weeks: NDArray[np.int64]
    missing: int

    @property
    def first(self) -> date:
        return self.today - timedelta(days=DAYS * len(self.weeks))


def history(session: Session, *, zone: ZoneInfo, now: datetime) -> History:
    """What came in the last half year, as far as there are whole days of it."""
    today = now.astimezone(zone).date()
    began = session.scalar(select(func.min(ConversationEvent.at)).where(_QUEUED))
    # The day on which it began is no whole one.
    days = (today - began.astimezone(zone).date()).days - 1 if began else 0
    weeks = max(0, min(MOST_WEEKS, days // DAYS))
    first = today - timedelta(days=DAYS * weeks)
    counts = np.zeros((DAYS * weeks, QUARTERS), dtype=np.int64)
    for at, n in _counted(session, _midnight(first, zone), _midnight(today, zone)):
        local = at.astimezone(zone)
        counts[(local.date() - first).days, quarter_of(local.time())] += n
    return History(today, counts.reshape(weeks, DAYS, QUARTERS), max(0, FEWEST_WEEKS * DAYS - max(0, days)))


def quarter_of(moment: time) -> int:
    """Which quarter-hour of the day it lies in."""
    return moment.hour * 4 + moment.minute // 15


def quarter_start(quarter: int) -> time:
    """What the clock shows at the beginning of a quarter-hour; 96 is midnight again."""
    return time(quarter % QUARTERS // 4, quarter % 4 * 15)


def edges(day: date, zone: ZoneInfo) -> list[datetime]:
    """When the clock on the wall shows the beginning of each quarter-hour of this day, and its end (97).

    Where it is put forward, the quarter-hours that are left out last no time.
    """
    starts = [datetime.combine(day, quarter_start(at), zone).astimezone(UTC) for at in range(QUARTERS)]
    backwards = accumulate([_midnight(day + timedelta(days=1), zone), *reversed(starts)], min)
    return list(backwards)[::-1]


def _counted(session: Session, start: datetime, end: datetime) -> list[tuple[datetime, int]]:
    """By quarter-hours of the world's clock, which every zone's are. The store adds up, whatever came."""
    seconds = extract("epoch", ConversationEvent.at)
    quarter = seconds - seconds % _QUARTER
    within = ConversationEvent.at >= start, ConversationEvent.at < end
    query = select(quarter, func.count()).where(_QUEUED, *within).group_by(quarter)
    return [(datetime.fromtimestamp(int(at), UTC), n) for at, n in session.execute(query)]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

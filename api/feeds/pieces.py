"""Much that comes in at once, taken in piece by piece: between two transactions others may write."""

import time
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from api.feeds.schemas import ReportOut
from api.http.metrics import FEED_MESSAGES
from crm import live
from crm.base import utc_now
from crm.store import transact
from crm.verticals import Feed, FeedReport, Replayed

# So many messages make one transaction of some tenths of a second.
PIECE = 200
# One call reads no more of the quarantine again.
MOST_REPLAYED = 5000
# Who waits for SQLite's lock looks for it every tenth of a second.
PAUSE_SECONDS = 0.1

T = TypeVar("T")


def take_in(feed: Feed, text: str) -> ReportOut:
    """Take in a body. One that broke off is sent again: what is in counts as a duplicate."""
    whole, now, messages = ReportOut(), utc_now(), feed.cut(text)
    for start in range(0, len(messages), PIECE):
        # What comes later in a body stays later.
        at, piece = now + timedelta(microseconds=start), messages[start : start + PIECE]
        report = _in_turn(partial(_take_in, feed=feed, messages=piece, received_at=at), pause=start > 0)
        whole.add(ReportOut.model_validate(report, from_attributes=True))
    for outcome in ("parsed", "quarantined", "duplicates"):
        FEED_MESSAGES.labels(feed.name, outcome).inc(getattr(whole, outcome))
    return whole


def replay(feed: Feed) -> ReportOut:
    """Read the quarantine again, from the oldest on."""
    whole, after = ReportOut(), None
    while whole.received < MOST_REPLAYED:
        page: Replayed = _in_turn(partial(_replay, feed=feed, after=after), pause=after is not None)
        whole.add(ReportOut.model_validate(page.report, from_attributes=True))
        after = page.after
        if after is None:
            break
    return whole


def _in_turn(work: Callable[[Session], T], *, pause: bool) -> T:
    if pause:
        time.sleep(PAUSE_SECONDS)
    return transact(work)


def _take_in(session: Session, *, feed: Feed, messages: Sequence[str], received_at: datetime) -> FeedReport:
    report = feed.ingest(session, messages, received_at)
    if report.quarantined:
        live.announce_feeds(session)
    return report


def _replay(session: Session, *, feed: Feed, after: uuid.UUID | None) -> Replayed:
    live.announce_feeds(session)
    return feed.replay_waiting(session, after)

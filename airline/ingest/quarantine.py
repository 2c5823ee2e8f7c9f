"""What could not be read, of any feed: taken in after all, once text or parser is put right, or laid aside for good."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from airline.bags.bags import BaggageMessage
from airline.errors import StillUnreadable
from airline.flights.flights import MovementMessage
from airline.ingest.feeds import Report, Result
from crm.errors import MessageNotFound
from crm.paging import Key, Page, page

# So many are tried again in one transaction.
PAGE = 500

Row = TypeVar("Row", BaggageMessage, MovementMessage)
Received = Sequence[tuple[datetime, str]]


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of one page of the quarantine, and where to go on; None when that was the last page."""

    report: Report
    after: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Quarantine(Generic[Row]):
    """The quarantine of one feed, and how its messages are read.

    `why_not` is why a text cannot be read, received at this time; None for one that can. `ingest` takes texts in.
    """

    messages: type[Row]
    wait_turn: Callable[[Session], None]
    split: Callable[[str], Sequence[str]]
    why_not: Callable[[str, datetime], str | None]
    ingest: Callable[[Session, Received], Report]

    def waiting(self, session: Session, *, cursor: str | None = None, limit: int = 100) -> Page[Row]:
        """What could not be read, newest first; what follows the `cursor`. Raises BadInput for none of ours."""
        return self._newest_first(session, self.messages.status == "quarantined", cursor=cursor, limit=limit)

    def count(self, session: Session) -> int:
        """How many could not be read."""
        waiting = select(func.count()).select_from(self.messages).where(self.messages.status == "quarantined")
        return session.scalar(waiting) or 0

    def in_part(self, session: Session, *, cursor: str | None = None, limit: int = 100) -> Page[Row]:
        """What was taken in although a part of it could not be read: as `waiting`."""
        partly = and_(self.messages.status == "parsed", self.messages.reason.is_not(None))
        return self._newest_first(session, partly, cursor=cursor, limit=limit)

    def replay(self, session: Session, *, message_id: uuid.UUID, raw: str) -> Report:
        """Take in a quarantined message as it now reads, as if it had come when the first text came.

        A corrected text may hold several messages. Raises MessageNotFound, or StillUnreadable if any of them is.
        """
        row = self._locked(session, message_id)
        texts = self.split(raw)
        reasons = [reason for text in texts if (reason := self.why_not(text, row.received_at))]
        if reasons or not texts:
            raise StillUnreadable(reason=reasons[0] if reasons else "there is no message in this text")
        return self._settle(session, row, texts)

    def replay_waiting(self, session: Session, *, after: uuid.UUID | None = None, limit: int = PAGE) -> Replay:
        """Read a page of the quarantine again as it is, after a correction of the parser; `after` is where to go on."""
        self.wait_turn(session)
        waiting = select(self.messages).where(self.messages.status == "quarantined").order_by(self.messages.id)
        page = list(session.scalars((waiting.where(self.messages.id > after) if after else waiting).limit(limit)))
        report = Report()
        for row in page:
            report.add(self._try_again(session, row))
        return Replay(report, page[-1].id if len(page) == limit else None)

    def discard(self, session: Session, *, message_id: uuid.UUID) -> None:
        """Lay a message aside: it is kept, and counts as a duplicate if it comes again. Raises MessageNotFound."""
        self._locked(session, message_id).status = "discarded"

    def _newest_first(
        self, session: Session, which: ColumnElement[bool], *, cursor: str | None, limit: int
    ) -> Page[Row]:
        keys = (Key(self.messages.received_at, descending=True), Key(self.messages.id, descending=True))
        return page(session, select(self.messages).where(which), keys, cursor=cursor, limit=limit)

    def _locked(self, session: Session, message_id: uuid.UUID) -> Row:
        self.wait_turn(session)
        row = session.get(self.messages, message_id, with_for_update=True)
        if row is None or row.status != "quarantined":
            raise MessageNotFound("This message is not in quarantine.")
        return row

    def _try_again(self, session: Session, row: Row) -> Report:
        reason = self.why_not(row.raw, row.received_at)
        if reason is None:
            return self._settle(session, row, [row.raw])
        row.reason = reason[:300]
        return Report([Result("quarantined", row.type, row.reason, row.id)])

    def _settle(self, session: Session, row: Row, texts: Sequence[str]) -> Report:
        """Take the texts in for the row. Each text in the store came in once: one that reads as it is goes."""
        # A microsecond apart, so that a second message in the same text stays the later one.
        received = [(row.received_at + timedelta(microseconds=index), text) for index, text in enumerate(texts)]
        if list(texts) == [row.raw]:
            session.delete(row)
            session.flush()
        else:
            row.status = "corrected"
        return self.ingest(session, received)

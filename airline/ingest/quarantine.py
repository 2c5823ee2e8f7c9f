"""What could not be read: taken in after all, once the text or the parser is put right, or laid aside for good."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from airline.bags.bags import BaggageMessage
from airline.errors import StillUnreadable
from airline.ingest.feeds import Result, lock_quarantined, release
from airline.ingest.intake import IngestReport, read_all, take_in, wait_turn
from airline.ingest.parsed import ParsedMessage, read
from airline.rp1745 import split_messages

# So many are tried again in one transaction.
PAGE = 500


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of one page of the quarantine, and where to go on; None when that was the last page."""

    report: IngestReport
    after: uuid.UUID | None


def replay(session: Session, *, message_id: uuid.UUID, raw: str) -> IngestReport:
    """Take in a quarantined message as it now reads, as if it had come when the first text came.

    A corrected text may hold several messages. Raises MessageNotFound, or StillUnreadable if any of them is.
    """
    row = _locked(session, message_id)
    incoming = read_all((row.received_at, text) for text in split_messages(raw))
    reasons = [parsed.reason for parsed in incoming if parsed.reason]
    if reasons or not incoming:
        raise StillUnreadable(reason=reasons[0] if reasons else "there is no message in this text")
    return _settle(session, row, incoming)


def discard(session: Session, *, message_id: uuid.UUID) -> None:
    """Lay a quarantined message aside: it is kept, and counts as a duplicate if it comes again."""
    _locked(session, message_id).status = "discarded"


def replay_waiting(session: Session, *, after: uuid.UUID | None = None, limit: int = PAGE) -> Replay:
    """Read a page of the quarantine again as it is, after a correction of the parser; `after` is where to go on."""
    wait_turn(session)
    waiting = select(BaggageMessage).where(BaggageMessage.status == "quarantined").order_by(BaggageMessage.id)
    page = list(session.scalars((waiting.where(BaggageMessage.id > after) if after else waiting).limit(limit)))
    report = IngestReport()
    for row in page:
        tried = _try_again(session, row)
        report.results += tried.results
        report.bags |= tried.bags
        report.traced += tried.traced
    return Replay(report, page[-1].id if len(page) == limit else None)


def _try_again(session: Session, row: BaggageMessage) -> IngestReport:
    parsed = read(row.raw, received_at=row.received_at)
    if parsed.reason is None:
        return _settle(session, row, [parsed])
    row.reason = parsed.reason
    return IngestReport([Result("quarantined", row.type, row.reason, row.id)])


def _locked(session: Session, message_id: uuid.UUID) -> BaggageMessage:
    wait_turn(session)
    return lock_quarantined(session, BaggageMessage, message_id)


def _settle(session: Session, row: BaggageMessage, incoming: list[ParsedMessage]) -> IngestReport:
    release(session, row, [parsed.raw for parsed in incoming])
    return take_in(session, incoming)

"""What the feeds of messages share, baggage and flights: the books they keep, and the quarantine."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from sqlalchemy.orm import Session

from airline.bags.bags import BaggageMessage
from airline.flights.flights import MovementMessage
from airline.rp1745.values import KNOWN
from crm.errors import MessageNotFound

Outcome = Literal["parsed", "quarantined", "duplicate"]
Row = TypeVar("Row", BaggageMessage, MovementMessage)

# A quarantined text may be anything; this much of it is enough to see what it was.
MAX_RAW = 65_536


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one message."""

    status: Outcome
    type: str | None
    reason: str | None
    id: uuid.UUID


@dataclass(slots=True)
class Report:
    """What became of a body: received = parsed + quarantined + duplicates."""

    results: list[Result] = field(default_factory=list)

    @property
    def received(self) -> int:
        return len(self.results)

    @property
    def parsed(self) -> int:
        return self._count("parsed")

    @property
    def quarantined(self) -> int:
        return self._count("quarantined")

    @property
    def duplicates(self) -> int:
        return self._count("duplicate")

    def _count(self, status: Outcome) -> int:
        return sum(result.status == status for result in self.results)


def in_words(remarks: Iterable[Mapping[str, Any]]) -> str | None:
    """What of a message was not used, in one line; None where all was."""
    told = (f"{_where(one)}: {one['reason']}" for one in remarks)
    return "; ".join(told)[:300] or None


def unread(remarks: Iterable[Mapping[str, Any]]) -> str | None:
    """As `in_words`, without what is known and of no use: this is for somebody to look at."""
    return in_words(one for one in remarks if not one["reason"].startswith(KNOWN))


def _where(remark: Mapping[str, Any]) -> str:
    line = f"line {remark['line']}" if remark["line"] else ""
    text = repr(remark["text"][:40]) if remark["text"] else ""
    return " ".join(filter(None, (line, text))) or "the message"


def storable(raw: str) -> str:
    """PostgreSQL stores neither NUL nor half a surrogate pair."""
    return raw.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def lock_quarantined(session: Session, feed: type[Row], message_id: uuid.UUID) -> Row:
    """A message in quarantine, locked. Raises MessageNotFound."""
    row = session.get(feed, message_id, with_for_update=True)
    if row is None or row.status != "quarantined":
        raise MessageNotFound("This message is not in quarantine.")
    return row


def release(session: Session, row: BaggageMessage | MovementMessage, texts: Sequence[str]) -> None:
    """Make way for what a message in quarantine turned out to say.

    Each text in the store came in once: the row of one that reads as it is goes, what was parsed takes its place.
    """
    if list(texts) == [row.raw]:
        session.delete(row)
        session.flush()
    else:
        row.status = "corrected"

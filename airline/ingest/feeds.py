"""What the feeds of messages share, baggage and flights: the books they keep of what came in."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from airline.rp1745.values import KNOWN
from airline.tracing.messages import Tracing

Outcome = Literal["parsed", "quarantined", "duplicate"]

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
    """What became of a body: received = parsed + quarantined + duplicates; and the bags and flights that changed."""

    results: list[Result] = field(default_factory=list)
    bags: set[uuid.UUID] = field(default_factory=set)
    legs: set[uuid.UUID] = field(default_factory=set)
    # Tracing texts that came for the first time: they also concern reports.
    traced: list[Tracing] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Count what became of another part of the body in."""
        self.results += other.results
        self.bags |= other.bags
        self.legs |= other.legs
        self.traced += other.traced

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

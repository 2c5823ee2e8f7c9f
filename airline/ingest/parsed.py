"""Parsing one baggage message: what it says, or why it cannot be read; and the row that keeps it."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from airline.bags.bags import BaggageMessage
from airline.ingest import tracing_facts
from airline.ingest.facts import Fact, anchor, facts_of
from airline.ingest.feeds import MAX_RAW, storable, unread
from airline.rp1745 import BaggageMessageText, ParseError, parse
from airline.rp1745.message import TYPES
from airline.tracing import messages as tracing
from airline.tracing.messages import Tracing, TracingError
from crm.base import new_id


@dataclass(slots=True)
class ParsedMessage:
    """One text after parsing: either a message with its facts, or a reason why not."""

    raw: str
    received_at: datetime
    content_hash: str
    message: BaggageMessageText | Tracing | None = None
    facts: Sequence[Fact] = ()
    reason: str | None = None
    kind: str | None = None
    # [{line, text, reason}]: what was read around, or is known and not used.
    remarks: list[dict[str, Any]] = field(default_factory=list)
    id: uuid.UUID = field(default_factory=new_id)

    @property
    def part(self) -> int | None:
        """Which part of a longer message this is, if it is one."""
        return self.message.part if self.message else None


def read(raw: str, *, received_at: datetime) -> ParsedMessage:
    """Read one message. What cannot be read says why; nothing is raised."""
    text = storable(raw)
    if tracing.begins(text.partition("\n")[0]):
        return _read_tracing(text, received_at)
    try:
        message = parse(text)
        content_hash = _digest(anchor(message, received_at), text)
        facts = facts_of(message, received_at=received_at, content_hash=content_hash)
    except ParseError as error:
        kind = TYPES.get(text.partition("\n")[0])
        return ParsedMessage(text, received_at, _digest("", text), reason=error.sentence[:300], kind=kind)
    return ParsedMessage(text, received_at, content_hash, message, facts, kind=message.type)


def _read_tracing(text: str, received_at: datetime) -> ParsedMessage:
    try:
        message = tracing.parse(text)
        content_hash = _digest(tracing_facts.anchor(message, received_at), text)
        facts = list(tracing_facts.facts_of(message, received_at=received_at, content_hash=content_hash))
    except (TracingError, ParseError) as error:
        return ParsedMessage(text, received_at, _digest("", text), reason=error.sentence[:300], kind=text[:3])
    parsed = ParsedMessage(text, received_at, content_hash, message, facts, kind=message.type)
    parsed.remarks = [{"line": line, "text": written, "reason": reason} for line, written, reason in message.kept]
    return parsed


def read_again(row: BaggageMessage) -> ParsedMessage:
    """The parsed form of a message that is in the store."""
    parsed = read(row.raw, received_at=row.received_at)
    parsed.id = row.id
    return parsed


def row_of(parsed: ParsedMessage) -> dict[str, Any]:
    """What the store keeps of a message; a part is not applied before all of it is there."""
    message = parsed.message
    return {
        "id": parsed.id,
        "content_hash": parsed.content_hash,
        "raw": parsed.raw if message else parsed.raw[:MAX_RAW],
        "type": parsed.kind,
        "change": message.change if message else "",
        "status": "parsed" if message else "quarantined",
        "reason": parsed.reason or unread(parsed.remarks),
        "remarks": parsed.remarks,
        "received_at": parsed.received_at,
        "part": parsed.part,
        "part_key": part_key(message) if isinstance(message, BaggageMessageText) and message.part else None,
        "final": message is None or message.final,
        "applied": parsed.part is None,
    }


def part_key(message: BaggageMessageText) -> str:
    """Parts of one message share its type, sender, reference and flight."""
    version, blocks = message.version, message.blocks()
    flight = blocks[0].flight if blocks else None
    named = f"{flight.name}/{flight.date}" if flight else ""
    return f"{message.type}/{version.source}{version.airport}/{version.reference[:30]}/{named}"[:80]


def _digest(year: str, raw: str) -> str:
    return hashlib.sha256(f"{year}\n{raw}".encode()).hexdigest()

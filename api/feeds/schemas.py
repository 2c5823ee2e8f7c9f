"""The JSON of feeds: what became of messages, and what waits in quarantine."""

import uuid
from datetime import datetime

from pydantic import BaseModel, Field

MAX_BYTES = 4 * 1024 * 1024


class IngestedOut(BaseModel):
    status: str
    type: str | None
    reason: str | None
    id: uuid.UUID | None


class ReportOut(BaseModel):
    received: int = 0
    parsed: int = 0
    quarantined: int = 0
    duplicates: int = 0
    results: list[IngestedOut] = Field(default_factory=list)

    def add(self, other: "ReportOut") -> None:
        """Count what became of another part of the body in."""
        self.received += other.received
        self.parsed += other.parsed
        self.quarantined += other.quarantined
        self.duplicates += other.duplicates
        self.results += other.results


class QuarantinedOut(BaseModel):
    """A message that could not be read. `feed` is the feed's name in the address."""

    id: uuid.UUID
    feed: str
    raw: str
    type: str | None
    reason: str | None
    received_at: datetime


class RemarkOut(BaseModel):
    """What of a message was not used: its line (0 for none in particular), the text and the reason."""

    line: int
    text: str
    reason: str


class ReadInPartOut(QuarantinedOut):
    """A message that was taken in although not all of it was used."""

    remarks: list[RemarkOut]


class InPartOut(BaseModel):
    """A page of what was taken in although not all of it was used, and the cursor of the next one."""

    messages: list[ReadInPartOut]
    next: str | None


class QuarantineOut(BaseModel):
    """A page of the quarantine, and the cursor of the next one where there is more."""

    messages: list[QuarantinedOut]
    next: str | None


class ReplayIn(BaseModel):
    raw: str = Field(max_length=MAX_BYTES)

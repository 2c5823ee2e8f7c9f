"""Taking in baggage messages: each is read or put in quarantine, exactly once, and no bad one harms another."""

from airline.ingest.intake import (
    IngestReport,
    ingest,
    ingest_archive,
    ingest_messages,
    release_parts,
)
from airline.ingest.quarantine import discard, replay, replay_waiting

__all__ = [
    "IngestReport",
    "discard",
    "ingest",
    "ingest_archive",
    "ingest_messages",
    "release_parts",
    "replay",
    "replay_waiting",
]

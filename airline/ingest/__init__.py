"""Taking in messages: each is read or put in quarantine, exactly once, and no bad one harms another."""

from airline.ingest.intake import ingest, ingest_archive, ingest_messages, release_parts

__all__ = ["ingest", "ingest_archive", "ingest_messages", "release_parts"]

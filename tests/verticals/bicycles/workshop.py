"""What the workshop sends: a line for each bicycle, "BI4K7M2X REPAIRED"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from crm import case_kinds, cases, casework
from crm.errors import CaseMoveRefused, CaseNotFound, MessageNotFound
from crm.paging import Page
from crm.verticals import Feed


@dataclass(frozen=True)
class Line:
    """What became of one line."""

    status: str
    type: str | None = "REPAIRED"
    reason: str | None = None
    id: None = None


@dataclass
class Report:
    """What became of a body."""

    results: list[Line] = field(default_factory=list)

    @property
    def received(self) -> int:
        return len(self.results)

    @property
    def parsed(self) -> int:
        return sum(one.status == "parsed" for one in self.results)

    @property
    def quarantined(self) -> int:
        return self.received - self.parsed

    duplicates: int = 0


@dataclass
class Replay:
    """What became of a quarantine that keeps nothing."""

    report: Report = field(default_factory=Report)
    after: None = None


def ingest(session: Session, lines: Sequence[str], received_at: datetime) -> Report:
    """Move the case of each bicycle that is repaired, and notify its rider."""
    return Report([_line(session, line, received_at) for line in lines])


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _line(session: Session, line: str, now: datetime) -> Line:
    reference, _, news = line.strip().partition(" ")
    if news != "REPAIRED":
        return Line("quarantined", type=None, reason="only REPAIRED is known")
    try:
        case = cases.get_by_reference(session, reference)
        casework.lock(session, case, to="repaired", now=now)
        event = cases.move(session, case, "repaired", workflow=case_kinds.get(case.kind).workflow, actor="system")
    except (CaseNotFound, CaseMoveRefused) as error:
        return Line("quarantined", reason=error.text)
    casework.notify(session, case, event)
    return Line("parsed")


def _none_waits(*_: Any) -> None:
    raise MessageNotFound


def _replay(session: Session, message_id: UUID, raw: str) -> Report:
    raise MessageNotFound


# It keeps nothing: what cannot be used is said in the answer, and the workshop sends it again.
WORKSHOP = Feed(
    name="workshop",
    describes="Take in what the workshop sends.",
    cut=_lines,
    ingest=ingest,
    waiting=lambda session, cursor: Page([], None),
    replay_waiting=lambda session, after: Replay(),
    replay=_replay,
    discard=_none_waits,
)

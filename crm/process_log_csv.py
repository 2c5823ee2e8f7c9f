"""A process log as CSV (RFC 4180): a row for each thing that happened."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from crm.process_log_rows import Entry, entries
from crm.spreadsheets import guarded

# As the XES standard (IEEE 1849) names them: tools recognise case, activity, time and resource by these.
COLUMNS = ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "skill")


def written(session: Session, *, since: datetime, until: datetime) -> Iterator[str]:
    """Line by line, oldest first; the names of the columns come first."""
    yield _line(COLUMNS)
    for one in entries(session, since=since, until=until):
        yield _line(_cells(one))


def _cells(one: Entry) -> tuple[str, ...]:
    return str(one.conversation_id), one.name, one.at.isoformat(), guarded(one.resource), one.skill or ""


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()

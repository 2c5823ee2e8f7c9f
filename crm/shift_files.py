"""Rosters as a file (CSV): what can be used is taken, and every line that cannot is named with the reason."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from crm import agents, audit, moments, shifts
from crm.agents import Agent
from crm.errors import BadInput
from crm.shifts import Shift

MOST_LINES = 5_000
Why = Literal["agent", "time", "order", "length", "overlap"]
# What a column may be called.
_HEADINGS = {
    "email": ("email", "e-mail", "邮箱", "电子邮箱"),
    "starts_at": ("starts_at", "start", "开始", "开始时间"),
    "ends_at": ("ends_at", "end", "结束", "结束时间"),
}
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class BadLine:
    """A line that was not taken: its number in the file, its words and what is wrong with it."""

    line: int
    text: str
    why: Why


@dataclass
class Imported:
    """What became of a file. `known` lines were on the roster already, exactly so."""

    added: int = 0
    known: int = 0
    bad: list[BadLine] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    cells: Mapping[str, str]


def take_in(session: Session, text: str, *, zone: ZoneInfo, by: Agent) -> Imported:
    """Add the shifts of a file; nothing that is planned is changed or removed, so the same file again adds nothing.

    Columns: `email`, `starts_at`, `ends_at`; times as 2026-12-01 08:00, on the site's clock unless they name another.
    Raises BadInput for a file without these columns, or one that is too long.
    """
    lines = list(_lines(text))
    if len(lines) > MOST_LINES:
        raise BadInput(f"A file has at most {MOST_LINES} lines.", field="csv")
    team = {one.email: one for one in agents.active_agents(session)}
    named = {one.id for line in lines if (one := team.get(agents.sign_in_name(line.cells["email"])))}
    shifts.lock(session, named)
    done = Imported()
    for line in lines:
        _take(session, line, team, zone, done)
    if done.added:
        audit.note(session, agent=by, deed="shifts_imported", target=f"{done.added}", bad=len(done.bad))
    return done


def _take(session: Session, line: _Line, team: Mapping[str, Agent], zone: ZoneInfo, done: Imported) -> None:
    agent = team.get(agents.sign_in_name(line.cells["email"]))
    times = _moment(line.cells["starts_at"], zone), _moment(line.cells["ends_at"], zone)
    why = _wrong(agent, times)
    if agent is None or times[0] is None or times[1] is None or why:
        done.bad.append(BadLine(line.number, line.text, why or "time"))
        return
    found = shifts.overlapping(session, agent.id, times[0], times[1])
    if found is None:
        session.add(Shift(agent_id=agent.id, starts_at=times[0], ends_at=times[1]))
        session.flush()
        done.added += 1
    elif (found.starts_at, found.ends_at) == times:
        done.known += 1
    else:
        done.bad.append(BadLine(line.number, line.text, "overlap"))


def _wrong(agent: Agent | None, times: tuple[datetime | None, datetime | None]) -> Why | None:
    if agent is None:
        return "agent"
    starts_at, ends_at = times
    if starts_at is None or ends_at is None:
        return "time"
    if ends_at <= starts_at:
        return "order"
    return "length" if shifts.wrong(starts_at, ends_at) else None


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    """A time of ours; None for what is none."""
    try:
        moment = moments.of_our_time(datetime.fromisoformat(written))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _lines(text: str) -> Iterator[_Line]:
    """Every line with something in it. Raises BadInput where the first does not name the columns."""
    rows = text.removeprefix("\ufeff").splitlines()
    if not rows:
        raise BadInput("The file is empty.", field="csv")
    delimiter = max(_DELIMITERS, key=rows[0].count)
    places = _places(_cells(rows[0], delimiter))
    for number, row in enumerate(rows[1:], start=2):
        cells = _cells(row, delimiter)
        if any(cells):
            # A cell that is not there is an empty one, which is no address and no time.
            yield _Line(number, row, {name: (cells[at] if at < len(cells) else "") for name, at in places.items()})


def _places(headings: Sequence[str]) -> dict[str, int]:
    called = [heading.lower() for heading in headings]
    places = {
        name: next((called.index(word) for word in words if word in called), -1) for name, words in _HEADINGS.items()
    }
    if missing := [name for name, at in places.items() if at < 0]:
        raise BadInput(f"The first line has to name the columns {', '.join(missing)}.", field="csv")
    return places


def _cells(row: str, delimiter: str) -> list[str]:
    """A line's own cells: one with an open quotation mark swallows none of those below it."""
    return [cell.strip() for one in csv.reader([row], delimiter=delimiter) for cell in one]

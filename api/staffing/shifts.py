"""The roster: seen, planned and taken in from files by supervisors."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Query, status

from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from api.staffing.schemas import ImportedOut, RosterFileIn, ShiftIn, ShiftOut, ShiftsOut
from crm import agents, shift_files, shifts
from crm.base import utc_now
from crm.insights.periods import Period
from crm.moments import Day
from crm.site import site

router = APIRouter(prefix="/v1/desk/shifts", tags=["desk"])


@router.get("", response_model=ShiftsOut)
def list_shifts(
    session: ReadSession,
    _: SupervisorDep,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
) -> ShiftsOut:
    """Shifts from the first to the last of these days, both whole; without days those of today. 422 for more than three
    months."""
    today = utc_now().astimezone(site().zone).date()
    asked = Period(first or last or today, last or first or today, site().zone)
    return ShiftsOut(shifts=[ShiftOut.of(one) for one in shifts.between(session, asked.start, asked.end)])


@router.post("", response_model=ShiftOut, status_code=status.HTTP_201_CREATED)
def add_shift(body: ShiftIn, session: DbSession, agent: SupervisorDep) -> ShiftOut:
    """Plan somebody's shift. 404 for who is not on the team, 409 where they have another one at that time."""
    by = agents.get(session, agent.id)
    added = shifts.add(session, agent_id=body.agent_id, starts_at=body.starts_at, ends_at=body.ends_at, by=by)
    return ShiftOut.of(added)


@router.delete("/{shift_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_shift(shift_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Take a shift off the roster. 404 for one that is not on it."""
    shifts.remove(session, shift_id, by=agents.get(session, agent.id))


@router.post("/import", response_model=ImportedOut)
def import_shifts(body: RosterFileIn, session: DbSession, agent: SupervisorDep) -> ImportedOut:
    """Add the shifts of a file. Lines that cannot be used come back with the reason; what is planned stays as it is."""
    by = agents.get(session, agent.id)
    return ImportedOut.model_validate(shift_files.take_in(session, body.csv, zone=site().zone, by=by))

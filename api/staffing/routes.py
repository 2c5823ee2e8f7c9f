"""How many people a day needs: for supervisors alone."""

from datetime import time
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.http.dependencies import ReadSession, SupervisorDep
from api.insights.scope import csv_answer
from api.staffing import tables
from api.staffing.schemas import StaffingOut, Table
from crm.base import utc_now
from crm.insights.staffing import Disruption, Wanted, staffing
from crm.moments import Day
from crm.site import Language

router = APIRouter(prefix="/v1/desk/insights/staffing", tags=["insights"])

_SHIFTS = (4.0, 6.0, 8.0)
Hours = Annotated[float, Query(ge=1, le=12, multiple_of=0.25)]


def _day_disrupted(
    times: Annotated[float, Query(ge=0, le=10)] = 1.0,
    start: Annotated[time, Query(alias="from")] = time(0),
    end: Annotated[time, Query(alias="to")] = time(0),
) -> Disruption:
    """Between two times of the day so many times as many come as usual; 00:00 as its end is midnight."""
    return Disruption(times, start, end)


def _wanted(
    disruption: Annotated[Disruption, Depends(_day_disrupted)],
    target: Annotated[float, Query(ge=0.5, le=0.99)] = 0.8,
    within: Annotated[float, Query(ge=0, le=3600)] = 60,
    handling: Annotated[float | None, Query(ge=10, le=14_400)] = None,
    patience: Annotated[float | None, Query(ge=0, le=86_400)] = None,
    at_once: Annotated[int | None, Query(ge=1, le=20)] = None,
    slowdown: Annotated[float, Query(ge=0, le=1)] = 0.0,
    away: Annotated[float, Query(ge=0, le=0.8)] = 0.3,
    shift_hours: Annotated[list[Hours] | None, Query(min_length=1, max_length=8)] = None,
) -> Wanted:
    """Seconds, shares of 1, and lengths of shifts in hours. `patience` 0: nobody ever gives up."""
    return Wanted(
        target=target,
        within=within,
        handling=handling,
        patience=patience,
        at_once=at_once,
        slowdown=slowdown,
        away=away,
        lengths=tuple(sorted(set(shift_hours or _SHIFTS))),
        disruption=disruption,
    )


WantedDep = Annotated[Wanted, Depends(_wanted)]


@router.get("", response_model=StaffingOut)
def read_plan(wanted: WantedDep, session: ReadSession, _: SupervisorDep, day: Day | None = None) -> StaffingOut:
    """How many come on a day, tomorrow without one, by quarter-hours, and how many people that needs; shifts that cover
    it; the roster beside it; and whether such a forecast would have been right in the last weeks.

    Handling time and patience are measured where they are not given. 422 for a day that is over or too far ahead.
    """
    return StaffingOut.of(staffing(session, day, wanted, now=utc_now()), wanted)


@router.get("/table", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def download_table(
    wanted: WantedDep,
    session: ReadSession,
    _: SupervisorDep,
    table: Table,
    day: Day | None = None,
    words: Language = "en",
) -> Response:
    """One table of it as CSV (RFC 4180, UTF-8), with headings in `words`; without a row where there is no plan."""
    found = StaffingOut.of(staffing(session, day, wanted, now=utc_now()), wanted)
    return csv_answer(tables.table(found, table, words), f"staffing-{table}-{found.day}")

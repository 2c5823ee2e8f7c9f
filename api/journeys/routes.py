"""The journey map and the event log: for supervisors alone."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from api.http.dependencies import Limit, ReadSession, SupervisorDep
from api.insights.scope import ScopeDep, csv_answer
from api.journeys import tables, views
from api.journeys.schemas import CallersOut, JourneyOut, JourneyTable
from crm import process_log
from crm.insights.came_by import came_by
from crm.insights.journey_map import journey_map
from crm.insights.journeys import Segment
from crm.insights.periods import Period
from crm.insights.stops import Place
from crm.insights.visits import Kind, Left
from crm.moments import Day
from crm.process_log import Format
from crm.site import Language
from crm.skills import Stage

router = APIRouter(prefix="/v1/desk/insights/journey", tags=["insights"])

# As skills, channels, kinds and questionnaires are named, also those that are there no more.
Name = Annotated[str | None, Query(max_length=64, pattern=r"^[a-z][a-z0-9_]*$")]
_FILES: dict[Format, tuple[str, str]] = {
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xes": ("application/xml; charset=utf-8", "xes"),
    "ocel": ("application/json", "json"),
}


class Asked:
    """When, against when, and of which conversations. `against`: the first of as many days to compare with; without it
    the period just before."""

    def __init__(self, scope: ScopeDep, against: Day | None = None, channel: Name = None, skill: Name = None) -> None:
        self.period = scope.period
        self.against = scope.period.before
        if against is not None:
            last = against + timedelta(days=scope.period.days - 1)
            self.against = Period(against, last, scope.period.zone)
        self.segment = Segment(scope.language, channel, skill)


AskedDep = Annotated[Asked, Depends(Asked)]


@router.get("", response_model=JourneyOut)
def read_journey(asked: AskedDep, session: ReadSession, _: SupervisorDep) -> JourneyOut:
    """Where the customers came by who wrote first from `from` to `to`, how long they stayed, where they left, how they
    felt, and where their time was lost; beside the period before, or the one from `against` on. What changed by more
    than chance is marked (see docs/insights.md)."""
    return views.journey_of(journey_map(session, asked.period, asked.against, asked.segment))


@router.get("/conversations", response_model=CallersOut)
def list_callers(
    asked: AskedDep,
    session: ReadSession,
    _: SupervisorDep,
    stage: Stage,
    kind: Kind,
    name: Name = None,
    left: Left | None = None,
    limit: Limit = 50,
) -> CallersOut:
    """The newest conversations that came by a touchpoint; `left`: only those that left there before the end, or ended
    there."""
    place = Place(stage, kind, name)
    return views.callers_of(came_by(session, asked.period, asked.segment, place, left=left, limit=limit))


@router.get("/table", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def download_journey_table(
    asked: AskedDep, session: ReadSession, _: SupervisorDep, table: JourneyTable, words: Language = "en"
) -> Response:
    """One table of the map as CSV (RFC 4180, UTF-8), with headings in `words`. Text that a spreadsheet would run as a
    formula begins with an apostrophe."""
    found = views.journey_of(journey_map(session, asked.period, asked.against, asked.segment))
    return csv_answer(tables.table(found, table, words), f"journey-{table}-{asked.period.label}")


@router.get(
    "/log",
    response_class=StreamingResponse,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind, _ in _FILES.values()}}},
)
def download_log(
    scope: ScopeDep, _: SupervisorDep, form: Annotated[Format, Query(alias="format")] = "xes"
) -> StreamingResponse:
    """Everything that happened to conversations in these days, for a process-mining tool: CSV under the names of XES,
    XES (IEEE 1849-2016), or OCEL 2.0 in JSON. Nothing that anybody wrote is in it, no name of a customer and no
    reference of a case; the language is not looked at."""
    kind, ending = _FILES[form]
    name = f"conversations-{scope.period.label}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    written = process_log.written(form, since=scope.period.start, until=scope.period.end)
    return StreamingResponse(written, media_type=kind, headers=headers)

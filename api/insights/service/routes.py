"""The report on service: for supervisors alone."""

import uuid
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from api.assistant.gateway import in_store
from api.http.dependencies import Cursor, GatewayDep, Limit, ReadSession, SupervisorDep
from api.insights.schemas import ThemesOut
from api.insights.scope import Scope, ScopeDep, csv_answer
from api.insights.service import tables, views
from api.insights.service.schemas import BehindPageOut, ScoreOut, ServiceReportOut, ServiceTable
from api.insights.themes import grouped
from crm.errors import BadInput
from crm.metrics.behind import Asked, behind
from crm.metrics.catalogue import BY_SLUG
from crm.metrics.counting import Group
from crm.metrics.gaps import gaps
from crm.metrics.report import report
from crm.metrics.talks import GroupBy
from crm.metrics.validity import validity
from crm.paging import LARGEST
from crm.site import Language

router = APIRouter(prefix="/v1/desk/insights/service", tags=["insights"])


class Behind:
    """The conversations that are meant: of which metric, counted by it or not, and of which group."""

    def __init__(
        self,
        scope: ScopeDep,
        metric: Annotated[str, Query(max_length=32)],
        counted: bool = True,
        group_by: GroupBy | None = None,
        group: Annotated[str | None, Query(max_length=64)] = None,
    ) -> None:
        if metric not in BY_SLUG:
            raise BadInput("There is no such metric.", field="metric")
        meant = _group(group_by, group) if group_by and group else None
        self.asked = Asked(BY_SLUG[metric], scope.period, counted, group_by, meant, scope.language)


BehindDep = Annotated[Behind, Depends(Behind)]


@router.get("", response_model=ServiceReportOut)
def read_service(
    scope: ScopeDep, session: ReadSession, _: SupervisorDep, group_by: GroupBy | None = None
) -> ServiceReportOut:
    """What became of the conversations that began from `from` to `to`, both days included; else the last 12 weeks.

    Shares have their 95 % interval and their change since as many days before. What is of fewer than five is not told.
    """
    return _report(session, scope, group_by)


@router.get("/conversations", response_model=BehindPageOut)
def list_behind(
    meant: BehindDep, session: ReadSession, _: SupervisorDep, cursor: Cursor = None, limit: Limit = LARGEST
) -> BehindPageOut:
    """The conversations behind a figure: of a share those that count (`counted`) or do not, the newest first; of times
    the longest, of scores the lowest. With `group_by` of one group, by its key there; else of those of none."""
    return views.behind_of(behind(session, meant.asked, cursor=cursor, limit=limit))


@router.get("/gaps", response_model=ThemesOut)
async def list_gaps(scope: ScopeDep, gateway: GatewayDep, _: SupervisorDep) -> ThemesOut:
    """Questions that no article answered or whose answer got a thumb down, grouped by meaning, in either language.

    Of fewer than five nothing is told. 503 while the assistant, which knows what words mean, is away.
    """
    asked = await in_store(partial(gaps, period=scope.period, language=scope.language))
    return await grouped(asked, gateway)


@router.get("/score", response_model=ScoreOut)
def read_score(scope: ScopeDep, session: ReadSession, _: SupervisorDep) -> ScoreOut:
    """How the service score is made, and how well it agrees with the ratings of the period."""
    return views.score_of(validity(session, scope.period, language=scope.language))


@router.get("/table", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def download_service_table(
    scope: ScopeDep,
    session: ReadSession,
    _: SupervisorDep,
    table: ServiceTable,
    group_by: GroupBy | None = None,
    words: Language = "en",
) -> Response:
    """One table of the report as CSV (RFC 4180, UTF-8), with headings in `words`; of the lowest scores up to 200. Text
    that a spreadsheet would run as a formula begins with an apostrophe."""
    return csv_answer(_table(session, scope, table, group_by, words), f"service-{table}-{scope.period.label}")


def _table(session: Session, scope: Scope, table: ServiceTable, group_by: GroupBy | None, words: Language) -> str:
    if table == "lowest":
        asked = Asked(BY_SLUG["score"], scope.period, language=scope.language)
        found = views.behind_of(behind(session, asked, cursor=None, limit=LARGEST))
        return tables.lowest(found.conversations, words)
    return tables.TABLES[table](_report(session, scope, group_by), words)


def _report(session: Session, scope: Scope, group_by: GroupBy | None) -> ServiceReportOut:
    found = report(session, scope.period, group_by=group_by, language=scope.language)
    return views.report_of(session, found)


def _group(group_by: GroupBy, key: str) -> Group:
    """A group by its key in the report. Raises BadInput."""
    try:
        return uuid.UUID(key) if group_by == "agent" else int(key) if group_by == "week" else key
    except ValueError as error:
        raise BadInput("There is no such group.", field="group") from error

"""Reports on surveys: for supervisors alone."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from api.assistant.gateway import Gateway, in_store
from api.http.dependencies import Cursor, GatewayDep, Limit, ReadSession, SupervisorDep
from api.insights import names, printed_report, tables, views
from api.insights.schemas import (
    CommentOut,
    CommentsOut,
    QuestionnaireOut,
    QuestionnairesOut,
    SurveyReportOut,
    Table,
    ThemesOut,
)
from api.insights.scope import ScopeDep, csv_answer
from api.insights.themes import grouped
from crm import questionnaire_desk
from crm.base import utc_now
from crm.errors import BadInput
from crm.insights import comments, plans, report, themes
from crm.insights.counting import GroupBy
from crm.insights.plans import Plan
from crm.paging import LARGEST
from crm.site import Language
from crm.store import reading


def _as_published(session: ReadSession) -> None:
    """Reports follow what is asked by now."""
    questionnaire_desk.refresh(session)


router = APIRouter(prefix="/v1/desk/insights", tags=["insights"], dependencies=[Depends(_as_published)])

# Of more comments nobody makes a table.
_COMMENTS = 10_000


class Asked:
    """Of which questionnaire, when and in which language."""

    def __init__(self, questionnaire: Annotated[str, Query(max_length=64)], scope: ScopeDep) -> None:
        if questionnaire not in plans.names():
            raise BadInput("There is no such questionnaire.", field="questionnaire")
        self.plan: Plan = plans.plan(questionnaire)
        self.period, self.language = scope.period, scope.language


AskedDep = Annotated[Asked, Depends(Asked)]


@router.get("/questionnaires", response_model=QuestionnairesOut)
def list_questionnaires(_: SupervisorDep) -> QuestionnairesOut:
    """The questionnaires that are reported on."""
    found = [plans.plan(name) for name in plans.names()]
    return QuestionnairesOut(
        questionnaires=[
            QuestionnaireOut(name=plan.name, label=names.questionnaire(plan), formula=plan.formula) for plan in found
        ]
    )


@router.get("/surveys", response_model=SurveyReportOut)
def read_report(
    asked: AskedDep, session: ReadSession, _: SupervisorDep, group_by: GroupBy | None = None
) -> SurveyReportOut:
    """What was answered to the surveys sent from `from` to `to`, both days included; without them the last 12 weeks.

    Every figure has its 95 % interval and its change since as many days before. Fewer than five answers are not told.
    """
    return _report(session, asked, group_by)


@router.get("/surveys/comments", response_model=CommentsOut)
def list_comments(
    asked: AskedDep, session: ReadSession, _: SupervisorDep, cursor: Cursor = None, limit: Limit = LARGEST
) -> CommentsOut:
    """What customers wrote, newest first. `cursor` is the `next` of the page before."""
    found = comments.comments(session, asked.plan, asked.period, language=asked.language, cursor=cursor, limit=limit)
    return views.comments_of(found)


@router.get("/surveys/printed", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
def print_report(
    asked: AskedDep, _: SupervisorDep, group_by: GroupBy | None = None, words: Language = "en"
) -> Response:
    """The report as a PDF (A4) in one language: key figures with intervals and n, week by week, by language, compared
    by `group_by`, question by question, and how all of it is computed. Fewer than five answers are not told."""
    with reading() as session:
        weeks, groups = _report(session, asked, "week"), None
        if group_by not in (None, "week"):
            groups = _report(session, asked, group_by)
    # Setting the pages takes a while: no transaction is open.
    compared = printed_report.Asked(asked.language, group_by)
    content = printed_report.render(weeks, groups, compared, language=words, now=utc_now())
    name = f"{asked.plan.name}-{asked.period.label}-{words}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/surveys/themes", response_model=ThemesOut)
async def list_themes(asked: AskedDep, gateway: GatewayDep, _: SupervisorDep) -> ThemesOut:
    """What customers wrote about: comments grouped by what they mean, in either language, with counts and examples.

    Of fewer than five nothing is told. 503 while the assistant, which knows what words mean, is away.
    """
    return await _themes(asked, gateway)


@router.get("/surveys/themes/table", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def download_themes(asked: AskedDep, gateway: GatewayDep, _: SupervisorDep, words: Language = "en") -> Response:
    """The themes as CSV, as the other tables. 503 while the assistant is away."""
    content = tables.themes(await _themes(asked, gateway), words)
    return _csv(content, asked, "themes")


@router.get("/surveys/table", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def download_table(
    asked: AskedDep,
    session: ReadSession,
    _: SupervisorDep,
    table: Table,
    group_by: GroupBy | None = None,
    words: Language = "en",
) -> Response:
    """One table of the report as CSV (RFC 4180, UTF-8), with headings in `words`. Text that a spreadsheet would run
    as a formula begins with an apostrophe."""
    if table == "comments":
        content = tables.comments(_all_comments(session, asked), words)
    else:
        content = tables.table(_report(session, asked, group_by), table, words)
    return _csv(content, asked, table)


def _report(session: Session, asked: Asked, group_by: GroupBy | None) -> SurveyReportOut:
    found = report.report(session, asked.plan, asked.period, group_by=group_by, language=asked.language)
    return views.report_of(session, found)


async def _themes(asked: Asked, gateway: Gateway) -> ThemesOut:
    read = partial(themes.written, plan=asked.plan, period=asked.period, language=asked.language)
    return await grouped(await in_store(read), gateway)


def _csv(content: str, asked: Asked, table: str) -> Response:
    return csv_answer(content, f"{asked.plan.name}-{table}-{asked.period.label}")


def _all_comments(session: Session, asked: Asked) -> Iterator[CommentOut]:
    cursor: str | None = None
    for _ in range(_COMMENTS // LARGEST):
        page = comments.comments(
            session, asked.plan, asked.period, language=asked.language, cursor=cursor, limit=LARGEST
        )
        yield from views.comments_of(page).comments
        cursor = page.next
        if cursor is None:
            return

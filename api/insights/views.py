"""Reports as the API tells them: every figure and every part with its name in both languages."""

from sqlalchemy.orm import Session

from api.http.fields import language_of
from api.insights import names
from api.insights.schemas import (
    AnswerCountOut,
    CellOut,
    ChangeOut,
    CommentOut,
    CommentsOut,
    DimensionOut,
    DriverOut,
    DriversOut,
    EstimateOut,
    FeatureOut,
    FigureOut,
    ResponseOut,
    SurveyQuestionOut,
    SurveyReportOut,
    ThemeExampleOut,
    ThemeOut,
    ThemesOut,
    VerdictOut,
)
from crm.insights.cells import Cell
from crm.insights.comments import Comment
from crm.insights.figures import Figure
from crm.insights.plans import Plan
from crm.insights.report import DimensionLine, FeatureLine, QuestionLine, Report, Response
from crm.insights.themes import Themes
from crm.paging import Page
from crm.site import Words
from crm.statistics.changes import Change
from crm.statistics.drivers import Drivers
from crm.statistics.estimates import Estimate
from crm.statistics.kano import Verdict
from crm.statistics.reliability import ACCEPTABLE


def report_of(session: Session, report: Report) -> SurveyReportOut:
    """The whole report."""
    plan, period = report.plan, report.period
    group_names = names.groups(session, period, report.group_by, [cell.group for cell in report.groups])
    language_names = names.groups(session, period, "language", [cell.group for cell in report.languages])
    return SurveyReportOut(
        questionnaire=plan.name,
        label=names.questionnaire(plan),
        formula=plan.formula,
        first=period.first,
        last=period.last,
        before_first=period.before.first,
        time_zone=period.zone.key,
        versions=report.versions,
        pooled=report.pooled,
        response=_response(plan, report.response),
        total=_cell(plan, report.total, names.word("everything")),
        languages=[_cell(plan, cell, language_names[cell.group]) for cell in report.languages],
        groups=[_cell(plan, cell, group_names[cell.group]) for cell in report.groups],
        questions=[_question(plan, line) for line in report.questions],
        dimensions=[_dimension(plan, line) for line in report.dimensions],
        features=[_feature(plan, line) for line in report.features],
        drivers=_drivers(plan, report.drivers),
    )


def comments_of(page: Page[Comment]) -> CommentsOut:
    """A page of customers' words."""
    return CommentsOut(comments=[_comment(one) for one in page.items], next=page.next)


def _response(plan: Plan, response: Response) -> ResponseOut:
    return ResponseOut(
        sent=response.sent,
        started=response.started,
        completed=response.completed,
        response=figure_of(plan, response.response),
        completion=figure_of(plan, response.completion),
        needed=response.needed,
    )


def _cell(plan: Plan, cell: Cell, label: Words) -> CellOut:
    return CellOut(
        key=None if cell.group is None else str(cell.group),
        label=label,
        sent=cell.sent,
        n=None if cell.hidden else cell.started,
        completed=None if cell.hidden else cell.completed,
        languages={} if cell.hidden else cell.languages,
        figures=[figure_of(plan, figure) for figure in cell.figures],
        hidden=cell.hidden,
    )


def figure_of(plan: Plan, figure: Figure) -> FigureOut:
    """A figure with its name, its interval and its change."""
    return FigureOut(
        name=figure.name,
        label=names.figure(plan, figure.name),
        unit=figure.unit,
        estimate=_estimate(figure.estimate),
        change=_change(figure.change),
        hidden=figure.hidden,
    )


def _estimate(estimate: Estimate | None) -> EstimateOut | None:
    return EstimateOut.model_validate(estimate) if estimate else None


def _change(change: Change | None) -> ChangeOut | None:
    return ChangeOut.model_validate(change) if change else None


def _question(plan: Plan, line: QuestionLine) -> SurveyQuestionOut:
    return SurveyQuestionOut(
        item=line.item,
        label=names.item(plan, line.item),
        section=names.section(plan, line.item),
        answered=line.answered,
        not_applicable=line.not_applicable,
        left_after=line.left_after,
        counts=None if line.counts is None else [_answer(plan, line.item, *one) for one in line.counts.items()],
        mean=_estimate(line.mean),
    )


def _answer(plan: Plan, item: str, value: int, n: int) -> AnswerCountOut:
    return AnswerCountOut(value=value, label=names.answer(plan, item, value), n=n)


def _dimension(plan: Plan, line: DimensionLine) -> DimensionOut:
    return DimensionOut(
        name=line.dimension,
        label=names.part(plan, line.dimension),
        items=line.items,
        expected=_estimate(line.expected),
        perceived=_estimate(line.perceived),
        figure=figure_of(plan, line.figure),
        deviation=line.deviation,
        points=_estimate(line.points),
        alpha=line.alpha,
        reliable=None if line.alpha is None else line.alpha >= ACCEPTABLE,
    )


def _feature(plan: Plan, line: FeatureLine) -> FeatureOut:
    return FeatureOut(
        name=line.feature,
        label=names.part(plan, line.feature),
        n=line.n,
        counts=line.counts,
        importance=_estimate(line.importance),
        verdict=_verdict(line.verdict),
    )


def _verdict(verdict: Verdict | None) -> VerdictOut | None:
    if verdict is None:
        return None
    return VerdictOut(
        category=verdict.category,
        category_label=names.called("kano")[verdict.category],
        sure=verdict.sure,
        better=_estimate(verdict.better),
        worse=_estimate(verdict.worse),
        doubtful=verdict.doubtful,
        total_strength=verdict.total_strength,
        category_strength=verdict.category_strength,
    )


def _drivers(plan: Plan, found: Drivers | None) -> DriversOut | None:
    if found is None or plan.outcome is None:
        return None
    return DriversOut(
        outcome=names.outcome(plan),
        drivers=[DriverOut(label=names.part(plan, one.name), **one._asdict()) for one in found.drivers],
        explained=found.explained,
        n=found.n,
    )


def _comment(one: Comment) -> CommentOut:
    return CommentOut.model_validate(one, from_attributes=True).model_copy(
        update={"language": language_of(one.language)}
    )


def themes_of(found: Themes) -> ThemesOut:
    """What customers wrote about."""
    return ThemesOut(
        themes=[
            ThemeOut(
                n=one.n,
                share=_estimate(one.share),
                languages=one.languages,
                score=one.score,
                examples=[
                    ThemeExampleOut(text=said.text, language=language_of(said.language), score=said.score)
                    for said in one.examples
                ],
            )
            for one in found.themes
        ],
        read=found.read,
        rest=found.rest,
    )

"""The report on service as the API tells it, with every name in both languages."""

from typing import Any

from sqlalchemy.orm import Session

from api.http.fields import language_of
from api.insights import names
from api.insights.schemas import ChangeOut, EstimateOut
from api.insights.service.schemas import (
    BehindOut,
    BehindPageOut,
    MetricCellOut,
    MetricFigureOut,
    MetricOut,
    PenaltyOut,
    ScoreOut,
    ScoreReasonOut,
    ServiceReportOut,
)
from crm import texts
from crm.metrics.behind import Behind, Loss
from crm.metrics.catalogue import METRICS, SPLIT, Metric
from crm.metrics.figures import Cell
from crm.metrics.penalties import PENALTIES
from crm.metrics.report import ServiceReport
from crm.metrics.validity import Validity
from crm.paging import Page
from crm.site import Words


def report_of(session: Session, report: ServiceReport) -> ServiceReportOut:
    """The whole report."""
    period = report.period
    called = names.groups(session, period, report.group_by, [cell.group for cell in report.groups])
    return ServiceReportOut(
        first=period.first,
        last=period.last,
        before_first=period.before.first,
        time_zone=period.zone.key,
        metrics=[metric_of(one) for one in METRICS],
        split=list(SPLIT),
        total=_cell(report.total, names.word("everything")),
        groups=[_cell(cell, called[cell.group]) for cell in report.groups],
        hours=report.hours,
    )


def metric_of(one: Metric) -> MetricOut:
    """What a metric is called, and how it is defined."""
    said = _texts()["metrics"][one.slug]
    return MetricOut(
        slug=one.slug,
        label=Words(**said["label"]),
        definition=Words(**said["definition"]),
        part=one.part,
        part_label=word("parts", one.part),
        unit=one.unit,
        better=one.better,
    )


def behind_of(found: Page[Behind]) -> BehindPageOut:
    """A page of conversations."""
    return BehindPageOut(conversations=[_behind(one) for one in found.items], next=found.next)


def score_of(found: Validity) -> ScoreOut:
    """The formula, and what it is worth."""
    return ScoreOut(
        penalties=[PenaltyOut(**one._asdict()) for one in PENALTIES],
        n=found.n,
        correlation=EstimateOut.model_validate(found.correlation) if found.correlation else None,
        error=EstimateOut.model_validate(found.error) if found.error else None,
    )


def word(part: str, name: Any) -> Words:
    """A word of the report's file."""
    return Words(**_texts()[part][name])


def _cell(cell: Cell, label: Words) -> MetricCellOut:
    return MetricCellOut(
        key=None if cell.group is None else str(cell.group),
        label=label,
        conversations=cell.talks,
        figures=[
            MetricFigureOut(
                slug=one.slug,
                estimate=EstimateOut.model_validate(one.estimate) if one.estimate else None,
                change=ChangeOut.model_validate(one.change) if one.change else None,
                hidden=one.hidden,
            )
            for one in cell.figures
        ],
    )


def _behind(one: Behind) -> BehindOut:
    return BehindOut(
        id=one.id,
        at=one.at,
        channel=one.channel,
        language=language_of(one.language),
        topic=one.topic,
        outcome=word("outcomes", one.outcome) if one.outcome else None,
        value=one.value,
        score=one.score,
        rating=one.rating,
        reasons=[_reason(loss) for loss in one.losses],
    )


def _reason(loss: Loss) -> ScoreReasonOut:
    said, n = word("reasons", loss.slug), f"{loss.amount:.0f}"
    return ScoreReasonOut(
        slug=loss.slug, words=Words(zh=said.zh.format(n=n), en=said.en.format(n=n)), points=loss.points
    )


def _texts() -> dict[str, Any]:
    return texts.load("metrics")

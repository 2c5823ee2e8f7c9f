"""The report on service as tables for a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from api.insights.names import called, word
from api.insights.schemas import ChangeOut, EstimateOut
from api.insights.service import views
from api.insights.service.schemas import BehindOut, MetricCellOut, MetricFigureOut, ServiceReportOut, ServiceTable
from api.insights.tables import Cell, Row, csv_of
from crm import texts
from crm.site import Language

_FIGURE = ("n", "value", "low", "high", "change", "change_low", "change_high", "p", "noise")
COLUMNS: Mapping[ServiceTable, Sequence[str]] = {
    "figures": ("metric", "unit", *_FIGURE, "definition"),
    "groups": ("group", "conversations", "metric", "unit", *_FIGURE),
    "hours": ("weekday", "hour", "conversations"),
    "lowest": ("at", "conversation", "channel", "language", "topic", "outcome", "score", "rating", "reasons"),
}


def figures(report: ServiceReportOut, language: Language) -> str:
    """Every metric of the whole."""
    rows = _part(report, report.total, language)
    defined = {one.label[language]: one.definition[language] for one in report.metrics}
    return _written("figures", ({**row, "definition": defined[str(row["metric"])]} for row in rows), language)


def groups(report: ServiceReportOut, language: Language) -> str:
    """Every metric of every group."""
    rows: Iterator[Row] = (
        {"group": cell.label[language], "conversations": cell.conversations, **row}
        for cell in report.groups
        for row in _part(report, cell, language)
    )
    return _written("groups", rows, language)


def hours(report: ServiceReportOut, language: Language) -> str:
    """How many conversations began, by weekday and hour."""
    rows: Iterator[Row] = (
        {"weekday": views.word("weekdays", day)[language], "hour": hour, "conversations": n}
        for day, hours in enumerate(report.hours)
        for hour, n in enumerate(hours)
    )
    return _written("hours", rows, language)


def lowest(found: Iterable[BehindOut], language: Language) -> str:
    """The conversations with the lowest scores, and why."""
    return _written("lowest", (_behind(one, language) for one in found), language)


# What the report itself holds; the lowest scores are looked up.
TABLES: Mapping[ServiceTable, Callable[[ServiceReportOut, Language], str]] = {
    "figures": figures,
    "groups": groups,
    "hours": hours,
}


def _part(report: ServiceReportOut, cell: MetricCellOut, language: Language) -> list[Row]:
    return [
        {"metric": metric.label[language], "unit": views.word("units", metric.unit)[language], **_figure(one, language)}
        for metric, one in zip(report.metrics, cell.figures, strict=True)
    ]


def _figure(one: MetricFigureOut, language: Language) -> dict[str, Cell]:
    if one.hidden:
        return {"value": word("hidden")[language]}
    return {**_estimate(one.estimate), **_change(one.change)}


def _estimate(one: EstimateOut | None) -> dict[str, Cell]:
    return one.model_dump() if one else {}


def _change(one: ChangeOut | None) -> dict[str, Cell]:
    if one is None:
        return {}
    return {"change": one.value, "change_low": one.low, "change_high": one.high, "p": one.p, "noise": one.noise}


def _behind(one: BehindOut, language: Language) -> Row:
    joined = ("；" if language == "zh" else "; ").join(reason.words[language] for reason in one.reasons)
    return {
        "at": one.at.isoformat(timespec="seconds"),
        "conversation": str(one.id),
        "channel": one.channel,
        "language": one.language,
        "topic": one.topic,
        "outcome": one.outcome[language] if one.outcome else None,
        "score": one.score,
        "rating": one.rating,
        "reasons": joined,
    }


def _written(name: ServiceTable, rows: Iterable[Row], language: Language) -> str:
    own = texts.load("metrics")["columns"]
    headings = {one: str((own[one] if one in own else called("columns")[one])[language]) for one in COLUMNS[name]}
    return csv_of(COLUMNS[name], headings, rows, language)

"""Parts of a report as tables for a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from api.insights import names
from api.insights.schemas import (
    CellOut,
    CommentOut,
    EstimateOut,
    FigureOut,
    SurveyQuestionOut,
    SurveyReportOut,
    Table,
    ThemesOut,
)
from crm.site import Language

Cell = str | float | bool | None
Row = Mapping[str, Cell]

# A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIGURE = ("n", "value", "low", "high", "change", "change_low", "change_high", "p", "noise")
COLUMNS: Mapping[Table | Literal["themes"], Sequence[str]] = {
    "figures": ("figure", *_FIGURE),
    "languages": ("group", "sent", "completed", "figure", *_FIGURE),
    "groups": ("group", "sent", "completed", "figure", *_FIGURE),
    "questions": ("question", "answered", "not_applicable", "left_after", "mean", "low", "high"),
    "dimensions": ("dimension", "items", "expected", "perceived", *_FIGURE, "deviation", "points", "alpha"),
    "features": ("feature", "n", "M", "O", "A", "I", "R", "Q", "category", "sure", "better", "worse"),
    "drivers": ("driver", "slope", "low", "high", "p", "importance"),
    "themes": ("theme", "n", "share", "low", "high", "zh", "en", "score", "example"),
    "comments": ("at", "language", "channel", "stage", "skill", "score", "comment"),
}


def table(report: SurveyReportOut, name: Table, language: Language) -> str:
    """One table of a report."""
    return written(name, _rows(report, name, language), language)


def comments(found: Iterable[CommentOut], language: Language) -> str:
    """Customers' words."""
    rows = (one.model_dump(include=set(COLUMNS["comments"])) | {"comment": one.text} for one in found)
    return written("comments", ({**row, "at": row["at"].isoformat(timespec="seconds")} for row in rows), language)


def themes(found: ThemesOut, language: Language) -> str:
    """What customers wrote about, a row for each example; the figures of a theme stand in its first."""
    return written("themes", _themes(found), language)


def written(name: Table | Literal["themes"], rows: Iterable[Row], language: Language) -> str:
    """With a heading for each column."""
    headings = {
        column: words[language] for column, words in {**names.called("columns"), **names.called("kano")}.items()
    }
    return csv_of(COLUMNS[name], headings, rows, language)


def csv_of(columns: Sequence[str], headings: Mapping[str, str], rows: Iterable[Row], language: Language) -> str:
    """These columns of the rows, each with its heading."""
    cells = ([row.get(column) for column in columns] for row in rows)
    return spreadsheet([headings[column] for column in columns], cells, language)


def spreadsheet(headings: Sequence[str], rows: Iterable[Sequence[Cell]], language: Language) -> str:
    """Cells in the order of the headings, with a mark by which spreadsheets know UTF-8, and nothing they would run."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow([_cell(heading, language) for heading in headings])
    lines.writerows([_cell(value, language) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _rows(report: SurveyReportOut, name: Table, language: Language) -> list[Row]:
    make: Mapping[Table, Callable[[SurveyReportOut, Language], list[Row]]] = {
        "figures": _figures,
        "languages": lambda report, language: [row for one in report.languages for row in _part(one, language)],
        "groups": lambda report, language: [row for one in report.groups for row in _part(one, language)],
        "questions": _questions,
        "dimensions": _dimensions,
        "features": _features,
        "drivers": _drivers,
    }
    return make[name](report, language)


def _figures(report: SurveyReportOut, language: Language) -> list[Row]:
    figures = [*report.total.figures, report.response.response, report.response.completion]
    return [{"figure": one.label[language], **_figure(one, language)} for one in figures]


def _questions(report: SurveyReportOut, language: Language) -> list[Row]:
    return [_question(one, language) for one in report.questions]


def _question(one: SurveyQuestionOut, language: Language) -> Row:
    section = f"{one.section[language]} " if one.section else ""
    counted = {"answered": one.answered, "not_applicable": one.not_applicable, "left_after": one.left_after}
    return {"question": section + one.label[language], **counted, **_mean(one.mean)}


def _dimensions(report: SurveyReportOut, language: Language) -> list[Row]:
    return [
        {
            "dimension": one.label[language],
            "items": one.items,
            "expected": _value(one.expected),
            "perceived": _value(one.perceived),
            **_figure(one.figure, language),
            "deviation": one.deviation,
            "points": _value(one.points),
            "alpha": one.alpha,
        }
        for one in report.dimensions
    ]


def _drivers(report: SurveyReportOut, language: Language) -> list[Row]:
    found = report.drivers.drivers if report.drivers else []
    return [
        {
            "driver": one.label[language],
            "slope": one.slope,
            "low": one.low,
            "high": one.high,
            "p": one.p,
            "importance": one.importance,
        }
        for one in found
    ]


def _features(report: SurveyReportOut, language: Language) -> list[Row]:
    rows: list[Row] = []
    for one in report.features:
        row: dict[str, Cell] = {"feature": one.label[language], "n": one.n}
        row |= {category.value: n for category, n in (one.counts or {}).items()}
        if one.verdict is None:
            row["category"] = names.word("hidden")[language]
        else:
            row |= {
                "category": one.verdict.category_label[language],
                "sure": one.verdict.sure,
                "better": _value(one.verdict.better),
                "worse": _value(one.verdict.worse),
            }
        rows.append(row)
    return rows


def _part(cell: CellOut, language: Language) -> list[Row]:
    known: dict[str, Cell] = {"group": cell.label[language], "sent": cell.sent, "completed": cell.completed}
    return [{**known, "figure": one.label[language], **_figure(one, language)} for one in cell.figures]


def _themes(found: ThemesOut) -> Iterator[Row]:
    for number, one in enumerate(found.themes, start=1):
        counted = {"n": one.n, "zh": one.languages.get("zh", 0), "en": one.languages.get("en", 0), "score": one.score}
        interval = {"share": one.share.value, "low": one.share.low, "high": one.share.high} if one.share else {}
        for place, example in enumerate(one.examples):
            figures: dict[str, Cell] = {} if place else {**counted, **interval}
            yield {"theme": number, **figures, "example": example.text}


def _figure(figure: FigureOut, language: Language) -> dict[str, Cell]:
    if figure.hidden:
        return {"value": names.word("hidden")[language]}
    estimate = figure.estimate
    found: dict[str, Cell] = {}
    if estimate:
        found = {"n": estimate.n, "value": estimate.value, "low": estimate.low, "high": estimate.high}
    if change := figure.change:
        found |= {"change": change.value, "change_low": change.low, "change_high": change.high}
        found |= {"p": change.p, "noise": change.noise}
    return found


def _mean(mean: EstimateOut | None) -> dict[str, Cell]:
    return {"mean": mean.value, "low": mean.low, "high": mean.high} if mean else {}


def _value(estimate: EstimateOut | None) -> float | None:
    return estimate.value if estimate else None


def _cell(value: Cell, language: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return names.word("yes" if value else "no")[language]
    if isinstance(value, float):
        # A number is no formula, whatever its sign.
        return f"{value:.6g}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text

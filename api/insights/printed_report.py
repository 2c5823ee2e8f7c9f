"""A report to be printed: what the page of results shows, as tables with definitions, in one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.insights import names
from api.insights.figures_said import day, decimal, difference, figure, interval
from api.insights.schemas import CellOut, EstimateOut, FigureOut, SurveyReportOut
from crm import printed, texts
from crm.insights.figures import SHOWN_FROM, Unit
from crm.site import Language, site

TEMPLATE = printed.PAGES / "survey_report.typ"
_NOTHING = "–"
# Where their scales end; other figures are drawn from the lowest to the highest of them.
_ENDS: dict[Unit, tuple[float, float]] = {"share": (0, 1), "points": (-100, 100), "coefficient": (-1, 1)}


@dataclass(frozen=True)
class Asked:
    """What was asked for, beside the questionnaire and the days: whose language alone, and compared by what."""

    answers_in: Language | None = None
    group_by: str | None = None


def render(
    weeks: SurveyReportOut, groups: SurveyReportOut | None, asked: Asked, *, language: Language, now: datetime
) -> bytes:
    """The report as a PDF (A4). `weeks` is the report by weeks, `groups` another one of the same answers."""
    return printed.pdf(TEMPLATE, report=_Sheet(weeks, groups, asked, language).page(now))


class _Sheet:
    """One report in one language."""

    def __init__(
        self, weeks: SurveyReportOut, groups: SurveyReportOut | None, asked: Asked, language: Language
    ) -> None:
        self.weeks, self.groups, self.asked, self.language = weeks, groups, asked, language
        self.words = {name: said[language] for name, said in texts.load("insights")["printed"].items()}

    def page(self, now: datetime) -> dict[str, Any]:
        """Everything on it."""
        return {
            "language": self.language,
            "site": site().name[self.language],
            "title": self.words["title"].format(survey=self.weeks.label[self.language]),
            "period": self.words["period"].format(
                first=day(self.weeks.first, self.language),
                last=day(self.weeks.last, self.language),
                before=day(self.weeks.before_first, self.language),
                zone=self.weeks.time_zone,
            ),
            "remarks": list(self._remarks()),
            "sections": [one for one in self._sections() if one["rows"]],
            "definitions_title": self.words["definitions"],
            "definitions": self._definitions(),
            "made": self.words["made"].format(day=day(now.astimezone(site().zone).date(), self.language)),
            "page": self.words["page"],
        }

    def _remarks(self) -> Iterable[str]:
        if self.asked.answers_in:
            yield self.words["alone"].format(language=names.called("languages")[self.asked.answers_in][self.language])
        if self.weeks.pooled:
            yield self.words["pooled"]
        if self.weeks.versions > 1:
            yield self.words["versions"].format(n=self.weeks.versions)
        if self.weeks.response.started < SHOWN_FROM:
            yield self.words["few"]

    def _sections(self) -> Iterable[dict[str, Any]]:
        report, response = self.weeks, self.weeks.response
        figures = [*report.total.figures, response.response, response.completion]
        yield self._section("figures", ("figure", "value", "interval", "n", "change"), map(self._figure, figures))
        yield self._section("asked", ("sent", "started", "completed", "needed"), [self._asked()])
        yield self._cells("languages", report.languages)
        yield self._cells("weeks", report.groups)
        if self.groups is not None and self.asked.group_by:
            yield self._cells(
                "groups", self.groups.groups, names.called("compared")[self.asked.group_by][self.language]
            )
        yield self._section(
            "dimensions", ("dimension", "expected", "perceived", "value", "interval", "points", "alpha"), self._parts()
        )
        yield self._section("features", ("feature", "n", "category", "better", "worse", "importance"), self._features())
        yield self._section("drivers", ("driver", "slope", "interval", "importance"), self._drivers())
        yield self._section("questions", ("question", "answered", "left_after", "mean"), self._questions())

    def _section(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        bars: Sequence[Any] = (),
        of: str = "",
    ) -> dict[str, Any]:
        heads = {**names.called("columns"), **names.called("printed_columns")}
        return {
            "title": self.words[f"{name}_title"].format(of=of),
            "note": self.words.get(f"{name}_note", ""),
            "heads": [heads[column][self.language] for column in columns],
            "rows": [list(row) for row in rows],
            "bars": list(bars),
        }

    def _cells(self, name: str, cells: Sequence[CellOut], of: str = "") -> dict[str, Any]:
        """Parts side by side, each with its first figure and a bar for how far that may be off."""
        shown = [(cell, cell.figures[0]) for cell in cells if cell.figures]
        rows = [[cell.label[self.language], *self._figure(main)[1:], ""] for cell, main in shown]
        columns = ("group", "value", "interval", "n", "change", "drawn")
        if shown:
            of = of or shown[0][1].label[self.language]
        return self._section(name, columns, rows, bars=_bars([main for _, main in shown]), of=of)

    def _figure(self, one: FigureOut) -> list[str]:
        name, estimate = one.label[self.language], one.estimate
        if one.hidden or estimate is None:
            return [name, names.word("hidden")[self.language] if one.hidden else _NOTHING, "", "", ""]
        return [
            name,
            figure(estimate.value, one.unit),
            interval(estimate, one.unit),
            str(estimate.n),
            self._change(one),
        ]

    def _change(self, one: FigureOut) -> str:
        if one.change is None:
            return _NOTHING
        noise = self.words["noise"] if one.change.noise else ""
        return f"{difference(one.change, one.unit)} {noise}".strip()

    def _asked(self) -> list[str]:
        told = self.weeks.response
        return [str(told.sent), str(told.started), str(told.completed), str(told.needed or _NOTHING)]

    def _parts(self) -> Iterable[list[str]]:
        for one in self.weeks.dimensions:
            main = self._figure(one.figure)
            alpha = _NOTHING if one.alpha is None else decimal(one.alpha)
            means = [_mean(one.expected), _mean(one.perceived)]
            yield [one.label[self.language], *means, *main[1:3], _mean(one.points, 0), alpha]

    def _features(self) -> Iterable[list[str]]:
        for one in self.weeks.features:
            name, verdict = one.label[self.language], one.verdict
            if verdict is None:
                yield [name, "", names.word("hidden")[self.language], "", "", ""]
                continue
            category = verdict.category_label[self.language] + ("" if verdict.sure else self.words["unsure"])
            yield [name, str(one.n), category, _mean(verdict.better), _mean(verdict.worse), _mean(one.importance, 1)]

    def _drivers(self) -> Iterable[list[str]]:
        for one in self.weeks.drivers.drivers if self.weeks.drivers else ():
            bounds = f"{decimal(one.low)} – {decimal(one.high)}"
            yield [one.label[self.language], decimal(one.slope), bounds, f"{one.importance:.0%}"]

    def _questions(self) -> Iterable[list[str]]:
        for one in self.weeks.questions:
            asked = (
                f"{one.section[self.language]} {one.label[self.language]}" if one.section else one.label[self.language]
            )
            # Fewer tell of single customers.
            few = 0 < one.answered < SHOWN_FROM
            answered = names.word("hidden")[self.language] if few else str(one.answered)
            yield [asked, answered, "" if few else str(one.left_after), _mean(one.mean)]

    def _definitions(self) -> list[str]:
        told = texts.load("insights")["definitions"]
        formulas = ["intervals", self.weeks.formula, "noise", "hidden"]
        formulas += ["alpha"] if self.weeks.dimensions else []
        formulas += ["drivers"] if self.weeks.drivers else []
        return [told[name][self.language] for name in formulas]


def _bars(figures: Sequence[FigureOut]) -> list[dict[str, float] | None]:
    """Where on an axis from 0 to 1 a figure and its interval lie; nothing where there is none."""
    estimates = [one.estimate for one in figures if one.estimate]
    if not estimates:
        return []
    unit = figures[0].unit
    low, high = _ENDS.get(unit) or (
        min(one.low if one.low is not None else one.value for one in estimates),
        max(one.high if one.high is not None else one.value for one in estimates),
    )
    width = (high - low) or 1.0

    def place(value: float) -> float:
        return round(min(1.0, max(0.0, (value - low) / width)), 4)

    return [
        {
            "at": place(one.estimate.value),
            "low": place(one.estimate.value if one.estimate.low is None else one.estimate.low),
            "high": place(one.estimate.value if one.estimate.high is None else one.estimate.high),
        }
        if one.estimate
        else None
        for one in figures
    ]


def _mean(estimate: EstimateOut | None, digits: int = 2) -> str:
    return decimal(estimate.value, digits) if estimate else _NOTHING

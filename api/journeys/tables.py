"""Parts of the journey map as tables for a spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence

from api.insights.schemas import EstimateOut
from api.insights.tables import Row, csv_of
from api.journeys import names
from api.journeys.schemas import BottleneckOut, JourneyGroupOut, JourneyOut, JourneyTable, TouchpointOut
from crm.site import Language

_COLUMNS: Mapping[JourneyTable, Sequence[str]] = {
    "touchpoints": (
        *("stage", "touchpoint", "conversations", "conversations_before", "median", "p90", "median_before"),
        *("stay_changed", "abandoned", "abandoned_share", "abandoned_before", "leaving_changed", "ended"),
        *("calm", "calm_before", "score", "scored"),
    ),
    "bottlenecks": (
        *("step", "part", "customers", "step_median", "step_p90", "minutes", "lost", "step_before"),
        *("p", "changed", "sentence"),
    ),
    "groups": (
        *("dimension", "group", "conversations", "conversations_before", "abandoned_share", "abandoned_before"),
        *("handed_over", "calm", "calm_before", "score", "scored"),
    ),
}


def table(found: JourneyOut, name: JourneyTable, language: Language) -> str:
    """One table, with headings in a language."""
    headings = {column: words[language] for column, words in names.called("columns").items()}
    rows = {"touchpoints": _touchpoints, "bottlenecks": _bottlenecks, "groups": _groups}[name](found, language)
    return csv_of(_COLUMNS[name], headings, rows, language)


def _touchpoints(found: JourneyOut, language: Language) -> Iterator[Row]:
    stages = {one.name: one.label[language] for one in found.stages}
    return ({"stage": stages[one.stage], **_touchpoint(one, language)} for one in found.touchpoints)


def _touchpoint(one: TouchpointOut, language: Language) -> Row:
    return {
        "touchpoint": one.label[language],
        "conversations": one.now.n,
        "conversations_before": one.before.n,
        "median": one.now.median,
        "p90": one.now.p90,
        "median_before": one.before.median,
        "stay_changed": one.stay_real,
        "abandoned": one.now.left,
        "abandoned_share": _value(one.now.abandoned),
        "abandoned_before": _value(one.before.abandoned),
        "leaving_changed": one.leaving_real,
        "ended": one.now.ended,
        "calm": _value(one.now.calm),
        "calm_before": _value(one.before.calm),
        **_score(one.now.score),
    }


def _bottlenecks(found: JourneyOut, language: Language) -> Iterator[Row]:
    return (_bottleneck(one, language) for one in found.bottlenecks)


def _bottleneck(one: BottleneckOut, language: Language) -> Row:
    return {
        "step": one.label[language],
        "part": names.called("parts")[one.part][language],
        "customers": one.n,
        "step_median": one.median,
        "step_p90": one.p90,
        "minutes": one.minutes,
        "lost": one.lost,
        "step_before": one.median_before,
        "p": one.p,
        "changed": one.real,
        "sentence": one.sentence[language],
    }


def _groups(found: JourneyOut, language: Language) -> Iterator[Row]:
    return (_group(one, language) for one in found.groups)


def _group(one: JourneyGroupOut, language: Language) -> Row:
    return {
        "dimension": names.called("dimensions")[one.dimension][language],
        "group": one.label[language],
        "conversations": one.now.n,
        "conversations_before": one.before.n,
        "abandoned_share": _value(one.now.abandoned),
        "abandoned_before": _value(one.before.abandoned),
        "handed_over": _value(one.now.handed_over),
        "calm": _value(one.now.calm),
        "calm_before": _value(one.before.calm),
        **_score(one.now.score),
    }


def _score(one: EstimateOut | None) -> Row:
    return {"score": one.value, "scored": one.n} if one else {}


def _value(one: EstimateOut | None) -> float | None:
    return one.value if one else None

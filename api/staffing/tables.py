"""Parts of a plan as tables for a spreadsheet."""

from collections.abc import Mapping, Sequence

from api.insights.tables import Row, csv_of
from api.staffing.schemas import MissedOut, PlanOut, StaffingOut, Table
from crm import texts
from crm.site import Language, site

COLUMNS: Mapping[Table, Sequence[str]] = {
    "quarters": (
        *("start", "mean", "low", "high", "needed", "on_roster", "planned", "rostered"),
        *("answered", "abandons", "occupancy", "unstable"),
    ),
    "proposal": ("start", "end", "people"),
    "roster": ("agent", "starts_at", "ends_at"),
    "backtest": ("forecast", "weeks", "n", "covered", "quarters", "days"),
}


def table(found: StaffingOut, name: Table, language: Language) -> str:
    """One table of a plan."""
    told = texts.load("staffing")
    headings = {column: words[language] for column, words in told["columns"].items()}
    rows = _roster(found) if name == "roster" else _rows(found.plan, name, told["forecasts"], language)
    return csv_of(COLUMNS[name], headings, rows, language)


def _rows(plan: PlanOut | None, name: Table, forecasts: Mapping[str, Row], language: Language) -> list[Row]:
    if plan is None:
        return []
    if name == "quarters":
        return [_quarter(one.model_dump()) for one in plan.quarters]
    if name == "proposal":
        return [{"start": f"{one.start:%H:%M}", "end": f"{one.end:%H:%M}", "people": one.people} for one in plan.shifts]
    if plan.backtest is None:
        return []
    tested = {"weeks": plan.backtest.weeks, "n": plan.backtest.n}
    covered = {"covered": plan.backtest.covered}
    return [
        {"forecast": forecasts["model"][language], **tested, **covered, **_missed(plan.backtest.model)},
        {"forecast": forecasts["naive"][language], **tested, **_missed(plan.backtest.naive)},
    ]


def _quarter(one: dict[str, object]) -> Row:
    flat = one | one["coming"] | (one["outcome"] or {})  # type: ignore[operator]
    return {**flat, "start": f"{flat['start']:%H:%M}"}


def _roster(found: StaffingOut) -> list[Row]:
    zone = site().zone
    return [
        {
            "agent": one.agent,
            "starts_at": one.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
            "ends_at": one.ends_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
        }
        for one in found.roster
    ]


def _missed(one: MissedOut) -> Row:
    return {"quarters": one.quarters, "days": one.days}

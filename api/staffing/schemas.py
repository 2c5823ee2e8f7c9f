"""The JSON of plans for a day, and of shifts."""

import uuid
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.insights.schemas import Told
from crm.insights.demand import quarter_start
from crm.insights.staffing import Plan, Staffing, Wanted
from crm.moments import Moment
from crm.shift_files import Why
from crm.shifts import Shift
from crm.site import site

Table = Literal["quarters", "proposal", "roster", "backtest"]


class ShiftIn(BaseModel):
    agent_id: uuid.UUID
    starts_at: Moment
    ends_at: Moment


class ShiftOut(BaseModel):
    id: uuid.UUID
    agent_id: uuid.UUID
    agent: str
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, shift: Shift) -> "ShiftOut":
        return cls(
            id=shift.id,
            agent_id=shift.agent_id,
            agent=shift.agent.name,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
        )


class ShiftsOut(BaseModel):
    shifts: list[ShiftOut]


class RosterFileIn(BaseModel):
    """A file with the columns `email`, `starts_at` and `ends_at`, times as 2026-12-01 08:00 on the site's clock."""

    csv: Annotated[str, Field(max_length=1_000_000)]


class BadLineOut(Told):
    """A line that was not taken, as it stands in the file."""

    line: int
    text: str
    why: Why


class ImportedOut(Told):
    """`known`: what was on the roster already."""

    added: int
    known: int
    bad: list[BadLineOut]


class ComingOut(Told):
    """How many come, and the interval that holds it in 95 of 100 cases."""

    mean: float
    low: float
    high: float


class OutcomeOut(Told):
    """With the people who are rostered: which share is answered in time and gives up, and for which share of their time
    people have anybody to serve. `unstable`: more come than are served, and nobody gives up."""

    answered: float | None
    abandons: float | None
    occupancy: float | None
    unstable: bool


class QuarterOut(Told):
    """A quarter-hour of the day. `needed` people serve, `on_roster` have to be planned for that, `planned` are there by
    the proposal and `rostered` by the shifts. No outcome where nobody is rostered."""

    start: time
    coming: ComingOut
    open: bool
    needed: int
    on_roster: int
    planned: int
    rostered: int
    outcome: OutcomeOut | None


class BlockOut(BaseModel):
    """A shift of the proposal, for so many people. One that ends with the day ends at 00:00."""

    start: time
    end: time
    people: int


class MissedOut(Told):
    """Errors: their sum over what came, by quarter-hour (WAPE); the mean one of a day's total, as a part (MAPE)."""

    quarters: float
    days: float


class BacktestOut(Told):
    """How past weeks would have been told from those before them; `naive`: as many as a week before. `covered` is the
    share of `n` quarter-hours whose interval held what came."""

    weeks: int
    n: int
    covered: float
    model: MissedOut
    naive: MissedOut


class HoursOut(BaseModel):
    """Hours of work in all: what is needed on the roster, what is proposed, what is planned in shifts."""

    needed: float
    proposed: float
    rostered: float


class PlanOut(BaseModel):
    quarters: list[QuarterOut]
    total: ComingOut
    shifts: list[BlockOut]
    hours: HoursOut
    backtest: BacktestOut | None

    @classmethod
    def of(cls, plan: Plan) -> "PlanOut":
        quarters = plan.quarters
        blocks = [
            BlockOut(start=quarter_start(one.start), end=quarter_start(one.end), people=one.people)
            for one in plan.blocks
        ]
        return cls(
            quarters=[QuarterOut.model_validate(one) for one in quarters],
            total=ComingOut.model_validate(plan.total),
            shifts=blocks,
            hours=HoursOut(
                needed=sum(one.on_roster for one in quarters) / 4,
                proposed=sum(one.planned for one in quarters) / 4,
                rostered=sum(one.rostered for one in quarters) / 4,
            ),
            backtest=BacktestOut.model_validate(plan.hindcast) if plan.hindcast else None,
        )


class MeasuredOut(Told):
    """Mean seconds, and of how many; nothing where too few tell."""

    handling: float | None
    handled: int
    patience: float | None
    gave_up: int


class UsedOut(BaseModel):
    """What the plan was made with: seconds and shares. No patience: nobody gives up."""

    handling: float
    patience: float | None
    at_once: int
    slowdown: float
    target: float
    within: float
    away: float
    shift_hours: list[float]


class StaffingOut(BaseModel):
    """No plan as long as `missing_days` more days of history are needed; `weeks` of it were read, from `first`."""

    day: date
    today: date
    time_zone: str
    first: date
    weeks: int
    missing_days: int
    measured: MeasuredOut
    used: UsedOut
    plan: PlanOut | None
    roster: list[ShiftOut]

    @classmethod
    def of(cls, found: Staffing, wanted: Wanted) -> "StaffingOut":
        used = found.desk._asdict() | {"target": wanted.target, "within": wanted.within, "away": wanted.away}
        return cls(
            day=found.day,
            today=found.history.today,
            time_zone=site().time_zone,
            first=found.history.first,
            weeks=len(found.history.weeks),
            missing_days=found.history.missing,
            measured=MeasuredOut.model_validate(found.pace),
            used=UsedOut(**used, shift_hours=list(wanted.lengths)),
            plan=PlanOut.of(found.plan) if found.plan else None,
            roster=[ShiftOut.of(one) for one in found.shifts],
        )

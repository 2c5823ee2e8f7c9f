"""The JSON of the report on service."""

import uuid
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from api.insights.schemas import ChangeOut, EstimateOut, Told
from crm.metrics.catalogue import Better, Part, Unit
from crm.site import Words

ServiceTable = Literal["figures", "groups", "hours", "lowest"]


class MetricOut(BaseModel):
    """What a figure is called and what exactly it is. `better`: which way is good news."""

    slug: str
    label: Words
    definition: Words
    part: Part
    part_label: Words
    unit: Unit
    better: Better


class MetricFigureOut(Told):
    """One metric of some conversations. `hidden`: it would be of fewer than five."""

    slug: str
    estimate: EstimateOut | None
    change: ChangeOut | None
    hidden: bool


class MetricCellOut(BaseModel):
    """The conversations of one group, with every metric in the order of the list."""

    key: str | None
    label: Words
    conversations: int
    figures: list[MetricFigureOut]


class ServiceReportOut(BaseModel):
    """A period told. `split`: metrics that add up to all that ended; `hours`: by weekday (from Monday) and hour."""

    first: date
    last: date
    before_first: date
    time_zone: str
    metrics: list[MetricOut]
    split: list[str]
    total: MetricCellOut
    groups: list[MetricCellOut]
    hours: list[list[int]]


class ScoreReasonOut(BaseModel):
    """What a conversation lost points for, in words."""

    slug: str
    words: Words
    points: float


class BehindOut(BaseModel):
    """One conversation. `value`: its seconds or points, where the figure is of such; no score of what is not over."""

    id: uuid.UUID
    at: datetime
    channel: str
    language: str
    topic: str | None
    outcome: Words | None
    value: float | None
    score: float | None
    rating: int | None
    reasons: list[ScoreReasonOut]


class BehindPageOut(BaseModel):
    """Some of them; `next` is the cursor of those that follow."""

    conversations: list[BehindOut]
    next: str | None


class PenaltyOut(BaseModel):
    """A part of the score's formula: `each` points for every one over `free`, `most` in all."""

    slug: str
    each: float
    most: float
    free: float


class ScoreOut(BaseModel):
    """How the score is made, and how well it agrees with `n` ratings; nothing is told of fewer than five.

    `correlation`: Spearman's; `error`: steps of five by which a score is off on average.
    """

    penalties: list[PenaltyOut]
    n: int
    correlation: EstimateOut | None
    error: EstimateOut | None

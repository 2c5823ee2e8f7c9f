"""The JSON of the journey map."""

import uuid
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from api.insights.schemas import EstimateOut
from crm.insights.journey_side import Dimension
from crm.insights.steps import Part
from crm.insights.visits import Kind
from crm.site import Language, Words
from crm.skills import Stage

JourneyTable = Literal["touchpoints", "bottlenecks", "groups"]


class VerbatimOut(BaseModel):
    """What one customer wrote there, with stand-ins for whatever is personal."""

    text: str
    language: Language
    tone: str | None
    conversation_id: uuid.UUID


class JourneyCountsOut(BaseModel):
    """Conversations of one period. `abandoned`: left before the end; `calm`: without anger or distress. Scores of
    fewer than five are not told."""

    n: int
    abandoned: EstimateOut | None
    calm: EstimateOut | None
    score: EstimateOut | None


class GroupCountsOut(JourneyCountsOut):
    """`handed_over`: a person was asked for."""

    handed_over: EstimateOut | None


class StopCountsOut(JourneyCountsOut):
    """Conversations that came by. `left` of them left there before the end, `ended` there; minutes of stays that are
    over."""

    left: int
    ended: int
    median: float | None
    p90: float | None


class TouchpointOut(BaseModel):
    """Where customers come by. `order`: how early, on average; `leaving_real`, `stay_real`: changed by more than
    chance, null where that cannot be told."""

    stage: Stage
    kind: Kind
    name: str | None
    label: Words
    order: float
    now: StopCountsOut
    before: StopCountsOut
    leaving_real: bool | None
    stay_real: bool | None
    verbatims: list[VerbatimOut]


class JourneyGroupOut(BaseModel):
    """Conversations of one language, channel or topic."""

    dimension: Dimension
    value: str | None
    label: Words
    now: GroupCountsOut
    before: GroupCountsOut


class BottleneckOut(BaseModel):
    """What takes customers' time. `live`: they are in the conversation meanwhile.

    `lost`: minutes in which they waited for us, of work what it took longer than before. `real`: changed by more than
    chance, null where that cannot be told.
    """

    kind: Kind
    topic: str | None
    part: Part
    live: bool
    label: Words
    sentence: Words
    n: int
    median: float
    p90: float
    minutes: float
    lost: float
    median_before: float | None
    p: float | None
    real: bool | None


class JourneyStageOut(BaseModel):
    name: Stage
    label: Words


class JourneyOut(BaseModel):
    """The map of conversations opened from `first` to `last`, beside those of another period; both days included."""

    first: date
    last: date
    against_first: date
    against_last: date
    time_zone: str
    now: GroupCountsOut
    before: GroupCountsOut
    stages: list[JourneyStageOut]
    touchpoints: list[TouchpointOut]
    groups: list[JourneyGroupOut]
    bottlenecks: list[BottleneckOut]


class CallerOut(BaseModel):
    """A conversation that came by a touchpoint. `minutes`: its stay, once it was over."""

    conversation_id: uuid.UUID
    opened_at: datetime
    language: Language
    channel: str
    topic: Words | None
    minutes: float | None
    abandoned: bool
    upset: bool
    score: float | None


class CallersOut(BaseModel):
    """The newest conversations; there may be more."""

    conversations: list[CallerOut]

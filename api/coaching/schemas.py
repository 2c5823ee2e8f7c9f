"""The JSON of scorecards."""

import uuid
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field

from api.insights.schemas import EstimateOut, Told
from crm import coaching
from crm.agents import Agent
from crm.coaching import Scorecard, ScorecardRating
from crm.site import Words

Score = Annotated[int, Field(ge=1, le=5)]


class CriterionOut(BaseModel):
    """One thing that is rated; `dimension` is one of SERVQUAL's five."""

    name: str
    dimension: str
    label: Words


class CriteriaOut(BaseModel):
    criteria: list[CriterionOut]

    @classmethod
    def now(cls) -> Self:
        return cls(
            criteria=[
                CriterionOut(name=name, dimension=one.dimension, label=Words(zh=one.zh, en=one.en))
                for name, one in coaching.criteria().items()
            ]
        )


class PickIn(BaseModel):
    """So many of each agent's, of those closed in the last days."""

    per_agent: Annotated[int, Field(ge=1, le=20)] = 2
    days: Annotated[int, Field(ge=1, le=90)] = 14


class PickedOut(BaseModel):
    picked: int


class RatingIn(BaseModel):
    """From 1 to 5 by criterion; one that does not apply is left out."""

    scores: Annotated[dict[str, Score], Field(max_length=50)]
    note: Annotated[str, Field(max_length=2000)] = ""


class ShareIn(BaseModel):
    shared: bool


class GivenOut(BaseModel):
    """What one rater gave. Agents are told no names."""

    rater: str | None
    scores: dict[str, int]
    note: str
    at: datetime

    @classmethod
    def of(cls, one: ScorecardRating, *, named: bool) -> Self:
        return cls(rater=one.rater.name if named else None, scores=one.scores, note=one.note, at=one.at)


class ScorecardOut(BaseModel):
    """A conversation that was picked. `raters`: how many have rated it; `mine`: whether I have.

    Of what another gave nothing is told before both have rated: neither is to be led by the other.
    """

    id: uuid.UUID
    conversation_id: uuid.UUID
    agent: str
    picked_at: datetime
    raters: int
    mine: bool
    ratable: bool
    seen_at: datetime | None
    shared_at: datetime | None
    ratings: list[GivenOut]

    @classmethod
    def of(cls, card: Scorecard, viewer: Agent, *, named: bool) -> Self:
        mine = any(one.rater_id == viewer.id for one in card.ratings)
        told = [one for one in card.ratings if card.complete or one.rater_id == viewer.id]
        return cls(
            id=card.id,
            conversation_id=card.conversation_id,
            agent=card.agent.name,
            picked_at=card.picked_at,
            raters=len(card.ratings),
            mine=mine,
            ratable=not card.complete and card.agent_id != viewer.id,
            seen_at=card.seen_at,
            shared_at=card.shared_at,
            ratings=[GivenOut.of(one, named=named) for one in told],
        )


class ScorecardsOut(BaseModel):
    scorecards: list[ScorecardOut]
    next: str | None


class OwnScorecardsOut(BaseModel):
    """One's own that both have rated, and what the team was given as good examples."""

    criteria: list[CriterionOut]
    own: list[ScorecardOut]
    examples: list[ScorecardOut]


class AgreementOut(Told):
    """Of one criterion: weighted kappa with its interval, of fewer than five nothing; `same` of `n` were alike."""

    criterion: str
    kappa: EstimateOut | None
    n: int
    same: int


class StrengthsOut(Told):
    """Of one agent: the mean of each dimension; of fewer than five scorecards nothing."""

    agent_id: uuid.UUID
    name: str
    n: int
    dimensions: dict[str, EstimateOut | None]


class CoachingReportOut(Told):
    """Of the last half year; `cards` both have rated."""

    cards: int
    agreement: list[AgreementOut]
    agents: list[StrengthsOut]

"""What customers said of an agent's service, for the agent: nobody else's."""

import uuid
from datetime import datetime
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.dependencies import Cursor, Limit, ReadSession, SignedInDep
from api.insights import names, views
from api.insights.schemas import FigureOut
from crm import agent_ratings, questionnaire_desk, survey_answers, surveys
from crm.base import utc_now
from crm.insights.periods import period
from crm.site import Words, site
from crm.surveys import Survey

router = APIRouter(prefix="/v1/desk/ratings", tags=["desk"])

_SHOWN = 20


class RatingOut(BaseModel):
    """What a customer said in a survey. `best` is the end of its scale; there is no score where none was asked for."""

    id: uuid.UUID
    kind: str
    label: Words
    score: int | None
    best: int | None
    comment: str | None
    at: datetime
    conversation_id: uuid.UUID | None

    @classmethod
    def of(cls, survey: Survey) -> Self:
        said = survey_answers.summary(survey)
        asked = survey.asked
        return cls(
            id=survey.id,
            kind=survey.questionnaire,
            label=asked.name,
            score=said.score if said else None,
            best=surveys.best_score(asked),
            comment=said.comment if said else None,
            at=max((one.answered_at for one in survey.answers), default=survey.sent_at),
            conversation_id=survey.conversation_id,
        )


class OwnFigureOut(BaseModel):
    """The main figure of a questionnaire, with its interval; hidden where fewer than five answered."""

    questionnaire: str
    label: Words
    figure: FigureOut


class RatingsOut(BaseModel):
    """`figures` are of the last twelve weeks."""

    figures: list[OwnFigureOut]
    ratings: list[RatingOut]
    next: str | None


@router.get("", response_model=RatingsOut)
def list_own_ratings(
    session: ReadSession, proof: SignedInDep, cursor: Cursor = None, limit: Limit = _SHOWN
) -> RatingsOut:
    """What customers said of your own service, newest first. `cursor` is the `next` of the page before."""
    questionnaire_desk.refresh(session)
    found = agent_ratings.of_agent(session, proof.agent.id, cursor=cursor, limit=limit)
    lately = period(None, None, zone=site().zone, now=utc_now())
    own = agent_ratings.own_figures(session, proof.agent.id, lately) if cursor is None else []
    return RatingsOut(
        figures=[
            OwnFigureOut(
                questionnaire=one.plan.name,
                label=names.questionnaire(one.plan),
                figure=views.figure_of(one.plan, one.figure),
            )
            for one in own
        ],
        ratings=[RatingOut.of(one) for one in found.items],
        next=found.next,
    )

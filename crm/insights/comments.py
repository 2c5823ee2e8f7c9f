"""What customers wrote beside their answers, newest first."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from crm.insights.periods import Period
from crm.insights.plans import Plan
from crm.paging import Key, Page, page
from crm.surveys import Survey, SurveyAnswer


@dataclass(frozen=True)
class Comment:
    """A customer's words, and what they were about."""

    id: uuid.UUID
    at: datetime
    language: str
    channel: str
    stage: str | None
    skill: str | None
    score: int | None
    text: str
    conversation_id: uuid.UUID | None


def comments(
    session: Session, plan: Plan, period: Period, *, language: str | None, cursor: str | None, limit: int
) -> Page[Comment]:
    """Of surveys sent in the period. Raises BadInput for a cursor that is none of ours."""
    query = (
        select(SurveyAnswer)
        .join(Survey)
        .where(
            Survey.questionnaire == plan.name,
            Survey.sent_at >= period.start,
            Survey.sent_at < period.end,
            SurveyAnswer.question.in_(plan.words),
            SurveyAnswer.text.is_not(None),
        )
    )
    if language:
        query = query.where(Survey.language == language)
    keys = [Key(SurveyAnswer.answered_at, descending=True), Key(SurveyAnswer.id)]
    found = page(session, query, keys, cursor=cursor, limit=limit)
    return Page(_told(session, plan, found.items), found.next)


def _told(session: Session, plan: Plan, answers: list[SurveyAnswer]) -> list[Comment]:
    score = aliased(SurveyAnswer)
    columns = (Survey.language, Survey.channel, Survey.stage, Survey.skill, score.value, Survey.conversation_id)
    query = (
        select(Survey.id, *columns)
        .outerjoin(score, and_(score.survey_id == Survey.id, score.question == plan.score))
        .where(Survey.id.in_({one.survey_id for one in answers}))
    )
    surveys = {row[0]: row[1:] for row in session.execute(query)}
    return [_comment(one, *surveys[one.survey_id]) for one in answers]


def _comment(
    one: SurveyAnswer,
    language: str,
    channel: str,
    stage: str | None,
    skill: str | None,
    score: int | None,
    conversation_id: uuid.UUID | None,
) -> Comment:
    return Comment(one.id, one.answered_at, language, channel, stage, skill, score, one.text or "", conversation_id)

"""The survey taker's routes: the token is the only key."""

from fastapi import APIRouter

from api.http.dependencies import DbSession, ReadSession
from api.http.fields import language_of
from api.surveys.schemas import SurveyIn, SurveyOut
from crm import surveys
from crm.base import utc_now
from crm.message_data import SurveyAnswer
from crm.surveys import Invitation

router = APIRouter(prefix="/v1/surveys", tags=["surveys"])


@router.get("/{token}", response_model=SurveyOut)
def read_survey(token: str, session: ReadSession) -> SurveyOut:
    """The question, and what was answered so far. 404 for an unknown link."""
    return _out(surveys.find(session, token))


@router.post("/{token}", response_model=SurveyOut)
def answer_survey(token: str, body: SurveyIn, session: DbSession) -> SurveyOut:
    """Keep an answer; it may be changed until the survey closes (410)."""
    return _out(surveys.answer(session, token=token, score=body.score, comment=body.comment, now=utc_now()))


def _out(invitation: Invitation) -> SurveyOut:
    form, answer = surveys.questionnaire(invitation.kind), invitation.answer
    return SurveyOut(
        kind="csat",
        language=language_of(invitation.language),
        question=form["question"],
        scale=form["scale"],
        answered=SurveyAnswer.model_validate(answer, from_attributes=True) if answer else None,
        closed=surveys.is_closed(invitation, utc_now()),
    )

"""The survey taker's routes: the token is the only key."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from api.http.dependencies import DbSession, ReadSession
from api.http.fields import language_of, printable
from api.surveys.schemas import AnswerOut, AnswersIn, ScoreIn, SurveyOut
from crm import survey_answers, surveys
from crm.base import utc_now
from crm.survey_answers import Given
from crm.surveys import Survey

router = APIRouter(prefix="/v1/surveys", tags=["surveys"])


@router.get("/{token}", response_model=SurveyOut)
def read_survey(token: str, session: ReadSession) -> SurveyOut:
    """The questions, and what was answered so far. Reading changes nothing. 404 for an unknown link."""
    return _out(surveys.find(session, token))


@router.post("/{token}", response_model=SurveyOut)
def answer_survey(token: str, body: ScoreIn, session: DbSession) -> SurveyOut:
    """Answer a survey that asks for a score and a remark (CSAT, NPS, CES) in one go. 410 once it is closed."""
    comment = printable(body.comment) if body.comment else None
    return _out(survey_answers.answer_at_once(session, token=token, score=body.score, comment=comment, now=utc_now()))


@router.put("/{token}/answers", response_model=SurveyOut)
def save_answers(token: str, body: AnswersIn, session: DbSession) -> SurveyOut:
    """Keep some answers, in place of earlier ones; the rest stays. All or none. 410 once it is closed.

    The points of a `weights` question come together.
    """
    given = [
        Given(one.question, one.value, printable(one.text) if one.text else None, one.not_applicable)
        for one in body.answers
    ]
    return _out(survey_answers.save(session, token=token, given=given, now=utc_now()))


@router.post("/{token}/finish", response_model=SurveyOut)
def finish_survey(token: str, session: DbSession) -> SurveyOut:
    """Say that nothing more is to come. 409 with `missing` while a question is open that must be answered, 410 once
    it is closed."""
    return _out(survey_answers.finish(session, token=token, now=utc_now()))


@router.post("/{token}/opt-out", response_model=SurveyOut)
def opt_out(token: str, session: DbSession) -> SurveyOut:
    """Be asked nothing more, ever. Done again it changes nothing."""
    return _out(survey_answers.opt_out(session, token=token, now=utc_now()))


# The address of a mail's List-Unsubscribe is a page for people and takes one click of a mail program (RFC 8058).
one_click = APIRouter(include_in_schema=False)


@one_click.post("/s/{token}/opt-out")
def opt_out_by_mail(token: str, session: DbSession) -> PlainTextResponse:
    """What a mail program sends when its reader wants no more of these: no cookie, no page, nothing to confirm."""
    survey_answers.opt_out(session, token=token, now=utc_now())
    return PlainTextResponse("OK")


def _out(survey: Survey) -> SurveyOut:
    form, closed = survey.asked, surveys.is_closed(survey, utc_now())
    # A link that is used up tells nobody what was answered behind it, unless its owner may come back to it.
    told = form.may_change or not closed
    return SurveyOut(
        kind=survey.questionnaire,
        language=language_of(survey.language),
        title=form.title,
        intro=form.intro,
        questions=form.questions,
        score=form.score,
        comment=form.comment,
        may_change=form.may_change,
        answers=[AnswerOut.model_validate(one, from_attributes=True) for one in survey.answers] if told else [],
        answered=survey_answers.summary(survey) if told else None,
        completed=survey.completed_at is not None,
        closed=closed,
        opted_out=survey.opted_out,
    )

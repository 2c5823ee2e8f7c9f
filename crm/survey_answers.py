"""Answers to surveys: checked, kept one row each as the customer goes, until the survey is finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from crm import events, live, masking, messages, survey_recovery, surveys, webhook_calls
from crm.errors import BadInput, SurveyClosed, SurveyIncomplete
from crm.events import Actor, Name
from crm.message_data import SurveyResult
from crm.questionnaire_items import ALL_POINTS, Item, Number, Remark, Share
from crm.questionnaires import Questionnaire, WeightsQuestion
from crm.surveys import Survey, SurveyAnswer


@dataclass(frozen=True)
class Given:
    """What a customer answers to one question, or to one line of it; nothing at all takes the answer back."""

    question: str
    value: int | None = None
    text: str | None = None
    not_applicable: bool = False

    @property
    def is_empty(self) -> bool:
        return self.value is None and not (self.text or "").strip() and not self.not_applicable


def save(session: Session, *, token: str, given: Sequence[Given], now: datetime) -> Survey:
    """Keep answers, in place of earlier ones to the same questions. Raises SurveyClosed, BadInput: nothing is kept."""
    survey = _open(session, token, now)
    form = survey.asked
    _check(form, given)
    score_before, comment_before = _score(survey), _comment(survey)
    for one in given:
        _keep(session, survey, form.items[one.question], one, now)
    _require_asked(survey, form, given)
    survey.started_at = survey.started_at or now
    if survey.completed_at is None and not _missing(survey, form):
        survey.completed_at = now
    session.flush()
    _tell(session, survey, now, score_before)
    comment = _comment(survey)
    if survey.conversation_id is not None and (_score(survey), comment) != (score_before, comment_before):
        live.announce_rating(session, survey.id)
    survey_recovery.follow(session, survey, now=now)
    if survey.recovery_id is not None and comment not in (None, comment_before):
        survey_recovery.add_comment(session, survey, comment)
    return survey


def finish(session: Session, *, token: str, now: datetime) -> Survey:
    """Nothing more is to come: the link is used up, unless this questionnaire lets the customer come back to it.

    Raises SurveyClosed, SurveyIncomplete.
    """
    survey = _open(session, token, now)
    form = survey.asked
    if missing := _missing(survey, form):
        raise SurveyIncomplete(missing=missing)
    shown = {item.key for name in form.shown(survey.values) for item in form.questions[name].items(name)}
    survey.answers = [one for one in survey.answers if one.question in shown]
    survey.completed_at = survey.completed_at or now
    if not form.may_change:
        survey.expires_at = now
    session.flush()
    _tell(session, survey, now, _score(survey))
    return survey


def answer_at_once(session: Session, *, token: str, score: int, comment: str | None, now: datetime) -> Survey:
    """A score and a remark in one go, where a questionnaire asks for these. Raises SurveyClosed, BadInput."""
    form = surveys.find(session, token).asked
    if form.score is None:
        raise BadInput("This survey asks for more than a score.", field="score")
    given = [Given(form.score, value=score)]
    if form.comment is not None:
        given.append(Given(form.comment, text=comment))
    save(session, token=token, given=given, now=now)
    return finish(session, token=token, now=now)


def opt_out(session: Session, *, token: str, now: datetime) -> Survey:
    """Ask this customer nothing more. What they have answered stays; also behind a link that is used up."""
    survey = surveys.locked(session, token)
    survey.opted_out, survey.remind_at = True, None
    survey.expires_at = min(survey.expires_at, now)
    session.flush()
    return survey


def _open(session: Session, token: str, now: datetime) -> Survey:
    survey = surveys.locked(session, token)
    if surveys.is_closed(survey, now):
        raise SurveyClosed
    return survey


def _check(form: Questionnaire, given: Sequence[Given]) -> None:
    """Whether all of this can be answers. Raises BadInput naming the question."""
    items = form.items
    if len({one.question for one in given}) < len(given):
        raise BadInput("A question is answered twice.", field="answers")
    for one in given:
        if one.question not in items:
            raise BadInput("There is no such question in this survey.", field=one.question)
        if problem := _problem(items[one.question], one):
            raise BadInput(problem, field=one.question)
    for name in {kept.question for one in given if isinstance(kept := items[one.question].kept, Share)}:
        _check_shares(form, name, {one.question: one.value for one in given})


def _problem(item: Item, one: Given) -> str | None:
    """Why this cannot be an answer."""
    if one.not_applicable:
        return None if item.may_be_none and one.value is None else "This question needs an answer."
    kept = item.kept
    if isinstance(kept, Remark):
        too_long = len((one.text or "").strip()) > kept.longest
        return "These words are too many." if too_long else "Words are asked for." if one.value is not None else None
    if one.text:
        return "A number is asked for."
    if isinstance(kept, Number) and one.value is not None and not kept.low <= one.value <= kept.high:
        return "This score is not on the scale."
    return None


def _check_shares(form: Questionnaire, name: str, values: dict[str, int | None]) -> None:
    """All shares of a question come at once, and are 100 together. Raises BadInput."""
    question = form.questions[name]
    assert isinstance(question, WeightsQuestion)
    shares = [values.get(item.key) for item in question.items(name)]
    given = [share for share in shares if share is not None and share >= 0]
    if len(given) < len(shares) or sum(given) != ALL_POINTS:
        raise BadInput(f"The points must be {ALL_POINTS} together.", field=name)


def _require_asked(survey: Survey, form: Questionnaire, given: Sequence[Given]) -> None:
    """An answer to what is not asked of this customer is none. Raises BadInput."""
    asked = {item.key for name in form.shown(survey.values) for item in form.questions[name].items(name)}
    for one in given:
        if one.question not in asked and not one.is_empty:
            raise BadInput("This question is not asked after these answers.", field=one.question)


def _keep(session: Session, survey: Survey, item: Item, one: Given, now: datetime) -> None:
    kept = survey.answer_to(item.key)
    if one.is_empty:
        if kept is not None:
            survey.answers.remove(kept)
        return
    if kept is None:
        kept = SurveyAnswer(question=item.key, dimension=item.dimension)
        survey.answers.append(kept)
    kept.value, kept.not_applicable, kept.answered_at = one.value, one.not_applicable, now
    named = item.name_of(one.value) if one.value is not None else None
    kept.text = named or masking.hidden_in((one.text or "").strip()) or None


def _missing(survey: Survey, form: Questionnaire) -> list[str]:
    return form.missing(survey.values, frozenset(one.question for one in survey.answers))


def _score(survey: Survey) -> int | None:
    kept = survey.answer_to(survey.asked.score)
    return kept.value if kept else None


def _comment(survey: Survey) -> str | None:
    kept = survey.answer_to(survey.asked.comment)
    return kept.text if kept else None


def _tell(session: Session, survey: Survey, now: datetime, score_before: int | None) -> None:
    """What whoever looks at the conversation sees of it, and what reports are made from."""
    asked = surveys.message_of(session, survey)
    if asked is not None:
        said = summary(survey)
        messages.update_data(session, asked, answered=said.as_json() if said else None)
    score = _score(survey)
    if score is None or score == score_before:
        return
    if survey.conversation_id is None:
        facts = {"survey": survey.questionnaire, "score": score}
        webhook_calls.tell(session, "survey.answered", conversation_id=None, facts=facts)
        return
    events.record(
        session,
        survey.conversation_id,
        Name.SURVEY_ANSWERED,
        actor=Actor.CUSTOMER,
        at=now,
        since=survey.sent_at,
        data={"survey": survey.questionnaire, "score": score},
    )


def summary(survey: Survey) -> SurveyResult | None:
    """The score and the remark, as the desk and the chat show them; None while nothing was answered."""
    if not survey.answers:
        return None
    return SurveyResult(score=_score(survey), comment=_comment(survey))

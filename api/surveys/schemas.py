"""The JSON of surveys."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.http.fields import LARGEST_NUMBER
from crm.message_data import SurveyResult
from crm.questionnaires import Key, Question
from crm.site import Language, Words

MAX_REMARK = 2000
Score = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]


class ScoreIn(BaseModel):
    """A score, and words to go with it, in one go."""

    score: Score
    comment: str | None = Field(default=None, max_length=500)


class AnswerIn(BaseModel):
    """An answer to a question, or to a line of one (question.line): a number, words, or that it does not apply.

    None of the three takes an earlier answer back.
    """

    question: Annotated[str, Field(max_length=64)]
    value: Score | None = None
    text: Annotated[str, Field(max_length=MAX_REMARK)] | None = None
    not_applicable: bool = False


class AnswersIn(BaseModel):
    answers: list[AnswerIn] = Field(min_length=1, max_length=100)


class AnswerOut(BaseModel):
    """An answer that is kept."""

    question: str
    value: int | None
    text: str | None
    not_applicable: bool


class SurveyOut(BaseModel):
    """What is asked, and what was answered so far.

    Answers are told only while they may still be given. `closed`: nothing more is taken, because the time has passed
    or (`completed`) because it was all answered.
    """

    kind: str
    language: Language
    title: Words
    intro: Words | None
    questions: dict[Key, Question]
    score: str | None
    comment: str | None
    may_change: bool
    answers: list[AnswerOut]
    answered: SurveyResult | None
    completed: bool
    closed: bool
    opted_out: bool

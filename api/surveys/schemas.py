"""The JSON of surveys."""

from typing import Literal

from pydantic import BaseModel, Field

from crm.message_data import SurveyAnswer
from crm.site import Language, Words


class SurveyIn(BaseModel):
    score: int
    comment: str | None = Field(default=None, max_length=500)


class ScaleStepOut(BaseModel):
    value: Literal[1, 2, 3, 4, 5]
    label: Words


class SurveyOut(BaseModel):
    kind: Literal["csat"]
    language: Language
    question: Words
    scale: list[ScaleStepOut]
    answered: SurveyAnswer | None
    closed: bool

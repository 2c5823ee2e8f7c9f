"""The JSON of surveys."""

from typing import Any, Literal

from pydantic import BaseModel, Field


class SurveyIn(BaseModel):
    score: int
    comment: str | None = Field(default=None, max_length=500)


class SurveyOut(BaseModel):
    kind: Literal["csat"]
    language: str
    question: dict[str, str]
    scale: list[dict[str, Any]]
    answered: dict[str, Any] | None
    closed: bool

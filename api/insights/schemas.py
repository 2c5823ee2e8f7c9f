"""The JSON of reports on surveys."""

import uuid
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.insights.figures import Unit
from crm.insights.plans import Formula
from crm.site import Language, Words
from crm.statistics.kano import Category


class Told(BaseModel):
    """Made from what was computed, attribute by attribute."""

    model_config = ConfigDict(from_attributes=True)


class EstimateOut(Told):
    """A figure, and the interval that covers the truth in 95 of 100 samples; none where one answer gave it."""

    value: float
    low: float | None
    high: float | None
    n: int


class ChangeOut(Told):
    """Since the period before; `noise`: chance alone explains it (p ≥ 0.05)."""

    value: float
    low: float
    high: float
    p: float
    noise: bool


class FigureOut(Told):
    """One figure. `hidden`: fewer than five answered."""

    name: str
    label: Words
    unit: Unit
    estimate: EstimateOut | None
    change: ChangeOut | None
    hidden: bool


class CellOut(BaseModel):
    """One part of the answers. `languages`: how many answered in each. `n` is not told where figures are hidden."""

    key: str | None
    label: Words
    sent: int
    n: int | None
    completed: int | None
    languages: dict[str, int]
    figures: list[FigureOut]
    hidden: bool


class ResponseOut(BaseModel):
    """How many were asked, began and reached the end. `needed`: answers for a share within five points."""

    sent: int
    started: int
    completed: int
    response: FigureOut
    completion: FigureOut
    needed: int | None


class AnswerCountOut(BaseModel):
    """One answer, what it stands for, and how often it was given."""

    value: int
    label: Words | None
    n: int


class SurveyQuestionOut(BaseModel):
    """One item; `section`: the question that it is a line of. `left_after`: how many went no further."""

    item: str
    label: Words
    section: Words | None
    answered: int
    not_applicable: int
    left_after: int
    counts: list[AnswerCountOut] | None
    mean: EstimateOut | None


class DimensionOut(BaseModel):
    """A dimension. `reliable`: Cronbach's alpha is at least 0.7."""

    name: str
    label: Words
    items: int
    expected: EstimateOut | None
    perceived: EstimateOut | None
    figure: FigureOut
    deviation: float | None
    points: EstimateOut | None
    alpha: float | None
    reliable: bool | None


class VerdictOut(Told):
    """What a feature is to its users. `sure`: Fong's test; `doubtful`: more than 2 % contradict themselves."""

    category: Category
    category_label: Words
    sure: bool
    better: EstimateOut | None
    worse: EstimateOut | None
    doubtful: bool
    total_strength: float
    category_strength: float


class FeatureOut(BaseModel):
    """A feature, by Kano's method."""

    name: str
    label: Words
    n: int
    counts: dict[Category, int] | None
    importance: EstimateOut | None
    verdict: VerdictOut | None


class DriverOut(Told):
    """`slope`: points on the whole for one on the part; `importance`: its share of what all explain."""

    name: str
    label: Words
    slope: float
    low: float
    high: float
    p: float
    importance: float


class DriversOut(BaseModel):
    """What moves the score. `explained`: the share of its differences that the dimensions account for."""

    outcome: Words
    drivers: list[DriverOut]
    explained: float
    n: int


class SurveyReportOut(BaseModel):
    """All that is told of a questionnaire in a period; both of its days are whole and belong to it."""

    questionnaire: str
    label: Words
    formula: Formula
    first: date
    last: date
    before_first: date
    time_zone: str
    versions: int
    pooled: bool
    response: ResponseOut
    total: CellOut
    languages: list[CellOut]
    groups: list[CellOut]
    questions: list[SurveyQuestionOut]
    dimensions: list[DimensionOut]
    features: list[FeatureOut]
    drivers: DriversOut | None


class QuestionnaireOut(BaseModel):
    """A questionnaire of this site."""

    name: str
    label: Words
    formula: Formula


class QuestionnairesOut(BaseModel):
    questionnaires: list[QuestionnaireOut]


class CommentOut(BaseModel):
    """Words of a customer, as they wrote them."""

    id: uuid.UUID
    at: datetime
    language: Language
    channel: str
    stage: str | None
    skill: str | None
    score: int | None
    text: str
    conversation_id: uuid.UUID | None


class CommentsOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    comments: list[CommentOut]
    next: str | None


Table = Literal["figures", "languages", "groups", "questions", "dimensions", "features", "drivers", "comments"]


class ThemeExampleOut(BaseModel):
    """What one customer wrote, with stand-ins for whatever is personal."""

    text: str
    language: Language
    score: int | None


class ThemeOut(BaseModel):
    """Comments that mean nearly the same, in either language. `score` is the mean of the scores beside them."""

    n: int
    share: EstimateOut | None
    languages: dict[str, int]
    score: float | None
    examples: list[ThemeExampleOut]


class ThemesOut(BaseModel):
    """`read`: how many comments were grouped, the newest of the period; `rest`: those in no theme of five or more."""

    themes: list[ThemeOut]
    read: int
    rest: int

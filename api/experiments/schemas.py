"""The JSON of experiments."""

import uuid
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from api.http.fields import printable
from crm.experiment_subjects import MOST, SubjectKind
from crm.experiments import Measure, Standing
from crm.site import Words

Wording = Annotated[str, Field(max_length=MOST), AfterValidator(printable)]
Key = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(printable)]


class ExperimentOut(BaseModel):
    """What is tried and how it stands, as a sentence; `old` and `new` are what either half of the customers is told.

    The means go from 0 to 1, over `pairs` of customers; their difference lies between `low` and `high`.
    """

    id: uuid.UUID
    kind: SubjectKind
    subject: str
    title: Words
    old: Words
    new: Words
    outcome: Measure
    state: Standing
    said: Words
    pairs: int
    old_mean: float
    new_mean: float
    low: float
    high: float
    started_by: str
    started_at: datetime
    stopped_by: str | None
    ended_at: datetime | None


class ExperimentsOut(BaseModel):
    """The newest first."""

    experiments: list[ExperimentOut]


class SubjectOut(BaseModel):
    """What can be tried: a response and what it says, or an article and its title."""

    kind: SubjectKind
    name: str
    words: Words


class SubjectsOut(BaseModel):
    """Everything about safety or law is left out, and so is what holds facts that change."""

    subjects: list[SubjectOut]


class ExperimentIn(BaseModel):
    """Another wording of a response in both languages, or with `article` another article in the place of one."""

    kind: SubjectKind
    subject: Key
    outcome: Measure
    zh: Wording = ""
    en: Wording = ""
    article: Annotated[str, Field(max_length=100), AfterValidator(printable)] = ""

    @property
    def variant(self) -> dict[str, str]:
        """As the experiment keeps it."""
        return (
            {"key": self.article}
            if self.kind == SubjectKind.ARTICLE
            else {"zh": self.zh.strip(), "en": self.en.strip()}
        )

"""The JSON of the assistant's models."""

import uuid
from datetime import datetime

from pydantic import BaseModel

from crm.model_cards import Verdict
from crm.model_switches import SwitchState
from crm.site import Words


class ModelScoreOut(BaseModel):
    """How much of a part of the exam a model understood in one language, with the interval (95 %) of the share."""

    part: str
    part_label: Words
    language: str
    language_label: Words
    n: int
    value: float
    low: float
    high: float


class ModelOut(BaseModel):
    """A model in the list. `learned`: how many of its sentences come from what people approved."""

    name: str
    made_at: datetime
    verdict: Verdict
    in_use: bool
    sentences: int
    learned: int
    scores: list[ModelScoreOut]


class RateOut(BaseModel):
    """A live rate before and after a switch, over `n` pairs of conversations; `p` holds at any time."""

    name: str
    label: Words
    language: str
    language_label: Words
    n: int
    before: float
    after: float
    p: float
    worse: bool


class SwitchOut(BaseModel):
    """That the assistant took another model. `said`: what became of it."""

    id: uuid.UUID
    model: str
    before: str
    at: datetime
    ended_at: datetime | None
    state: SwitchState
    said: Words
    rates: list[RateOut]


class ModelsOut(BaseModel):
    """The newest of each first."""

    models: list[ModelOut]
    switches: list[SwitchOut]


class CountOut(BaseModel):
    """How many sentences an intent has in a language: of files that people write, and learned."""

    intent: str
    label: Words
    language: str
    language_label: Words
    written: int
    learned: int


class ComparedOut(BaseModel):
    """A line of the before/after table; `value`: the change of the share, with its interval."""

    part: str
    part_label: Words
    by: str
    group: str
    group_label: Words
    n: int
    before: float
    after: float
    gained: int
    lost: int
    value: float
    low: float
    high: float
    p: float


class LearnedOut(BaseModel):
    """A decision that the model learned of, and the two who stand for it."""

    kind: str
    kind_label: Words
    target: str
    learned: int
    kept_back: int
    proposed_by: str
    approved_by: str
    approved_at: str


class ModelCardOut(ModelOut):
    """The whole card. `objections`: why it was not taken, each as a sentence."""

    digest: str
    compared_with: str | None
    objections: list[Words]
    table: list[ComparedOut]
    counts: list[CountOut]
    decisions: list[LearnedOut]
    switch: SwitchOut | None

"""The JSON of messages to learn from."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from api.http.fields import printable
from crm.decisions import DecisionKind, DecisionState
from crm.review_decisions import MOST
from crm.reviews import Reason
from crm.site import Language, Words


class PartOut(BaseModel):
    """A stretch of what was said; `kind`: what it stands for, where something personal was replaced."""

    text: str
    kind: Literal["email", "link", "number", "reference", "name", "address", "birthday"] | None


class ExampleOut(BaseModel):
    """A message, without personal data. `taken_for`: what the assistant took it for, in words."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    at: datetime
    language: Language
    parts: list[PartOut]
    taken_for: Words | None
    confidence: float | None
    reasons: list[Reason]


class GroupOut(BaseModel):
    """Messages that say nearly the same. It is called by the oldest of them."""

    id: uuid.UUID
    text: str
    language: Language
    count: int
    at: datetime
    reasons: dict[Reason, int]
    taken_for: Words | None
    intent: str
    examples: list[ExampleOut]


class ReviewCountsOut(BaseModel):
    """Messages that nobody has decided about, decisions that wait for a second person, and those that were approved."""

    open: int
    proposed: int
    approved: int


class QueueOut(BaseModel):
    """The largest groups first; `more`: whether there are others."""

    groups: list[GroupOut]
    counts: ReviewCountsOut
    more: bool


class DecidedExampleOut(BaseModel):
    """A message as it was labelled."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    language: Language
    text: str


class DecisionOut(BaseModel):
    """What a group of messages means, and who says so. `mine`: you proposed it, so somebody else must approve it."""

    id: uuid.UUID
    kind: DecisionKind
    target: str
    label: Words | None
    title: dict[str, str]
    note: str
    state: DecisionState
    article_key: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    mine: bool
    examples: list[DecidedExampleOut]


class DecisionsOut(BaseModel):
    decisions: list[DecisionOut]
    counts: ReviewCountsOut


class LabelOut(BaseModel):
    """Something that a message may mean."""

    name: str
    label: Words
    skill: Words | None


class LabelsOut(BaseModel):
    """What can be decided: the intents that sentences are learned for, and what may be asked of what is shown."""

    intents: list[LabelOut]
    facets: list[LabelOut]


Said = Annotated[str, Field(max_length=500), AfterValidator(printable)]


class TitleIn(BaseModel):
    zh: Said = ""
    en: Said = ""


class DecisionIn(BaseModel):
    """What these messages mean. `target` names an intent or a question; `title` a new topic or a missing article."""

    reviews: Annotated[list[uuid.UUID], Field(min_length=1, max_length=MOST)]
    kind: DecisionKind
    target: Annotated[str, Field(max_length=100), AfterValidator(printable)] = ""
    title: TitleIn = TitleIn()
    note: Annotated[str, Field(max_length=1000), AfterValidator(printable)] = ""


class FlagIn(BaseModel):
    message_id: uuid.UUID

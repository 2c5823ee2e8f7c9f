"""The JSON of forms."""

import uuid
from typing import Any

from pydantic import BaseModel, Field

from api.files.schemas import FileOut
from api.http.fields import Language


class OptionOut(BaseModel):
    value: str
    label: str
    icon: str | None
    colour: str | None


class WhenOut(BaseModel):
    field: str
    any_of: list[str] = Field(serialization_alias="in")


class FieldOut(BaseModel):
    key: str
    type: str
    label: str
    hint: str | None
    placeholder: str | None
    required: bool
    max: int | None
    past_days: int
    future_days: int
    pdf: bool
    when: WhenOut | None
    options: list[OptionOut]


class StepOut(BaseModel):
    key: str
    title: str
    fields: list[FieldOut]


class FormOut(BaseModel):
    """A form in one language: what it asks, what was answered so far, and why an answer cannot be right.

    `read_as` says in words how a phone number will be kept, with its country.
    """

    id: uuid.UUID
    name: str
    status: str
    language: Language
    title: str
    steps: list[StepOut]
    submit_label: str
    values: dict[str, Any]
    read_as: dict[str, str]
    files: list[FileOut]
    errors: dict[str, str]
    result: dict[str, Any] | None


class ValuesIn(BaseModel):
    values: dict[str, Any] = Field(default_factory=dict, max_length=100)


class CodeSentOut(BaseModel):
    sent_to: str
    expires_in: int

"""The JSON of forms, files and places."""

import uuid
from typing import Any, Literal, Self

from pydantic import BaseModel, Field

from crm.files import File

Language = Literal["zh", "en"]


class FoundPassOut(BaseModel):
    text: str


class FileOut(BaseModel):
    id: uuid.UUID
    name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    boarding_pass: FoundPassOut | None = None

    @classmethod
    def of(cls, file: File, *, under: str = "/v1/chat", boarding_pass: str | None = None) -> Self:
        """`under` is where whoever asks may fetch it: the widget or the desk."""
        return cls(
            id=file.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            width=file.width,
            height=file.height,
            url=f"{under}/files/{file.id}",
            boarding_pass=FoundPassOut(text=boarding_pass) if boarding_pass else None,
        )


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
    """A form in one language: what it asks, what was answered so far, and why an answer cannot be right."""

    id: uuid.UUID
    name: str
    status: str
    language: Language
    title: str
    steps: list[StepOut]
    submit_label: str
    values: dict[str, Any]
    files: list[FileOut]
    errors: dict[str, str]
    result: dict[str, Any] | None


class ValuesIn(BaseModel):
    values: dict[str, Any] = Field(default_factory=dict, max_length=100)


class CodeSentOut(BaseModel):
    sent_to: str
    expires_in: int


class PlaceOut(BaseModel):
    """An airport; `country` as ISO 3166 has it."""

    code: str
    name: str
    city: str
    country: str


class PlacesOut(BaseModel):
    places: list[PlaceOut]

"""The JSON of forms."""

import uuid
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from api.files.schemas import FileOut
from crm import fields, verticals
from crm.forms import FormStatus
from crm.site import Language


class OneOfTypes:
    """Says in the document which types of fields there are: ours, and those of the verticals that are on."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "enum": sorted({**fields.CHECKS, **verticals.checks()})}


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
    type: Annotated[str, OneOfTypes()]
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


class ResultOut(BaseModel):
    """What came of a form: the case that was opened or changed, and what else its handler says."""

    model_config = ConfigDict(extra="allow")

    reference: str | None = None
    kind: str | None = None


class FormOut(BaseModel):
    """A form in one language: what it asks, what was answered so far, and why an answer cannot be right.

    `read_as` says in words how a phone number will be kept, with its country.
    """

    id: uuid.UUID
    name: str
    status: FormStatus
    language: Language
    title: str
    steps: list[StepOut]
    submit_label: str
    values: dict[str, Any]
    read_as: dict[str, str]
    files: list[FileOut]
    errors: dict[str, str]
    result: ResultOut | None


class ValuesIn(BaseModel):
    values: dict[str, Any] = Field(default_factory=dict, max_length=100)


class CodeSentOut(BaseModel):
    sent_to: str
    expires_in: int

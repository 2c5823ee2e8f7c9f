"""The JSON of cases, as the desk sees them."""

import uuid
from datetime import date, datetime

from pydantic import BaseModel, Field

from api.desk.schemas import ColleagueOut, NamedOut
from api.files.schemas import FileOut
from api.http.fields import CleanText
from crm.cases import Actor
from crm.site import Words


class RelatedOut(BaseModel):
    """A case as another one names it."""

    reference: str
    kind: str
    status: str
    title: Words


class LastDayOut(BaseModel):
    """A last day, and what it comes from."""

    kind: str
    due_on: date
    basis: Words
    rule: str | None = None


class FactLineOut(BaseModel):
    """A line of the table of facts. Words of ours come in both languages, the customer's as they are."""

    label: Words
    value: str | Words


class CaseCountsOut(BaseModel):
    open: int
    mine: int
    overdue: int


class CaseSummaryOut(RelatedOut):
    """A case as a row in the desk's list."""

    id: uuid.UUID
    customer: NamedOut
    assignee: ColleagueOut | None
    conversation_id: uuid.UUID
    deadlines: list[LastDayOut]
    due_at: datetime | None
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None


class CaseListOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    cases: list[CaseSummaryOut]
    counts: CaseCountsOut
    next: str | None


class OpenCaseOut(CaseSummaryOut):
    version: int
    details: list[FactLineOut]
    allowed_moves: list[str]


class CaseEventOut(BaseModel):
    at: datetime
    actor: Actor
    agent_name: str | None
    from_status: str | None = Field(serialization_alias="from")
    to_status: str | None = Field(serialization_alias="to")
    note: str
    public: bool


class CaseDetailOut(BaseModel):
    """A case with all that is known about it, and what each state is called."""

    case: OpenCaseOut
    events: list[CaseEventOut]
    files: list[FileOut]
    parent: RelatedOut | None
    children: list[RelatedOut]
    status_labels: dict[str, Words]


class CaseMoveIn(BaseModel):
    """`expected_version` is that of the case the agent was looking at."""

    to: str = Field(max_length=24)
    note: CleanText | None = None
    expected_version: int


class CaseNoteIn(BaseModel):
    text: CleanText


class CaseAssignIn(BaseModel):
    agent_id: uuid.UUID | None

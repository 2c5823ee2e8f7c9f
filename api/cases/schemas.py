"""The JSON of cases, as the desk sees them."""

import uuid
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.desk.schemas import ColleagueOut, NamedOut
from api.files.schemas import FileOut
from api.http.fields import CleanText, Count
from crm.cases import Actor
from crm.site import Words

MailStatus = Literal["waiting", "sent", "failed"]


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


class KeptOut(BaseModel):
    """An open case that something is kept for. `until` is the last of its days that is known."""

    reference: str
    title: Words
    until: date | None


class ErasureOut(BaseModel):
    """What was erased under a request. `finished_at`: nothing is left in the store; `settled_at`: nor outside it."""

    at: datetime
    agent_name: str | None
    counts: dict[str, int]
    kept: list[KeptOut]
    finished_at: datetime | None
    settled_at: datetime | None


class CaseMailOut(BaseModel):
    """A mail about a case. `error` is a code for why the last attempt failed."""

    subject: str
    to: str
    status: MailStatus
    attempts: int
    attachments: int
    error: str | None
    created_at: datetime
    sent_at: datetime | None


class CaseDetailOut(BaseModel):
    """A case with all that is known about it, and what each state is called.

    `given` are the files that the team has put to it, which the customer can open. `deed` is what can be carried out
    with it now, and `deed_later` what can be once it is confirmed who asks.
    """

    case: OpenCaseOut
    events: list[CaseEventOut]
    files: list[FileOut]
    given: list[FileOut]
    mails: list[CaseMailOut]
    parent: RelatedOut | None
    children: list[RelatedOut]
    status_labels: dict[str, Words]
    deed: Literal["export", "erase"] | None
    deed_later: Literal["export", "erase"] | None
    erasure: ErasureOut | None


class CaseMoveIn(BaseModel):
    """`expected_version` is that of the case the agent was looking at."""

    to: str = Field(max_length=24)
    note: CleanText | None = None
    expected_version: Count


class CaseDeedIn(BaseModel):
    """`expected_version` is that of the case the agent was looking at."""

    expected_version: Count


class CaseNoteIn(BaseModel):
    text: CleanText


class CaseAssignIn(BaseModel):
    agent_id: uuid.UUID | None

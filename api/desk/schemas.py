"""The JSON of the desk."""

import uuid
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, Field

from api.chat.schemas import MessageOut
from api.http.fields import CleanText, printable
from crm import readings
from crm.agents import Agent, Presence, Role
from crm.conversations import Outcome, Status
from crm.messages import Author, Message
from crm.moments import Moment
from crm.site import Language, Words


class DeskMessageOut(MessageOut):
    """What the team sees besides: how the assistant understood the customer."""

    intent: str | None
    confidence: float | None
    written_in: str | None
    tone: Literal["calm", "angry", "distressed"] | None
    read_as: list[Words] = Field(default_factory=list)

    @classmethod
    def of(cls, message: Message) -> Self:
        """With the reasons of the dialogue manager in words."""
        shown = super().of(message)
        shown.read_as = readings.of(message)
        return shown


class LoginIn(BaseModel):
    email: Annotated[str, Field(max_length=254), AfterValidator(printable)]
    password: str = Field(max_length=200)
    # Of the second factor, once it is asked for; or a recovery code.
    code: Annotated[str, Field(max_length=32)] | None = None


class AgentOut(BaseModel):
    id: uuid.UUID
    name: str
    email: str
    role: Role
    languages: list[Language]
    status: Presence

    @classmethod
    def of(cls, agent: Agent, *, status: Presence | None = None) -> Self:
        """`status`: what colleagues see, instead of what the agent chose."""
        return cls(
            id=agent.id,
            name=agent.name,
            email=agent.email,
            role=agent.role,
            languages=agent.languages,
            status=status or agent.presence,
        )


class SignedInOut(BaseModel):
    """`second_factor`: `needed` when nothing else is open before one is set up."""

    agent: AgentOut
    second_factor: Literal["on", "off", "needed"]
    csrf_token: str


class PresenceIn(BaseModel):
    status: Presence


class NamedOut(BaseModel):
    id: uuid.UUID
    name: str | None


class ColleagueOut(BaseModel):
    id: uuid.UUID
    name: str


class LastMessageOut(BaseModel):
    body: str
    author: Author
    created_at: datetime


class PromiseOut(BaseModel):
    """What was promised and is due next. Nothing is due while it is halted; `left`: the seconds that are left then."""

    kind: Literal["first_reply", "next_reply", "resolution"]
    level: Words
    state: Literal["running", "halted", "warned", "broken", "escalated"]
    due_at: datetime | None
    left: float | None


class SummaryOut(BaseModel):
    """A conversation as a row in the desk's list."""

    id: uuid.UUID
    status: Status
    channel: str
    language: Language
    topic: str | None
    priority: int
    stage: str
    customer: NamedOut
    assignee: ColleagueOut | None
    last_message: LastMessageOut | None
    # False while the assignee has not opened what was passed to them.
    joined: bool
    # Since when it stands as it stands.
    moved_at: datetime | None
    waiting_since: datetime | None
    handed_over_at: datetime | None
    snoozed_until: datetime | None
    created_at: datetime
    updated_at: datetime
    last_seq: int
    reason: str | None
    outcome: Outcome | None
    labels: list[str]
    promise: PromiseOut | None


class CountsOut(BaseModel):
    mine: int
    unassigned: int
    all: int


class ListOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    conversations: list[SummaryOut]
    counts: CountsOut
    next: str | None


class WriteIn(BaseModel):
    client_id: uuid.UUID
    text: CleanText


class TransferIn(BaseModel):
    agent_id: uuid.UUID | None = None


class SnoozeIn(BaseModel):
    until: Moment


class LabelIn(BaseModel):
    """`on`: whether the conversation has the label from now on."""

    label: str = Field(max_length=64)
    on: bool


class MovedOut(BaseModel):
    conversation: SummaryOut
    message: DeskMessageOut | None = None


class DeskHistoryOut(BaseModel):
    conversation: SummaryOut
    messages: list[DeskMessageOut]


class PreferenceOut(BaseModel):
    """What the customer agreed to have remembered."""

    kind: Words
    value: Words
    consented_at: datetime
    expires_at: datetime


class BouncedOut(BaseModel):
    """An address of theirs, masked, that mail came back from for good."""

    address: str
    at: datetime


class CustomerOut(BaseModel):
    id: uuid.UUID
    name: str | None
    language: Language
    created_at: datetime
    conversations: int
    preferences: list[PreferenceOut]
    # Where nothing is mailed any more.
    bounced: list[BouncedOut]


class FactOut(BaseModel):
    """Something known, and the messages that it rests on."""

    text: Words
    message_ids: list[uuid.UUID]


class IdentifierOut(BaseModel):
    """Something to look things up by, as it was given."""

    label: Words
    value: str
    message_ids: list[uuid.UUID]


class BriefOut(BaseModel):
    """What a person who takes over must know at once."""

    problem: FactOut | None
    identifiers: list[IdentifierOut]
    tried: list[FactOut]
    tone: Literal["angry", "distressed"] | None
    flags: list[Literal["medical", "child", "safety"]]


class HandoverOut(BaseModel):
    reason: str
    language: Language
    next_step: Words
    facts: list[FactOut]
    # None in summaries that are older than briefs.
    brief: BriefOut | None
    verification: Literal["none", "document"]
    created_at: datetime


class InteractionOut(BaseModel):
    id: uuid.UUID
    kind: str
    summary: Words
    data: dict[str, Any]
    message_id: uuid.UUID | None
    created_at: datetime


class SurveyResultOut(BaseModel):
    """A survey in a line. `of` is the end of its scale."""

    kind: str
    score: int | None
    of: int | None
    comment: str | None
    answered_at: datetime | None


class PreviousOut(BaseModel):
    id: uuid.UUID
    status: Status
    created_at: datetime
    topic: str | None


class NoteOut(BaseModel):
    """What a colleague wrote for the team about this customer, in this conversation or another."""

    id: uuid.UUID
    conversation_id: uuid.UUID
    body: str
    author_name: str | None
    created_at: datetime


class DetailOut(DeskHistoryOut):
    """A conversation with its whole story."""

    customer: CustomerOut
    handover: HandoverOut | None
    interactions: list[InteractionOut]
    surveys: list[SurveyResultOut]
    # What the customer answered outside this conversation, the newest first.
    earlier_surveys: list[SurveyResultOut]
    previous: list[PreviousOut]
    notes: list[NoteOut]

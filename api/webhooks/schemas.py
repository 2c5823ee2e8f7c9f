"""The JSON of webhooks at the desk."""

import uuid
from datetime import datetime
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, BaseModel, Field

from api.http.fields import printable
from crm.webhook_calls import Event, Webhook, WebhookCall

CallStatus = Literal["waiting", "sent", "failed"]
Note = Annotated[str, Field(max_length=200), AfterValidator(printable)]
Url = Annotated[str, Field(max_length=1000)]


class WebhookIn(BaseModel):
    url: Url
    events: Annotated[list[Event], Field(min_length=1, max_length=20)]
    note: Note = ""


class WebhookChangeIn(BaseModel):
    """What is to be otherwise; the rest stays."""

    url: Url | None = None
    events: Annotated[list[Event], Field(min_length=1, max_length=20)] | None = None
    note: Note | None = None
    active: bool | None = None


class WebhookOut(BaseModel):
    id: uuid.UUID
    url: str
    events: list[Event]
    note: str
    active: bool
    # Why the product switched it off by itself.
    stopped_because: str | None
    created_by: str
    created_at: datetime

    @classmethod
    def of(cls, webhook: Webhook) -> "WebhookOut":
        return cls(
            id=webhook.id,
            url=webhook.url,
            events=webhook.events,
            note=webhook.note,
            active=webhook.active,
            stopped_because=webhook.stopped_because,
            created_by=webhook.by.name,
            created_at=webhook.created_at,
        )


class WebhooksOut(BaseModel):
    """`events`: all that there are."""

    webhooks: list[WebhookOut]
    events: list[Event]


class WebhookSecretOut(BaseModel):
    """`secret` checks the signatures; it is shown this once."""

    webhook: WebhookOut
    secret: str


class WebhookCallOut(BaseModel):
    """A call: how often it was tried, when next, why it failed and what the address answered."""

    id: uuid.UUID
    event: str
    status: CallStatus
    attempts: int
    created_at: datetime
    next_at: datetime | None
    sent_at: datetime | None
    error: str | None
    answered: int | None

    @classmethod
    def of(cls, call: WebhookCall) -> "WebhookCallOut":
        return cls(
            id=call.id,
            event=call.event,
            status=cast(CallStatus, call.status),
            attempts=call.attempts,
            created_at=call.created_at,
            next_at=call.next_at if call.status == "waiting" else None,
            sent_at=call.sent_at,
            error=call.last_error,
            answered=call.answered,
        )


class WebhookCallsOut(BaseModel):
    calls: list[WebhookCallOut]

"""The widget's routes for keeping a conversation: as a file, or in one's mailbox."""

import uuid
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo, available_timezones

from fastapi import APIRouter, Query, Request, Response, status
from pydantic import BaseModel, Field

from api.chat.routes import own_conversation
from api.http.dependencies import DbSession, Limits, ReadSession, SettingsDep, VisitorDep
from crm import fields, outbox, transcripts
from crm.errors import BadInput, MailUnavailable

router = APIRouter(prefix="/v1/chat", tags=["chat"])

Zone = Annotated[str | None, Field(max_length=64, description="The customer's time zone; else the site's.")]


class MailedIn(BaseModel):
    conversation_id: uuid.UUID
    email: str = Field(max_length=254)
    zone: Zone = None


class MailedOut(BaseModel):
    """`to` is what of the address its owner recognises."""

    to: str


@router.get("/transcript", response_class=Response)
def download_transcript(
    conversation_id: uuid.UUID, session: ReadSession, visitor: VisitorDep, zone: Annotated[Zone, Query()] = None
) -> Response:
    """The conversation as a text file. 404 for somebody else's."""
    found = transcripts.of(session, own_conversation(session, visitor, conversation_id), zone=_zone(zone))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Response(found.body, media_type="text/plain; charset=utf-8", headers=headers)


@router.post("/transcript", response_model=MailedOut, status_code=status.HTTP_202_ACCEPTED)
def mail_transcript(
    body: MailedIn, request: Request, session: DbSession, visitor: VisitorDep, limits: Limits, settings: SettingsDep
) -> MailedOut:
    """Mail the conversation. 404 for somebody else's, 422 for what is no address, 429 after a few, 503 without mail."""
    if not settings.can_send_mail:
        raise MailUnavailable
    to = fields.email_of(body.email)
    if to is None:
        raise BadInput("This is no e-mail address.", field="email")
    conversation = own_conversation(session, visitor, body.conversation_id)
    # Nobody fills the mailbox of another, whichever of these they change.
    for key in (str(visitor.customer_id), request.client.host if request.client else "", to):
        limits.hit(settings.transcript_rate, "transcript", key)
    transcripts.mail(session, conversation, to=to, zone=_zone(body.zone))
    return MailedOut(to=outbox.masked(to))


def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of this name, if there is one."""
    return ZoneInfo(name) if name in available_timezones() else None

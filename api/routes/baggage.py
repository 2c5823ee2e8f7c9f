"""For baggage systems: messages come in as text, and every one of them is accounted for."""

import hmac
import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends
from pydantic import BaseModel

from airline import bags, ingest
from api.dependencies import DbSession, ReadSession, SettingsDep, SignedInDep, bearer
from crm.base import utc_now
from crm.errors import BadInput, MessageTooLarge, TokenInvalid

MAX_BYTES = 4 * 1024 * 1024

router = APIRouter(prefix="/v1/baggage", tags=["baggage"])


class IngestedOut(BaseModel):
    status: str
    type: str | None
    reason: str | None
    id: uuid.UUID | None


class ReportOut(BaseModel):
    received: int
    parsed: int
    quarantined: int
    duplicates: int
    results: list[IngestedOut]


class QuarantinedOut(BaseModel):
    id: uuid.UUID
    raw: str
    type: str | None
    reason: str | None
    received_at: datetime


async def baggage_system(token: Annotated[str, Depends(bearer)], settings: SettingsDep) -> None:
    """Let only those in who know the key. Raises TokenInvalid."""
    if not hmac.compare_digest(token.encode(), settings.baggage_api_key.get_secret_value().encode()):
        raise TokenInvalid


@router.post("/messages", response_model=ReportOut, dependencies=[Depends(baggage_system)])
def post_messages(body: Annotated[bytes, Body(media_type="text/plain")], session: DbSession) -> ReportOut:
    """Take in one or more Type B messages (RP 1745). What cannot be read is quarantined with its reason; the rest is
    kept. Sending the same again changes nothing. 413 for more than 4 MiB."""
    if len(body) > MAX_BYTES:
        raise MessageTooLarge(max_bytes=MAX_BYTES)
    text = body.decode("utf-8", errors="replace")
    if not text.strip():
        raise BadInput("The body holds no message.")
    report = ingest.ingest(session, text=text, received_at=utc_now())
    return ReportOut.model_validate(report, from_attributes=True)


@router.get("/messages")
def list_quarantined(session: ReadSession, _: SignedInDep) -> dict[str, list[QuarantinedOut]]:
    """What waits in quarantine, newest first."""
    waiting = bags.quarantined(session)
    return {"messages": [QuarantinedOut.model_validate(message, from_attributes=True) for message in waiting]}

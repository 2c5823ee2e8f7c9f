"""For baggage systems: messages come in as text, and every one of them is accounted for."""

import hmac
import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, status
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from airline import ingest
from airline.bags import bags
from airline.cases import subscriptions
from api.http.dependencies import DbSession, ReadSession, SettingsDep, SignedInDep, SupervisorDep, bearer
from crm.base import utc_now
from crm.errors import BadInput, MessageTooLarge, TokenInvalid

MAX_BYTES = 4 * 1024 * 1024
MAX_REPLAYED = 5000

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
    feed: Literal["baggage"] = "baggage"
    raw: str
    type: str | None
    reason: str | None
    received_at: datetime


class ReplayIn(BaseModel):
    raw: str = Field(max_length=MAX_BYTES)


async def baggage_system(token: Annotated[str, Depends(bearer)], settings: SettingsDep) -> None:
    """Let only those in who know the key. Raises TokenInvalid."""
    if not hmac.compare_digest(token.encode(), settings.baggage_api_key.get_secret_value().encode()):
        raise TokenInvalid


def text_of(body: bytes) -> str:
    """The messages in a body. Raises MessageTooLarge, or BadInput when there are none."""
    if len(body) > MAX_BYTES:
        raise MessageTooLarge(max_bytes=MAX_BYTES)
    text = body.decode("utf-8", errors="replace")
    if not text.strip():
        raise BadInput("The body holds no message.")
    return text


@router.post("/messages", response_model=ReportOut, dependencies=[Depends(baggage_system)])
def post_messages(body: Annotated[bytes, Body(media_type="text/plain")], session: DbSession) -> ReportOut:
    """Take in one or more Type B messages (RP 1745). What cannot be read is quarantined with its reason; the rest is
    kept. Sending the same again changes nothing. 413 for more than 4 MiB."""
    return _announced(session, ingest.ingest(session, text=text_of(body), received_at=utc_now()))


@router.get("/messages")
def list_quarantined(session: ReadSession, _: SignedInDep) -> dict[str, list[QuarantinedOut]]:
    """What waits in quarantine, newest first."""
    waiting = bags.quarantined(session)
    return {"messages": [QuarantinedOut.model_validate(message, from_attributes=True) for message in waiting]}


@router.post("/messages/replay", response_model=ReportOut)
def replay_all(session: DbSession, _: SupervisorDep) -> ReportOut:
    """Read the quarantine again as it is, oldest first: for after an update. One call tries at most 5,000 messages."""
    return _announced(session, ingest.replay_waiting(session, limit=MAX_REPLAYED).report)


@router.post("/messages/{message_id}/replay", response_model=ReportOut)
def replay(message_id: uuid.UUID, body: ReplayIn, session: DbSession, _: SupervisorDep) -> ReportOut:
    """Take in a quarantined message as corrected. 404 when it is not in quarantine, 422 when it still cannot be read:
    then it stays as it is."""
    return _announced(session, ingest.replay(session, message_id=message_id, raw=body.raw))


@router.post("/messages/{message_id}/discard", status_code=status.HTTP_204_NO_CONTENT)
def discard(message_id: uuid.UUID, session: DbSession, _: SupervisorDep) -> None:
    """Lay a quarantined message aside for good. 404 when it is not in quarantine."""
    ingest.discard(session, message_id=message_id)


def _announced(session: Session, report: ingest.IngestReport) -> ReportOut:
    """Tell customers who follow these bags, and answer the system or agent."""
    subscriptions.announce_changes(session, bags=report.bags, now=utc_now())
    return ReportOut.model_validate(report, from_attributes=True)

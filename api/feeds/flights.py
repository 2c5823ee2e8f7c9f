"""For flight systems: movement messages come in as text, and every one of them is accounted for."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Depends, status
from pydantic import AwareDatetime, BaseModel, Field

from airline.flights import flights
from airline.flights.flights import PlannedLeg
from airline.ingest import movements
from airline.ingest.movements import MovementReport
from api.feeds.baggage import ReplayIn, ReportOut, baggage_system, text_of
from api.http.dependencies import DbSession, ReadSession, SignedInDep, SupervisorDep
from crm.base import utc_now

router = APIRouter(prefix="/v1/flights", tags=["flights"])


class QuarantinedMovementOut(BaseModel):
    id: uuid.UUID
    feed: Literal["flights"] = "flights"
    raw: str
    type: str | None
    reason: str | None
    received_at: datetime


class LegIn(BaseModel):
    """A leg as planned. Times carry their offset; the leg's date follows from the departure at its origin."""

    flight: str = Field(pattern=r"^([A-Z]{2}|[A-Z][0-9]|[0-9][A-Z])[1-9][0-9]{0,3}[A-Z]?$", examples=["CA981"])
    origin: str = Field(pattern=r"^[A-Z]{3}$", examples=["PEK"])
    destination: str = Field(pattern=r"^[A-Z]{3}$", examples=["JFK"])
    departs_at: AwareDatetime
    arrives_at: AwareDatetime
    check_in_opens_at: AwareDatetime | None = None
    check_in_closes_at: AwareDatetime | None = None
    boarding_at: AwareDatetime | None = None
    gate_closes_at: AwareDatetime | None = None
    terminal: str = Field("", max_length=8)
    gate: str = Field("", max_length=8)
    belt: str = Field("", max_length=8)
    arrival_terminal: str = Field("", max_length=8)
    cancelled: bool = False


class ScheduleIn(BaseModel):
    legs: list[LegIn] = Field(max_length=1000)


class PlannedOut(BaseModel):
    planned: int


@router.post("/schedule", dependencies=[Depends(baggage_system)])
def post_schedule(body: ScheduleIn, session: DbSession) -> PlannedOut:
    """Plan legs, change the plan of known ones, or cancel them. What movement messages have told stays; those that
    came before their leg was known are taken up. Sending the same again changes nothing."""
    legs = [PlannedLeg(**leg.model_dump()) for leg in body.legs]
    return PlannedOut(planned=len(movements.plan(session, legs)))


@router.post("/messages", response_model=ReportOut, dependencies=[Depends(baggage_system)])
def post_messages(body: Annotated[bytes, Body(media_type="text/plain")], session: DbSession) -> MovementReport:
    """Take in one or more movement messages (MVT, MVA, DIV of AHM 780), under the key of the baggage systems. What
    cannot be read is quarantined with its reason; the rest is kept. Sending the same again changes nothing. 413 for
    more than 4 MiB."""
    return movements.ingest(session, text=text_of(body), received_at=utc_now())


@router.get("/messages")
def list_quarantined(session: ReadSession, _: SignedInDep) -> dict[str, list[QuarantinedMovementOut]]:
    """What waits in quarantine, newest first."""
    waiting = flights.quarantined(session)
    return {"messages": [QuarantinedMovementOut.model_validate(message, from_attributes=True) for message in waiting]}


@router.post("/messages/replay", response_model=ReportOut)
def replay_all(session: DbSession, _: SupervisorDep) -> MovementReport:
    """Read the quarantine again as it is, oldest first: for after an update. One call tries at most 2,000 messages."""
    return movements.replay_waiting(session)


@router.post("/messages/{message_id}/replay", response_model=ReportOut)
def replay(message_id: uuid.UUID, body: ReplayIn, session: DbSession, _: SupervisorDep) -> MovementReport:
    """Take in a quarantined message as corrected. 404 when it is not in quarantine, 422 when it still cannot be read:
    then it stays as it is."""
    return movements.replay(session, message_id=message_id, raw=body.raw)


@router.post("/messages/{message_id}/discard", status_code=status.HTTP_204_NO_CONTENT)
def discard(message_id: uuid.UUID, session: DbSession, _: SupervisorDep) -> None:
    """Lay a quarantined message aside for good. 404 when it is not in quarantine."""
    movements.discard(session, message_id=message_id)

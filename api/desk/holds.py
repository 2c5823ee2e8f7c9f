"""What must not be deleted, and what was because its time was over: for supervisors."""

import uuid
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import BaseModel, ConfigDict, Field

from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from crm import agents, cases, holds, retention
from crm.base import utc_now
from crm.errors import BadInput
from crm.holds import LegalHold

MOST_SHOWN = 200

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class HoldIn(BaseModel):
    """Whose data is to stay: all of a customer's, or those of one case (its `reference`) and its conversation."""

    customer_id: uuid.UUID | None = None
    reference: Annotated[str | None, Field(max_length=32)] = None
    reason: Annotated[str, Field(min_length=3, max_length=500)]


class HoldOut(BaseModel):
    id: uuid.UUID
    customer_id: uuid.UUID
    reference: str | None
    reason: str
    placed_by: str
    placed_at: datetime

    @classmethod
    def of(cls, hold: LegalHold) -> "HoldOut":
        return cls(
            id=hold.id,
            customer_id=hold.customer_id,
            reference=hold.case.reference if hold.case else None,
            reason=hold.reason,
            placed_by=hold.by.name,
            placed_at=hold.placed_at,
        )


class HoldsOut(BaseModel):
    holds: list[HoldOut]


class RetiredOut(BaseModel):
    """What of a class went on one day: how much of each kind, how much was left, and when nothing outside was."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    day: date
    before: datetime
    counts: dict[str, int]
    remaining: int
    at: datetime
    settled_at: datetime | None


class LedgerOut(BaseModel):
    entries: list[RetiredOut]


@router.get("/holds", response_model=HoldsOut)
def list_holds(session: ReadSession, _: SupervisorDep) -> HoldsOut:
    """Legal holds that stand, the oldest first."""
    return HoldsOut(holds=[HoldOut.of(one) for one in holds.standing(session)])


@router.post("/holds", response_model=HoldOut, status_code=status.HTTP_201_CREATED)
def place_hold(body: HoldIn, session: DbSession, agent: SupervisorDep) -> HoldOut:
    """Keep everything of a customer or a case, whatever the site's times say and whoever asks for erasure, until it is
    lifted. 404 for an unknown customer or case, 422 unless one of both is named."""
    case = cases.get_by_reference(session, body.reference) if body.reference else None
    customer_id = case.customer_id if case else body.customer_id
    if customer_id is None or None not in (case, body.customer_id):
        raise BadInput("Name a customer or a case.", field="customer_id")
    return HoldOut.of(
        holds.place(
            session,
            customer_id=customer_id,
            case=case,
            agent=agents.get(session, agent.id),
            reason=body.reason,
            now=utc_now(),
        )
    )


@router.delete("/holds/{hold_id}", status_code=status.HTTP_204_NO_CONTENT)
def lift_hold(hold_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Lift a hold: what it kept goes when its time comes. 404 for one that was lifted already."""
    holds.lift(session, hold_id, agent=agents.get(session, agent.id), now=utc_now())


@router.get("/retention", response_model=LedgerOut)
def read_ledger(session: ReadSession, _: SupervisorDep) -> LedgerOut:
    """What went because its time was over, by class and day, the newest first."""
    found = retention.ledger(session, limit=MOST_SHOWN)
    return LedgerOut(entries=[RetiredOut.model_validate(one) for one in found])

"""Who changed what of how the desk is set up: for those who lead."""

import uuid
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from api.http.dependencies import ReadSession, SupervisorDep
from crm import audit

MOST_SHOWN = 100

router = APIRouter(prefix="/v1/desk", tags=["administration"])


class AuditedOut(BaseModel):
    """One change; `by` is nobody where the product did it by itself."""

    id: uuid.UUID
    at: datetime
    by: str | None
    deed: str
    target: str
    facts: dict[str, Any]


class AuditOut(BaseModel):
    """`next`: the `before` of the following page, where there may be one."""

    changes: list[AuditedOut]
    next: uuid.UUID | None


@router.get("/audit", response_model=AuditOut)
def list_changes(session: ReadSession, _: SupervisorDep, before: uuid.UUID | None = None) -> AuditOut:
    """What was changed, the newest first."""
    found = audit.latest(session, limit=MOST_SHOWN, before=before)
    changes = [
        AuditedOut(
            id=one.id,
            at=one.at,
            by=one.agent.name if one.agent else None,
            deed=one.deed,
            target=one.target,
            facts=one.facts,
        )
        for one in found
    ]
    return AuditOut(changes=changes, next=changes[-1].id if len(changes) == MOST_SHOWN else None)

"""How promises look at the desk: of each conversation the one that is due first."""

import uuid
from typing import Literal

from sqlalchemy.orm import Session

from api.desk.schemas import PromiseOut
from crm import clocks
from crm.base import utc_now
from crm.clocks import Clock


def of(session: Session, conversation_ids: list[uuid.UUID]) -> dict[uuid.UUID, PromiseOut]:
    """By conversation; those for which nothing is promised are left out."""
    found: dict[uuid.UUID, PromiseOut] = {}
    for clock in clocks.of(session, conversation_ids):
        found.setdefault(clock.conversation_id, _shown(clock))
    return found


def _shown(clock: Clock) -> PromiseOut:
    halted = clock.resumed_at is None
    return PromiseOut.model_validate(
        {
            "kind": clock.kind,
            "level": clocks.level_of(clock).name,
            "state": _state(clock),
            "due_at": clock.due_at,
            "left": clock.promised - clocks.spent_by(clock, utc_now()).total_seconds() if halted else None,
        }
    )


def _state(clock: Clock) -> Literal["running", "halted", "warned", "broken", "escalated"]:
    if clock.broken_at is not None:
        return "broken" if clock.escalated_at is None else "escalated"
    if clock.resumed_at is None:
        return "halted"
    return "running" if clock.warned_at is None else "warned"

"""Where agents are signed in: listed, and ended from afar."""

import uuid
from datetime import datetime

from fastapi import APIRouter, status
from pydantic import BaseModel

from api.http.dependencies import ActingAgent, DbSession, ReadSession, SignedInDep
from crm import agents, desk_sessions
from crm.agents import Agent, Role
from crm.base import utc_now
from crm.errors import Forbidden

router = APIRouter(prefix="/v1/desk/sessions", tags=["desk"])


class DeskSessionOut(BaseModel):
    """A browser in which an agent is signed in; `current`: this one."""

    id: uuid.UUID
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool


class DeskSessionsOut(BaseModel):
    sessions: list[DeskSessionOut]


@router.get("", response_model=DeskSessionsOut)
def list_sessions(session: ReadSession, proof: SignedInDep, agent_id: uuid.UUID | None = None) -> DeskSessionsOut:
    """Where you are signed in, the newest first; for supervisors also where a colleague is. 403 for others."""
    whose = agent_id or proof.agent.id
    _may_see(proof.agent, whose)
    found = desk_sessions.of(session, agents.get(session, whose).id, now=utc_now())
    return DeskSessionsOut(
        sessions=[
            DeskSessionOut(
                id=one.id,
                browser=one.browser,
                created_at=one.created_at,
                seen_at=one.seen_at,
                expires_at=one.expires_at,
                current=one.id == proof.session_id,
            )
            for one in found
        ]
    )


@router.delete("/{session_id}", status_code=status.HTTP_204_NO_CONTENT)
def end_session(session_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> None:
    """End a session of yours, or, as a supervisor, of anybody: its next request is refused, and its live line is closed
    within ten seconds. 404 for one that is over, or not yours."""
    whose = agent.id if agent.role == Role.AGENT else None
    desk_sessions.end(session, session_id, of_agent=whose, now=utc_now())


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
def end_other_sessions(session: DbSession, agent: ActingAgent, proof: SignedInDep) -> None:
    """End all your sessions but this one."""
    for one in desk_sessions.of(session, agent.id, now=utc_now()):
        if one.id != proof.session_id:
            desk_sessions.end(session, one.id, of_agent=agent.id, now=utc_now())


def _may_see(agent: Agent, whose: uuid.UUID) -> None:
    if agent.id != whose and agent.role == Role.AGENT:
        raise Forbidden("Only a supervisor may do this.")

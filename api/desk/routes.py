"""The desk's routes: signing in, the list, the whole story, and every move an agent can make."""

import uuid
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response, status

from api.assistant.gateway import in_store
from api.desk import sign_in, views
from api.desk.catalogue import CatalogueOut, catalogue
from api.desk.schemas import (
    AgentOut,
    CountsOut,
    DeskHistoryOut,
    DetailOut,
    LabelIn,
    ListOut,
    LoginIn,
    MovedOut,
    PresenceIn,
    SignedInOut,
    SnoozeIn,
    TransferIn,
    WriteIn,
)
from api.http import tokens
from api.http.dependencies import (
    COOKIE,
    ActingAgent,
    Cursor,
    DbSession,
    Limit,
    Limits,
    OwnAccount,
    OwnSession,
    ReadSession,
    SettingsDep,
    SignedInDep,
    network_of_caller,
)
from api.http.fields import Count, printable
from crm import agents, desk, desk_sessions, labels, presence
from crm.agents import Agent
from crm.base import utc_now
from crm.paging import LARGEST

router = APIRouter(prefix="/v1/desk", tags=["desk"])


@router.post("/login", response_model=SignedInOut)
async def login(
    body: LoginIn, request: Request, response: Response, settings: SettingsDep, limits: Limits
) -> SignedInOut:
    """Sign in; sets the desk's cookie. 401 for wrong credentials, or when a code is needed besides; 429 after too many
    tries."""
    network, browser = network_of_caller(request), printable(request.headers.get("user-agent", ""))
    agent_id = await sign_in.check(body, network=network, room=request.app.state.password_room, limits=limits)
    agent, begun = await in_store(partial(sign_in.begin, agent_id=agent_id, browser=browser, network=network))
    cookie, proof = tokens.issue_desk(begun.id, expires_at=begun.expires_at)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=settings.agent_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=settings.public_url.startswith("https://"),
        path="/v1",
    )
    return _signed_in(agent, proof.csrf)


@router.get("/me", response_model=SignedInOut)
def me(proof: OwnSession) -> SignedInOut:
    """Who is signed in. 401 when nobody is."""
    return _signed_in(proof.agent, proof.csrf)


@router.get("/catalogue", response_model=CatalogueOut)
def named(agent: SignedInDep) -> CatalogueOut:
    """Skills, intents, kinds of cases with their states, stages and channels, with their words in both languages."""
    return catalogue()


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT)
def logout(response: Response, session: DbSession, agent: OwnAccount, proof: OwnSession) -> None:
    """Sign out, and stop taking conversations. The cookie is worth nothing from then on, wherever it is kept."""
    agents.get(session, agent.id).presence = agents.Presence.OFFLINE
    desk_sessions.end(session, proof.session_id, of_agent=agent.id, now=utc_now())
    response.delete_cookie(COOKIE, path="/v1")


@router.put("/status", response_model=AgentOut)
def set_status(body: PresenceIn, session: DbSession, agent: ActingAgent) -> AgentOut:
    """Say whether you take conversations."""
    mine = agents.get(session, agent.id)
    mine.presence = body.status
    return AgentOut.of(mine)


@router.get("/agents")
def list_agents(session: ReadSession, _: SignedInDep) -> dict[str, list[AgentOut]]:
    """The team, to transfer to. Whoever's desk is gone is shown as offline."""
    now = utc_now()
    team = agents.active_agents(session)
    return {"agents": [AgentOut.of(agent, status=presence.shown(agent, now=now)) for agent in team]}


@router.get("/conversations", response_model=ListOut)
def list_conversations(
    session: ReadSession,
    proof: SignedInDep,
    view: Literal["mine", "unassigned", "all"] = "unassigned",
    status: Literal["open", "snoozed", "resolved", "any"] = "open",
    label: Annotated[str | None, Query(max_length=64)] = None,
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> ListOut:
    """One view of the desk's list; whoever waits longest comes first. `cursor` is the `next` of the page before."""
    found = desk.listed(session, agent=proof.agent, view=view, status=status, label=label, cursor=cursor, limit=limit)
    rows = views.summaries(session, found.items)
    return ListOut(conversations=rows, counts=CountsOut(**desk.counts(session, agent=proof.agent)), next=found.next)


@router.get("/conversations/{conversation_id}", response_model=DetailOut)
def read_conversation(conversation_id: uuid.UUID, session: ReadSession, _: SignedInDep) -> DetailOut:
    """A conversation with its whole story. 404 when there is none."""
    return views.detail(session, conversation_id)


@router.get("/conversations/{conversation_id}/messages", response_model=DeskHistoryOut)
def read_messages(
    conversation_id: uuid.UUID, session: ReadSession, _: SignedInDep, after: Annotated[Count, Query()] = 0
) -> DeskHistoryOut:
    """What was said after `after`, notes included."""
    return views.history(session, conversation_id, after=after)


@router.post("/conversations/{conversation_id}/take", response_model=MovedOut)
def take(conversation_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Own the conversation, or join the one passed to you. 409 with the other's name when somebody was faster."""
    return views.moved(session, desk.take(session, conversation_id=conversation_id, agent=agent))


@router.post("/conversations/{conversation_id}/reply", response_model=MovedOut)
def reply(conversation_id: uuid.UUID, body: WriteIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Write to the customer; takes the conversation from the assistant or the queue. 409 while somebody else
    has it."""
    return views.moved(
        session,
        *desk.reply(session, conversation_id=conversation_id, agent=agent, client_id=body.client_id, text=body.text),
    )


@router.post("/conversations/{conversation_id}/note", response_model=MovedOut)
def note(conversation_id: uuid.UUID, body: WriteIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Write to the team alone."""
    return views.moved(
        session,
        *desk.note(session, conversation_id=conversation_id, agent=agent, client_id=body.client_id, text=body.text),
    )


@router.post("/conversations/{conversation_id}/transfer", response_model=MovedOut)
def transfer(conversation_id: uuid.UUID, body: TransferIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Pass on to a colleague, or to the queue when `agent_id` is null. 409 when it is not possible now."""
    to = agents.get(session, body.agent_id) if body.agent_id else None
    return views.moved(session, desk.transfer(session, conversation_id=conversation_id, agent=agent, to=to))


@router.post("/conversations/{conversation_id}/return", response_model=MovedOut)
def give_back(conversation_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Let the assistant speak again. 409 when it owns the conversation already."""
    return views.moved(session, desk.give_back(session, conversation_id=conversation_id, agent=agent))


@router.post("/conversations/{conversation_id}/resolve", response_model=MovedOut)
def resolve(conversation_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Close the matter and ask the customer how it was. 409 while it waits in the queue."""
    return views.moved(session, desk.resolve(session, conversation_id=conversation_id, agent=agent))


@router.post("/conversations/{conversation_id}/reopen", response_model=MovedOut)
def reopen(conversation_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Take a resolved conversation up again. 409 when it is not resolved."""
    return views.moved(session, desk.reopen(session, conversation_id=conversation_id, agent=agent))


@router.post("/conversations/{conversation_id}/snooze", response_model=MovedOut)
def snooze(conversation_id: uuid.UUID, body: SnoozeIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Put aside until a time, or until the customer writes. 409 when it is not possible now."""
    return views.moved(session, desk.snooze(session, conversation_id=conversation_id, agent=agent, until=body.until))


@router.post("/conversations/{conversation_id}/label", response_model=MovedOut)
def label(conversation_id: uuid.UUID, body: LabelIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Put one of the site's labels on, or take it off, whoever has the conversation. 422 for one that there is not."""
    marked = labels.put(session, conversation_id=conversation_id, agent=agent, label=body.label, on=body.on)
    return views.moved(session, marked)


def _signed_in(agent: Agent, csrf: str) -> SignedInOut:
    return SignedInOut(agent=AgentOut.of(agent), second_factor=sign_in.second_factor_of(agent), csrf_token=csrf)

"""Canned replies and macros at the desk: offered, used, written, with every version."""

import uuid
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from api.desk import views
from api.desk.schemas import MovedOut
from api.http.dependencies import ActingAgent, DbSession, ReadSession, SignedInDep
from api.http.fields import CleanText
from crm import agents, canned_replies, macros
from crm.canned_replies import Action, CannedReply, CannedReplyVersion
from crm.site import Words

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class ReplyOut(BaseModel):
    """What agents write often. `text` has {customer}, {agent}, {site} and {reference} where the desk fills them in;
    `actions` follow once it is sent. `own`: nobody else's; `version`: of the desk, where it is not as in its file."""

    name: str
    label: Words
    text: Words | None
    actions: list[Action]
    own: bool
    version: int | None

    @classmethod
    def of(cls, name: str, reply: CannedReply, version: CannedReplyVersion | None) -> "ReplyOut":
        return cls(
            name=name,
            label=reply.title,
            text=reply.text,
            actions=list(reply.actions),
            own=bool(version and version.owner_id),
            version=version.version if version else None,
        )


class RepliesOut(BaseModel):
    replies: list[ReplyOut]


class ReplyIn(BaseModel):
    """`own`: for whoever writes it alone; else the team's."""

    label: dict[str, Any]
    text: dict[str, Any] | None = None
    actions: Annotated[list[dict[str, Any]], Field(max_length=10)] = Field(default_factory=list)
    own: bool = False

    def reply(self) -> CannedReply:
        """Raises BadInput."""
        return canned_replies.checked({"title": self.label, "text": self.text, "actions": self.actions})


class ReplyVersionOut(BaseModel):
    """A version as it was saved, by whom and when; `removed`: it was taken off."""

    version: int
    label: Words
    text: Words | None
    actions: list[Action]
    removed: bool
    by: str
    at: datetime


class ReplyVersionsOut(BaseModel):
    versions: list[ReplyVersionOut]


class MacroIn(BaseModel):
    """`text`: what is said, as the agent left it."""

    name: Annotated[str, Field(max_length=64)]
    client_id: uuid.UUID
    text: CleanText | None = None


@router.get("/replies", response_model=RepliesOut)
def list_replies(session: ReadSession, proof: SignedInDep) -> RepliesOut:
    """What you may use: the files', the team's, and your own."""
    found = canned_replies.offered(session, proof.agent)
    return RepliesOut(replies=[ReplyOut.of(name, *one) for name, one in found.items()])


@router.post("/replies", response_model=ReplyOut, status_code=status.HTTP_201_CREATED)
def create_reply(body: ReplyIn, session: DbSession, agent: ActingAgent) -> ReplyOut:
    """A new one, of your own or, for supervisors, the team's. 422 says what is wrong with it."""
    reply, by = body.reply(), agents.get(session, agent.id)
    version = canned_replies.save(session, name=None, reply=reply, own=body.own, agent=by)
    return ReplyOut.of(version.name, reply, version)


@router.put("/replies/{name}", response_model=ReplyOut)
def change_reply(name: str, body: ReplyIn, session: DbSession, agent: ActingAgent) -> ReplyOut:
    """A newer version, also of one that came from a file: the desk's goes first. 422 says what is wrong with it."""
    reply, by = body.reply(), agents.get(session, agent.id)
    version = canned_replies.save(session, name=name, reply=reply, own=body.own, agent=by)
    return ReplyOut.of(name, reply, version)


@router.delete("/replies/{name}", status_code=status.HTTP_204_NO_CONTENT)
def remove_reply(name: str, session: DbSession, agent: ActingAgent) -> None:
    """Offer it no more; its versions stay."""
    canned_replies.remove(session, name=name, agent=agents.get(session, agent.id))


@router.get("/replies/{name}/versions", response_model=ReplyVersionsOut)
def list_versions(name: str, session: ReadSession, proof: SignedInDep) -> ReplyVersionsOut:
    """Who saved what, the newest first; nothing for one that only a file has."""
    return ReplyVersionsOut(versions=[_version(one) for one in canned_replies.versions(session, name, proof.agent)])


@router.post("/conversations/{conversation_id}/macro", response_model=MovedOut)
def run_macro(conversation_id: uuid.UUID, body: MacroIn, session: DbSession, agent: ActingAgent) -> MovedOut:
    """Say it and do the rest, or nothing at all. 409 while somebody else has the conversation, or where a step is not
    possible."""
    by = agents.get(session, agent.id)
    done = macros.run(
        session, conversation_id=conversation_id, agent=by, name=body.name, client_id=body.client_id, text=body.text
    )
    return views.moved(session, *done)


def _version(one: CannedReplyVersion) -> ReplyVersionOut:
    said = CannedReply.model_validate(one.said)
    return ReplyVersionOut(
        version=one.version,
        label=said.title,
        text=said.text,
        actions=list(said.actions),
        removed=one.removed,
        by=one.by.name,
        at=one.changed_at,
    )

"""API keys at the desk: made, listed, revoked."""

import uuid
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, status
from pydantic import AfterValidator, BaseModel, Field

from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from api.http.fields import CleanText
from crm import agents, api_keys
from crm.api_keys import ApiKey, Scope
from crm.base import utc_now
from crm.moments import Moment

router = APIRouter(prefix="/v1/desk/api-keys", tags=["administration"])


def _short(name: str) -> str:
    if len(name) > 100:
        raise ValueError("the name is longer than 100 characters")
    return name


class ApiKeyIn(BaseModel):
    """`expires_at`: from when on it opens nothing; without one it lasts until it is revoked."""

    name: Annotated[CleanText, AfterValidator(_short)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)]
    expires_at: Moment | None = None


class ApiKeyOut(BaseModel):
    """A key without the key: its first characters, by which people tell keys apart."""

    id: uuid.UUID
    name: str
    shown: str
    scopes: list[Scope]
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> "ApiKeyOut":
        return cls(
            id=key.id,
            name=key.name,
            shown=key.shown,
            scopes=key.scopes,
            created_by=key.by.name,
            created_at=key.created_at,
            expires_at=key.expires_at,
            revoked_at=key.revoked_at,
            last_used_at=key.last_used_at,
        )


class ApiKeysOut(BaseModel):
    """`scopes`: all that there are."""

    keys: list[ApiKeyOut]
    scopes: list[Scope]


class NewApiKeyOut(BaseModel):
    """`secret` is the key itself, shown this once."""

    key: ApiKeyOut
    secret: str


@router.get("", response_model=ApiKeysOut)
def list_keys(session: ReadSession, _: SupervisorDep) -> ApiKeysOut:
    """Every key, the newest first, with its last use; also those that are over."""
    return ApiKeysOut(keys=[ApiKeyOut.of(one) for one in api_keys.listed(session)], scopes=list(api_keys.SCOPES))


@router.post("", response_model=NewApiKeyOut, status_code=status.HTTP_201_CREATED)
def create_key(body: ApiKeyIn, session: DbSession, agent: SupervisorDep) -> NewApiKeyOut:
    """A new key, which is shown this once."""
    key, secret = api_keys.create(
        session,
        name=body.name,
        scopes=body.scopes,
        expires_at=body.expires_at,
        agent=agents.get(session, agent.id),
        now=utc_now(),
    )
    return NewApiKeyOut(key=ApiKeyOut.of(key), secret=secret)


@router.delete("/{key_id}", status_code=status.HTTP_204_NO_CONTENT)
def revoke_key(key_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Let a key open nothing any more. 404 for one that was revoked already."""
    api_keys.revoke(session, key_id, agent=agents.get(session, agent.id), now=utc_now())

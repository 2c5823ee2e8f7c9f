"""Search at the desk: conversations by anything that was said, given or done in them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.desk import views
from api.desk.schemas import SummaryOut
from api.http.dependencies import SignedInDep
from crm import search
from crm.search import Found
from crm.store import reading, transact

MOST = 12
router = APIRouter(prefix="/v1/desk", tags=["desk"])


class FoundOut(BaseModel):
    """A conversation, and the part of a message in it that says what was asked for, if one does by itself."""

    conversation: SummaryOut
    excerpt: str | None
    message_id: uuid.UUID | None


class SearchOut(BaseModel):
    conversations: list[FoundOut]


@contextmanager
def up_to_date() -> Iterator[Session]:
    """A session to search in: what is on the screen is found, so what changed a moment ago is taken in before."""
    transact(lambda session: search.refresh(session, within=search.LATELY))
    with reading() as session:
        yield session


@router.get("/search", response_model=SearchOut)
def find(_: SignedInDep, q: Annotated[str, Query(min_length=1, max_length=100)]) -> SearchOut:
    """Conversations of every state that hold all the words of `q`, the newest first."""
    with up_to_date() as session:
        found = search.find(session, q, limit=MOST)
        rows = views.summaries(session, [one.conversation for one in found])
    return SearchOut(conversations=[_shown(row, one, q) for row, one in zip(rows, found, strict=True)])


def _shown(row: SummaryOut, found: Found, query: str) -> FoundOut:
    said = found.message
    return FoundOut(
        conversation=row,
        excerpt=search.excerpt(said.body, query) if said else None,
        message_id=said.id if said else None,
    )

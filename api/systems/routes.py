"""What other systems read and write with an API key: conversations, what was said in them, cases, and notes."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.desk.schemas import WriteIn
from api.http.dependencies import Cursor, DbSession, Limit, ReadSession, bearer
from api.http.fields import Count
from api.webhooks.payloads import (
    CaseFacts,
    ConversationFacts,
    MessageFacts,
    case_facts,
    conversation_facts,
    message_facts,
)
from crm import api_keys, cases, conversations, desk, messages
from crm.api_keys import ApiKey, Scope
from crm.base import utc_now
from crm.paging import LARGEST
from crm.store import reading, transact

router = APIRouter(prefix="/v1/systems", tags=["systems"])


class ConversationsOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    conversations: list[ConversationFacts]
    next: str | None


class SaidOut(BaseModel):
    messages: list[MessageFacts]


class CasesOut(BaseModel):
    """`next` is the cursor of the following page, where there is one."""

    cases: list[CaseFacts]
    next: str | None


def with_scope(scope: Scope) -> Callable[[str], ApiKey]:
    """Who may do this: whoever has a key of this scope."""

    def known(token: Annotated[str, Depends(bearer)]) -> ApiKey:
        now = utc_now()
        with reading() as session:
            key = api_keys.check(session, token, scope=scope, now=now)
        if api_keys.is_to_be_noted(key, now=now):
            transact(partial(api_keys.used, key_id=key.id, now=now))
        return key

    return known


Reader = Annotated[ApiKey, Depends(with_scope("conversations:read"))]
NoteWriter = Annotated[ApiKey, Depends(with_scope("conversations:note"))]
CaseReader = Annotated[ApiKey, Depends(with_scope("cases:read"))]


@router.get("/conversations", response_model=ConversationsOut)
def list_conversations(
    session: ReadSession,
    _: Reader,
    status: Literal["open", "snoozed", "resolved", "any"] = "any",
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> ConversationsOut:
    """Conversations in the order of the desk: who waits longest comes first, then the newest. 403 for a key that may
    not read them."""
    found = desk.listed(session, agent=None, view="all", status=status, cursor=cursor, limit=limit)
    return ConversationsOut(conversations=conversation_facts(session, found.items), next=found.next)


@router.get("/conversations/{conversation_id}", response_model=ConversationFacts)
def read_conversation(conversation_id: uuid.UUID, session: ReadSession, _: Reader) -> ConversationFacts:
    """A conversation as it stands. 403 for a key that may not read it."""
    [found] = conversation_facts(session, [conversations.get(session, conversation_id)])
    return found


@router.get("/conversations/{conversation_id}/messages", response_model=SaidOut)
def read_messages(
    conversation_id: uuid.UUID, session: ReadSession, _: Reader, after: Annotated[Count, Query()] = 0
) -> SaidOut:
    """What was said after `after`, notes included: up to 200. 403 for a key that may not read it."""
    conversations.get(session, conversation_id)
    said = messages.after(session, conversation_id=conversation_id, seq=after, public_only=False, limit=200)
    return SaidOut(messages=[message_facts(one) for one in said])


@router.post("/conversations/{conversation_id}/notes", response_model=MessageFacts)
def write_note(conversation_id: uuid.UUID, body: WriteIn, session: DbSession, key: NoteWriter) -> MessageFacts:
    """Write to the team under the key's name; the same `client_id` again is the same note. 403 for a key that may
    not."""
    written = desk.note_from(
        session, conversation_id=conversation_id, name=key.name, client_id=body.client_id, text=body.text
    )
    return message_facts(written)


@router.get("/cases", response_model=CasesOut)
def list_cases(
    session: ReadSession,
    _: CaseReader,
    status: Literal["open", "closed", "any"] = "any",
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> CasesOut:
    """Cases, what is due first at the top. 403 for a key that may not read them."""
    found = cases.listed(session, status_group=status, cursor=cursor, limit=limit)
    return CasesOut(cases=[case_facts(one) for one in found.items], next=found.next)


@router.get("/cases/{reference}", response_model=CaseFacts)
def read_case(reference: str, session: ReadSession, _: CaseReader) -> CaseFacts:
    """A case as it stands. 403 for a key that may not read it."""
    return case_facts(cases.get_by_reference(session, reference))

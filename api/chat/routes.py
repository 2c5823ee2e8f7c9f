"""The widget's routes: sessions, messages, thumbs."""

import asyncio
import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, status
from sqlalchemy.orm import Session

from api.channels import web
from api.chat.schemas import (
    FeedbackIn,
    HistoryOut,
    MessageIn,
    MessageOut,
    SentOut,
    SessionIn,
    SessionOut,
    VisitorConversationOut,
)
from api.http import tokens
from api.http.dependencies import (
    DbSession,
    GatewayDep,
    Limits,
    ReadSession,
    SettingsDep,
    VisitorDep,
    network_of_caller,
)
from api.http.fields import Count, language_of
from api.http.tokens import Visitor
from crm import conversations, customers, identities, inbound, messages, ratings
from crm.conversations import SERVED, Conversation
from crm.customers import Customer
from crm.errors import ConversationNotFound, SiteNotFound, TokenExpired, TokenInvalid
from crm.inbound import Received
from crm.messages import Author, Message
from crm.store import reading

WAIT_SECONDS = 35.0

router = APIRouter(prefix="/v1/chat", tags=["chat"])


@router.post("/sessions", response_model=SessionOut, status_code=status.HTTP_201_CREATED)
def open_session(
    body: SessionIn, session: DbSession, settings: SettingsDep, limits: Limits, request: Request
) -> SessionOut:
    """Start or resume a visitor's session. 404 for a site that is not set up, 429 for too many; a stale
    token starts anew."""
    limits.hit(settings.session_rate, "session", network_of_caller(request))
    if body.site not in settings.sites:
        raise SiteNotFound
    customer = _known_visitor(session, body)
    language = customers.known_language(body.language or (customer.language if customer else None))
    if customer is None:
        customer = customers.create_customer(session, language=language)
        # The widget's token carries the customer's own id.
        identities.add(session, customer=customer, channel=web.NAME, external_id=str(customer.id))
    conversation = inbound.open_session(session, customer=customer, site=body.site, language=language)
    token, expires_at = tokens.issue_visitor(customer.id, body.site)
    return SessionOut(
        visitor_token=token,
        conversation_id=conversation.id,
        language=language_of(conversation.language),
        expires_at=expires_at,
    )


@router.post("/messages", response_model=SentOut, status_code=status.HTTP_201_CREATED)
async def send_message(
    body: MessageIn,
    response: Response,
    request: Request,
    visitor: VisitorDep,
    gateway: GatewayDep,
    limits: Limits,
    settings: SettingsDep,
    wait: bool = False,
) -> SentOut:
    """Store a message and acknowledge it; with `wait`, answer once the assistant has. The same `client_id` again is
    the same message (200). 404 for somebody else's conversation, 413 for more than 4,000 characters, 429 for too
    many."""
    limits.hit(settings.chat_rate, "chat", str(visitor.customer_id))
    network = network_of_caller(request)
    received, task = await gateway.take_in(lambda session: _receive(session, visitor, body, network))
    if received.duplicate:
        response.status_code = status.HTTP_200_OK
    replies = await _replies(received, task) if wait else []
    return SentOut(message=MessageOut.of(received.message), replies=[MessageOut.of(reply) for reply in replies])


@router.get("/messages", response_model=HistoryOut)
def read_messages(
    conversation_id: uuid.UUID,
    session: ReadSession,
    visitor: VisitorDep,
    after: Annotated[Count, Query()] = 0,
) -> HistoryOut:
    """What was said after `after`, in order. 404 for somebody else's conversation."""
    conversation = own_conversation(session, visitor, conversation_id)
    said = messages.after(session, conversation_id=conversation.id, seq=after)
    return HistoryOut(
        conversation=VisitorConversationOut.of(session, conversation), messages=[MessageOut.of(m) for m in said]
    )


@router.post("/messages/{message_id}/feedback", response_model=MessageOut)
def rate_answer(message_id: uuid.UUID, body: FeedbackIn, session: DbSession, visitor: VisitorDep) -> MessageOut:
    """A thumb for an article's answer; may be changed. 404 for a message that is no such answer, or not yours."""
    message = messages.get(session, message_id)
    own_conversation(session, visitor, message.conversation_id)
    ratings.rate(session, message, helpful=body.helpful)
    return MessageOut.of(message)


def own_conversation(session: Session, visitor: Visitor, conversation_id: uuid.UUID) -> Conversation:
    """The conversation, if it is this visitor's. Raises ConversationNotFound."""
    conversation = conversations.get(session, conversation_id)
    if conversation.customer_id != visitor.customer_id:
        raise ConversationNotFound
    return conversation


def _known_visitor(session: Session, body: SessionIn) -> Customer | None:
    if not body.visitor_token:
        return None
    try:
        proof = tokens.read_visitor(body.visitor_token)
    except (TokenExpired, TokenInvalid):
        return None
    return session.get(Customer, proof.customer_id) if proof.site == body.site else None


def _receive(session: Session, visitor: Visitor, body: MessageIn, network: str) -> Received:
    received = inbound.receive(
        session,
        customer_id=visitor.customer_id,
        conversation_id=body.conversation_id,
        client_id=body.client_id,
        text=body.body,
        payload=body.payload,
    )
    received.conversation.network = network
    return received


async def _replies(received: Received, task: asyncio.Task[list[Message]] | None) -> list[Message]:
    """What answered a message: from its own turn, or from the store once nobody else is at it."""
    deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
    if task is not None:
        await asyncio.wait([task], timeout=WAIT_SECONDS)
        if task.done() and not task.cancelled() and task.exception() is None and task.result():
            return task.result()
    while True:
        done, replies = await asyncio.to_thread(_look, received)
        if done or asyncio.get_running_loop().time() > deadline:
            return replies
        await asyncio.sleep(0.1)


def _look(received: Received) -> tuple[bool, list[Message]]:
    with reading() as session:
        conversation = conversations.get(session, received.conversation.id)
        done = conversation.answered_seq >= received.message.seq or conversation.status not in SERVED
        said = messages.after(session, conversation_id=conversation.id, seq=received.message.seq)
        return done, [message for message in said if message.author != Author.VISITOR]

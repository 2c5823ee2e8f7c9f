"""Inbound: what a visitor sends is stored once, in the right conversation, for whoever owns it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import activities, clocks, conversations, events, identities, leaving, masking, messages, texts
from crm.base import utc_now
from crm.conversations import SERVED, Conversation, Status
from crm.customers import Customer
from crm.errors import BadInput, ConversationNotFound
from crm.events import Actor, Name
from crm.messages import HIDDEN, LEAVE_QUEUE, Author, Kind, Message

# Buttons that belong to the widget itself, and so may come without having been offered in a message.
WIDGET_BUTTONS = {'/switch_language{"language":"en"}': ["English"], '/switch_language{"language":"zh"}': ["中文"]}


@dataclass(frozen=True)
class Received:
    """A stored visitor message. `duplicate`: it was there already, and nothing was done again."""

    conversation: Conversation
    message: Message
    duplicate: bool = False


def open_session(session: Session, *, customer: Customer, site: str, language: str) -> Conversation:
    """The conversation that a visitor continues on this site, or a new one with a greeting."""
    latest = conversations.latest_of(session, customer_id=customer.id, site=site)
    if latest is not None and conversations.may_continue(latest, utc_now()):
        return latest
    conversation = conversations.start_conversation(
        session, customer=customer, site=site, language=language, previous=latest
    )
    messages.append(
        session,
        conversation,
        author=Author.BOT,
        kind=Kind.CHOICES,
        body=texts.text("greeting", language),
        data={"choices": texts.choices("greeting_choices", language)},
    )
    return conversation


def receive(
    session: Session,
    *,
    customer_id: uuid.UUID,
    conversation_id: uuid.UUID,
    client_id: uuid.UUID,
    text: str,
    payload: str | None = None,
    kind: Kind = Kind.TEXT,
    data: dict[str, Any] | None = None,
) -> Received:
    """Store what a visitor sent; the same `client_id` again is the same message.

    Numbers of cards and papers are hidden before (`crm.masking`): nobody here needs them, and nothing keeps them.

    Raises ConversationNotFound (also for somebody else's) and BadInput for a button nobody offered.
    """
    conversation = _conversation_for(session, customer_id=customer_id, conversation_id=conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return Received(conversation, known, duplicate=True)
    if payload is not None:
        text = _title_offered(session, conversation, payload, text)
    _wake(session, conversation)
    # Its number is known before it is written: the row of the conversation is then written once.
    conversation.last_visitor_seq = conversation.last_seq + 1
    body, kinds = masking.masked(text)
    message = messages.append(
        session,
        conversation,
        author=Author.VISITOR,
        body=body,
        client_id=client_id,
        payload=payload,
        kind=kind,
        data=(data or {}) | ({HIDDEN: list(kinds)} if kinds else {}),
    )
    _route(session, conversation, message)
    if kinds and conversation.status not in SERVED:
        messages.say_hidden(session, conversation, language=conversation.language)
    return Received(conversation, message)


def receive_from(
    session: Session,
    *,
    channel: str,
    sender: str,
    external_id: str,
    site: str,
    language: str,
    text: str,
    data: dict[str, Any] | None = None,
) -> Received:
    """Store what came in by a channel that knows senders and messages by names of its own.

    The same `external_id` again is the same message. A number chooses among the answers offered last.
    """
    customer = identities.customer_of(session, channel=channel, external_id=sender, language=language)
    latest = conversations.latest_of(session, customer_id=customer.id, site=site, channel=channel)
    conversation = latest or conversations.start_conversation(
        session, customer=customer, site=site, language=language, channel=channel
    )
    title, payload = _chosen(session, conversation, text)
    return receive(
        session,
        customer_id=customer.id,
        conversation_id=conversation.id,
        client_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{channel}:{external_id}"),
        text=title,
        payload=payload,
        data=data,
    )


def _chosen(session: Session, conversation: Conversation, text: str) -> tuple[str, str | None]:
    """What a number stands for, where buttons were the last thing said; else the text itself."""
    last = messages.last_public(session, conversation)
    choices = last.data.get("choices", []) if last is not None and last.kind == Kind.CHOICES else []
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0
    if not 1 <= number <= len(choices):
        return text, None
    return choices[number - 1]["title"], choices[number - 1]["payload"]


def _conversation_for(session: Session, *, customer_id: uuid.UUID, conversation_id: uuid.UUID) -> Conversation:
    """The named conversation, or the one that continues it once it is closed for good."""
    conversation = conversations.lock(session, conversation_id)
    if conversation.customer_id != customer_id:
        raise ConversationNotFound
    if conversations.may_continue(conversation, utc_now()):
        return conversation
    successor = session.scalars(select(Conversation.id).where(Conversation.previous_id == conversation.id)).first()
    if successor is not None:
        return _conversation_for(session, customer_id=customer_id, conversation_id=successor)
    return conversations.start_conversation(
        session,
        customer=conversation.customer,
        site=conversation.site,
        language=conversation.language,
        previous=conversation,
    )


def _title_offered(session: Session, conversation: Conversation, payload: str, said: str) -> str:
    """What the pressed button was called: the team must not read a word that nobody offered.

    Payloads are commands to the assistant, too: only those we offered may come back. Raises BadInput.
    """
    for where in (conversation.id, conversation.previous_id):
        titles = messages.offered_buttons(session, where).get(payload) if where else None
        if titles:
            return said if said in titles else titles[-1]
    if payload not in WIDGET_BUTTONS:
        raise BadInput("This button was not offered in this conversation.", field="payload")
    return WIDGET_BUTTONS[payload][0]


def _wake(session: Session, conversation: Conversation) -> None:
    """A customer who writes reopens a resolved conversation and wakes a snoozed one."""
    if conversation.status == Status.RESOLVED:
        reopened = conversation.reopen_count + 1
        conversations.move(session, conversation, Status.BOT, actor=Actor.CUSTOMER, reopen_count=reopened)
        activities.note_activity(session, conversation, "reopened")
    elif conversation.status == Status.SNOOZED:
        conversations.wake(session, conversation, actor=Actor.CUSTOMER)


def _route(session: Session, conversation: Conversation, message: Message) -> None:
    """Decide who answers: the assistant finds its own work, in the queue too; for a person the waiting clock starts."""
    if message.payload == LEAVE_QUEUE and conversation.status in (Status.BOT, Status.QUEUED):
        if conversation.status == Status.QUEUED:
            leaving.leave_line(session, conversation, how=leaving.BUTTON)
        activities.note_activity(session, conversation, "returned")
        return
    if conversation.status == Status.BOT:
        return
    if conversation.status != Status.QUEUED:
        conversation.answered_seq = message.seq
    if conversation.waiting_since is None:
        conversation.waiting_since = message.created_at
        events.record(
            session,
            conversation.id,
            Name.WAITING,
            actor=Actor.CUSTOMER,
            at=message.created_at,
            data={"waits": True},
        )
        clocks.settle(session, conversation, now=message.created_at)

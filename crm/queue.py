"""The line for a person: what those in it are notified of, when they join it and when the desk closes meanwhile."""

import uuid
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from crm import conversations, emergencies, hours, messages, presence, texts
from crm.conversations import Conversation, Status
from crm.messages import Author, Kind, Message
from crm.presence import Answering, Desk

# What is said by how the desk stands, and the buttons below it.
_JOINED = {Desk.ATTENDED: "queued", Desk.UNATTENDED: "queued_unattended", Desk.CLOSED: "queued_closed"}
_WAYS_OUT, _MESSAGE_TOO = "queued_choices", "queued_message_choices"


def announce(
    session: Session,
    conversation: Conversation,
    *,
    body: str | None = None,
    queued: str | None = None,
    helped: bool = True,
) -> None:
    """Tell the customer that they wait for a person, whether one is there, and the ways out.

    `queued`: in other words than usual, whatever the hour. `helped`: whether the assistant goes on helping meanwhile.
    """
    if body:
        messages.append(session, conversation, author=Author.BOT, body=body)
    if queued:
        _notify(session, conversation, queued, choices=_WAYS_OUT, activity="queued")
        return
    found = presence.answering(session)
    choices = _WAYS_OUT if found.desk == Desk.ATTENDED else _MESSAGE_TOO
    key = _JOINED[found.desk]
    helping = texts.text(f"{key}_helping", conversation.language) if helped else ""
    body = _worded(session, conversation, key, found, helping=helping)
    _notify(session, conversation, body, choices=choices, activity="queued")


def notify_closed(session: Session, *, now: datetime) -> int:
    """Tell those who are in line that the desk has closed, once each time it does. Returns how many were notified.

    Whoever may be in danger keeps the words they were given: the team was called whatever the hour.
    """
    closed_at = hours.last_closing(now)
    if closed_at is None:
        return 0
    found = presence.answering(session, now=now)
    notified = 0
    # In the order in which everybody locks several.
    for conversation_id in session.scalars(_waiting_since_before(closed_at).order_by(Conversation.id)).all():
        conversation = conversations.lock(session, conversation_id)
        if conversation.status == Status.QUEUED:
            body = _worded(session, conversation, "queue_closed", found)
            _notify(session, conversation, body, choices=_MESSAGE_TOO, activity="queued", closed=True)
            notified += 1
    return notified


def _worded(session: Session, conversation: Conversation, key: str, found: Answering, **more: str) -> str:
    place, language = conversations.queue_position(session, conversation) or 1, conversation.language
    return texts.text(key, language, place=str(place), opens=found.opens(language), **more)


def _notify(session: Session, conversation: Conversation, body: str, *, choices: str, **facts: str | bool) -> None:
    data = {"choices": texts.choices(choices, conversation.language), **facts}
    messages.append(session, conversation, author=Author.BOT, kind=Kind.CHOICES, body=body, data=data)


def _waiting_since_before(closed_at: datetime) -> Select[uuid.UUID]:
    """Who joined the line before the desk closed and has not been told that it has."""
    notified = exists().where(
        Message.conversation_id == Conversation.id,
        Message.created_at >= closed_at,
        Message.data["closed"].as_boolean(),
    )
    return select(Conversation.id).where(
        Conversation.status == Status.QUEUED,
        Conversation.handed_over_at < closed_at,
        Conversation.priority < emergencies.URGENT,
        ~notified,
    )

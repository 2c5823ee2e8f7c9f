"""Leaving: customers who give up the wait for a person, in words, by the button, or without a word."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from crm import conversations, events, hours, messages
from crm.conversations import Conversation, Status
from crm.events import Actor, ConversationEvent, Name
from crm.messages import Message

WORDS, BUTTON, MESSAGE = "words", "button", "message"
# Whoever is in line and has not written for so long, while people were there, has gone. Their place is kept.
SILENT_AFTER = timedelta(hours=1)
BATCH = 100


def leave_line(session: Session, conversation: Conversation, *, how: str) -> None:
    """Give up the place in line: the assistant has the conversation again. Raises IllegalMove."""
    conversations.move(session, conversation, Status.BOT, actor=Actor.CUSTOMER, name=Name.LEFT_LINE, facts={"how": how})


def note_silent(session: Session, *, now: datetime) -> int:
    """Write down who is in line and has gone silent, once for each silence. Returns how many.

    Whoever waits for the desk to open has no reason to write: hours in which nobody answers do not count.
    """
    if not hours.people_answer(now):
        return 0
    since = now - SILENT_AFTER
    noted = exists().where(
        ConversationEvent.conversation_id == Conversation.id,
        ConversationEvent.name == Name.WENT_SILENT,
        ConversationEvent.at > Message.created_at,
    )
    silent = (
        select(Conversation.id)
        .join(Message, and_(Message.conversation_id == Conversation.id, Message.seq == Conversation.last_visitor_seq))
        .where(
            Conversation.status == Status.QUEUED,
            Conversation.waiting_since <= since,
            Message.created_at <= since,
            ~noted,
        )
        # Who wrote first is due first: those that the night has kept stand in nobody's way.
        .order_by(Message.created_at)
        .limit(BATCH)
    )
    # In the order in which everybody locks several.
    return sum(_note(session, conversations.lock(session, one), now) for one in sorted(session.scalars(silent)))


def has_gone(session: Session, conversation: Conversation, happened: Iterable[ConversationEvent]) -> bool:
    """Whether the customer went silent in line, and neither they nor anybody who answers them has written since."""
    silent_at = replied_at = None
    for event in happened:
        if event.name == Name.WENT_SILENT:
            silent_at = event.at
        elif event.name in (Name.FIRST_REPLY, Name.REPLIED):
            replied_at = event.at
    if silent_at is None or (replied_at is not None and replied_at > silent_at):
        return False
    word = messages.last_word(session, conversation)
    return word is None or word.created_at < silent_at


def _note(session: Session, conversation: Conversation, now: datetime) -> bool:
    word = messages.last_word(session, conversation)
    if conversation.status != Status.QUEUED or word is None or not _is_silent_since(word.created_at, now):
        return False
    events.record(
        session,
        conversation.id,
        Name.WENT_SILENT,
        actor=Actor.SYSTEM,
        at=now,
        since=conversation.waiting_since,
        skill=conversation.topic,
    )
    return True


def _is_silent_since(at: datetime, now: datetime) -> bool:
    due = hours.after_working(at, SILENT_AFTER)
    return due is not None and due <= now

"""Emergencies: a conversation in which somebody may be in danger goes first, and shows why."""

from sqlalchemy.orm import Session

from crm import clocks, events, handovers, interactions, live, texts
from crm.base import utc_now
from crm.conversations import Conversation, Status
from crm.events import Actor, Name
from crm.messages import Message

# Above every tone and every other reason.
URGENT = 3
REASON = "safety"


def mark(
    session: Session, conversation: Conversation, message: Message, *, kind: str, words: str = "", like: str = ""
) -> None:
    """Put the conversation first and record what was recognised, and by what. The conversation must be locked.

    Where a person is already called or at it, the summary they read is renewed, and nothing else moves: so the same
    holds for messages that nobody but the team answers.
    """
    conversation.priority = URGENT
    said = texts.load("emergency")
    form, by = (said["by_words"], words) if words else (said["by_likeness"], like)
    summary = {lang: text + (form[lang].format(by=by) if by else "") for lang, text in said["kinds"][kind].items()}
    interactions.record(
        session, conversation_id=conversation.id, message_id=message.id, kind="emergency", key=kind, summary=summary
    )
    events.record(
        session,
        conversation.id,
        Name.EMERGENCY,
        actor=Actor.BOT,
        since=message.created_at,
        skill=conversation.topic,
        data={"kind": kind, "by": "words" if words else "likeness"},
    )
    clocks.settle(session, conversation, now=utc_now())
    if conversation.status == Status.QUEUED:
        # Everybody else in line is one place further back.
        live.announce_queue(session)
    if conversation.status in (Status.QUEUED, Status.ASSIGNED, Status.SNOOZED):
        handovers.renew(session, conversation, reason=REASON)
    live.announce(session, conversation.id)

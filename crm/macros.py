"""Macros: a reply and what is done with its conversation, in one step: all of it, or nothing."""

import uuid
from datetime import timedelta

from sqlalchemy.orm import Session

from crm import canned_replies, conversations, desk, labels, messages
from crm.agents import Agent
from crm.base import utc_now
from crm.canned_replies import Action, CannedReply, PassOn, PutLabel, Snooze
from crm.conversations import Conversation
from crm.errors import BadInput
from crm.messages import Message


def run(
    session: Session, *, conversation_id: uuid.UUID, agent: Agent, name: str, client_id: uuid.UUID, text: str | None
) -> tuple[Conversation, Message | None]:
    """Say `text`, the macro's words as the agent left them, and do the rest. The same `client_id` again does nothing.

    Raises CannedReplyNotFound, and whatever its steps raise: then nothing has happened.
    """
    macro = canned_replies.get(session, name, agent)
    return perform(session, macro, conversation_id=conversation_id, agent=agent, client_id=client_id, text=text)


def perform(
    session: Session,
    macro: CannedReply,
    *,
    conversation_id: uuid.UUID,
    agent: Agent,
    client_id: uuid.UUID,
    text: str | None,
) -> tuple[Conversation, Message | None]:
    """The same for a macro that is at hand. Raises whatever its steps raise: then nothing has happened."""
    if macro.text is not None and text is None:
        raise BadInput("This macro says something.", field="text")
    conversation = conversations.lock(session, conversation_id)
    known = messages.by_client_id(session, conversation_id=conversation.id, client_id=client_id)
    if known is not None:
        return conversation, known
    said = _say(session, macro, conversation_id=conversation_id, agent=agent, client_id=client_id, text=text)
    for action in macro.actions:
        _do(session, action, conversation_id=conversation_id, agent=agent)
    return conversations.get(session, conversation_id), said


def _say(
    session: Session,
    macro: CannedReply,
    *,
    conversation_id: uuid.UUID,
    agent: Agent,
    client_id: uuid.UUID,
    text: str | None,
) -> Message:
    """What the customer reads; where nothing is said, the team reads which macro it was."""
    if text is not None:
        return desk.reply(session, conversation_id=conversation_id, agent=agent, client_id=client_id, text=text)[1]
    name = macro.title[agent.languages[0] if agent.languages else "en"]
    return desk.note(session, conversation_id=conversation_id, agent=agent, client_id=client_id, text=name)[1]


def _do(session: Session, action: Action, *, conversation_id: uuid.UUID, agent: Agent) -> None:
    if isinstance(action, PutLabel):
        labels.put(session, conversation_id=conversation_id, agent=agent, label=action.label, on=True)
    elif isinstance(action, Snooze):
        until = utc_now() + timedelta(hours=action.hours)
        desk.snooze(session, conversation_id=conversation_id, agent=agent, until=until)
    elif isinstance(action, PassOn):
        _pass_on(session, action, conversation_id=conversation_id, agent=agent)
    else:
        desk.resolve(session, conversation_id=conversation_id, agent=agent)


def _pass_on(session: Session, action: PassOn, *, conversation_id: uuid.UUID, agent: Agent) -> None:
    if action.to == "queue":
        desk.transfer(session, conversation_id=conversation_id, agent=agent, to=None)
    else:
        desk.give_back(session, conversation_id=conversation_id, agent=agent)

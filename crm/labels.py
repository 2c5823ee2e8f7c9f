"""Labels: what agents mark conversations with, from the site's own list, to find them again.

Each is put on and taken off by a row of what happened (`crm.events`): who did it and when stays known.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from crm import conversations, events, live, texts
from crm.agents import Agent
from crm.conversations import Conversation
from crm.errors import BadInput
from crm.events import Actor, ConversationEvent, Name

_CHANGES = (Name.LABELLED, Name.UNLABELLED)


def known() -> dict[str, dict[str, str]]:
    """The site's labels by name, with what agents call them."""
    labels: dict[str, dict[str, str]] = texts.load("desk").get("labels", {})
    return labels


def put(session: Session, *, conversation_id: uuid.UUID, agent: Agent, label: str, on: bool) -> Conversation:
    """Put a label on a conversation, or take it off; nothing where it is so already. Raises BadInput."""
    if label not in known():
        raise BadInput("There is no such label.", field="label")
    # Locked: of two who press at once, the second finds it done.
    conversation = conversations.lock(session, conversation_id)
    if (label in of(session, [conversation_id])[conversation_id]) != on:
        name = Name.LABELLED if on else Name.UNLABELLED
        events.record(session, conversation_id, name, actor=Actor.AGENT, agent=agent, data={"label": label})
        session.flush()
        live.announce(session, conversation_id)
    return conversation


def of(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The labels of conversations, in the order of the site's list; those that the site has no more are left out."""
    query = (
        select(ConversationEvent.conversation_id, ConversationEvent.name, ConversationEvent.data)
        .where(ConversationEvent.conversation_id.in_(ids), ConversationEvent.name.in_(_CHANGES))
        .order_by(ConversationEvent.id)
    )
    worn: dict[uuid.UUID, set[str]] = defaultdict(set)
    for row in session.execute(query):
        change = worn[row.conversation_id].add if row.name == Name.LABELLED else worn[row.conversation_id].discard
        change(row.data["label"])
    return defaultdict(list, {talk: [one for one in known() if one in labels] for talk, labels in worn.items()})


def wears(label: str) -> ColumnElement[bool]:
    """That a conversation has the label: it was put on, and not taken off since."""
    later = aliased(ConversationEvent)
    taken_off = exists().where(
        later.conversation_id == ConversationEvent.conversation_id,
        later.name == Name.UNLABELLED,
        later.data["label"].as_string() == label,
        later.id > ConversationEvent.id,
    )
    return Conversation.id.in_(
        select(ConversationEvent.conversation_id).where(
            ConversationEvent.name == Name.LABELLED, ConversationEvent.data["label"].as_string() == label, ~taken_off
        )
    )

"""Turns: the assistant answers one message of a conversation at a time, exactly once, whatever dies meanwhile."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy import text as literal
from sqlalchemy.orm import Session

from crm import (
    conversations,
    emergencies,
    events,
    experiments,
    handovers,
    interactions,
    leaving,
    left_messages,
    listening,
    live,
    messages,
    queue,
    readings,
    reviews,
    skills,
    survey_sending,
    texts,
    verticals,
)
from crm.base import new_id, utc_now
from crm.conversations import SERVED, UNANSWERED, Conversation, Status
from crm.events import Actor, Name
from crm.listening import Analysis
from crm.messages import HIDDEN, Author, Kind, Message

LEASE = timedelta(seconds=10)
# So often a message is taken up. What breaks off its worker every time is for a person.
MOST_TRIES = 5
# Who is upset is served sooner, once a person is needed.
PRIORITY_OF_TONE = {"angry": 1, "distressed": 2}
# Somebody in line is not told with every message that the assistant is away.
SAY_DOWN_AGAIN = timedelta(minutes=5)
_DOWN = {"assistant": "down"}


@dataclass(frozen=True)
class Turn:
    """The right to answer one visitor message, kept until the lease runs out unless renewed.

    `retry`: somebody had it before and never finished, so the assistant may have seen the message already.
    """

    token: uuid.UUID
    conversation_id: uuid.UUID
    message_id: uuid.UUID
    text: str
    payload: str | None
    language: str
    retry: bool
    # Whether the customer is in line for a person meanwhile.
    waiting: bool = False
    # Whoever had it never finished, again and again: it is not to be tried once more.
    given_up: bool = False


@dataclass(frozen=True)
class Reply:
    """One bubble of the assistant."""

    body: str
    kind: Kind = Kind.TEXT
    data: dict[str, Any] = field(default_factory=dict)
    # The response of the assistant that it is, where it is one word for word.
    said: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the assistant made of a message: bubbles, the language it speaks now, and whether a person is needed.

    `written_in` and `tone` are of the customer's message, see crm.messages.Message.
    """

    replies: list[Reply]
    language: str | None = None
    intent: str | None = None
    confidence: float | None = None
    written_in: str | None = None
    tone: str | None = None
    # Why the message was taken for what it is, see crm.readings.
    why: list[dict[str, Any]] = field(default_factory=list)
    # {kind, certainty, by: {words} or {like}}, when somebody may be in danger.
    emergency: dict[str, Any] | None = None
    hand_over: str | None = None
    verification: str = "none"
    # The customer does not want to wait for a person any more.
    leave_queue: bool = False
    # What the assistant asks for now, by the name of its slot.
    asks: str | None = None


def claim(session: Session, conversation_id: uuid.UUID, *, now: datetime | None = None) -> Turn | None:
    """Take the next unanswered message; None when there is none, a person owns it, or somebody is at it."""
    now = now or utc_now()
    conversation = conversations.lock(session, conversation_id)
    if conversation.status not in SERVED or conversation.answered_seq >= conversation.last_visitor_seq:
        return None
    if conversation.turn_until is not None and now < conversation.turn_until <= now + LEASE:
        return None
    message = messages.next_unanswered(session, conversation)
    if message is None:
        conversation.answered_seq = conversation.last_visitor_seq
        return None
    retry = conversation.turn_token is not None
    conversation.turn_token, conversation.turn_until = new_id(), now + LEASE
    conversation.turn_tries = conversation.turn_tries + 1 if retry else 1
    return Turn(
        token=conversation.turn_token,
        conversation_id=conversation.id,
        message_id=message.id,
        text=message.body,
        payload=message.payload,
        language=conversation.language,
        retry=retry,
        waiting=conversation.status == Status.QUEUED,
        given_up=conversation.turn_tries > MOST_TRIES,
    )


def renew(session: Session, turn: Turn) -> None:
    """Renew the lease of a turn, while the assistant works."""
    conversation = conversations.lock(session, turn.conversation_id)
    if conversation.turn_token == turn.token:
        conversation.turn_until = utc_now() + LEASE


def finish(session: Session, turn: Turn, answer: Answer | None) -> list[Message]:
    """Store the answer and end the turn; None means that the assistant failed, and a person is called.

    An answer is dropped when the turn was lost or the owner changed meanwhile: only the owner may speak.
    """
    conversation = conversations.lock(session, turn.conversation_id)
    if conversation.status not in SERVED:
        # Dropped or not, what was read of somebody in danger counts.
        if answer:
            listening.keep(session, turn.message_id, Analysis(answer.emergency, answer.written_in, answer.tone))
        interactions.withhold(session, turn.message_id)
        return []
    if conversation.turn_token != turn.token:
        return []
    message = messages.get(session, turn.message_id)
    conversation.turn_token = conversation.turn_until = None
    conversation.answered_seq = message.seq
    first = conversation.last_seq
    if message.data.get(HIDDEN):
        language = (answer.language if answer else None) or conversation.language
        messages.say_hidden(session, conversation, language=language)
    _note(session, conversation, message, answer)
    if answer is None:
        _go_without(session, conversation, message)
    else:
        _apply(session, conversation, message, answer)
    return messages.after(session, conversation_id=conversation.id, seq=first)


def _go_without(session: Session, conversation: Conversation, message: Message) -> None:
    """The assistant failed: a message can be left all the same, else a person is called."""
    if message.payload == left_messages.PAYLOAD:
        left_messages.show_form(session, conversation, message)
    elif conversation.status == Status.BOT:
        sorry = texts.text("assistant_down", conversation.language)
        _call_person(session, conversation, "assistant_down", body=sorry, helped=False)
    else:
        _say_down(session, conversation, message)


def _say_down(session: Session, conversation: Conversation, message: Message) -> None:
    """Whoever is in line has a person coming, keeps their place, and is told so now and then."""
    language = conversation.language
    last = messages.last_by(session, conversation, Author.BOT)
    if last is not None and _DOWN.items() <= last.data.items() and utc_now() - last.created_at < SAY_DOWN_AGAIN:
        return
    place = str(conversations.queue_position(session, conversation) or 1)
    sorry = texts.text("assistant_down_in_line", language, place=place)
    _say(session, conversation, message, _with_way_back(Reply(sorry, data=_DOWN), language))


def unanswered(session: Session, *, now: datetime) -> list[uuid.UUID]:
    """Conversations whose customer waits for the assistant while nobody is at it."""
    query = select(Conversation.id).where(
        literal(UNANSWERED),
        # In an expression, so that no store prefers the index of the status, where every conversation of the bot is.
        func.coalesce(Conversation.status, "").in_(SERVED),
        # A lease that ends later than any that is given now is from before the clock was set back.
        or_(
            Conversation.turn_until.is_(None),
            Conversation.turn_until <= now,
            Conversation.turn_until > now + LEASE,
        ),
    )
    return list(session.scalars(query.order_by(Conversation.updated_at).limit(100)))


def _apply(session: Session, conversation: Conversation, message: Message, answer: Answer) -> None:
    message.intent, message.confidence = answer.intent, answer.confidence
    message.written_in, message.tone = answer.written_in, answer.tone
    readings.keep(message, answer.why)
    if not answer.emergency:
        hand_over = None if conversation.status == Status.QUEUED else answer.hand_over
        reviews.after_turn(session, message, understood=answer.intent not in _NOT_UNDERSTOOD, hand_over=hand_over)
    conversation.priority = max(conversation.priority, PRIORITY_OF_TONE.get(answer.tone or "", 0))
    live.announce(session, conversation.id, message_id=message.id)
    if answer.language and answer.language != conversation.language:
        conversation.language = conversation.customer.language = answer.language
    if topic := skills.topic_of(answer.intent or ""):
        conversation.topic = topic
    conversation.stage = _stage(conversation, topic, answer)
    if answer.leave_queue and conversation.status == Status.QUEUED:
        leaving.leave_line(session, conversation, how=leaving.WORDS)
    in_line = conversation.status == Status.QUEUED
    for reply in answer.replies:
        last = reply is answer.replies[-1]
        shown = _with_way_back(reply, conversation.language) if in_line and last else reply
        _say(session, conversation, message, shown)
    if not (answer.emergency or answer.hand_over):
        survey_sending.offer(session, conversation, intent=answer.intent)
    if answer.emergency:
        emergencies.mark(session, conversation, message, kind=answer.emergency["kind"], **answer.emergency["by"])
    if answer.hand_over and not in_line:
        safety = "queued_safety" if answer.hand_over == emergencies.REASON else None
        _call_person(session, conversation, answer.hand_over, verification=answer.verification, queued=safety)


def _stage(conversation: Conversation, topic: str | None, answer: Answer) -> str:
    """How far the customer's journey is known to be: by what they ask about, and by what there was to show them."""
    stage = conversations.later(conversation.stage, skills.skills()[topic].stage if topic else None)
    for reply in answer.replies:
        if reply.kind == Kind.CARD:
            stage = conversations.later(stage, verticals.stage_of(reply.data.get("card", {}).get("type", "")))
    return stage


def _say(session: Session, conversation: Conversation, message: Message, reply: Reply) -> None:
    messages.append(
        session,
        conversation,
        author=Author.BOT,
        body=experiments.worded(session, conversation, said=reply.said, body=reply.body),
        kind=reply.kind,
        data=experiments.note_article(session, conversation, reply.data),
        in_reply_to=message.id,
    )


def _with_way_back(reply: Reply, language: str) -> Reply:
    """An answer to somebody in line: the way out of it stays in sight. Cards and forms have no buttons."""
    if reply.kind not in (Kind.TEXT, Kind.CHOICES):
        return reply
    choices = [*reply.data.get("choices", []), *texts.choices("queued_choices", language)]
    return replace(reply, kind=Kind.CHOICES, data={**reply.data, "choices": choices})


def _note(session: Session, conversation: Conversation, message: Message, answer: Answer | None) -> None:
    """Write down how the turn went, for how long the customer waited for it, and which articles they were shown."""
    if answer is None:
        events.record(session, conversation.id, Name.TURN_FAILED, actor=Actor.BOT, since=message.created_at)
        return
    skill = skills.topic_of(answer.intent or "")
    events.record(
        session,
        conversation.id,
        Name.TURN_ASKED_BACK if answer.intent in _NOT_UNDERSTOOD else Name.TURN_ANSWERED,
        actor=Actor.BOT,
        since=message.created_at,
        skill=skill,
        data={"intent": answer.intent} | ({"asks": answer.asks} if answer.asks else {}),
    )
    for reply in answer.replies:
        if "article" in reply.data:
            shown = {"article": reply.data["article"]["id"]}
            events.record(session, conversation.id, Name.ARTICLE_SHOWN, actor=Actor.BOT, skill=skill, data=shown)


_NOT_UNDERSTOOD = frozenset({None, "nlu_fallback"})


def _call_person(
    session: Session,
    conversation: Conversation,
    reason: str,
    *,
    verification: str = "none",
    body: str | None = None,
    queued: str | None = None,
    helped: bool = True,
) -> None:
    """`queued`: the sentence for it, where the usual one would not be true. `helped`: by the assistant meanwhile."""
    handovers.hand_over(session, conversation, reason=reason, verification=verification)
    place = str(conversations.queue_position(session, conversation) or 1) if queued else ""
    words = texts.text(queued, conversation.language, place=place) if queued else None
    queue.announce(session, conversation, body=body, queued=words, helped=helped)

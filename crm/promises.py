"""Promises that are about to be broken, or are: the desk is warned, they are marked, supervisors are called."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from crm import clocks, conversations, live, messages, survey_recovery, texts
from crm.clocks import Clock
from crm.conversations import Conversation
from crm.messages import Author, Kind

BATCH = 50


def watch(session: Session, *, now: datetime) -> int:
    """Warn of, mark and escalate what is due. Returns how many conversations it was about."""
    late = or_(
        and_(Clock.warn_at <= now, Clock.warned_at.is_(None)),
        and_(Clock.due_at <= now, or_(Clock.broken_at.is_(None), Clock.escalated_at.is_(None))),
    )
    due = select(Clock.conversation_id).where(Clock.stopped_at.is_(None), late).distinct().limit(BATCH)
    # In the order in which everybody locks several.
    return sum(_look(session, conversation_id, now) for conversation_id in sorted(session.scalars(due)))


def _look(session: Session, conversation_id: uuid.UUID, now: datetime) -> bool:
    conversation = conversations.lock(session, conversation_id)
    changed = [_advance(session, conversation, clock, now) for clock in clocks.of(session, [conversation_id])]
    if any(changed):
        live.announce(session, conversation_id)
    return any(changed)


def _advance(session: Session, conversation: Conversation, clock: Clock, now: datetime) -> bool:
    """Bring a clock one step further, or more; whether it came any."""
    before = (clock.warned_at, clock.broken_at, clock.escalated_at)
    if clock.warn_at is not None and clock.warn_at <= now:
        clock.warned_at = clock.warned_at or now
    if clock.due_at is not None and clock.due_at <= now and clock.broken_at is None:
        _break(session, conversation, clock, now)
    if clock.broken_at is not None and clock.escalated_at is None:
        after = timedelta(minutes=clocks.level_of(clock).escalate_after)
        clock.escalated_at = now if now - clock.broken_at >= after else None
    return before != (clock.warned_at, clock.broken_at, clock.escalated_at)


def _break(session: Session, conversation: Conversation, clock: Clock, now: datetime) -> None:
    """It was broken when it was due, whenever somebody looks."""
    clock.broken_at = clock.due_at or now
    clocks.tell(session, clock, kept=False, at=clock.broken_at, skill=conversation.topic)
    language = survey_recovery.language_of(conversation.assignee)
    told = texts.load("promises")["broken"][clock.kind][language]
    messages.append(session, conversation, author=Author.SYSTEM, kind=Kind.NOTE, body=told, language=language)
    if clocks.level_of(clock).recovery:
        survey_recovery.follow_promise(session, conversation, kind=clock.kind, now=now)

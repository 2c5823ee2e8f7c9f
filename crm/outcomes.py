"""Outcomes: how a conversation ended, judged from what happened in it, and the end of those that nobody ends."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import conversations, events, forms, leaving, reviews
from crm.agents import Agent
from crm.conversations import Conversation, Outcome, Status
from crm.events import Actor, ConversationEvent, Name

QUIET_FOR = timedelta(hours=72)
BATCH = 100
# With these words a customer says that it is good now.
_CONTENT = frozenset({"thank", "goodbye"})


def end(session: Session, conversation: Conversation, *, actor: Actor, agent: Agent | None = None) -> None:
    """Resolve a conversation, and keep how it ended, and at what the customer gave up. Raises IllegalMove."""
    outcome, facts = _judgement(session, conversation)
    conversations.move(
        session,
        conversation,
        Status.RESOLVED,
        actor=actor,
        agent=agent,
        name=Name.ABANDONED if outcome == Outcome.ABANDONED else Name.RESOLVED,
        facts={"outcome": outcome, **facts},
        outcome=outcome,
    )
    reviews.ended(session, conversation, abandoned_at=facts.get("abandoned_at"))


def end_quiet(session: Session, *, now: datetime) -> int:
    """End what the assistant has answered and no customer has come back to for three days. Returns how many."""
    quiet = (
        select(Conversation.id)
        .where(
            Conversation.status == Status.BOT,
            Conversation.updated_at <= now - QUIET_FOR,
            Conversation.last_visitor_seq > 0,
            Conversation.answered_seq >= Conversation.last_visitor_seq,
        )
        .limit(BATCH)
    )
    ended = 0
    # In the order in which everybody holds several.
    for conversation_id in sorted(session.scalars(quiet)):
        conversation = conversations.lock(session, conversation_id)
        if conversation.status == Status.BOT and conversation.updated_at <= now - QUIET_FOR:
            end(session, conversation, actor=Actor.SYSTEM)
            ended += 1
    return ended


def _judgement(session: Session, conversation: Conversation) -> tuple[Outcome, dict[str, str]]:
    """How a conversation ends if it ends now; where it is abandoned, at what."""
    happened = events.of(session, conversation.id)
    if conversation.handed_over_at is not None:
        gone = leaving.has_gone(session, conversation, happened)
        return (Outcome.ABANDONED, {"abandoned_at": "line"}) if gone else (Outcome.HANDED_OVER, {})
    if forms.any_open(session, conversation.id):
        return Outcome.ABANDONED, {"abandoned_at": "form"}
    outcome, by = _judged(happened)
    return outcome, _abandoned_at(by) if outcome == Outcome.ABANDONED and by else {}


def _judged(happened: Iterable[ConversationEvent]) -> tuple[Outcome, ConversationEvent | None]:
    """The last thing that says something about it decides."""
    judged: tuple[Outcome, ConversationEvent | None] = (Outcome.ASSUMED, None)
    opened_at = None
    for event in happened:
        if event.name == Name.CASE_OPENED:
            opened_at = event.at
        # The answer that says that a case was opened does not make a guess of it again.
        covered = opened_at is not None and event.name == Name.TURN_ANSWERED and _covers(event, opened_at)
        if not covered and (said := _says(event)):
            judged = said, event
    return judged


def _abandoned_at(by: ConversationEvent) -> dict[str, str]:
    if asked := by.data.get("asks"):
        return {"abandoned_at": "question", "asks": asked}
    return {"abandoned_at": _PLACES[Name(by.name)]}


def _covers(turn: ConversationEvent, moment: datetime) -> bool:
    return turn.at - timedelta(seconds=turn.seconds or 0) <= moment <= turn.at


def _says(event: ConversationEvent) -> Outcome | None:
    if event.name == Name.TURN_ANSWERED:
        if event.data.get("intent") in _CONTENT:
            return Outcome.CONFIRMED
        if event.data.get("asks"):
            return Outcome.ABANDONED
        return Outcome.ASSUMED if event.skill else None
    if event.name == Name.ARTICLE_RATED:
        return Outcome.CONFIRMED if event.data["helpful"] else Outcome.ABANDONED
    if event.name == Name.RETURNED:
        return Outcome.ABANDONED if event.actor == Actor.CUSTOMER else Outcome.ASSUMED
    return _MEANS.get(Name(event.name))


_MEANS = {
    Name.REOPENED: Outcome.ASSUMED,
    Name.CASE_OPENED: Outcome.CONFIRMED,
    Name.LEFT_LINE: Outcome.ABANDONED,
    Name.TURN_ASKED_BACK: Outcome.ABANDONED,
    Name.TURN_FAILED: Outcome.ABANDONED,
}
# At what a customer gave up, by the last thing that happened.
_PLACES = {
    Name.TURN_ASKED_BACK: "not_understood",
    Name.TURN_FAILED: "failure",
    Name.ARTICLE_RATED: "article",
    Name.LEFT_LINE: "line",
    # Before there was a name for leaving the line.
    Name.RETURNED: "line",
}

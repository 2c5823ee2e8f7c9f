"""Following a flight: whoever asks for it is told in the chat when the flight changes, once for each change."""

import uuid
from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.flights import presenter
from airline.flights.flights import FlightLeg, status_of
from crm import conversations, messages
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.messages import Kind

# So many flights are looked for in one query: a store takes only so many values.
_AT_ONCE = 5000
# A flight is over some time after it has come; nobody follows one for longer than a timetable holds.
AFTERWARDS, FOLLOWED_FOR = timedelta(days=1), timedelta(days=400)
# A change that nobody would notice is no news.
NOTICED = timedelta(minutes=5)
_OVER = frozenset({"landed", "arrived"})


class FlightSubscription(Base):
    """That a conversation wants to hear of a flight. `told` is what it was told last: [status, departure, gate]."""

    __tablename__ = "flight_subscription"
    __table_args__ = (UniqueConstraint("conversation_id", "leg_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    leg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("flight_leg.id", ondelete="CASCADE"), index=True)
    told: Mapped[list[Any]] = mapped_column(default=list)
    until: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def follow(session: Session, *, conversation_id: uuid.UUID, leg: FlightLeg, now: datetime) -> FlightSubscription:
    """Tell this conversation of every change from now on. Asking again changes nothing."""
    subscription = _of(session, conversation_id, leg.id)
    if subscription is None:
        subscription = FlightSubscription(conversation_id=conversation_id, leg_id=leg.id, told=[], until=now)
        session.add(subscription)
    if subscription.until <= now:
        # What happened while nobody listened is no news any more.
        subscription.told = _state(leg, now)
    over = leg.expected_arrival or leg.expected_departure
    subscription.until = min(max(over or now, now) + AFTERWARDS, now + FOLLOWED_FOR)
    session.flush()
    return subscription


def unfollow(session: Session, *, conversation_id: uuid.UUID, leg_id: uuid.UUID, now: datetime) -> bool:
    """Stop telling. False when the flight was not followed."""
    subscription = _of(session, conversation_id, leg_id)
    if subscription is None or subscription.until <= now:
        return False
    subscription.until = now
    return True


def unfollow_all(session: Session, *, conversation_id: uuid.UUID, now: datetime) -> bool:
    """Stop telling of every flight; False when none was followed."""
    mine = select(FlightSubscription).where(
        FlightSubscription.conversation_id == conversation_id, FlightSubscription.until > now
    )
    running = list(session.scalars(mine))
    for subscription in running:
        subscription.until = now
    return bool(running)


def announce_changes(session: Session, *, legs: Set[uuid.UUID], now: datetime) -> int:
    """Tell those who follow these flights what has changed; returns how many messages that made.

    To be called in the transaction that changed them. Conversations are locked in the order of their ids, so that two
    feeds never wait for each other.
    """
    ordered = sorted(legs)
    pieces = [set(ordered[start : start + _AT_ONCE]) for start in range(0, len(ordered), _AT_ONCE)]
    running = [subscription for some in pieces for subscription in _running(session, some, now)]
    conversations.lock_all(session, [one.conversation_id for one in running])
    return sum(_announce(session, subscription, now=now) for subscription in running)


def _of(session: Session, conversation_id: uuid.UUID, leg_id: uuid.UUID) -> FlightSubscription | None:
    return session.scalars(
        select(FlightSubscription).where(
            FlightSubscription.conversation_id == conversation_id, FlightSubscription.leg_id == leg_id
        )
    ).one_or_none()


def _running(session: Session, legs: Set[uuid.UUID], now: datetime) -> list[FlightSubscription]:
    running = select(FlightSubscription).where(FlightSubscription.leg_id.in_(legs), FlightSubscription.until > now)
    return list(session.scalars(running.order_by(FlightSubscription.conversation_id, FlightSubscription.leg_id)))


def _announce(session: Session, subscription: FlightSubscription, *, now: datetime) -> bool:
    conversation = conversations.lock(session, subscription.conversation_id)
    # Read again under the lock: another process may have told it meanwhile, or the customer wants to hear no more.
    session.refresh(subscription)
    leg = session.get_one(FlightLeg, subscription.leg_id)
    state = _state(leg, now)
    if subscription.until <= now or not _is_news(subscription.told, state):
        return False
    subscription.told = state
    language: presenter.Language = "en" if conversation.language == "en" else "zh"
    card = presenter.card(leg, now, language)
    messages.notify(session, conversation, body=presenter.news(leg, now, language), kind=Kind.CARD, data={"card": card})
    if status_of(leg, now) in _OVER:
        subscription.until = now
    elif conversation.status == Status.BOT:
        # A button is a command to the assistant: of no use while a person answers.
        _offer_to_stop(session, conversation, leg, language)
    return True


def _offer_to_stop(session: Session, conversation: Conversation, leg: FlightLeg, language: presenter.Language) -> None:
    words = presenter.follow_words()
    choices = [{"title": words["stop"][language], "payload": f'/unfollow_flight{{"flight_key": "{leg.id}"}}'}]
    messages.notify(
        session, conversation, body=words["following"][language], kind=Kind.CHOICES, data={"choices": choices}
    )


def _state(leg: FlightLeg, now: datetime) -> list[str]:
    """Before it leaves, check-in and boarding are no news: they come as planned."""
    status = status_of(leg, now)
    told = "before" if status in presenter.BEFORE or status == "unknown" else status
    told = "landed" if told in _OVER else "airborne" if told in ("departed", "airborne") else told
    leaves = leg.expected_departure
    before = told == "before"
    return [told + leg.diverted_to, leaves.isoformat() if leaves and before else "", leg.gate if before else ""]


def _is_news(told: list[str], state: list[str]) -> bool:
    if not told or told[0] != state[0]:
        return True
    if state[2] and told[2] != state[2]:
        return True
    if not (told[1] and state[1]):
        return told[1] != state[1]
    return abs(datetime.fromisoformat(told[1]) - datetime.fromisoformat(state[1])) >= NOTICED

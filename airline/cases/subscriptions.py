"""Following a bag: whoever has proved a bag to be theirs is told in the chat when it moves, once for each state."""

import uuid
from collections.abc import Iterable, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from airline.bags import presenter
from airline.bags.bags import Bag
from airline.bags.timeline import Timeline, timeline
from airline.cases import reports
from airline.cases.reports import BagReport
from crm import conversations, messages
from crm.base import Base, new_id, utc_now
from crm.conversations import Conversation, Status
from crm.messages import Kind

# So many bags are looked for in one query: a store takes only so many values.
_AT_ONCE = 5000
# Longer than nearly every delayed bag is away; after that a report is the way to hear more.
FOLLOWED_FOR = timedelta(days=14)


class BagSubscription(Base):
    """That a conversation wants to hear of a bag. `told` holds every state it knows, so that none is told twice."""

    __tablename__ = "bag_subscription"
    __table_args__ = (UniqueConstraint("conversation_id", "bag_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    bag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("bag.id", ondelete="CASCADE"), index=True)
    told: Mapped[list[Any]] = mapped_column(default=list)
    until: Mapped[datetime] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


def follow(session: Session, *, conversation_id: uuid.UUID, bag: Bag, now: datetime) -> BagSubscription:
    """Tell this conversation of every change from now on. Asking again only makes it last longer."""
    subscription = of(session, conversation_id=conversation_id, bag_id=bag.id)
    if subscription is None:
        subscription = BagSubscription(conversation_id=conversation_id, bag_id=bag.id, told=[], until=now)
        session.add(subscription)
    if subscription.until <= now:
        # What happened while nobody listened is no news any more.
        subscription.told = _with(subscription.told, _state(timeline(session, bag=bag)))
    subscription.until = now + FOLLOWED_FOR
    session.flush()
    return subscription


def unfollow(session: Session, *, conversation_id: uuid.UUID, bag_id: uuid.UUID, now: datetime) -> bool:
    """Stop telling. False when the bag was not followed."""
    subscription = of(session, conversation_id=conversation_id, bag_id=bag_id)
    if subscription is None or subscription.until <= now:
        return False
    # The row stays: a report about the bag must not start it again behind the customer's back.
    subscription.until = now
    return True


def is_followed(session: Session, *, conversation_id: uuid.UUID, bag_id: uuid.UUID, now: datetime) -> bool:
    """Whether this conversation hears of the bag."""
    subscription = of(session, conversation_id=conversation_id, bag_id=bag_id)
    return subscription is not None and subscription.until > now


def of(session: Session, *, conversation_id: uuid.UUID, bag_id: uuid.UUID) -> BagSubscription | None:
    """The subscription, running or not."""
    return session.scalars(
        select(BagSubscription).where(
            BagSubscription.conversation_id == conversation_id, BagSubscription.bag_id == bag_id
        )
    ).one_or_none()


def announce_changes(session: Session, *, bags: Set[uuid.UUID], now: datetime) -> int:
    """Tell those who follow these bags, or have reported them missing, what has changed; returns how many messages.

    To be called in the transaction that changed the bags. Conversations are locked in the order of their ids, so that
    two ingests never wait for each other.
    """
    ordered = sorted(bags)
    pieces = [set(ordered[start : start + _AT_ONCE]) for start in range(0, len(ordered), _AT_ONCE)]
    reported = [report for some in pieces for report in reports.waiting_for(session, some)]
    running = [subscription for some in pieces for subscription in _running(session, some, now)]
    listening = [one.conversation_id for one in running] + [report.case.conversation_id for report in reported]
    conversations.lock_all(session, listening)
    for report in reported:
        reports.follow_bag(session, report, timeline(session, bag=session.get_one(Bag, report.bag_id)))
    running += _follow_reported(session, reported, now)
    return sum(_announce(session, subscription, now=now) for subscription in running)


def announce_delivery(session: Session, *, bag_id: uuid.UUID, besides: uuid.UUID, now: datetime) -> int:
    """Tell those who follow a bag that it is out for delivery; returns how many messages that made.

    Only its report says so, no scanner. `besides` is the conversation of the report, which has been told already.
    """
    others = [one for one in _running(session, {bag_id}, now) if one.conversation_id != besides]
    return sum(_announce(session, subscription, now=now, delivery=True) for subscription in others)


def followers(session: Session, *, bag_id: uuid.UUID, now: datetime) -> list[uuid.UUID]:
    """The conversations that hear of a bag."""
    return [subscription.conversation_id for subscription in _running(session, {bag_id}, now)]


def _running(session: Session, bags: Set[uuid.UUID], now: datetime) -> list[BagSubscription]:
    running = select(BagSubscription).where(BagSubscription.bag_id.in_(bags), BagSubscription.until > now)
    return list(session.scalars(running.order_by(BagSubscription.conversation_id, BagSubscription.bag_id)))


def _follow_reported(session: Session, reported: Iterable[BagReport], now: datetime) -> list[BagSubscription]:
    """Whoever has reported a bag missing follows it without asking. Known before, nothing of it has been told."""
    begun = []
    for report in reported:
        conversation_id, bag_id = report.case.conversation_id, report.bag_id
        if bag_id is None or of(session, conversation_id=conversation_id, bag_id=bag_id):
            continue
        begun.append(BagSubscription(conversation_id=conversation_id, bag_id=bag_id, told=[], until=now + FOLLOWED_FOR))
        session.add(begun[-1])
        session.flush()
    return begun


def _announce(session: Session, subscription: BagSubscription, *, now: datetime, delivery: bool = False) -> bool:
    conversation = conversations.lock(session, subscription.conversation_id)
    # Read again under the lock: another process may have told it meanwhile, or the customer wants to hear no more.
    session.refresh(subscription)
    if subscription.until <= now:
        return False
    bag = session.get_one(Bag, subscription.bag_id)
    story = timeline(session, bag=bag)
    state = "out_for_delivery" if delivery else _state(story)
    language: presenter.Language = "en" if conversation.language == "en" else "zh"
    body = presenter.out_for_delivery(bag, language) if delivery else presenter.news(bag, story, language)
    if body is None or state in subscription.told:
        return False
    subscription.told = _with(subscription.told, state)
    messages.notify(
        session, conversation, body=body, kind=Kind.CARD, data={"card": presenter.card(bag, story, language)}
    )
    if story.state == "collected":
        subscription.until = now
    elif conversation.status == Status.BOT:
        # A button is a command to the assistant: of no use while a person answers.
        _offer_to_stop(session, conversation, bag, language)
    return True


def _offer_to_stop(session: Session, conversation: Conversation, bag: Bag, language: presenter.Language) -> None:
    words = presenter.texts()["follow"]
    choices = [{"title": words["stop"]["one"][language], "payload": f'/unfollow_bag{{"bag_key": "{bag.id}"}}'}]
    messages.notify(
        session, conversation, body=words["following"][language], kind=Kind.CHOICES, data={"choices": choices}
    )


def _state(story: Timeline) -> str:
    """What tells two states apart: being loaded onto another flight is news again."""
    last = story.steps[-1] if story.steps else None
    return f"{last.kind}/{last.airport}/{last.flight}" if last else story.state


def _with(told: Iterable[str], state: str) -> list[str]:
    return [*dict.fromkeys([*told, state])]

"""Found items: what was found and is kept for whoever misses it, and what became of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from crm import case_kinds, cases, paging
from crm.agents import Agent
from crm.base import Base, new_id, utc_now
from crm.cases import Case, CaseEvent
from crm.errors import FoundItemChanged, FoundItemMoveRefused, FoundItemNotFound
from crm.paging import Key, Page
from crm.search_words import wanted, words_of

PREFIX = "FD"


class ItemState(StrEnum):
    """Where a found item is in its life. The last two are final."""

    KEPT = "kept"
    MATCHED = "matched"
    HANDED_BACK = "handed_back"
    DISPOSED = "disposed"


MOVES: Mapping[ItemState, frozenset[ItemState]] = {
    ItemState.KEPT: frozenset({ItemState.MATCHED, ItemState.HANDED_BACK, ItemState.DISPOSED}),
    ItemState.MATCHED: frozenset({ItemState.KEPT, ItemState.HANDED_BACK}),
    ItemState.HANDED_BACK: frozenset(),
    ItemState.DISPOSED: frozenset(),
}


class Deed(StrEnum):
    """What can happen to a found item."""

    ENTERED = "entered"
    CHANGED = "changed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    HANDED_BACK = "handed_back"
    DISPOSED = "disposed"


class FoundItem(Base):
    """One thing, under a number that is written on it. `words`: what it is searched by."""

    __tablename__ = "found_item"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    what: Mapped[str] = mapped_column(String(200))
    features: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(120))
    found_on: Mapped[date] = mapped_column()
    kept_at: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[ItemState] = mapped_column(String(16), default=ItemState.KEPT, index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    # A JPEG without anything else in it.
    photo: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    has_photo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
    closed_at: Mapped[datetime | None] = mapped_column()

    case: Mapped[Case | None] = relationship(lazy="joined")


class FoundItemEvent(Base):
    """Something that was done with a found item; without an agent, because its case moved."""

    __tablename__ = "found_item_event"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    found_item_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("found_item.id"), index=True)
    deed: Mapped[Deed] = mapped_column(String(16))
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=utc_now)

    agent: Mapped[Agent | None] = relationship(lazy="joined")
    case: Mapped[Case | None] = relationship(lazy="joined")


@dataclass(frozen=True)
class Description:
    """What is written down about a found item. `kept_at` is what its owner is told: where it can be fetched."""

    what: str
    features: str
    place: str
    found_on: date
    kept_at: str


def enter(session: Session, described: Description, *, agent: Agent) -> FoundItem:
    """Write down something that was found."""
    item = FoundItem(number=cases.new_reference(PREFIX), words="")
    _describe(item, described)
    session.add(item)
    session.flush()
    record(session, item, Deed.ENTERED, agent=agent)
    return item


def change(session: Session, number: str, described: Description, *, agent: Agent, seen: int) -> FoundItem:
    """Correct what is written down. Raises FoundItemNotFound, FoundItemChanged when somebody was faster."""
    item = lock(session, get(session, number))
    if item.version != seen:
        raise FoundItemChanged(version=item.version)
    _describe(item, described)
    record(session, item, Deed.CHANGED, agent=agent)
    return item


def keep_photo(session: Session, number: str, jpeg: bytes | None, *, agent: Agent) -> FoundItem:
    """Put a photo to an item instead of the one it had, or take it away. Raises FoundItemNotFound."""
    item = lock(session, get(session, number))
    item.photo, item.has_photo = jpeg, jpeg is not None
    record(session, item, Deed.CHANGED, agent=agent)
    return item


def get(session: Session, number: str) -> FoundItem:
    """The item under a number, however it was typed. Raises FoundItemNotFound."""
    item = session.scalars(select(FoundItem).where(FoundItem.number == number.strip().upper())).one_or_none()
    if item is None:
        raise FoundItemNotFound
    return item


def listed(
    session: Session, *, states: tuple[ItemState, ...], q: str, cursor: str | None, limit: int
) -> Page[FoundItem]:
    """Found items in these states, the newest first; `q` is anything that is written down about them."""
    query = select(FoundItem).where(FoundItem.state.in_(states))
    for word in wanted(q):
        query = query.where(FoundItem.words.contains(f" {word}", autoescape=True))
    return paging.page(session, query, (Key(FoundItem.id, descending=True),), cursor=cursor, limit=limit)


def counts(session: Session) -> dict[ItemState, int]:
    """How many items are in each state."""
    rows = session.execute(select(FoundItem.state, func.count()).group_by(FoundItem.state))
    known = {row[0]: row[1] for row in rows}
    return {state: known.get(state, 0) for state in ItemState}


def events(session: Session, item: FoundItem) -> list[FoundItemEvent]:
    """What was done with an item, oldest first."""
    mine = FoundItemEvent.found_item_id == item.id
    return list(session.scalars(select(FoundItemEvent).where(mine).order_by(FoundItemEvent.id)))


def of_case(session: Session, case: Case) -> FoundItem | None:
    """What is linked to a case, or was until its owner had it back."""
    mine = select(FoundItem).where(FoundItem.case_id == case.id).order_by(FoundItem.updated_at.desc())
    return session.scalars(mine).first()


def dispose(session: Session, number: str, *, agent: Agent, note: str) -> FoundItem:
    """Say that an item is gone: given away, destroyed, handed to the police. Not one that is somebody's.

    Raises FoundItemNotFound, FoundItemMoveRefused.
    """
    item = lock(session, get(session, number))
    move(item, ItemState.DISPOSED)
    record(session, item, Deed.DISPOSED, agent=agent, text=note)
    return item


def case_moved(session: Session, case: Case, event: CaseEvent) -> None:
    """A case went on without its item: that goes with it, or is free for another."""
    lost = case_kinds.get(case.kind).lost
    item = of_case(session, case) if lost and event.to_status else None
    if lost is None or item is None or lock(session, item).state != ItemState.MATCHED:
        return
    if case.status == lost.returned:
        move(item, ItemState.HANDED_BACK)
        record(session, item, Deed.HANDED_BACK, agent=event.agent, case=case)
    elif case.status != lost.found:
        move(item, ItemState.KEPT)
        item.case = None
        record(session, item, Deed.UNLINKED, agent=event.agent, case=case)


def _describe(item: FoundItem, described: Description) -> None:
    item.what, item.features = described.what, described.features
    item.place, item.found_on, item.kept_at = described.place, described.found_on, described.kept_at
    said = (item.number, described.what, described.features, described.place, described.kept_at)
    item.words = f" {words_of(said)}"


def lock(session: Session, item: FoundItem) -> FoundItem:
    """The item as it stands now; nobody else changes it until the transaction ends."""
    session.refresh(item, with_for_update={"of": FoundItem, "key_share": True})
    return item


def move(item: FoundItem, to: ItemState) -> None:
    """Change the state of a locked item. Raises FoundItemMoveRefused."""
    if to not in MOVES[ItemState(item.state)]:
        raise FoundItemMoveRefused(**{"from": item.state, "to": to})
    item.state = to
    item.closed_at = None if MOVES[to] else utc_now()


def record(
    session: Session, item: FoundItem, deed: Deed, *, agent: Agent | None, case: Case | None = None, text: str = ""
) -> None:
    """Write down what was done with an item; whoever looks at it next sees another version."""
    item.version, item.updated_at = item.version + 1, utc_now()
    session.add(FoundItemEvent(found_item_id=item.id, deed=deed, agent=agent, case=case, note=text))
    session.flush()

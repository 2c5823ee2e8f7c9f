"""Which found items fit which cases: those worth a look, the best first, without what was looked at and refused."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from crm import case_kinds, forms
from crm.base import utc_now
from crm.case_kinds import Lost
from crm.cases import Case
from crm.fields import is_empty
from crm.found_items import Deed, FoundItem, FoundItemEvent, ItemState
from crm.found_matching import Match, Thing, compare, read

# What is older is not offered; it can still be linked by its number.
LOOKED_BACK = timedelta(days=180)
MOST_COMPARED, MOST_SHOWN = 1000, 5


@dataclass(frozen=True)
class CaseMatch:
    """A case that an item fits."""

    case: Case
    match: Match


@dataclass(frozen=True)
class ItemMatch:
    """An item that fits a case."""

    item: FoundItem
    match: Match


T = TypeVar("T", CaseMatch, ItemMatch)


def for_item(session: Session, item: FoundItem) -> list[CaseMatch]:
    """The cases that miss something like this item."""
    return for_items(session, [item])[item.id]


def for_items(session: Session, items: Sequence[FoundItem]) -> dict[uuid.UUID, list[CaseMatch]]:
    """The same for several, by their ids; nothing for those that are not free."""
    free = [item for item in items if item.state == ItemState.KEPT]
    missed = [(case, lost_thing(session, case)) for case in _open_cases(session)] if free else []
    refused = _refused(session, [item.id for item in free])
    found: dict[uuid.UUID, list[CaseMatch]] = {item.id: [] for item in items}
    for item in free:
        thing = found_thing(item)
        fits = [CaseMatch(case, compare(lost, thing)) for case, lost in missed if (item.id, case.id) not in refused]
        found[item.id] = _best(fits)
    return found


def for_case(session: Session, case: Case) -> list[ItemMatch]:
    """The items that fit what a case misses; none where it cannot come to be found any more."""
    if not misses(case) or case.status not in _before(case.kind):
        return []
    lost = lost_thing(session, case)
    kept = select(FoundItem).where(
        FoundItem.state == ItemState.KEPT, FoundItem.found_on >= (utc_now() - LOOKED_BACK).date()
    )
    items = list(session.scalars(kept.order_by(FoundItem.id.desc()).limit(MOST_COMPARED)))
    refused = _refused(session, [item.id for item in items])
    fits = [ItemMatch(one, compare(lost, found_thing(one))) for one in items if (one.id, case.id) not in refused]
    return _best(fits)


def between(session: Session, item: FoundItem, case: Case) -> CaseMatch:
    """How well an item fits one case."""
    return CaseMatch(case, compare(lost_thing(session, case), found_thing(item)))


def misses(case: Case) -> bool:
    """Whether a case is about a thing that is missed."""
    return case_kinds.get(case.kind).lost is not None


def found_thing(item: FoundItem) -> Thing:
    """An item as it is compared."""
    return read(f"{item.what} {item.features}", item.place, item.found_on)


def lost_thing(session: Session, case: Case) -> Thing:
    """What a case misses, as its form describes it."""
    lost, values = _told(session, case)
    if lost is None:
        return read("", "", None)
    day = values.get(lost.day) if lost.day else None
    return read(
        " ".join(_of(values, lost.what)), " ".join(_of(values, lost.where)), date.fromisoformat(day) if day else None
    )


def told_of(session: Session, case: Case) -> list[str]:
    """What the customer said of the thing, and of the place, a line each."""
    lost, values = _told(session, case)
    return _of(values, (*lost.what, *lost.where)) if lost else []


def _told(session: Session, case: Case) -> tuple[Lost | None, dict[str, Any]]:
    sent = forms.with_reference(session, case.conversation_id, case.reference)
    return case_kinds.get(case.kind).lost, sent[-1].values if sent else {}


def _of(values: dict[str, Any], keys: Iterable[str]) -> list[str]:
    return [str(values[key]) for key in keys if not is_empty(values.get(key))]


def _open_cases(session: Session) -> list[Case]:
    """The cases whose thing may still turn up, the newest first."""
    ways = [
        and_(Case.kind == name, Case.status.in_(_before(name)))
        for name, kind in case_kinds.kinds().items()
        if kind.lost is not None
    ]
    if not ways:
        return []
    query = select(Case).where(or_(*ways), Case.opened_at >= utc_now() - LOOKED_BACK)
    return list(session.scalars(query.order_by(Case.id.desc()).limit(MOST_COMPARED)))


def _before(kind: str) -> list[str]:
    """The states of a kind from which a case can come to be found."""
    known = case_kinds.get(kind)
    return [name for name, to in known.workflow.moves.items() if known.lost and known.lost.found in to]


def _refused(session: Session, item_ids: Sequence[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """The pairs that somebody took apart: they are not offered again."""
    query = select(FoundItemEvent.found_item_id, FoundItemEvent.case_id).where(
        FoundItemEvent.deed == Deed.UNLINKED,
        FoundItemEvent.found_item_id.in_(item_ids),
        FoundItemEvent.case_id.is_not(None),
    )
    return {(item, case) for item, case in session.execute(query) if case}


def _best(fits: list[T]) -> list[T]:
    worth = [one for one in fits if one.match.level]
    return sorted(worth, key=lambda one: -one.match.points)[:MOST_SHOWN]

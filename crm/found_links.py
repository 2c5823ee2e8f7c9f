"""What was found and what is missed, put together: linked, taken apart, handed back; and the customer is told."""

from sqlalchemy.orm import Session

from crm import case_kinds, cases, casework, conversations, found_items, texts
from crm.agents import Agent
from crm.base import utc_now
from crm.cases import Case
from crm.errors import CaseMoveRefused, FoundItemChanged, FoundItemMoveRefused, NothingMissed
from crm.found_items import Deed, FoundItem, ItemState


def link(session: Session, number: str, case: Case, *, agent: Agent, note: str) -> FoundItem:
    """Say that an item is what a case misses: the case comes to its state for that, and the customer is told how to get
    it back; once, also where somebody had moved the case there before.

    Raises FoundItemNotFound, NothingMissed, FoundItemMoveRefused, CaseMoveRefused.
    """
    lost = case_kinds.get(case.kind).lost
    if lost is None:
        raise NothingMissed(kind=case.kind)
    item = found_items.get(session, number)
    casework.lock(session, case, to=lost.found, now=utc_now())
    found_items.lock(session, item)
    already = found_items.of_case(session, case)
    if already and already.state == ItemState.MATCHED:
        raise FoundItemMoveRefused(**{"from": item.state, "to": ItemState.MATCHED, "linked": already.number})
    found_items.move(item, ItemState.MATCHED)
    item.case = case
    found_items.record(session, item, Deed.LINKED, agent=agent, case=case, text=note)
    if case.status != lost.found:
        told = "\n".join(part for part in (_said(session, case, "collect", item), note) if part)
        _move_case(session, case, lost.found, agent=agent, note=told)
    return item


def unlink(session: Session, number: str, *, agent: Agent, note: str) -> FoundItem:
    """Say that an item was not what its case misses: the case goes back, and the customer is told so.

    Raises FoundItemNotFound, FoundItemMoveRefused, CaseMoveRefused.
    """
    item = found_items.get(session, number)
    case = item.case
    lost = case_kinds.get(case.kind).lost if case else None
    if case is not None and lost is not None:
        casework.lock(session, case, to=lost.mistaken, now=utc_now())
    found_items.lock(session, item)
    if item.case_id != (case.id if case else None):
        raise FoundItemChanged(version=item.version)
    found_items.move(item, ItemState.KEPT)
    item.case = None
    found_items.record(session, item, Deed.UNLINKED, agent=agent, case=case, text=note)
    # Without a case where its customer was erased meanwhile.
    if case is not None and lost is not None and case.status == lost.found:
        _move_case(session, case, lost.mistaken, agent=agent, note=_said(session, case, "mistaken", item))
    return item


def hand_back(session: Session, number: str, *, agent: Agent, note: str) -> FoundItem:
    """Say that somebody has their thing back; the case that it is linked to is told as well.

    Raises FoundItemNotFound, FoundItemMoveRefused.
    """
    item = found_items.get(session, number)
    case = item.case
    lost = case_kinds.get(case.kind).lost if case else None
    if case is not None and lost and lost.returned:
        casework.lock(session, case, to=lost.returned, now=utc_now())
    found_items.lock(session, item)
    found_items.move(item, ItemState.HANDED_BACK)
    found_items.record(session, item, Deed.HANDED_BACK, agent=agent, case=case, text=note)
    if case is not None and lost and lost.returned and case.status == lost.found:
        _move_case(session, case, lost.returned, agent=agent, note="")
    return item


def _move_case(session: Session, case: Case, to: str, *, agent: Agent, note: str) -> None:
    workflow = case_kinds.get(case.kind).workflow
    if to not in workflow.moves.get(case.status, frozenset()):
        raise CaseMoveRefused(**{"from": case.status, "to": to})
    event = cases.move(session, case, to, workflow=workflow, actor="agent", agent=agent, note=note)
    casework.notify(session, case, event)


def _said(session: Session, case: Case, key: str, item: FoundItem) -> str:
    """A sentence to the customer, in the language of the conversation."""
    language = conversations.get(session, case.conversation_id).language
    return str(texts.load("found_items")[key][language]).format(number=item.number, kept_at=item.kept_at.rstrip("。."))

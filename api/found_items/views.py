"""Found items, and what they fit, as the desk shows them."""

from sqlalchemy.orm import Session

from api.cases.schemas import RelatedOut
from api.desk.schemas import NamedOut
from api.found_items.schemas import (
    CaseFitOut,
    CaseFoundOut,
    FitOut,
    FoundItemEventOut,
    FoundItemListOut,
    FoundItemListRowOut,
    FoundItemOut,
    FoundItemRowOut,
    ItemFitOut,
    ReasonOut,
)
from crm import found_items, found_matches
from crm.cases import Case
from crm.found_items import FoundItem, FoundItemEvent
from crm.found_matches import CaseMatch
from crm.found_matching import Match
from crm.paging import Page
from crm.site import Words


def listing(session: Session, found: Page[FoundItem]) -> FoundItemListOut:
    """A page of the list, with how many cases each fits."""
    fits = found_matches.for_items(session, found.items)
    rows = [
        FoundItemListRowOut(
            **row_of(item).model_dump(),
            fits=len(fits[item.id]),
            best=fits[item.id][0].match.level if fits[item.id] else None,
        )
        for item in found.items
    ]
    return FoundItemListOut(items=rows, counts=found_items.counts(session), next=found.next)


def whole(session: Session, item: FoundItem) -> FoundItemOut:
    """An item with its story and what it fits."""
    matches = found_matches.for_item(session, item)
    if item.case is not None:
        matches = [found_matches.between(session, item, item.case)]
    return FoundItemOut(
        item=row_of(item),
        events=[_event(one) for one in found_items.events(session, item)],
        matches=[_case_fit(session, one) for one in matches],
    )


def of_case(session: Session, case: Case) -> CaseFoundOut | None:
    """What was found for a case; None for a case that misses nothing."""
    if not found_matches.misses(case):
        return None
    linked = found_items.of_case(session, case)
    matches = [ItemFitOut(item=row_of(one.item), fit=_fit(one.match)) for one in found_matches.for_case(session, case)]
    return CaseFoundOut(linked=row_of(linked) if linked else None, matches=matches)


def row_of(item: FoundItem) -> FoundItemRowOut:
    """An item as a row."""
    return FoundItemRowOut.model_validate(
        {name: getattr(item, name) for name in FoundItemRowOut.model_fields if name != "case"}
        | {"case": _related(item.case)}
    )


def _case_fit(session: Session, one: CaseMatch) -> CaseFitOut:
    related = _related(one.case)
    assert related is not None
    return CaseFitOut(
        case=related,
        customer=NamedOut(id=one.case.customer.id, name=one.case.customer.name),
        opened_at=one.case.opened_at,
        missed=found_matches.told_of(session, one.case),
        fit=_fit(one.match),
    )


def _fit(match: Match) -> FitOut:
    reasons = [ReasonOut(kind=one.kind, points=one.points, words=Words(**one.words)) for one in match.reasons]
    return FitOut(points=match.points, level=match.level, reasons=reasons)


def _related(case: Case | None) -> RelatedOut | None:
    if case is None:
        return None
    return RelatedOut(reference=case.reference, kind=case.kind, status=case.status, title=Words(**case.title))


def _event(event: FoundItemEvent) -> FoundItemEventOut:
    return FoundItemEventOut(
        at=event.at,
        deed=event.deed,
        agent_name=event.agent.name if event.agent else None,
        case=_related(event.case),
        note=event.note,
    )

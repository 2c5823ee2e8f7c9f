"""What an airline adds to its cases when they move: deadlines, those who follow the bag, what the customer can do."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from airline.cases import receipt, reports, subscriptions
from airline.cases.workflows import CLAIM, REPORTS
from crm.cases import Case, CaseEvent
from crm.verticals import CaseHooks

_DELIVERED = "out_for_delivery"


def choices_for(case: Case) -> list[tuple[str, str]]:
    """What the customer can do about the case in its present state: (name of a title, payload)."""
    named = f'{{"report_reference": "{case.reference}"}}'
    if case.status in ("withdrawn", "duplicate"):
        return [("person", "/human")]
    offered = [("claim", f"/open_claim{named}")]
    if case.status in ("located", "forwarding", "received_at_airport"):
        offered.insert(0, ("delivery", f"/bag_delivery_change{named}"))
    if case.status != "closed":
        offered.insert(0, ("correct", f"/correct_report{named}"))
    return offered


def _followers(session: Session, case: Case, to: str, now: datetime) -> list[uuid.UUID]:
    """A delivery is told in the conversations of all who follow the bag."""
    report = reports.of_case(session, case) if to == _DELIVERED else None
    return subscriptions.followers(session, bag_id=report.bag_id, now=now) if report and report.bag_id else []


def _notify_followers(session: Session, case: Case, event: CaseEvent) -> None:
    """Those who travel with the customer may follow the bag in chats of their own."""
    report = reports.of_case(session, case) if event.to_status == _DELIVERED else None
    if report and report.bag_id:
        besides = case.conversation_id
        subscriptions.announce_delivery(session, bag_id=report.bag_id, besides=besides, now=event.at)


_OF_REPORTS = CaseHooks(
    also_notified=_followers,
    moved=reports.follow_move,
    notified=_notify_followers,
    choices=choices_for,
    receipt=receipt.render,
)
HOOKS: Mapping[str, CaseHooks] = {
    **dict.fromkeys(REPORTS, _OF_REPORTS),
    CLAIM: CaseHooks(moved=reports.follow_move, receipt=receipt.render),
}

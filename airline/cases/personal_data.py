"""What the airline's own tables hold about customers: told on asking, deleted with the rest.

Bookings, bags and flights come from the carrier's systems and would come again: they are not touched here.
"""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from airline.access.identity import VerificationAttempt
from airline.bags.bags import Bag
from airline.cases.booking_requests import BookingRequest
from airline.cases.claims import BagClaim
from airline.cases.delivery import DeliveryCode
from airline.cases.flight_following import FlightSubscription
from airline.cases.reports import BagReport
from airline.cases.subscriptions import BagSubscription
from airline.flights.flights import FlightLeg
from crm.personal_data import Row, row
from crm.verticals import PersonalData, Scope

_REPORT = [
    "trouble",
    "airport",
    "flight",
    "flight_date",
    "tags",
    "bag_type",
    "colour",
    "brand",
    "marks",
    "contents",
    "damage",
    "missing_items",
    "surname",
    "given_name",
    "email",
    "phone",
    "address",
    "delivery",
    "created_at",
]
_CLAIM = [
    "about",
    "reference_given",
    "surname",
    "flight",
    "flight_date",
    "received_on",
    "items",
    "story",
    "pay_by",
    "email",
    "phone",
    "notice_due_on",
]


def collect(session: Session, scope: Scope) -> dict[str, Any]:
    """Reports, claims, bookings that requests were about, and what is followed."""
    mine, talks = scope.case_ids, scope.conversation_ids
    bags = select(Bag.lpn).join(BagSubscription).where(BagSubscription.conversation_id.in_(talks)).distinct()
    legs = select(FlightLeg).join(FlightSubscription).where(FlightSubscription.conversation_id.in_(talks))
    requests = select(BookingRequest).where(BookingRequest.case_id.in_(mine)).order_by(BookingRequest.id)
    return {
        "bag_reports": _rows(session, BagReport, mine, _REPORT),
        "bag_claims": _rows(session, BagClaim, mine, _CLAIM),
        "booking_requests": [row(one, ["locator"]) for one in session.scalars(requests)],
        "followed_bags": list(session.scalars(bags)),
        "followed_flights": [f"{leg.flight} {leg.date}" for leg in session.scalars(legs)],
    }


def erase(session: Session, scope: Scope) -> dict[str, int]:
    """Delete all of it. A claim of somebody else about a report that goes stays, without the report."""
    mine, talks = scope.case_ids, scope.conversation_ids
    reports = select(BagReport.id).where(BagReport.case_id.in_(mine))
    session.execute(
        update(BagClaim).where(BagClaim.report_id.in_(reports), BagClaim.case_id.not_in(mine)).values(report_id=None)
    )
    gone = {
        table.__tablename__: len(session.execute(delete(table).where(whose.in_(ids)).returning(table.id)).all())
        for table, whose, ids in (
            (BagClaim, BagClaim.case_id, mine),
            (BagReport, BagReport.case_id, mine),
            (BookingRequest, BookingRequest.case_id, mine),
            (DeliveryCode, DeliveryCode.case_id, mine),
            (BagSubscription, BagSubscription.conversation_id, talks),
            (FlightSubscription, FlightSubscription.conversation_id, talks),
            (VerificationAttempt, VerificationAttempt.conversation_id, talks),
        )
    }
    return {kind: count for kind, count in gone.items() if count}


PERSONAL = PersonalData(collect=collect, erase=erase)


def _rows(session: Session, table: type[Any], mine: tuple[Any, ...], names: list[str]) -> list[Row]:
    found = session.scalars(select(table).where(table.case_id.in_(mine)).order_by(table.id))
    return [{"reference": one.case.reference, **row(one, names)} for one in found]

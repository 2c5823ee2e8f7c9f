"""How long the airline's own tables are kept: what other systems sent, what was made of it, and tries to prove it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from airline.access.identity import VerificationAttempt
from airline.bags.bags import Bag, BagEvent, BaggageMessage
from airline.bookings.bookings import BookingRecord
from airline.cases.reports import BagReport
from airline.cases.subscriptions import BagSubscription
from airline.flights.flights import MovementMessage
from crm import holds
from crm.keeping import OF_NOBODY, Gone, Keeping, Kept
from crm.retention import delete_rows, deleting

_WITH_CASES = "goes with its case"
_WITH_TALKS = "goes with its conversation"


def _old_messages(table: Any, before: datetime) -> Any:
    """Those of which there still are words; what was read of them stays on the bag or the flight."""
    return select(table.id).where(table.received_at < before, table.raw != "").order_by(table.received_at)


def _empty_messages(table: Any, session: Session, ids: Sequence[UUID]) -> Gone:
    """Their words go. The hash stays, so that the same one again still changes nothing; quarantine is over."""
    waiting = table.id.in_(ids), table.status == "quarantined"
    session.execute(update(table).where(*waiting).values(status="discarded"))
    session.execute(update(table).where(table.id.in_(ids)).values(raw="", reason=None, remarks=[]))
    return Gone({table.__tablename__: len(ids)})


def _old_bags(before: datetime) -> Any:
    """Those that no report is about and nobody follows."""
    return (
        select(Bag.id)
        .where(
            Bag.updated_at < before,
            ~exists().where(BagReport.bag_id == Bag.id),
            ~exists().where(BagSubscription.bag_id == Bag.id),
        )
        .order_by(Bag.updated_at)
    )


def _forget_bags(session: Session, ids: Sequence[UUID]) -> Gone:
    told = len(session.execute(delete(BagEvent).where(BagEvent.bag_id.in_(ids)).returning(BagEvent.id)).all())
    return Gone({"bag_event": told, "bag": delete_rows(session, Bag, ids)})


def _old_bookings(before: datetime) -> Any:
    return select(BookingRecord.id).where(BookingRecord.updated_at < before).order_by(BookingRecord.updated_at)


def _old_tries(before: datetime) -> Any:
    return select(VerificationAttempt.id).where(
        VerificationAttempt.at < before, holds.free(VerificationAttempt.conversation_id)
    )


KEEPING = Keeping(
    kept=(
        *(
            Kept(
                table.__tablename__,
                "feeds",
                (table.__tablename__,),
                partial(_old_messages, table),
                partial(_empty_messages, table),
            )
            for table in (BaggageMessage, MovementMessage)
        ),
        Kept("bag", "records", ("bag", "bag_event"), _old_bags, _forget_bags),
        Kept("booking", "records", ("booking",), _old_bookings, partial(deleting, BookingRecord)),
        Kept(
            "verification_attempt",
            "sign_ins",
            ("verification_attempt",),
            _old_tries,
            partial(deleting, VerificationAttempt),
        ),
    ),
    otherwise={
        "flight_leg": OF_NOBODY,
        "schedule_change": OF_NOBODY,
        "bag_report": _WITH_CASES,
        "bag_claim": _WITH_CASES,
        "booking_request": _WITH_CASES,
        "delivery_code": _WITH_CASES,
        "bag_subscription": _WITH_TALKS,
        "flight_subscription": _WITH_TALKS,
    },
)

"""Arrivals: who followed a flight that has come, to be asked afterwards how it was."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from airline.cases.flight_following import FlightSubscription
from airline.flights.flights import FlightLeg
from airline.places.airports import zone_of
from crm.conversations import Conversation
from crm.happenings import Happening

KIND = "flight"


def arrived(session: Session, since: datetime, until: datetime) -> Iterator[Happening]:
    """Everybody who still followed a flight when it came to where it was to go, as messages have told; once each.

    The number, the day and the customer name it, so that an arrival that is corrected later is no second one.
    """
    came = func.coalesce(FlightLeg.on_block_at, FlightLeg.touchdown_at)
    query = (
        select(FlightLeg, Conversation)
        .join(FlightSubscription, FlightSubscription.leg_id == FlightLeg.id)
        .join(Conversation, Conversation.id == FlightSubscription.conversation_id)
        .where(
            came > since,
            came <= until,
            FlightLeg.diverted_to == "",
            FlightLeg.cancelled.is_(False),
            # Following ends when the flight is told to have landed; who stopped before that is not asked.
            FlightSubscription.until >= func.coalesce(FlightLeg.touchdown_at, FlightLeg.on_block_at),
        )
        .order_by(FlightLeg.id, Conversation.id)
    )
    for leg, talk in session.execute(query):
        at = leg.on_block_at or leg.touchdown_at
        assert at is not None
        yield Happening(
            at=at,
            kind=KIND,
            id=f"{leg.flight}/{leg.date}/{leg.origin}/{talk.customer_id.hex}",
            customer_id=talk.customer_id,
            conversation_id=talk.id,
            language=talk.language,
            stage="post",
            skill="flight_status",
            zone=zone_of(leg.destination),
        )

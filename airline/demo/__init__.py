"""Flights, bags and bookings to try the product out with."""

from datetime import datetime

from sqlalchemy.orm import Session

from airline.demo import bags, bookings, flights


def seed(session: Session, now: datetime) -> None:
    """Bring the demo's flights, bags and bookings to the present."""
    bags.seed_demo_bags(session, now=now)
    flights.seed_demo_flights(session, now=now)
    bookings.seed_demo_bookings(session, now=now)

"""The demo's flights look live on any day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from airline.demo.flights import STORIES, seed_demo_flights
from airline.flights.flights import FlightLeg, MovementMessage, around, status_of
from airline.flights.presenter import card, sentence

STATES = {
    "CZ673": "arrived", "CA983": "arrived", "CA987": "check_in_open", "BA178": "arrived", "BA560": "check_in_open",
    "BA554": "scheduled", "BA548": "scheduled", "MU551": "check_in_open", "LH720": "airborne", "CA855": "boarding",
    "CA937": "scheduled", "BA38": "scheduled",
    "CA856": "cancelled", "CA936": "arrived", "MU5137": "diverted",
}  # fmt: skip
NOWS = [
    datetime(2026, 11, 21, 22, 3, tzinfo=UTC),
    datetime(2027, 1, 1, 4, 0, tzinfo=UTC),
    datetime(2028, 2, 29, 0, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("now", NOWS)
def test_every_story_can_be_asked_for(session, now):
    told = {}
    for flight, _ in seed_demo_flights(session, now=now):
        (leg,) = around(session, flight=flight, now=now)
        told[flight] = status_of(leg, now)
        for language in ("zh", "en"):
            assert flight in sentence(leg, now, language)
            assert card(leg, now, language)["flight"] == flight

    assert told == STATES
    assert session.scalar(select(func.count()).where(MovementMessage.status == "quarantined")) == 0
    assert session.scalar(select(func.count()).where(MovementMessage.leg_id.is_(None))) == 0


@pytest.mark.parametrize("now", NOWS)
def test_delays_and_their_reasons_are_told(session, now):
    seed_demo_flights(session, now=now)
    legs = {leg.flight: leg for leg in session.scalars(select(FlightLeg))}

    assert (legs["BA560"].departure_delay, legs["BA560"].reasons) == (45, ["93"])
    assert (legs["CA936"].reasons, legs["CA936"].arrival_delay) == (["41"], 274)
    assert (legs["MU5137"].diverted_to, legs["MU5137"].reasons) == ("TSN", ["72"])


def test_seeding_again_replaces_the_flights(session):
    now = NOWS[0]
    seed_demo_flights(session, now=now)
    legs = session.scalar(select(func.count()).select_from(FlightLeg))

    seed_demo_flights(session, now=now + timedelta(days=1))

    assert session.scalar(select(func.count()).select_from(FlightLeg)) == legs == len(STORIES) + 1

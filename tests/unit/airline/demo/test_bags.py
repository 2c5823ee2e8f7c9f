"""The demo's bags look live on any day."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from airline.access.tags import parse_tag
from airline.bags.bags import Bag, BaggageMessage
from airline.bags.timeline import timeline
from airline.cases.lookups import find_bags
from airline.demo.bags import seed_demo_bags

STATES = {
    "0784123456": ("arrived", "at_belt"),
    "0999111222": ("forwarded", "loaded"),
    "0125728359": ("transferred", "loaded"),
    "0781456789": ("screened", "loaded"),
    "0220654321": ("offloaded", None),
}


@pytest.mark.parametrize("now", [datetime(2026, 11, 21, 22, 3, tzinfo=UTC), datetime(2027, 1, 1, 4, 0, tzinfo=UTC)])
def test_every_story_can_be_asked_for(session, now):
    for tag, surname, _ in seed_demo_bags(session, now=now):
        search = find_bags(session, conversation_id=uuid.uuid4(), key=parse_tag(tag), surname=surname, now=now)
        told = timeline(session, bag=search.unwrap()[0])

        assert (told.state, told.next and told.next.kind) == STATES[tag]
        assert all(now - timedelta(days=2) < step.at <= now for step in told.steps)


def test_seeding_again_replaces_the_bags(session):
    now = datetime(2026, 11, 21, 22, 3, tzinfo=UTC)
    seed_demo_bags(session, now=now)
    told = session.scalar(select(func.count()).select_from(BaggageMessage))

    seed_demo_bags(session, now=now)
    seed_demo_bags(session, now=now + timedelta(days=1))

    assert session.scalar(select(func.count()).select_from(Bag)) == len(STATES)
    assert session.scalar(select(func.count()).select_from(BaggageMessage)) == told

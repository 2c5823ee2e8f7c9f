"""Days that are kept in memory tell the same as days that are read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bench.simulated_journeys import TOPICS, Service, counted, keep, simulated
from crm import events
from crm.base import Base, utc_now
from crm.events import Actor, ConversationEvent, Name
from crm.insights import journey_days
from crm.insights.journey_days import KEPT_FOR, period_side
from crm.insights.journeys import Segment
from crm.insights.periods import Period
from crm.store import close_store, engine, open_store

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 3, 2).date()  # noqa: DTZ001
START = datetime(2026, 3, 1, 16, tzinfo=UTC)
EVERYBODY = Segment()
# So long after the simulated events were written down that nothing of them is in doubt.
LATER = timedelta(minutes=20)


@pytest.fixture
def session(tmp_path):
    open_store(f"sqlite:///{tmp_path / 'days.db'}")
    Base.metadata.create_all(engine())
    with Session(engine()) as opened:
        yield opened
    close_store()


def weeks(number):
    return Period(FIRST, FIRST + timedelta(days=7 * number - 1), ZONE)


def written(session, *, start=START, days=7, seed=1):
    found = list(simulated(Service(a_day=5), start=start, days=days, seed=seed))
    keep(session, iter(found))
    session.flush()
    return found


def ordered(minutes):
    """A store keeps microseconds."""
    return [round(one, 4) for one in sorted(minutes)]


def figures(side):
    places = {place: (one.n, one.abandoned, one.upset, ordered(one.stays)) for place, one in side.places.items()}
    steps = {step: ordered(one.values) for step, one in side.steps.items()}
    groups = {key: (one.n, one.abandoned, one.handed_over, sorted(one.scores)) for key, one in side.groups.items()}
    return side.whole.n, places, steps, groups


def test_days_add_up_to_what_their_conversations_do(session):
    made = written(session, days=14)

    whole = period_side(session, weeks(2), EVERYBODY, now=utc_now())

    assert figures(whole) == figures(counted(made, ZONE))


def test_what_is_kept_is_told_again_the_same_and_left_as_it_is(session):
    made = written(session, days=14)
    now = utc_now() + LATER

    for period in (weeks(1), weeks(2), weeks(1), weeks(2)):
        again = period_side(session, period, EVERYBODY, now=now)

    assert figures(again) == figures(counted(made, ZONE))


def test_nothing_is_read_twice_before_its_time(session):
    written(session)
    now = utc_now() + LATER
    before = figures(period_side(session, weeks(1), EVERYBODY, now=now))
    session.execute(delete(ConversationEvent))

    kept = period_side(session, weeks(1), EVERYBODY, now=now + KEPT_FOR / 2)
    anew = period_side(session, weeks(1), EVERYBODY, now=now + KEPT_FOR)

    assert figures(kept) == before
    assert figures(anew)[0] == 0


def test_a_day_on_which_something_happened_since_is_counted_anew(session):
    made = written(session)
    now = utc_now() + LATER
    period_side(session, weeks(1), EVERYBODY, now=now)
    happened = events.record(session, made[0].id, Name.REOPENED, actor=Actor.CUSTOMER, at=now, to_status="bot")
    happened.id = journey_days._first_id(now + LATER)
    left = events.record(session, made[0].id, Name.QUEUED, actor=Actor.BOT, at=now, to_status="queued")
    left.id = journey_days._first_id(now + 2 * LATER)
    session.flush()

    found = period_side(session, weeks(1), EVERYBODY, now=now + 3 * LATER - timedelta(minutes=1))

    lines = sum(one.n for place, one in found.places.items() if place.kind == "queue")
    plain = sum(one.n for place, one in counted(made, ZONE).places.items() if place.kind == "queue")
    had_one = any(event.name == Name.QUEUED for event in made[0].happened)
    assert lines == plain + (not had_one)


def test_each_part_of_the_conversations_is_kept_for_itself(session):
    made = written(session)
    now = utc_now() + LATER

    numbers = [
        period_side(session, weeks(1), segment, now=now).whole.n for segment in (EVERYBODY, Segment(skill=TOPICS[0]))
    ]

    assert numbers == [len(made), sum(one.topic == TOPICS[0] for one in made)]


def test_no_more_is_kept_than_there_is_room_for(session, monkeypatch):
    monkeypatch.setattr(journey_days, "MOST", 12)
    made = written(session)

    found = period_side(session, weeks(1), EVERYBODY, now=utc_now() + LATER)

    assert found.whole.n == len(made)
    assert journey_days._stores[engine()].conversations <= 12

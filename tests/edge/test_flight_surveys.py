"""Who is asked after a flight has arrived, when by the clock of the place, and that it happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from airline.cases import flight_following
from airline.flights.flights import FlightLeg
from api.surveys import dry_run
from crm import conversations, customers, identities, survey_sending
from crm.base import utc_now
from crm.outbox import Mail
from crm.store import reading, transact, unit_of_work
from crm.survey_rules import Verdict, next_hour
from crm.surveys import Survey

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
NEW_YORK, SYDNEY = ZoneInfo("America/New_York"), ZoneInfo("Australia/Sydney")
# 14:00 in New York; 20 hours later it is 10:00 there.
LANDED = datetime(2026, 6, 10, 18, tzinfo=UTC)
AFTER = timedelta(hours=20)


def landed(at=LANDED, *, destination="JFK", on_block=None, **more):
    """A flight that has come."""
    with unit_of_work() as session:
        told = {"touchdown_at": at, "on_block_at": on_block, **more}
        leg = FlightLeg(
            flight="BA117", date=at.date() if at else date(2026, 6, 10), origin="LHR", destination=destination, **told
        )
        session.add(leg)
        session.flush()
        return leg.id


def follower(leg_id, *, address="wang@example.com", language="zh", until=LANDED + timedelta(days=1)):
    """A customer who follows a flight."""
    with unit_of_work() as session:
        who = customers.create_customer(session, language=language)
        identities.add(session, customer=who, channel="email", external_id=address)
        talk = conversations.start_conversation(session, customer=who, site="demo", language=language)
        leg = session.get_one(FlightLeg, leg_id)
        following = flight_following.follow(session, conversation_id=talk.id, leg=leg, now=LANDED - timedelta(days=1))
        following.until = until
        return talk.id


def send(now):
    return transact(lambda session: survey_sending.send_due(session, now=now, public_url="https://desk.example"))


def asked():
    with reading() as session:
        return list(session.scalars(select(Survey).order_by(Survey.id)))


@BOTH
def test_whoever_followed_is_asked_once_however_often_and_wherever_the_job_runs(store):
    leg = landed()
    talk = follower(leg)

    assert send(LANDED + AFTER - timedelta(minutes=1)) == 0
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: send(LANDED + AFTER), range(4)))
    later = [send(LANDED + AFTER + timedelta(hours=hours)) for hours in (1, 24, 240)]

    assert (sum(sent), later) == (1, [0, 0, 0])
    [survey] = asked()
    assert (survey.rule, survey.questionnaire, survey.conversation_id) == ("flight_arrived", "nps", talk)
    assert (survey.stage, survey.about_kind) == ("post", "flight")
    with reading() as session:
        assert [mail.to for mail in session.scalars(select(Mail))] == ["wang@example.com"]


@BOTH
def test_an_arrival_that_is_corrected_is_no_second_one(store):
    leg = landed()
    follower(leg)
    send(LANDED + AFTER)

    with unit_of_work() as session:
        session.execute(update(FlightLeg).values(on_block_at=LANDED + timedelta(minutes=12)))
        # Not because of how often one person is asked.
        session.execute(update(Survey).values(sent_at=LANDED - timedelta(days=30)))

    assert send(LANDED + AFTER + timedelta(minutes=15)) == 0


def test_the_time_begins_when_the_flight_is_at_its_stand(store):
    follower(landed(on_block=LANDED + timedelta(minutes=30)))

    assert [send(LANDED + AFTER), send(LANDED + AFTER + timedelta(minutes=30))] == [0, 1]


@pytest.mark.parametrize(
    "more",
    [{"at": None}, {"diverted_to": "BOS"}, {"cancelled": True}],
    ids=["on its way", "landed elsewhere", "cancelled"],
)
def test_nobody_is_asked_about_a_flight_that_has_not_come(store, more):
    follower(landed(**more))

    assert send(LANDED + AFTER) == 0


def test_whoever_stopped_following_before_it_came_is_not_asked(store):
    leg = landed()
    follower(leg, until=LANDED - timedelta(minutes=1))
    follower(leg, address="li@example.com", until=LANDED)

    assert send(LANDED + AFTER) == 1


@pytest.mark.parametrize(
    ("place", "zone", "lands", "asked_at"),
    [
        # 02:00 in New York the next night: at nine.
        ("JFK", NEW_YORK, datetime(2026, 6, 10, 10, tzinfo=UTC), "2026-06-11 09:00"),
        # Clocks go back in the night of the 1st of November: nine by the new time, an hour later by the sun.
        ("JFK", NEW_YORK, datetime(2026, 10, 31, 6, 30, tzinfo=UTC), "2026-11-01 09:00"),
        # Clocks go forward in Sydney in the night of the 4th of October.
        ("SYD", SYDNEY, datetime(2026, 10, 2, 20, 30, tzinfo=UTC), "2026-10-04 09:00"),
        # At midnight by the clock there: the same day's morning, not the next one's.
        ("JFK", NEW_YORK, datetime(2026, 6, 10, 8, tzinfo=UTC), "2026-06-11 09:00"),
        # One minute before the evening's end, and at it.
        ("JFK", NEW_YORK, datetime(2026, 6, 11, 3, 59, tzinfo=UTC), "2026-06-11 19:59"),
        ("JFK", NEW_YORK, datetime(2026, 6, 11, 4, 0, tzinfo=UTC), "2026-06-12 09:00"),
    ],
)
def test_people_are_asked_by_day_where_they_have_landed(store, place, zone, lands, asked_at):
    follower(landed(lands, destination=place), until=lands)
    expected = datetime.fromisoformat(asked_at).replace(tzinfo=zone)

    assert next_hour(lands + AFTER, zone) == expected
    assert send(expected.astimezone(UTC) - timedelta(seconds=1)) == 0
    assert send(expected.astimezone(UTC)) == 1


def test_a_job_that_stood_still_asks_nobody_about_long_ago(store):
    follower(landed())

    assert send(LANDED + AFTER + timedelta(days=3)) == 0


def test_a_dry_run_tells_who_would_have_been_asked_last_month(store, capsys):
    lately = utc_now() - timedelta(days=5)
    follower(landed(lately), until=lately)

    assert dry_run.main(["30"]) == 0

    assert "flight_arrived (flight_arrived → nps): ask 1" in capsys.readouterr().out
    with reading() as session:
        [found] = survey_sending.rehearse(session, since=lately - timedelta(days=1), until=utc_now())
    assert (found.rule, found.verdict) == ("flight_arrived", Verdict.ASK)
    assert asked() == []

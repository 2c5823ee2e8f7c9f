"""Where a bag is, and what should come next."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from airline.bags.bags import Bag
from airline.bags.timeline import NextScan, Timeline, timeline
from airline.ingest import ingest

START = datetime(2026, 4, 18, 2, 0, tzinfo=UTC)
N = ".N/0999123456001"
OUT = ".F/CA937/18APR/LHR/Y"
ON = ".O/BA560/19APR/FCO/Y"
SOURCE = f"BSM\n.V/1LPEK\n{OUT}\n{ON}\n{N}\n.P/LI/MING\nENDBSM"


def scan(minutes: int, airport: str, *lines: str, source: str = "L") -> tuple[int, str]:
    at = START + timedelta(minutes=minutes)
    when = f".J/S///{at:%d}APR/{at:%H%M%S}Z/POINT"
    return minutes + 1, "\n".join(["BPM", f".V/1{source}{airport}", when, *lines, "ENDBPM"])


ACCEPTED = (0, SOURCE)
SCREENED = scan(10, "PEK", OUT, N, ".X//CLR")
SORTED = scan(20, "PEK", OUT, N)
LOADED = scan(60, "PEK", OUT, ".U/AKE1CA", N)
TRANSFERRED = scan(720, "LHR", ".F/BA560/19APR/FCO/Y", N, ".I/CA937/18APR/PEK", source="T")
LOADED_AGAIN = scan(800, "LHR", ".F/BA560/19APR/FCO/Y", ".U/AKE2BA", N)
ARRIVED = scan(950, "FCO", ".F/BA560/19APR/FCO/Y", N)
AT_BELT = (
    scan(960, "FCO", ".F/BA560/19APR/FCO/Y", N)[0],
    scan(960, "FCO", ON.replace("O/", "F/", 1), N)[1].replace("POINT", "BELT 4"),
)
COLLECTED = AT_BELT[0] + 20, scan(980, "FCO", N, source="R")[1].replace("POINT", "COLLECTED")
NOT_SEEN = (90, f"BNS\n.V/1LPEK\n{OUT}\n{N}\nENDBNS")
OFFLOADED = (95, f"BUM\n.V/1LPEK\n{OUT}\n{N}\nENDBUM")
RUSH = (300, f"BSM\n.V/1LPEK\n.F/CA855/19APR/LHR/Y\n{ON}\n{N}\n.P/LI/MING\n.E/RUSH\nENDBSM")
JOURNEY = [ACCEPTED, SCREENED, SORTED, LOADED, TRANSFERRED, LOADED_AGAIN, ARRIVED, AT_BELT, COLLECTED]


def tell(session, *messages: tuple[int, str]) -> Timeline:
    for minutes, text in messages:
        report = ingest(session, text=text, received_at=START + timedelta(minutes=minutes))
        assert report.quarantined == 0, report.results
    return timeline(session, bag=session.scalars(select(Bag)).one())


@pytest.mark.parametrize(
    ("heard", "state", "expected"),
    [
        (1, "accepted", NextScan("loaded", "PEK", "CA937")),
        (2, "screened", NextScan("loaded", "PEK", "CA937")),
        (3, "sorted", NextScan("loaded", "PEK", "CA937")),
        (4, "loaded", NextScan("transferred", "LHR", "BA560")),
        (5, "transferred", NextScan("loaded", "LHR", "BA560")),
        (6, "loaded", NextScan("arrived", "FCO", "BA560")),
        (7, "arrived", NextScan("at_belt", "FCO", "")),
        (8, "at_belt", NextScan("collected", "FCO", "")),
        (9, "collected", None),
    ],
)
def test_follows_a_bag_from_check_in_to_its_owner(session, heard, state, expected):
    told = tell(session, *JOURNEY[:heard])

    assert (told.state, told.next, told.problem) == (state, expected, False)
    assert len(told.steps) == heard
    assert told.last_scan.kind == state


def test_last_scan_says_where_and_when_on_the_airports_clock(session):
    last = tell(session, ACCEPTED, LOADED).last_scan

    assert (last.kind, last.airport, last.location, last.flight) == ("loaded", "PEK", "POINT", "CA937")
    assert last.at == START + timedelta(minutes=60)
    assert last.local_time.isoformat() == "2026-04-18T11:00:00+08:00"


def test_steps_stand_as_done_and_current(session):
    steps = tell(session, ACCEPTED, SCREENED, LOADED).steps

    assert [(step.kind, step.standing) for step in steps] == [
        ("accepted", "done"),
        ("screened", "done"),
        ("loaded", "current"),
    ]


@pytest.mark.parametrize(("event", "state"), [(NOT_SEEN, "not_seen"), (OFFLOADED, "offloaded")])
def test_a_bag_left_behind_is_a_problem_and_nothing_is_invented(session, event, state):
    told = tell(session, ACCEPTED, SORTED, event)

    assert (told.state, told.problem, told.next) == (state, True, None)
    assert told.steps[-1].standing == "problem"


def test_a_bag_sent_after_its_owner_waits_for_the_later_flight(session):
    told = tell(session, ACCEPTED, NOT_SEEN, RUSH)

    assert (told.state, told.problem) == ("forwarded", True)
    assert told.next == NextScan("loaded", "PEK", "CA855")


def test_a_forwarded_bag_that_is_loaded_is_no_problem_any_more(session):
    loaded = scan(400, "PEK", ".F/CA855/19APR/LHR/Y", ".U/AKE9CA", N)

    told = tell(session, ACCEPTED, NOT_SEEN, RUSH, loaded)

    assert (told.state, told.problem) == ("loaded", False)
    assert told.next == NextScan("transferred", "LHR", "BA560")


def test_an_old_message_that_comes_late_does_not_move_the_bag_back(session):
    late_source = (900, SOURCE)
    late_manifest = (901, f"BMM\n.V/1LPEK\n{OUT}\n{N}\nENDBMM")

    told = tell(session, LOADED, TRANSFERRED, late_source, late_manifest)

    assert told.state == "transferred"
    assert [step.kind for step in told.steps] == ["accepted", "loaded", "transferred"]


def test_a_scan_repeated_at_the_same_place_is_one_step(session):
    again = scan(25, "PEK", OUT, N)

    told = tell(session, ACCEPTED, SORTED, again)

    assert [step.kind for step in told.steps] == ["accepted", "sorted"]
    assert told.last_scan.at == START + timedelta(minutes=25)


def test_without_an_itinerary_nothing_is_expected(session):
    told = tell(session, scan(10, "PEK", N))

    assert (told.state, told.next) == ("sorted", None)


def test_a_bag_at_an_airport_that_is_not_on_its_way_has_no_next_scan(session):
    told = tell(session, ACCEPTED, LOADED, scan(700, "FRA", ".F/CA937/18APR/FRA", N))

    assert (told.state, told.last_scan.airport, told.next) == ("arrived", "FRA", None)


THERE, BACK = ".F/CA937/18APR/LHR/Y", ".F/CA938/19APR/PEK/Y"
RETURN = (0, f"BSM\n.V/1LPEK\n{THERE}\n.O{BACK[2:]}\n{N}\n.P/LI/MING\nENDBSM")
BACK_AGAIN = [RETURN, scan(60, "PEK", THERE, ".U/A", N), scan(800, "LHR", BACK, ".U/B", N), scan(1500, "PEK", BACK, N)]


@pytest.mark.parametrize(
    ("heard", "state", "expected"),
    [
        (1, "accepted", NextScan("loaded", "PEK", "CA937")),
        (2, "loaded", NextScan("transferred", "LHR", "CA938")),
        (3, "loaded", NextScan("arrived", "PEK", "CA938")),
        (4, "arrived", NextScan("at_belt", "PEK", "")),
    ],
)
def test_a_journey_there_and_back_does_not_start_again(session, heard, state, expected):
    told = tell(session, *BACK_AGAIN[:heard])

    assert (told.state, told.next) == (state, expected)


def test_there_and_back_on_one_day_is_told_apart_by_the_order_in_the_message(session):
    out, back = ".F/CA1/18APR/PEK/Y", ".F/CA2/18APR/SYD/Y"
    source = (0, f"BSM\n.V/1LSYD\n{out}\n.O{back[2:]}\n{N}\n.P/LI/MING\nENDBSM")

    told = tell(session, scan(600, "PEK", back, ".U/B", N), source)

    assert told.next == NextScan("arrived", "SYD", "CA2")


def test_a_manifest_of_the_way_back_that_comes_late_does_not_take_the_bag_away_again(session):
    manifest = (1600, f"BMM\n.V/1LLHR\n{BACK}\n{N}\nENDBMM")

    told = tell(session, *BACK_AGAIN[:2], BACK_AGAIN[3], manifest)

    assert [step.kind for step in told.steps] == ["accepted", "loaded", "loaded", "arrived"]


def test_an_order_to_forward_that_comes_late_is_taken_before_the_scans_it_caused(session):
    loaded = scan(400, "PEK", ".F/CA855/19APR/LHR/Y", ".U/AKE9CA", N)

    told = tell(session, ACCEPTED, NOT_SEEN, loaded, (410, RUSH[1]))

    assert [step.kind for step in told.steps] == ["accepted", "not_seen", "forwarded", "loaded"]


def test_a_bag_that_crosses_the_date_line_keeps_the_date_of_its_first_flight(session):
    """Away from Beijing on the 18th, on from Los Angeles on the 17th: local days go back."""
    transfer = "BTM\n.V/1TLAX\n.I/CA987/18APR/PEK\n.F/UA5/17APR/DEN\n.N/0999123456001\nENDBTM"

    for order in ([transfer], [scan(1, "LAX", ".F/UA5/17APR/DEN", N)[1], transfer]):
        savepoint = session.begin_nested()
        tell(session, *enumerate(order))
        assert session.scalars(select(Bag.date)).one() == date(2026, 4, 18)
        savepoint.rollback()
        session.expunge_all()


def test_a_bag_sent_on_a_later_flight_keeps_its_first_date(session):
    for order in ([ACCEPTED, RUSH], [RUSH, ACCEPTED]):
        savepoint = session.begin_nested()
        tell(session, *order)
        assert session.scalars(select(Bag.date)).one() == date(2026, 4, 18)
        savepoint.rollback()
        session.expunge_all()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(session, order: random.Random):
    savepoint = session.begin_nested()
    messages = [ACCEPTED, SCREENED, LOADED, NOT_SEEN, RUSH, TRANSFERRED, LOADED_AGAIN, ARRIVED]
    expected = tell(session, *messages)
    savepoint.rollback()
    session.expunge_all()

    savepoint = session.begin_nested()
    shuffled = tell(session, *order.sample(messages, len(messages)))
    savepoint.rollback()
    session.expunge_all()

    assert shuffled == expected

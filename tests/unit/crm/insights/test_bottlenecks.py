"""Bottlenecks: what is planted is found, and where nothing was planted nothing is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bench.simulated_journeys import TOPICS, Service, counted, simulated
from crm.insights.bottlenecks import bottlenecks
from crm.insights.steps import Spent, Step

START = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = timedelta(days=28)
BUSY = Service(a_day=80)
LINE = Step("queue", TOPICS[3], "queueing")


def steps(service, seed, start=START):
    return counted(simulated(service, start=start, days=DAYS.days, seed=seed), ZoneInfo("UTC")).steps


def compared(before, after, seed):
    return bottlenecks(steps(before, 2 * seed, START - DAYS), steps(after, 2 * seed + 1))


def spent(*minutes, day=date(2026, 3, 2)):
    found = Spent()
    for number, one in enumerate(minutes):
        found.add(one, day + timedelta(days=number))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_a_planted_slow_line_is_found_and_comes_first(seed):
    found = compared(BUSY, replace(BUSY, slow={LINE.topic: 2.0}), seed)

    first = found[0]
    assert first.step == LINE
    assert first.real
    assert 1.4 < first.shift.ratio < 3.2
    assert {one.step for one in found if one.real} == {LINE}


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_slow_talk_is_found_with_what_it_takes_longer(seed):
    talk = Step("skill", TOPICS[1], "work")

    found = compared(BUSY, replace(BUSY, lengthy={talk.topic: 2.0}), seed)

    (longer,) = [one for one in found if one.real]
    assert longer.step == talk
    assert 0 < longer.lost < longer.minutes


def test_in_a_clean_control_nothing_is_invented():
    """Sixty pairs of months in which nothing changed but the days, twelve to sixteen steps in each."""
    control = Service(a_day=25)
    told = [[one.step for one in compared(control, control, 100 + seed) if one.real] for seed in range(60)]

    # One report in a hundred may err; that more than three of sixty do has a chance of one in three hundred.
    assert sum(bool(one) for one in told) <= 3


def test_a_change_is_proven_by_days_and_not_by_customers():
    """One busy day with a thousand customers is one day."""
    before, after = spent(*[5.0] * 10), spent(*[5.0] * 9)
    for _ in range(1000):
        after.add(60.0, date(2026, 3, 11))

    (line,) = bottlenecks({LINE: before}, {LINE: after})

    assert line.shift.ratio == 12
    assert line.real is False


def test_waiting_is_lost_and_work_is_not():
    work = Step("person", "refund", "work")

    line, person = bottlenecks({}, {LINE: spent(*[4.0] * 6), work: spent(*[50.0] * 6)})

    assert (line.step, line.lost, line.minutes, line.median) == (LINE, 24, 24, 4)
    assert (person.step, person.lost, person.minutes) == (work, 0, 300)


def test_without_a_period_before_nothing_is_said_of_a_change():
    (line,) = bottlenecks({}, {LINE: spent(*[4.0] * 6)})

    assert (line.shift, line.real) == (None, None)


def test_what_fewer_than_five_went_through_is_no_bottleneck():
    assert bottlenecks({}, {LINE: spent(*[400.0] * 4)}) == []
    assert bottlenecks({}, {}) == []

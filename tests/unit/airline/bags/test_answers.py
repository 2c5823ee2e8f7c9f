"""Whether a bag got as far as the step that is asked about, and with which flight, by its story alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from airline.bags import answers
from airline.bags.answers import Shown
from airline.bags.bags import Bag
from airline.bags.itinerary import Leg
from airline.bags.timeline import Step, Timeline

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
WAY = ("accepted", "screened", "sorted", "loaded", "arrived", "at_belt", "collected")


def shown(state, text="", language="en", flight="MU551"):
    step = Step(state, "current", "PVG", "", AT, AT.replace(tzinfo=None), True, flight, "LHR")
    leg = Leg(origin="PVG", destination="LHR", flight=flight, date="2026-11-21", rank=0, told_at=AT.isoformat())
    return Shown(Bag(), Timeline(state, [step], step, None, False), leg, None, language, text)


@pytest.mark.parametrize(
    ("step", "asked"), [("screened", "did it get through security"), ("loaded", "is it on the plane")]
)
@pytest.mark.parametrize("state", WAY)
def test_a_step_is_behind_it_exactly_from_that_step_on(state, step, asked):
    said = answers.done(shown(state, asked))

    assert said.startswith("Yes") == (WAY.index(state) >= WAY.index(step))


def test_both_languages_say_the_same():
    assert answers.done(shown("sorted", "装上飞机了没", "zh")).startswith("记录里还没有")
    assert answers.done(shown("loaded", "过安检了没", "zh")).startswith("是的")


def test_a_question_without_a_step_asks_whether_it_is_there():
    assert "isn't there yet" in answers.done(shown("sorted", "so?"))


def test_what_went_wrong_is_not_denied_step_by_step():
    wrong = shown("offloaded", "is it on the plane")

    assert not answers.done(replace(wrong, story=replace(wrong.story, problem=True))).startswith("Yes")


@pytest.mark.parametrize(
    ("state", "begins"), [("sorted", "It is to go on"), ("loaded", "It is on"), ("arrived", "It came on")]
)
def test_its_flight_is_told_by_where_it_is(state, begins):
    assert answers.flight(shown(state)).startswith(f"{begins} MU551")


@pytest.mark.parametrize(
    ("state", "en", "zh"),
    [
        ("sorted", "isn't loaded", "还没有装机"),
        ("loaded", "It is on MU551", "已经装上MU551"),
        ("arrived", "came on MU551", "随MU551到的"),
    ],
)
def test_whether_it_went_on_the_flight_is_said_with_the_flight(state, en, zh):
    assert en in answers.aboard(shown(state))
    assert zh in answers.aboard(shown(state, language="zh"))


def test_a_bag_that_missed_its_flight_is_said_to_have_missed_it():
    missed = shown("not_seen")
    step = replace(missed.story.steps[0], standing="problem")
    missed = replace(missed, story=Timeline("not_seen", [step], step, None, True))

    assert "wasn't scanned when MU551 was loaded" in answers.aboard(missed)


def test_when_it_was_seen_last_is_told_with_place_and_time():
    assert answers.last_seen(shown("sorted")).startswith("Last scan: 21 Nov, 08:00 local time")
    assert answers.last_seen(shown("sorted", language="zh")).startswith("最近一次扫描")


@pytest.mark.parametrize(("language", "says"), [("en", "isn't lost"), ("zh", "不是丢了")])
def test_a_bag_that_is_on_its_way_is_not_lost(language, says):
    assert says in answers.lost(shown("sorted", language=language))


def test_where_the_tag_takes_it_and_with_which_flight_is_read_off_its_way():
    legs = [
        {"origin": "PVG", "destination": "LHR", "flight": "MU551", "date": "2026-11-21", "rank": 0, "cancelled": False},
        {"origin": "LHR", "destination": "FCO", "flight": "BA556", "date": "2026-11-21", "rank": 0, "cancelled": False},
    ]
    bag = Bag(legs=[{**leg, "told_at": AT.isoformat()} for leg in legs])
    through = replace(shown("loaded"), bag=bag)

    assert "Rome" in answers.through(through) and "BA556" in answers.through(through)
    assert "BA556" in answers.onward(through)

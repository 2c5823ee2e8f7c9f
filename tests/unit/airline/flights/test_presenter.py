"""A flight in words: local times with their own date, delays with their reasons, both languages whole."""

from datetime import UTC, datetime, timedelta

import pytest

from airline.flights.flights import FlightLeg
from airline.flights.presenter import card, delay_of, duration, label, moment, name, reason, sentence

# 23:10 on 27 November in Beijing, 15:10 in London.
LEAVES = datetime(2026, 11, 27, 15, 10, tzinfo=UTC)
BEFORE = LEAVES - timedelta(hours=5)


def leg(**more):
    facts = {"departs_at": LEAVES, "arrives_at": LEAVES + timedelta(hours=11), "reasons": [], "cancelled": False}
    empty = dict.fromkeys(("diverted_to", "terminal", "gate", "belt", "arrival_terminal"), "")
    return FlightLeg(flight="CA937", date=LEAVES.date(), origin="PEK", destination="LHR", **(empty | facts | more))


def test_a_time_names_its_date_only_where_it_is_not_the_flights():
    one = leg()

    assert moment(one.departs_at, "PEK", one.date, "en") == "23:10"
    assert moment(one.arrives_at, "LHR", one.date, "en") == "02:10 on 28 Nov"
    assert moment(one.arrives_at, "LHR", one.date, "zh") == "11月28日02:10"


def test_a_flight_moved_past_midnight_says_so():
    one = leg(departure_estimate=LEAVES + timedelta(hours=1, minutes=5))

    assert "00:15 on 28 Nov" in sentence(one, BEFORE, "en")
    assert "11月28日00:15" in sentence(one, BEFORE, "zh")
    assert "1 h 5 min" in sentence(one, BEFORE, "en") and "1小时5分钟" in sentence(one, BEFORE, "zh")


def test_a_card_has_local_times_without_an_offset():
    shown = card(leg(), BEFORE, "en")

    assert shown["departure"]["scheduled"] == "2026-11-27T23:10"
    assert shown["arrival"]["scheduled"] == "2026-11-28T02:10"
    assert (shown["departure"]["actual"], shown["delay"], shown["tone"]) == (None, None, "info")
    assert shown["to"] == {"code": "LHR", "name": "London Heathrow Airport"}


@pytest.mark.parametrize(("minutes", "late"), [(14, None), (15, 15), (90, 90), (-30, None)])
def test_a_quarter_of_an_hour_is_on_time(minutes, late):
    assert delay_of(leg(departure_estimate=LEAVES + timedelta(minutes=minutes)), BEFORE) == late


def test_an_earlier_departure_is_told():
    one = leg(departure_estimate=LEAVES - timedelta(minutes=30))

    assert "moved forward" in sentence(one, BEFORE, "en")
    assert "提前" in sentence(one, BEFORE, "zh")


def test_delay_codes_become_words():
    assert reason(leg(reasons=["72"]), "zh") == "目的地天气"
    assert reason(leg(reasons=["93A"]), "en") == "the aircraft came late from its flight before"
    assert reason(leg(reasons=["99"]), "en") == ""


def test_a_planned_arrival_is_not_promised_when_the_departure_is_late():
    one = leg(departure_estimate=LEAVES + timedelta(hours=2))

    assert "It should reach" not in sentence(one, BEFORE, "en")


def test_a_diverted_flight_claims_no_arrival_at_its_destination():
    one = leg(airborne_at=LEAVES, diverted_to="MAN", touchdown_at=LEAVES + timedelta(hours=11))
    shown = card(one, LEAVES + timedelta(hours=12), "en")

    assert label(one, LEAVES, "en") == "Diverted to Manchester"
    assert shown["arrival"]["actual"] is None


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"cancelled": True},
        {"departs_at": None, "arrives_at": None},
        {"departs_at": None, "arrives_at": None, "airborne_at": LEAVES},
        {"off_block_at": LEAVES},
        {"airborne_at": LEAVES, "off_block_at": LEAVES, "arrival_estimate": LEAVES + timedelta(hours=12)},
        {"touchdown_at": LEAVES + timedelta(hours=11)},
        {"on_block_at": LEAVES + timedelta(hours=10), "belt": "7"},
        {"returned_at": LEAVES, "reasons": ["41"]},
        {"destination_unknown": True},
        {"next_word_at": LEAVES, "gate": "E21"},
    ],
)
@pytest.mark.parametrize("after", [-5, 0, 5, 48])
def test_every_state_has_words(more, after):
    one = leg(**{key: value for key, value in more.items() if key != "destination_unknown"})
    if "destination_unknown" in more:
        one.destination = ""
    for language in ("zh", "en"):
        said = sentence(one, LEAVES + timedelta(hours=after), language)
        assert "CA937" in said
        assert not {"{", "}"} & set(said)
        assert card(one, LEAVES + timedelta(hours=after), language)["status"]
        assert name(one, language)


def test_durations():
    assert [duration(minutes, "en") for minutes in (5, 60, 125)] == ["5 min", "1 h", "2 h 5 min"]
    assert [duration(minutes, "zh") for minutes in (5, 60, 125)] == ["5分钟", "1小时", "2小时5分钟"]

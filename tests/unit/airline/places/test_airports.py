"""Airports' clocks and names."""

import csv
from datetime import UTC, datetime

import airportsdata
import pytest

from airline.places.airports import local_time, place_name, short_name, zone_of
from crm import content

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("airport", "hour"), [("PEK", 20), ("LHR", 13), ("JFK", 8), ("XXX", 12)])
def test_time_is_the_airports_own(airport, hour):
    assert local_time(NOON, airport).hour == hour


def test_unknown_airport_has_no_zone():
    assert zone_of("XXX") is None
    assert zone_of("PEK").key == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("airport", "chinese", "english"),
    [
        ("PEK", "北京首都国际机场", "Beijing Capital International Airport"),
        ("PKX", "北京大兴国际机场", "Beijing Daxing International Airport"),
        ("CDG", "巴黎戴高乐机场", "Paris Charles de Gaulle International Airport"),
        ("XXX", "XXX", "XXX"),
    ],
)
def test_names_an_airport_in_both_languages(airport, chinese, english):
    assert (place_name(airport, "zh"), place_name(airport, "en")) == (chinese, english)


def test_in_a_sentence_an_airport_goes_without_the_word():
    assert (short_name("PEK", "zh"), short_name("LHR", "en")) == ("北京首都", "London Heathrow")
    assert (short_name("HKG", "zh"), short_name("XXX", "en")) == ("香港", "XXX")


def test_airport_without_chinese_name_is_named_in_english():
    assert place_name("TOS", "zh") == place_name("TOS", "en") != "TOS"


def test_every_chinese_name_belongs_to_a_known_airport():
    with content.file("places", "airports_zh.csv").open(encoding="utf-8") as lines:
        codes = [row[0] for row in csv.reader(line for line in lines if not line.startswith("#"))]

    assert len(codes) == len(set(codes)) >= 120
    assert set(codes) <= airportsdata.load("IATA").keys()

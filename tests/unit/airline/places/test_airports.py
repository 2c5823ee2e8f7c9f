"""Airports' clocks and names."""

import csv
from datetime import UTC, datetime

import pytest

from airline.places.airports import (
    city_name,
    country_of,
    distance_km,
    local_time,
    named_in,
    place_name,
    search,
    short_name,
    zone_of,
)
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
    assert (short_name("CXH", "zh"), short_name("JCU", "zh")) == ("温哥华港", "休达")


def test_airport_without_regular_flights_is_named_in_english():
    assert place_name("AAF", "zh") == place_name("AAF", "en") != "AAF"


def rows(name):
    with content.file("places", f"{name}.csv").open(encoding="utf-8") as lines:
        yield from csv.reader(line for line in lines if not line.startswith("#"))


def is_chinese(text):
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def test_every_airport_with_scheduled_service_has_a_clock_and_a_name_in_both_languages():
    english, chinese = ([row[0] for row in rows(name)] for name in ("airports_en", "airports_zh"))

    assert sorted(chinese) == sorted(english)
    assert len(chinese) == len(set(chinese)) > 4000
    assert [code for code in english if not zone_of(code)] == []
    assert [code for code in english if not is_chinese(place_name(code, "zh")[0] + city_name(code, "zh")[0])] == []
    assert [code for code in english if is_chinese(place_name(code, "en")[0]) or place_name(code, "en") == code] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("北京飞阿拉斯加北极村的行李", {"PEK", "PKX", "ARC"}),
        ("从田纳西州杰克逊来", {"MKL"}),
        ("葡萄和瓜皮都没带", set()),
        ("flights to London Stansted are late", {"STN"}),
        ("bags went to NRT", {"NRT"}),
        ("the trail to the central page, USA", set()),
    ],
)
def test_a_text_names_every_chinese_place_and_the_much_used_english_ones(text, codes):
    assert codes <= named_in(text)
    assert bool(named_in(text)) is bool(codes)


def test_airports_that_the_package_lacks_have_a_clock_and_a_distance():
    assert zone_of("WUT").key == "Asia/Shanghai"
    assert country_of("WUT") == "CN"
    assert 300 < distance_km("WUT", "PEK") < 500


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("扬州", "YTY"), ("Yangzhou", "YTY"), ("yangz", "YTY"), ("九江", "JIU"), ("喀什", "KHG"), ("首都", "PEK"),
        ("dushanbe", "DYU"), ("杜尚别", "DYU"), ("bombay", "BOM"), ("孟买", "BOM"), ("Heathrow", "LHR"),
        ("希斯罗", "LHR"),
        ("corfu", "CFU"), ("科孚", "CFU"), ("malmo", "MMX"), ("xian", "XIY"), ("忻州", "WUT"), ("Gran Canaria", "LPA"),
    ],
)  # fmt: skip
def test_the_picker_finds_an_airport_in_both_languages(typed, code):
    assert code in [place.code for place in search(typed)]


def test_every_airport_of_the_table_is_found_by_its_name_and_city_in_both_languages():
    sample = list(rows("airports_zh"))[::40]

    missing = [row[0] for row in sample if row[0] not in {one.code for one in search(row[1], limit=40)}]
    missing += [
        row[0] for row in sample if row[0] not in {one.code for one in search(city_name(row[0], "en"), limit=40)}
    ]

    assert missing == []

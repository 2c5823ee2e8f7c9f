"""What texts about found things and notices are compared by: airports, flights and carriers, in both languages."""

import pytest

from airline.marks import MARKS, carriers_in, flights_in
from airline.places.airports import named_in


@pytest.mark.parametrize(
    ("text", "flights"),
    [
        ("CA1234 12A", ["CA1234"]),
        ("CZ0673", ["CZ673"]),
        ("在3U8633上", ["3U8633"]),
        ("mu 5101", ["MU5101"]),
        ("gate B12", []),
        ("T2 安检", []),
        ("A320", []),
    ],
)
def test_flights_in_a_text(text, flights):
    assert list(flights_in(text)) == flights


@pytest.mark.parametrize(
    ("text", "airports"),
    [
        ("首都机场安检", {"PEK"}),
        ("Pudong lounge", {"PVG"}),
        ("LHR Terminal 5", {"LHR"}),
        ("London Heathrow", {"LHR"}),
        ("under the seat", set()),
        ("座位底下", set()),
    ],
)
def test_airports_in_a_text(text, airports):
    assert named_in(text) == airports


def test_a_city_stands_for_all_of_its_airports():
    assert {"PEK", "PKX"} <= named_in("北京今天有台风吗")
    assert {"PVG", "SHA"} <= named_in("is Shanghai closed because of the typhoon?")


def test_carriers_by_name_and_by_flight():
    assert list(carriers_in("中国国际航空的航班")) == list(carriers_in("CA1234")) == ["CA"]


@pytest.mark.parametrize(("mark", "typed", "clean"), [
    ("airport", "pek", "PEK"), ("airport", "ZBAA", "PEK"), ("airport", "QQQ", None), ("airport", "北京", None),
    ("carrier", "ca", "CA"), ("carrier", "QQ9", None), ("flight", "ca 0937", "CA937"), ("flight", "12", None),
])  # fmt: skip
def test_what_is_typed_is_brought_to_one_spelling_or_refused(mark, typed, clean):
    assert MARKS[mark].clean(typed) == clean

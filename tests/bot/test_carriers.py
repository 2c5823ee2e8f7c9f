"""Flights and tags of every carrier a passenger may name, by code and by name, and what only looks like them."""

import re

import pytest

from bot.identifier_rules import airline_names, airlines
from bot.spoken_digits import as_digits


def found(find, text):
    return [(one.entity, one.value) for one in find(text) if one.entity != "date"]


@pytest.mark.parametrize(
    "code",
    re.findall("[A-Z0-9]{2}", "KY GJ UQ DZ QW AQ RY GX FU DR LT OQ 9H Y8 GT JR CA MU CZ HU A6 GY CN 7C D8 W6 FZ 5J"),
)
def test_a_flight_of_every_carrier_is_a_flight(find, code):
    assert found(find, f"{code}1234") == [("flight_number", f"{code}1234")]


@pytest.mark.parametrize(
    ("text", "flight"),
    [
        ("国航981今天晚点吗", "CA981"),
        ("海航7607次航班到哪了", "HU7607"),
        ("东航5101", "MU5101"),
        ("我坐的是春秋8887", "9C8887"),
        ("南航的航班3105取消了吗", "CZ3105"),
        ("Air China 981 today", "CA981"),
        ("Emirates flight 202", "EK202"),
        ("United 857 is late", "UA857"),
        ("CA981A", "CA981A"),
        ("is CA 981 delayed", "CA981"),
        ("CCA981", "CA981"),
        ("DZ6201今天几点起飞", "DZ6201"),
        ("D83222", "D83222"),
    ],
)
def test_a_flight_is_read_by_name_and_with_its_suffix(find, text, flight):
    assert found(find, text) == [("flight_number", flight)]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("行李牌KY123456在哪", "KY123456"),
        ("行李牌GJ123456", "GJ123456"),
        ("CZ 12 34 56 我的行李牌", "CZ123456"),
        ("行李牌 CZ 123 456", "CZ123456"),
        ("my tag is MU 12 34 56", "MU123456"),
    ],
)
def test_a_tag_of_a_known_carrier_is_a_tag(find, text, tag):
    assert found(find, text) == [("bag_tag", tag)]


@pytest.mark.parametrize(
    "text",
    [
        "Has EU261 been changed?",
        "my flight, EU261 compensation",
        "UK 261",
        "EU 261/2004",
        "欧盟261赔多少",
        "EC261",
        "no 123456",
        "my ID 123456",
        "it 200 of them",
        "up 50",
        "flight no 12",
        "call at 10 am",
        "Delta 20 minutes late",
        "我在国航3件行李",
        "南航95539",
        "春秋2026年的航班",
        "united 857 people",
    ],
)
def test_laws_counts_and_words_are_no_flights(find, text):
    assert found(find, text) == []


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("booking reference DZ6201", "DZ6201"),
        ("my PNR is CA981A", "CA981A"),
        ("my ref is k7 m2 qx", "K7M2QX"),
        ("k7 m2 qx", "K7M2QX"),
        ("订单号 k7 m2 qx", "K7M2QX"),
    ],
)
def test_what_is_called_a_reference_is_one_also_with_blanks(find, text, reference):
    assert found(find, text) == [("record_locator", reference)]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("zero seven eight four 123456", "0784123456"),
        ("flight BA one one seven", "flight BA 117"),
        ("CA九八一今天", "CA981今天"),
        ("航班号是幺两洞幺", "航班号是1201"),
        ("国航九八一", "国航981"),
        ("行李牌零七八四幺两洞三四五", "行李牌0784120345"),
    ],
)
def test_digits_in_words_are_read_after_what_has_a_number(said, read):
    assert as_digits(said) == read


@pytest.mark.parametrize("said", ["国航一共三件", "IT one or two bags", "in two one", "AM one hour", "东航两个航班"])
def test_counts_in_words_stay(said):
    assert as_digits(said) == said


def test_the_table_of_carriers_is_well_formed():
    designators, spelled = airlines()

    assert len(designators) > 240
    assert all(len(iata) == 2 for iata in designators)
    assert all(len(icao) == 3 and icao.isalpha() for icao in spelled)
    assert set(airline_names().values()) <= designators

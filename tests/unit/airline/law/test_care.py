"""Meals, a room and the way out of a waiting aircraft: whose law, and who pays."""

from datetime import date

import pytest
import yaml

from airline.law.care import meals_and_room, on_board
from airline.law.rules import in_force, rules
from crm import content

DAY = date(2026, 12, 1)
_UNITS = {"hours": "小时", "minutes": "分钟", "days": "天"}


def leave(at, origin, destination, on=DAY):
    owed = on_board(at=at, origin=origin, destination=destination, on=on)
    return (int(owed.food.value), int(owed.leave.value)) if owed else None


def room(origin="SHA", destination="PEK", *, diverted=False, own_cause=None, on=DAY):
    rule = meals_and_room(origin=origin, destination=destination, diverted=diverted, own_cause=own_cause, on=on)
    return rule.id if rule else None


@pytest.mark.parametrize(
    ("at", "origin", "destination", "hours"),
    [
        ("SHA", "SHA", "PEK", (2, 3)),
        ("PEK", "PEK", "LHR", (2, 3)),  # China knows one limit for all
        ("JFK", "JFK", "LAX", (2, 3)),
        ("LAX", "PEK", "LAX", (2, 4)),
        ("PEK", "PEK", "LAX", (2, 3)),  # it stands in China
        ("LHR", "LHR", "JFK", None),
        ("HKG", "HKG", "PEK", None),  # the order is for the mainland
        ("XXX", "JFK", "LAX", None),
    ],
)
def test_on_board_the_law_is_that_of_the_airport(at, origin, destination, hours):
    assert leave(at, origin, destination) == hours


def test_nothing_is_owed_on_board_before_it_was_law():
    assert leave("SHA", "SHA", "PEK", on=date(2016, 12, 31)) is None
    assert leave("SHA", "SHA", "PEK", on=date(2017, 1, 1)) == (2, 3)
    assert leave("JFK", "JFK", "LAX", on=date(2011, 8, 22)) is None


def test_how_often_there_is_word_is_told_where_its_text_was_read():
    china = on_board(at="SHA", origin="SHA", destination="PEK", on=DAY)
    america = on_board(at="JFK", origin="JFK", destination="LAX", on=DAY)

    assert (china.word.value, china.word.unit) == (30, "minutes")
    assert america.word is None


def test_who_pays_in_china_depends_on_the_cause():
    assert room(own_cause=True) == "cn_care_own"
    assert room(own_cause=False) == "cn_care_other"
    assert room(destination="LHR", own_cause=False) == "cn_care_other"
    assert room(own_cause=None) is None


def test_a_domestic_flight_that_is_diverted_is_looked_after_whatever_the_cause():
    assert {room(diverted=True, own_cause=own) for own in (True, False, None)} == {"cn_care_diverted"}
    assert room(destination="LHR", diverted=True, own_cause=False) is None


def test_the_order_is_for_flights_that_leave_the_mainland():
    assert room("LHR", "PEK", own_cause=True) is None
    assert room("HKG", "PEK", own_cause=True) is None
    assert room(own_cause=True, on=date(2016, 12, 31)) is None


@pytest.mark.parametrize("key", ["tarmac_word", "bag_return", "delay_complaint_days", "delay_complaint_days_foreign"])
def test_what_was_not_read_is_kept_and_never_quoted(key):
    kept = [rule for rule in rules() if rule.key == key and not rule.verified]

    assert kept
    assert all(in_force(key, jurisdiction=rule.jurisdiction, on=DAY) is None for rule in kept)


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("free_cancellation", 24, "hours"),
        ("free_cancellation_ahead", 7, "days"),
        ("complaint_receipt", 30, "days"),
        ("complaint_answer", 60, "days"),
    ],
)
def test_what_airlines_promise_in_the_us(key, value, unit):
    rule = in_force(key, jurisdiction="US", on=DAY)

    assert (rule.value, rule.unit) == (value, unit)
    assert rule.source_url and rule.checked_on == DAY


def test_who_pays_is_a_sentence_without_a_figure():
    told = [rule for rule in rules() if rule.unit == "care"]

    assert len(told) == 4
    assert all(rule.value is None and rule.amount("en") == "" and "29" in rule.text["zh"] for rule in told)


@pytest.mark.parametrize(
    ("article", "jurisdiction", "keys"),
    [
        ("disruption_tarmac", "CN", ("tarmac_food", "tarmac_leave", "tarmac_word")),
        ("disruption_tarmac", "US", ("tarmac_food", "tarmac_leave_domestic", "tarmac_leave_international")),
        ("refund_24_hours", "US", ("free_cancellation", "free_cancellation_ahead")),
    ],
)
def test_an_article_names_the_figures_of_the_table(article, jurisdiction, keys):
    bodies = yaml.safe_load(content.file("knowledge", f"{article}.yml").read_text(encoding="utf-8"))["body"]

    for key in keys:
        rule = in_force(key, jurisdiction=jurisdiction, on=DAY)
        assert f"{rule.value} {rule.unit}" in bodies["en"], key
        assert f"{rule.value}{_UNITS[rule.unit]}" in bodies["zh"], key


@pytest.mark.parametrize("article", ["disruption_tarmac", "disruption_who_pays", "refund_24_hours"])
def test_an_article_on_the_law_is_asked_for_in_both_languages_and_says_where_it_was_read(article):
    read = yaml.safe_load(content.file("knowledge", f"{article}.yml").read_text(encoding="utf-8"))

    assert read["source"]["url"].startswith("https://") and "read on 1 December 2026" in read["source"]["name"]
    assert all(6 <= len(one["asked"][language]) <= 10 for one in read["follow_ups"] for language in ("zh", "en"))

"""The law table: what holds on which day, and what is never quoted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.law.rules import (
    _table,
    bag_deadlines,
    bag_fee_refund,
    bag_limit,
    bag_regimes,
    in_force,
    is_between_parties,
    rules,
    territory,
)

DAYS = st.dates(date(2005, 3, 1), date(2035, 12, 31))
# To which a party's instrument applies.
DEPENDENT = frozenset(
    ["HK", "MO", "GP", "GF", "MQ", "RE", "YT", "MF", "BL", "PM", "NC", "PF", "WF", "PR", "VI", "GU", "AS", "MP", "AX"]
)


def due(kind, **journey):
    return {deadline.kind: deadline.due_on for deadline in bag_deadlines(kind, **journey)}


def test_damage_is_reported_within_seven_days_of_receipt():
    day = date(2026, 3, 1)

    found = due("damaged", origin="PEK", destination="LHR", event_on=day, received_on=day)

    assert found == {"notice": date(2026, 3, 8), "action": date(2028, 3, 1)}


def test_contents_are_like_damage():
    day = date(2026, 3, 1)

    assert due("contents_missing", origin="PEK", destination="LHR", event_on=day, received_on=None)["notice"] == date(
        2026, 3, 8
    )


def test_delay_is_reported_within_twenty_one_days_of_delivery():
    found = due("missing", origin="PEK", destination="LHR", event_on=date(2026, 2, 20), received_on=date(2026, 3, 1))

    assert found == {"notice": date(2026, 3, 22), "action": date(2028, 2, 20)}


def test_a_bag_still_missing_counts_as_lost_after_twenty_one_days_and_no_notice_runs_yet():
    found = due("missing", origin="PEK", destination="LHR", event_on=date(2026, 11, 22), received_on=None)

    assert found == {"deemed_lost": date(2026, 12, 13), "action": date(2028, 11, 22)}


def test_two_years_from_29_february_end_a_day_early():
    day = date(2028, 2, 29)

    assert due("damaged", origin="PEK", destination="LHR", event_on=day, received_on=day)["action"] == date(2030, 2, 28)


@pytest.mark.parametrize(("day", "amount"), [(date(2024, 12, 27), "1,288 SDR"), (date(2024, 12, 28), "1,519 SDR")])
def test_the_montreal_limit_changed_on_28_december_2024(day, amount):
    limit = bag_limit("PEK", "LHR", day)

    assert limit.amount("en") == amount
    assert "per passenger" in limit.text["en"]
    assert "每位旅客" in limit.text["zh"]


@pytest.mark.parametrize(("day", "law"), [(date(2026, 6, 30), "2021"), (date(2026, 7, 1), "2026")])
def test_chinese_domestic_bags_change_law_on_1_july_2026(day, law):
    found = bag_deadlines("damaged", origin="PEK", destination="CAN", event_on=day, received_on=date(2026, 7, 2))

    assert bag_regimes("PEK", "CAN", day) == ["CN_DOMESTIC"]
    assert {deadline.rule.id[-4:] for deadline in found} == {law}


def test_the_limit_for_chinese_domestic_bags_is_not_a_figure_we_know():
    before, after = bag_limit("PEK", "CAN", date(2026, 6, 30)), bag_limit("PEK", "CAN", date(2026, 7, 1))

    assert (before.value, before.unit) == (None, "CNY/kg")
    assert (after.value, after.unit) == (None, "SDR")
    assert after.amount("zh") == ""
    assert "135" in after.text["zh"]


def test_journeys_go_by_their_own_law():
    day = date(2026, 11, 22)

    assert bag_regimes("PEK", "LHR", day) == ["MC99"]
    assert bag_regimes("CDG", "FRA", day) == ["MC99"]
    assert bag_regimes("JFK", "LAX", day) == ["US_DOMESTIC"]
    assert bag_regimes("PEK", "HKG", day) == ["CN_REGIONAL"]
    assert bag_regimes("CDG", "NCE", day) == []
    assert bag_regimes(None, "LHR", day) == ["MC99"]


@pytest.mark.parametrize(
    ("origin", "destination", "regimes"),
    [
        ("PEK", "IKA", ["CN_REGIONAL"]),  # Iran and North Korea are no parties; China's own periods remain
        ("FNJ", "PEK", ["CN_REGIONAL"]),
        ("LHR", "IKA", []),
        ("NRT", "TPE", []),
        ("HKG", "LHR", ["MC99"]),
        ("SJU", "MAD", ["MC99"]),
        ("HAN", "BKK", ["MC99"]),
    ],
)
def test_the_montreal_convention_needs_two_parties(origin, destination, regimes):
    day = date(2026, 11, 22)

    assert bag_regimes(origin, destination, day) == regimes
    assert is_between_parties(origin, destination) is (regimes == ["MC99"])
    assert (bag_limit(origin, destination, day) is not None) is (regimes == ["MC99"])


def test_the_parties_are_those_that_icao_lists():
    parties = territory("MC99")["countries"]

    assert len(parties - DEPENDENT) == 136
    assert not parties & {"IR", "KP", "TW", "AF", "IQ", "DZ", "LY", "VE", "MM", "LA", "KH", "BD", "ZM", "UZ"}


@pytest.mark.parametrize("source", [*_table()["sources"].values()], ids=lambda one: one["name"][:40])
def test_every_source_has_a_link_or_says_that_it_has_none(source):
    assert source["name"]
    assert source["url"] is None or source["url"].startswith("https://")


def test_us_ticket_refunds():
    found = {
        key: in_force(key, jurisdiction="US", on=date(2026, 11, 22))
        for key in (
            "significant_change_domestic",
            "significant_change_international",
            "refund_days_card",
            "refund_days_other",
        )
    }

    assert [(rule.value, rule.unit) for rule in found.values()] == [
        (3, "hours"),
        (6, "hours"),
        (7, "business_days"),
        (20, "days"),
    ]
    assert all(rule.source_url and rule.checked_on == date(2026, 11, 29) for rule in found.values())


def test_no_limit_is_named_for_an_unknown_journey():
    assert bag_limit(None, "LHR", date(2026, 11, 22)) is None
    assert bag_limit("PEK", "HKG", date(2026, 11, 22)) is None


def test_us_domestic_limit_holds_from_22_january_2025():
    assert bag_limit("JFK", "LAX", date(2025, 1, 22)).amount("en") == "US$4,700"
    assert bag_limit("JFK", "LAX", date(2025, 1, 21)) is None


@pytest.mark.parametrize(
    ("journey", "hours"),
    [
        ({"airports": ["JFK", "LAX"]}, 12),
        ({"airports": ["JFK", "ORD", "LAX"]}, 12),
        ({"airports": ["LHR", "JFK"], "flight_hours": 8}, 15),
        ({"airports": ["LHR", "JFK"], "flight_hours": 12}, 15),
        ({"airports": ["LHR", "JFK", "LAX"], "flight_hours": 8}, 15),  # a domestic leg of an international ticket
        ({"airports": ["JFK", "LAX", "JFK", "PEK"], "flight_hours": 13.5}, 30),
        ({"airports": ["PEK", "JFK"], "flight_hours": 13.5}, 30),
        ({"airports": ["PEK", "JFK"]}, 30),
    ],
)
def test_us_bag_fees_are_refunded_after_hours_that_depend_on_the_journey(journey, hours):
    assert bag_fee_refund(on=date(2026, 11, 22), **journey).value == hours


def test_us_bag_fee_rule_is_not_for_other_journeys():
    assert bag_fee_refund(airports=["PEK", "LHR"], on=date(2026, 11, 22)) is None
    assert bag_fee_refund(airports=["JFK", "LAX"], on=date(2024, 10, 27)) is None
    assert bag_fee_refund(airports=["JFK"], on=date(2026, 11, 22)) is None
    assert bag_fee_refund(airports=["JFK", "XXX"], on=date(2026, 11, 22)) is None


@given(on=DAYS)
def test_the_eu_reform_is_never_quoted(on):
    quoted = {
        found.id for rule in rules() if (found := in_force(rule.key, jurisdiction=rule.jurisdiction, on=on)) is not None
    }

    assert not {rule_id for rule_id in quoted if rule_id.startswith("eu_reform")}
    assert all(rule.verified and rule.effective_from for rule in rules() if rule.id in quoted)


def test_no_two_rules_hold_for_the_same_thing_on_one_day():
    edges = {rule.effective_from for rule in rules() if rule.effective_from}
    for day in edges | {edge - timedelta(days=1) for edge in edges}:
        held = [(rule.jurisdiction, rule.key) for rule in rules() if rule.holds(day)]
        assert len(held) == len(set(held))


def test_every_rule_names_its_source_and_has_both_languages():
    assert len({rule.id for rule in rules()}) == len(rules())
    for rule in rules():
        assert rule.source and rule.text["zh"] and rule.text["en"]
        if rule.value is not None and rule.unit != "km":
            assert f"{rule.value:,f}" in rule.text["en"] and f"{rule.value:,f}" in rule.text["zh"], rule.id


@given(event=DAYS, waited=st.integers(0, 60), kind=st.sampled_from(["missing", "damaged", "contents_missing"]))
def test_deadlines_come_in_order_and_never_before_the_event(event, waited, kind):
    found = bag_deadlines(
        kind, origin="PEK", destination="LHR", event_on=event, received_on=event + timedelta(days=waited)
    )

    assert [deadline.due_on for deadline in found] == sorted(deadline.due_on for deadline in found)
    assert all(deadline.due_on > event for deadline in found)

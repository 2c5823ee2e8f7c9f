"""A line of business is a folder: switched on by the site's file alone, it has its form, case, card, feed and skill."""

from typing import Any

import pytest

from tests.edge.conftest import seen_on


@pytest.fixture(scope="module")
def ride(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was seen on a site that has bicycles and no airline, in a process of its own, as settings are read once."""
    return seen_on("site.yml", "ride.py", tmp_path_factory.mktemp("ride"))


def test_its_form_is_opened_by_what_a_customer_writes(ride):
    assert ride["asked"] == ["Which bicycle is it?"]
    assert ride["filled_in"] == {"frame": "AB1234"}


def test_its_form_is_checked_and_sent(ride):
    status, words = ride["wrong"]

    assert (status, "two letters and four digits" in words) == (422, True)
    assert ride["reference"].startswith("BI")


def test_its_feed_moves_a_case_and_the_customer_is_told_with_its_card(ride):
    assert ride["repaired"] == {"received": 2, "parsed": 1, "quarantined": 1}
    assert f"{ride['reference']}: your bicycle is repaired." in ride["said"]
    assert ride["cases"] == ["Reported", "Repaired"]
    assert ride["choices"][-1] == "Another bicycle"


def test_it_has_a_card_of_its_own_also_where_no_card_can_be_shown(ride):
    assert ride["bicycles"] == [
        {"type": "bicycle", "title": "Your bicycle", "frame": "AB1234", "state": "Not to be ridden"}
    ]
    assert ride["in_words"][0].splitlines()[:3] == ["Your bicycle", "AB1234", "Not to be ridden"]
    assert sorted(ride["schemas"]) == ["BicycleCard", "CaseCard"]


def test_the_desk_is_told_of_its_kind_skill_and_feed_and_of_no_other_vertical(ride):
    assert ride["kinds"] == ["call_back", "complaint", "flat_tyre", "message", "privacy_request", "recovery"]
    assert ride["skills"] == ["flat_tyre"]
    assert ride["feeds"] == ["Workshop"]


def test_what_belongs_to_a_vertical_that_is_off_is_not_there(ride):
    assert (ride["baggage"], ride["places"]) == (404, 404)

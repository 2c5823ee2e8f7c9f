"""A hotel is on by one line of the site's file: looked up, needed, asked for, moved, and cared for afterwards."""

import re
from typing import Any

import pytest

from tests.edge.conftest import seen_on


@pytest.fixture(scope="module")
def stay(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was seen on a site that has the hotel and no airline, in a process of its own, as settings are read once."""
    return seen_on(
        "hotel.yml",
        "guest.py",
        tmp_path_factory.mktemp("stay"),
        CHAT_RATE="100000/second",
        SESSION_RATE="100000/second",
    )


def said(lines: list[Any]) -> str:
    return "\n".join(map(str, lines))


def test_a_stay_is_shown_to_whoever_proves_it_and_to_nobody_else(stay):
    assert stay["asked"][1:] == ["What is your confirmation number? It has 8 digits and is in the confirmation e-mail."]
    assert re.search(
        r"48291730: arriving .* \(3 nights\)\. Superior king room, 2 guests, with breakfast", said(stay["shown"])
    )
    assert "Nothing fits this number and surname" in said(stay["refused"])
    assert stay["lookups"] == [["stay_looked_up", "found"], ["stay_lookup_failed", "not_found"]]


def test_the_card_before_the_stay_is_sent_once(stay):
    sent, words, again = stay["card"]

    assert (sent, again) == (1, 0)
    assert "Lakeside Hotel looks forward to your stay" in words


def test_an_empty_card_is_refused_and_a_filled_one_is_a_case_with_its_due_time(stay):
    status, words = stay["empty"]
    case = stay["needs_case"]

    assert (status, "Nothing is ticked yet" in words) == (422, True)
    assert re.search(r"We have your wishes\. The reference is SN[0-9A-Z]{6}\..*I tell you here", said(stay["needs"]))
    assert (
        case["details"].items()
        >= {
            "Confirmation number": "48291730",
            "Diet": "Vegan",
            "Allergies": "peanuts",
            "For a child": "Baby cot (under 2, free)",
            "Around what time": "23:30",
        }.items()
    )
    assert case["due_minutes"] > 0


def test_what_was_agreed_to_is_remembered(stay):
    assert stay["preferences"] == [["diet", "vegan"], ["allergy", "peanuts"]]


def test_a_move_of_the_needs_is_told(stay):
    status, *words = stay["arranged"]

    assert status == 200
    assert "everything is arranged" in said(words)
    assert (stay["needs_case"]["moves"], stay["needs_case"]["events"] > 0) == (["received", "arranged"], True)


def test_a_late_arrival_asks_for_nothing_that_a_proved_stay_tells(stay):
    told = said(stay["late"])

    assert "confirmation number?" not in told and "name is the room booked?" not in told
    assert re.search(r"Time: 00:00", told) and re.search(r"The reference is LT[0-9A-Z]{6}", told)
    assert (stay["late_case"]["status"], stay["late_case"]["details"]["Name on the reservation"]) == ("noted", "Baker")


def test_towels_are_a_case_that_is_due_in_half_an_hour_and_the_guest_hears_that_somebody_comes(stay):
    assert re.search(r"What: two more towels\s+Room: 1208", said(stay["towels"]))
    assert (stay["housekeeping"]["due_minutes"], stay["housekeeping"]["moves"]) == (30, ["received"])
    assert "a colleague is on the way" in said(stay["on_the_way"])


def test_what_was_mended_and_is_broken_again_is_taken_up_again(stay):
    assert "The reference is MT" in said(stay["broken"])
    assert "is fixed" in said(stay["fixed"])
    assert "our engineer is on it" in said(stay["again"])
    assert stay["reopened"]["moves"] == ["reported", "in_progress", "fixed", "in_progress"]


def test_some_days_later_the_guest_is_asked_once_and_a_no_reopens_the_case(stay):
    early, asked, words, again = stay["after_care"]

    assert (early, asked, again) == (0, 1, 0)
    assert "Has it worked properly since?" in words
    assert "We see to it again right away" in said(stay["came_back"])
    assert (stay["repair"]["status"], stay["repair"]["moves"][-1]) == ("in_progress", "in_progress")


def test_what_was_left_behind_is_registered_in_chinese(stay):
    assert re.search(r"编号是LB[0-9A-Z]{6}", said(stay["left"]))
    assert stay["left_behind"]["details"]["Item"] == "眼镜"


def test_the_desk_is_told_of_its_kinds_and_of_no_other_vertical(stay):
    of_the_hotel = {"housekeeping", "late_arrival", "left_behind", "maintenance", "stay_invoice", "stay_needs"}

    assert set(stay["kinds"]) == of_the_hotel | {"call_back", "complaint", "message", "privacy_request", "recovery"}
    assert stay["places"] == 404

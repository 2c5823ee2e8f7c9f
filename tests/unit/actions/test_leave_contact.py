"""A number left in the chat is said back with its country, or its country is asked for; it is never changed."""

import pytest

from actions.memory import remember


def leaves(act, *, slots=None, language="en", **given):
    entities = [{"entity": kind, "value": value} for kind, value in given.items()]
    return act(
        "action_leave_contact", intent="leave_contact", entities=entities, slots={"language": language, **(slots or {})}
    )


@pytest.mark.parametrize(
    ("language", "given", "contact"),
    [
        ("en", {"phone": "+442079460018"}, "+44 20 7946 0018 (United Kingdom)"),
        ("zh", {"phone": "+8613800138000"}, "+86 138 0013 8000（中国）"),
        ("en", {"email": "lena@example.org"}, "lena@example.org"),
        ("en", {"phone": "+33142278000", "email": "l@example.org"}, "+33 1 42 27 80 00 (France) · l@example.org"),
    ],
)
def test_what_was_left_is_said_back(act, language, given, contact):
    turn = leaves(act, language=language, **given)

    assert turn.responses == ["utter_contact_left"]
    assert turn.said[0]["contact"] == contact


def test_a_number_is_read_as_where_the_report_was_made(act):
    turn = leaves(act, phone="07700 900123", slots={"last_report": remember(reference="LHRCA12345", case_id="x")})

    assert turn.said[0]["contact"] == "+44 7700 900123 (United Kingdom)"


def test_without_a_place_its_country_is_asked_for(act):
    turn = leaves(act, phone="020 7946 0018")

    assert turn.responses == ["utter_contact_country"]
    assert turn.said[0]["given"] == "020 7946 0018"


def test_with_nothing_left_it_is_said_how(act):
    assert leaves(act).responses == ["utter_leave_contact"]

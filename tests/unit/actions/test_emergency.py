"""Somebody in danger: the right numbers, a person at once, nothing asked, and nothing forgotten."""

import pytest
import yaml

from actions.emergency import SERVICES, numbers_for, numbers_of
from crm import content

KINDS = sorted(SERVICES)


def in_danger(act, kind, *, text="help", entities=(), again=False, slots=None, loop=None):
    return act(
        "action_emergency",
        text=text,
        intent="emergency",
        entities=list(entities),
        slots=slots or {},
        loop=loop,
        emergency={"kind": kind, "certainty": 0.95, "by": {"words": text}, "again": again},
    )


@pytest.mark.parametrize("kind", KINDS)
def test_says_what_helps_and_calls_a_person(act, kind):
    turn = in_danger(act, kind)

    assert turn.responses == [f"utter_emergency_{kind}"]
    assert turn.commands == [{"name": "hand_over", "reason": "safety", "verification": "none"}]


@pytest.mark.parametrize("text", ["the laptop in row 12 is sparking and there is smoke", "后排有人的移动电源冒烟了"])
def test_what_burns_is_told_aloud_and_not_to_be_hidden_from(act, text):
    assert in_danger(act, "threat", text=text).responses == ["utter_emergency_fire"]


@pytest.mark.parametrize("text", ["he says he will set the cabin on fire", "有人扬言要放火烧候机厅"])
def test_whoever_threatens_with_fire_is_a_threat(act, text):
    assert in_danger(act, "threat", text=text).responses == ["utter_emergency_threat"]


def test_says_it_in_other_words_the_second_time(act):
    assert in_danger(act, "medical", again=True).responses == ["utter_emergency_medical_again"]


def test_drops_the_open_question_and_keeps_what_was_given(act):
    turn = in_danger(act, "medical", slots={"bag_reference": "0784123456"}, loop="bag_status_form")

    assert turn.slots == {"requested_slot": None}
    assert {"event": "active_loop", "name": None, "timestamp": None} in turn.events


@pytest.mark.parametrize(
    ("kind", "country", "language", "named"),
    [
        ("medical", "CN", "zh", "120"),
        ("violence", "CN", "zh", "110"),
        ("threat", "CN", "en", "119"),
        ("self_harm", "CN", "zh", "12356"),
        ("self_harm", "GB", "en", "116 123"),
        ("self_harm", "US", "en", "988"),
        ("medical", "FR", "en", "112"),
        ("medical", "HK", "zh", "999"),
        ("medical", None, "en", "911"),
        ("medical", "ZZ", "zh", "120"),
    ],
)
def test_names_the_numbers_of_the_place_else_those_of_the_site(kind, country, language, named):
    assert named in numbers_for(kind, country, language)


def test_takes_the_country_from_the_place_that_is_named(act):
    turn = in_danger(act, "medical", entities=[{"entity": "airport", "value": "LHR"}])

    assert turn.said[0]["numbers"] == "999"


def test_takes_no_country_from_a_route(act):
    route = [{"entity": "airport", "value": "LHR"}, {"entity": "airport", "value": "PEK"}]

    assert "120" in in_danger(act, "medical", entities=route).said[0]["numbers"]


def test_every_country_reaches_every_service_and_says_where_its_numbers_are_from():
    table = content.merged("safety", "numbers.yml")

    for code, found in table["countries"].items():
        assert found["source"], code
        assert "any" in found or {"ambulance", "police", "fire"} <= set(found), code
    assert numbers_of("DE") == table["eu"]


def test_no_reply_claims_that_somebody_was_called_who_was_not():
    responses = yaml.safe_load(content.file("responses", "emergency.yml").read_text(encoding="utf-8"))["responses"]

    for variations in responses.values():
        for variation in variations:
            assert not any(
                word in variation["text"] for word in ("已报警", "已为您报警", "called the police", "sent an")
            )
            assert variation["text"].count("?") + variation["text"].count("？") <= 1

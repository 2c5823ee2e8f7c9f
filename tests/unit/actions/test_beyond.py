"""What is not done here, said by its name; and names that are put right after nothing was found."""

import pytest

from actions.beyond import named
from actions.memory import remember


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("find me a room near the station", "hotels", "订酒店"),
        ("帮我订个酒店", "hotels", "订酒店"),
        ("order a cab for six people", "taxis", "叫车"),
        ("明天会下雪吗", "forecast", "天气预报"),
        ("where can I buy a sim card", "shops", "店铺"),
    ],
)
def test_what_is_done_elsewhere_is_called_by_its_name(text, en, zh):
    assert en in named(text, "en")
    assert zh in named(text, "zh")


def test_of_what_has_no_name_nothing_is_said_by_it():
    assert named("what is the meaning of it all", "en") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("*Okonkwo", "Okonkwo"), ("是欧不是区", "欧"), ("不是刘，是柳", "柳"), ("sorry, it's Smyth", "Smyth")],
)
def test_a_name_that_is_put_right_is_looked_for_again(act, text, name):
    not_found = {"event": "bot", "text": "-", "metadata": {"utter_action": "utter_bag_not_found"}}
    tried = {"last_try": remember(form="bag_status_form"), "bag_reference": "0784123456"}

    turn = act("action_fallback", text=text, intent="nlu_fallback", slots=tried, before=[not_found])

    assert turn.slots["surname"] == name

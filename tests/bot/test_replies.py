"""What is said in a turn: the one question that is open, once and last."""

import pytest

from bot.replies import ONE_BY_ONE, arrange


def said(action: str, **more):
    return {"text": action.removeprefix("utter_"), "utter_action": action, **more}


def texts(*messages):
    return [reply["text"] for reply in arrange(messages)[0]]


def test_a_question_asked_again_is_asked_once_in_full_and_last():
    found = texts(said("utter_ask_surname"), said("utter_article"), said("utter_ask_surname_again"))

    assert found == ["article", "ask_surname"]


def test_a_question_that_was_answered_or_replaced_is_not_asked():
    answered = texts(said("utter_ask_surname"), said("utter_article"), said("utter_bag_status"))
    replaced = texts(said("utter_ask_bag_reference"), said("utter_ask_booking_reference"), said(ONE_BY_ONE))

    assert answered == ["article", "bag_status"]
    assert replaced == ["one_by_one", "ask_booking_reference"]


def test_a_card_stays_with_its_bubble_and_a_command_is_no_bubble():
    card, command = {"custom": {"attach": {"kind": "card", "data": {"a": 1}}}}, {"custom": {"command": {"name": "x"}}}

    replies, commands = arrange(
        [said("utter_ask_surname"), said("utter_bag"), card, command, said("utter_ask_surname")]
    )

    assert [(reply["text"], reply["kind"]) for reply in replies] == [("bag", "card"), ("ask_surname", "text")]
    assert commands == [{"name": "x"}]


@pytest.mark.parametrize("last", ["utter_ask_surname", "utter_ask_surname_again"])
def test_what_is_wrong_with_an_answer_is_said_before_the_question(last):
    assert texts(said("utter_surname_invalid"), said(last)) == ["surname_invalid", last.removeprefix("utter_")]


def test_a_bubble_says_which_response_it_is_and_one_of_no_response_says_nothing():
    [named, free], _ = arrange([said("utter_greet"), {"text": "Hello"}])

    assert named["said"] == "utter_greet"
    assert "said" not in free

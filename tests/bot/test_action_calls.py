"""What is sent to an action, and what is taken for its answer."""

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.action_calls import EVENTS_FOR_ACTIONS, call_lightly, recent_events

PARSE = {
    "text": "where is my bag",
    "intent": {"name": "bag_status", "confidence": 0.9},
    "entities": [{"entity": "bag_tag", "value": "0784123456"}],
    "intent_ranking": [{"name": "bag_status", "confidence": 0.9}],
    "text_tokens": [[0, 5]],
}


@pytest.fixture(scope="module", autouse=True)
def lightly():
    call_lightly()


def tracker(*events):
    return DialogueStateTracker.from_events("someone", list(events), domain=Domain.empty())


def said():
    return UserUttered(PARSE["text"], PARSE["intent"], PARSE["entities"], PARSE)


def test_says_of_earlier_messages_what_was_meant_and_named_and_no_more():
    (user, bot) = recent_events(tracker(said(), ActionExecuted("action_listen"), BotUttered("Here it is")))

    assert user["parse_data"] == {"intent": PARSE["intent"], "entities": PARSE["entities"]}
    assert (user["text"], bot["text"]) == (PARSE["text"], "Here it is")


def test_tells_all_of_the_message_that_is_being_answered():
    call = RemoteAction("action_x", None)._action_call_format(tracker(said()), Domain.empty())

    assert call["tracker"]["latest_message"]["intent_ranking"] == PARSE["intent_ranking"]
    assert call["next_action"] == "action_x"


def test_looks_back_so_far_and_no_further():
    slots = [SlotSet("x", number) for number in range(3 * EVENTS_FOR_ACTIONS)]

    assert len(recent_events(tracker(*slots))) == EVENTS_FOR_ACTIONS


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [{"event": "slot", "name": "x", "value": None}], "responses": [{"text": "hi"}]},
        {"events": [], "responses": []},
    ],
)
def test_takes_an_answer_in_the_right_shape(answer):
    assert RemoteAction("action_x", None)._validate_action_result(answer)


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [{"event": "slot", "value": 1}], "responses": []},
        {"events": [{"event": "dance"}], "responses": []},
        {"events": "many", "responses": []},
        {"events": [], "responses": ["hi"]},
        "nonsense",
    ],
)
def test_refuses_an_answer_in_another_shape(answer):
    with pytest.raises(ValidationError):
        RemoteAction("action_x", None)._validate_action_result(answer)

"""Why a message was taken for what it is: every reason, act and thing has words, and nothing else is kept."""

import ast
from pathlib import Path

import pytest
import yaml

from crm import readings, texts
from crm.messages import Message

ROOT = Path(__file__).parents[3]
DATA = ROOT / "data"
DIALOGUE = ROOT / "bot" / "dialogue"
FOLLOW_UP = {"intent": "follow_up", "reason": "follow_up", "act": "when", "thing": "bag"}


def read(*said):
    message = Message(data={})
    readings.keep(message, said)
    return message


def reasons_given() -> set[str]:
    """Every reason that the dialogue manager gives, wherever it calls `because`."""
    calls = [node for path in DIALOGUE.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return {
        ast.literal_eval(call.args[0])
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "because"
    }


def test_says_in_both_languages_what_was_asked_of_what():
    (words,) = readings.of(read(FOLLOW_UP))

    assert (words.en, words.zh) == ("a question about the bag – when", "追问行李——什么时候")


def test_names_what_was_not_wanted_as_agents_call_it():
    (words,) = readings.of(read({"intent": "human", "reason": "instead", "wish": "nlu_fallback"}))

    assert words.en.endswith("and not Not understood")


def asked_below():
    """What is asked of the things on the screen, by data/*/dialogue/in_view/."""
    said = (yaml.safe_load(path.read_text()) for path in DATA.glob("*/dialogue/in_view/*.yml"))
    return {act for one in said for act in one} - {"detail"}


def plain_facets():
    """What is asked plainly, by data/*/dialogue/plain.yml."""
    entries = [one for path in DATA.glob("*/dialogue/plain.yml") for one in yaml.safe_load(path.read_text()).values()]
    return {one["facet"] for one in entries if "facet" in one}


@pytest.mark.parametrize("part", ["acts", "things", "reasons"])
def test_whatever_the_dialogue_manager_can_name_has_words_and_nothing_else_has(part):
    named = {
        "acts": ({path.stem for path in DATA.glob("*/dialogue/acts/*.yml")} | asked_below() | plain_facets())
        - {"none"},
        "things": {kind for path in DATA.glob("*/dialogue/focus.yml") for kind in yaml.safe_load(path.read_text())},
        "reasons": reasons_given(),
    }[part]

    assert texts.load("read_as")[part].keys() == named


@pytest.mark.parametrize(
    "said",
    [
        FOLLOW_UP | {"act": "0784123456"},
        FOLLOW_UP | {"thing": "Zhang"},
        FOLLOW_UP | {"reason": "follow-up when about bag 0784123456"},
        {"intent": "wish_denied", "reason": "not_wanted", "wish": "zhang@example.com"},
        {"intent": "Zhang", "reason": "instead", "wish": "human"},
        FOLLOW_UP | {"act": ["when"]},
        {},
    ],
)
def test_keeps_nothing_that_is_no_name_of_ours(said):
    assert read(said).data == {}


def test_keeps_of_a_reason_only_what_has_a_name():
    kept = read(FOLLOW_UP | {"surname": "Zhang", "text": "where is 0784123456"})

    assert kept.data == {readings.KEY: [FOLLOW_UP]}


def test_a_reason_that_has_no_words_any_more_is_left_out():
    kept = Message(data={readings.KEY: [FOLLOW_UP, {**FOLLOW_UP, "thing": "ship"}]})

    assert len(readings.of(kept)) == 1

"""What was not understood is asked back openly, unless two topics are likely; never twice in the same words."""

from datetime import timedelta

import pytest

from crm.base import utc_now


def heard(*guesses: tuple[str, float]) -> list[dict[str, object]]:
    return [{"name": "nlu_fallback", "confidence": 0.6}, *({"name": n, "confidence": c} for n, c in guesses)]


def said(response: str) -> dict[str, object]:
    return {"event": "bot", "text": "…", "metadata": {"utter_action": response}}


def missed() -> dict[str, object]:
    return {"event": "user", "text": "hm", "parse_data": {"intent": {"name": "nlu_fallback"}}}


def understood() -> dict[str, object]:
    return {"event": "user", "text": "hi", "parse_data": {"intent": {"name": "greet"}}}


def test_offers_two_topics_when_both_are_likely(act):
    turn = act("action_fallback", intent_ranking=heard(("refund", 0.35), ("rebook", 0.3)))

    assert turn.responses == ["utter_not_understood"]
    assert turn.buttons == ["/refund", "/rebook", "/human"]


@pytest.mark.parametrize(
    "guesses",
    [
        [("bag_special", 0.08), ("appointment", 0.07)],
        [("bag_special", 0.38), ("appointment", 0.03)],
        [("out_of_scope", 0.38), ("refund", 0.3)],
        [],
    ],
)
def test_asks_openly_when_there_is_nothing_to_guess_from(act, guesses):
    turn = act("action_fallback", intent_ranking=heard(*guesses))

    assert turn.responses == ["utter_open_question"]


@pytest.mark.parametrize(("kinds", "thing"), [(["bag", "flight"], "bag"), (["form", "case", "bag"], "case")])
def test_asks_about_what_is_on_the_screen_newest_first(act, kinds, thing):
    focus = [{"kind": kind, "ids": ["x"], "at": utc_now().isoformat()} for kind in kinds]

    turn = act("action_fallback", intent_ranking=heard(("loyalty", 0.1)), slots={"focus": focus})

    assert turn.responses == ["utter_question_about_shown"]
    assert turn.said[0]["thing"] == thing


def test_asks_openly_when_what_was_shown_is_long_ago(act):
    focus = [{"kind": "bag", "ids": ["x"], "at": (utc_now() - timedelta(hours=1)).isoformat()}]

    turn = act("action_fallback", intent_ranking=heard(("loyalty", 0.1)), slots={"focus": focus})

    assert turn.responses == ["utter_open_question"]


def test_does_not_put_the_open_question_twice_in_the_same_words(act):
    before = [missed(), said("utter_open_question"), understood(), said("utter_greet")]

    turn = act("action_fallback", intent_ranking=heard(("loyalty", 0.1)), before=before)

    assert turn.responses == ["utter_open_question_again"]


@pytest.mark.parametrize(("open_now", "response"), [(True, "utter_offer_person"), (False, "utter_offer_message")])
def test_offers_a_person_or_a_message_at_the_second_miss(act, monkeypatch, open_now, response):
    monkeypatch.setattr("actions.fallback.people_answer", lambda: open_now)

    turn = act(
        "action_fallback", intent="nlu_fallback", intent_ranking=heard(), before=[missed(), said("utter_open_question")]
    )

    assert turn.responses == [response]


@pytest.mark.parametrize("group", ["angry", "sad", "bag", "flight", "other"])
def test_has_an_answer_to_each_kind_of_emoji(act, group):
    turn = act("action_only_emoji", entities=[{"entity": "emoji", "value": group}])

    assert turn.responses == [f"utter_emoji_{group}"]


@pytest.mark.parametrize(("code", "word"), [("fr", "anglais"), ("ja", "英語"), ("uk", "English")])
def test_says_in_the_language_of_the_customer_which_ones_are_spoken(act, code, word):
    turn = act("action_other_language", foreign=code)

    assert turn.responses == ["utter_other_language"]
    assert word in turn.said[0]["line"]
    assert "中文" in turn.said[0]["line"]

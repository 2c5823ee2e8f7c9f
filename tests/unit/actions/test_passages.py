"""What an article on the screen says to a question that names a part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import passages
from actions.focus import item
from actions.memory import remember
from crm import interactions
from crm.store import unit_of_work
from tests.unit.actions.conftest import put_articles, put_message

PET = "Dogs fly in the hold.\nThe fee is CNY 600 a kennel. At most two kennels may come."
HUND = "狗狗只能托运。每个笼子600元。最多带2个笼子。"


@pytest.mark.parametrize(
    ("body", "question", "answer"),
    [
        (PET, "and what about the hold", "Dogs fly in the hold."),
        (PET, "two of them?", "At most two kennels may come."),
        (HUND, "托运呢", "狗狗只能托运。"),
        (HUND, "两个笼子行吗", "最多带2个笼子。"),
        ("到达后交给接机人。单程300元。", "谁接他", "到达后交给接机人。"),
    ],
)
def test_finds_the_sentence_that_speaks_of_what_is_named(body, question, answer):
    assert passages.speaking_of(body, question) == [answer]


@pytest.mark.parametrize("question", ["do you fly to Rome on Mondays", "why is that", "", "你们周一飞罗马吗", "为什么"])
def test_finds_nothing_where_nothing_of_it_is_named(question):
    assert passages.speaking_of(PET, question) == passages.speaking_of(HUND, question) == []


@given(st.text(), st.text())
def test_quotes_and_never_rewrites(body, question):
    said = passages.speaking_of(body, question)

    assert len(said) <= 2
    assert all(sentence in body for sentence in said)


def shown(key, intent):
    return {"focus": [item("article", key, intent=intent)]}


def test_a_message_that_was_not_understood_is_answered_from_the_article_on_the_screen(act):
    put_articles()

    turn = act(
        "action_fallback", text="and in the hold", intent="nlu_fallback", slots=shown("bag_special_pet", "bag_special")
    )

    assert "hold" in turn.said[0]["sentence"]


def test_without_an_answer_on_the_screen_it_is_asked_back(act):
    put_articles()

    turn = act(
        "action_fallback", text="blue with dots", intent="nlu_fallback", slots=shown("bag_special_pet", "bag_special")
    )

    assert turn.responses == ["utter_open_question"]


def test_a_guessed_topic_gives_way_to_the_article_that_says_it(act):
    put_articles()
    question = {"text": "what certificate", "intent": "travel_documents"}
    screen = shown("special_assistance_pregnancy", "special_assistance")

    guessed = act("action_answer_article", **question, confidence=0.6, slots=screen)
    sure = act("action_answer_article", **question, confidence=0.95, slots=screen)

    assert guessed.responses == ["utter_article_passage"]
    assert "certificate" in guessed.said[0]["passage"]
    assert sure.responses == ["utter_article"]


def test_what_was_said_is_on_record_under_the_article_that_says_it(act):
    put_articles()
    conversation, message = put_message()

    turn = act("action_answer_article", text="what certificate", intent="travel_documents", confidence=0.6,
               slots=shown("special_assistance_pregnancy", "special_assistance"),
               sender=str(conversation), message=message)  # fmt: skip

    assert turn.responses == ["utter_article_passage"]
    with unit_of_work() as session:
        (kept,) = [one for one in interactions.of(session, conversation) if one.kind == "article_answered"]
        assert kept.key == "special_assistance_pregnancy"


def test_two_buttons_for_the_same_are_one(act):
    put_articles()
    known = {"last_booking": remember(locator="R5W9HD")}

    turn = act("action_booking", text="how is a refund done when I am ill", intent="refund", slots=known)

    assert "/request_refund" in turn.said[0]["buttons"][0]["payload"]
    assert len({one["payload"] for one in turn.said[0]["buttons"]}) == len(turn.said[0]["buttons"])


def test_what_the_screen_explained_after_all_is_no_miss(act):
    put_articles()
    missed = {"event": "user", "text": "hm", "parse_data": {"intent": {"name": "nlu_fallback"}}}
    asked = {"event": "bot", "text": "?", "metadata": {"utter_action": "utter_open_question"}}
    read = {"event": "bot", "text": "!", "metadata": {"utter_action": "utter_shown_answer"}}

    twice = act("action_fallback", text="zz", intent="nlu_fallback", before=[missed, asked])
    once = act("action_fallback", text="zz", intent="nlu_fallback", before=[missed, read])

    assert twice.responses in (["utter_offer_person"], ["utter_offer_message"])
    assert once.responses == ["utter_open_question"]

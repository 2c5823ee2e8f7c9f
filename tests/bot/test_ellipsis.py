"""A message that leaves out what is asked is read as the question before, asked of something else."""

import pytest

from bot.dialogue.ellipsis import asked_again, is_elliptical
from bot.dialogue.situation import Situation


def after(question, *focus):
    return Situation(focus=focus or ("article",), asked_before=question)


@pytest.mark.parametrize(
    ("before", "text", "full"),
    [
        (
            "how much does an extra bag cost in economy",
            "and in business?",
            "how much does an extra bag cost in business",
        ),
        ("can i take a violin as hand baggage", "what about a guitar", "can i take a guitar as hand baggage"),
        ("国内航班提前多久到机场", "那国际呢", "国际航班提前多久到机场"),
        ("经济舱选座要钱吗", "商务舱呢", "商务舱选座要钱吗"),
        ("how early for an international flight", "no sorry, mine is domestic", "how early for an domestic flight"),
    ],
)
def test_what_is_new_takes_the_place_of_what_is_most_like_it(before, text, full):
    assert asked_again(text, {"entities": []}, after(before)) == full


@pytest.mark.parametrize(
    ("text", "parse", "now"),
    [
        ("and how do I pay?", {"entities": []}, after("can i take a violin")),
        ("and to Rome?", {"entities": [{"entity": "city"}]}, after("how many bags to London")),
        ("and in first?", {"entities": []}, after("is there a meal in economy", "flight")),
        ("and in first?", {"entities": []}, after(None)),
        ("那怎么办呢", {"entities": []}, after("国内航班提前多久到机场")),
        ("that is all", {"entities": []}, after("can i take a violin")),
        ("mine is broken", {"entities": []}, after("can i take a violin")),
    ],
)
def test_a_question_of_its_own_is_left_as_it_is(text, parse, now):
    assert asked_again(text, parse, now) is None


def test_an_elliptical_message_is_known_by_its_form():
    assert is_elliptical("and the cabin?") and is_elliptical("那儿童呢")
    assert not is_elliptical("and what does it cost?") and not is_elliptical("我的行李呢怎么还没到")

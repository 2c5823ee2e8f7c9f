"""Answers to open questions: without the wish to have it done, and without what has a place of its own."""

import pytest

from crm.errand_words import answer_in, details_in, wants_it_done


@pytest.mark.parametrize(
    "said",
    [
        "just file it",
        "can you please register it",
        "go ahead and log it",
        "ok do it now",
        "帮我登记一下",
        "麻烦赶紧办",
        "我要登记",
    ],
)
def test_a_wish_to_have_it_done_is_heard(said):
    assert wants_it_done(said)


@pytest.mark.parametrize(
    "said", ["thanks", "please", "a notebook", "report", "登记编号", "处理结果是什么", "谢谢", "a file with papers"]
)
def test_a_thing_and_politeness_are_no_such_wish(said):
    assert not wants_it_done(said)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("帮我登记，我姓周，电话13900139000", ""),
        ("红色雨伞，帮我登记，我姓周，电话13900139000", "红色雨伞"),
        ("a red umbrella. My name is Ingrid Solheim, call me on +44 20 7946 0099", "a red umbrella"),
        ("please just log it", ""),
        ("a red umbrella, it has a wooden handle.", "a red umbrella, it has a wooden handle."),
    ],
)
def test_only_the_answer_is_left(said, answer):
    assert answer_in(said, names=True, contacts=True) == answer


def test_names_and_numbers_stay_where_they_belong_to_the_answer():
    said = "我叫周刚，13700137000"

    assert answer_in(said, names=False, contacts=False) == said


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ("My scarf is gone, it has red stripes, wool. I was in 12C", ["red stripes", "wool"]),
        ("围巾落在飞机上了，红色条纹的，羊毛，座位12C，请帮我找找", ["红色条纹的", "羊毛"]),
    ],
)
def test_what_describes_a_thing_is_kept_and_what_is_told_elsewhere_is_not(said, details):
    assert details_in(said, ["12C"], (), sentences=True) == details

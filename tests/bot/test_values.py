"""Amounts and times as customers write them, in one spelling; and words that only look like them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import number, values


def found(text: str) -> list[tuple[str, str]]:
    return [(value.entity, value.value) for value in values(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我有两件行李，一共46公斤", [("count", "2"), ("weight", "46 kg")]),
        ("超重20斤要多少钱", [("weight", "10 kg")]),
        ("it was 240 pounds, is that too much", []),
        ("you paid 200 pounds for the suitcase", []),
        ("my suitcase weighs 50 pounds", [("weight", "22.7 kg")]),
        ("a 50 lbs bag and three suitcases", [("weight", "22.7 kg"), ("count", "3")]),
        ("三十二公斤的箱子", [("weight", "32 kg")]),
        ("¥1,200还是200块", [("money", "1200 CNY"), ("money", "200 CNY")]),
        ("US$4,700 per passenger", [("money", "4700 USD")]),
        ("3万元", [("money", "30000 CNY")]),
        ("€35.50", [("money", "35.5 EUR")]),
        ("1519 SDR", [("money", "1519 SDR")]),
        ("下午三点半到", [("time", "15:30")]),
        ("晚上十一點四十五分", [("time", "23:45")]),
        ("at 8:30pm", [("time", "20:30")]),
        ("12 am", [("time", "00:00")]),
        ("９:３０", [("time", "09:30")]),
        ("meet at noon", [("time", "12:00")]),
    ],
)
def test_reads_a_value_in_one_spelling(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["提3点建议", "我一点都不懂", "差一点", "有3点要求", "0784123456", "CA981", "25:99", "第二件事"]
)
def test_leaves_words_that_only_look_like_values(text):
    assert found(text) == []


@given(st.integers(min_value=1, max_value=99))
def test_reads_every_number_up_to_99_in_han(value):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    written = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")

    assert number(written) == value


@given(st.text(alphabet="两一二十3点件箱kg¥$:. 5半早上pm", max_size=30))
def test_values_stand_where_they_say_and_never_overlap(text):
    kept = values(text)

    assert all(text[value.start : value.end].strip() for value in kept)
    assert all(one.end <= other.start for one, other in pairwise(kept))


@pytest.mark.parametrize("text", ["两个箱子，25公斤", "two bags,25 kg", "2件行李，25公斤"])
def test_a_comma_before_a_number_is_no_part_of_it(text):
    assert ("weight", "25 kg") in found(text)

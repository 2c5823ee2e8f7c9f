"""Dictated numbers are read as numbers, and nothing else is touched."""

import pytest

from bot.spoken_digits import as_digits


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("zero nine nine nine one one one two two two", "0999111222"),
        ("it's oh seven eight one, double four, six seven eight nine", "it's 0781446789"),
        ("零九九九幺幺幺二二二", "0999111222"),
        ("行李牌是零七八一、四五六七八九谢谢", "行李牌是0781456789谢谢"),
        ("Zero Seven Eight Four One Two Three Four Five Six please", "0784123456 please"),
    ],
)
def test_reads_what_is_dictated(said, read):
    assert as_digits(said) == read


def test_a_pause_between_the_halves_of_a_number_is_no_end_of_it():
    assert as_digits("牌子上是零七八一，后面是二二三三四四") == "牌子上是0781223344"
    assert as_digits("我们三个人，后面两个是孩子") == "我们三个人，后面两个是孩子"


@pytest.mark.parametrize(
    "said",
    [
        "one or two bags",
        "three suitcases and one pram",
        "我有两件行李，一共三个人",
        "0784 123 456",
        "call 1 2 3 4 5 6 7",
        "二十三公斤",
        "one two three four",
    ],
)
def test_leaves_counts_and_digits_alone(said):
    assert as_digits(said) == said

"""Emoji without words say what the table says; beside words they say nothing."""

import pytest

from bot.emoji import says, table


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("😡", "angry"),
        ("😡😡😡", "angry"),
        ("🤬!!", "angry"),
        ("💢💢", "angry"),
        ("😭😭", "sad"),
        ("💔", "sad"),
        ("👍", "yes"),
        ("👍🏽", "yes"),
        ("👌👌", "yes"),
        ("🙏", "thanks"),
        ("❤️", "thanks"),
        ("👋", "hello"),
        ("🧳", "bag"),
        ("🧳呢？", "bag"),
        ("🧳 where", "bag"),
        ("我的🧳在哪", "bag"),
        ("✈️?", "flight"),
        ("✈️呢", "flight"),
        ("😡🧳", "bag"),
        ("🦄", "other"),
        ("🇫🇷", "other"),
        ("🤔？", "other"),
    ],
)
def test_reads_emoji_alone(text, group):
    assert says(text) == group


@pytest.mark.parametrize(
    "text",
    ["bag is destroyed 😡", "谢谢🙏", "好👍", "where is my bag 🧳", "行李🧳", "", "???", "0784123456", "ok", "12 ✈️"],
)
def test_leaves_words_to_the_others(text):
    assert says(text) is None


def test_no_sign_is_in_two_groups():
    assert len(table()) == sum(1 for _ in table())
    assert {"angry", "sad", "bag", "flight", "yes", "thanks"} <= set(table().values())

"""A message changes the conversation's language only when it clearly shows another."""

import pytest

from bot.language import language_named, language_shown


@pytest.mark.parametrize(
    "text",
    [
        "where is my bag",
        "hi",
        "Hello!",
        "help",
        "agent",
        "refund",
        "I lost my phone",
        "baggage",
        "what does 托运 mean in English please",
        "thank you",
        "no, it is not mine",
        "STOP",
        "has it been loaded?",
    ],
)
def test_sees_english(text):
    assert language_shown(text) == "en"


@pytest.mark.parametrize(
    "text", ["我的行李呢", "转人工", "我的bag还没到", "請問轉盤在哪", "CA981晚点吗", "查", "请问check in几点开始"]
)
def test_sees_chinese(text):
    assert language_shown(text) == "zh"


@pytest.mark.parametrize(
    "text",
    ["Zhang", "Li Ming", "0784123456", "😀", "", "   ", "ok", "PVG", "NK7R2T", "荷物はどこですか", "...", "Müller"],
)
def test_sees_nothing_where_it_could_be_either(text):
    assert language_shown(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English please", "en"),
        ("说中文", "zh"),
        ("请说英文", "en"),
        ("can you speak Chinese?", "zh"),
        ("中文还是英文", None),
        ("switch", None),
    ],
)
def test_knows_which_language_a_request_names(text, language):
    assert language_named(text) == language

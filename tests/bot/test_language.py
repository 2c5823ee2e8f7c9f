"""A message changes the conversation's language only when it clearly shows another."""

import pytest

from bot.language import language_named, language_shown, written_in


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
        ("别跟我讲英文了", "zh"),
        ("no English please", "zh"),
        ("don't answer me in Chinese", "en"),
    ],
)
def test_knows_which_language_a_request_names(text, language):
    assert language_named(text) == language


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我的行李到哪了", "zh-Hans"),
        ("我的行李到哪裡了", "zh-Hant"),
        ("請問幾點登機", "zh-Hant"),
        ("where is my bag", "en"),
        ("我的luggage没出来", "mixed"),
        ("想change个seat", "mixed"),
        # Nothing in it that only one script uses.
        ("你好", "zh-Hans"),
        ("A座", "zh-Hans"),
        ("😀", None),
        ("Zhang", None),
        ("荷物はどこですか", None),
    ],
)
def test_says_how_a_message_is_written(text, label):
    assert written_in(text) == label

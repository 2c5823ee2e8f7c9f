"""What is searched for is found by any part of it that people type."""

import pytest

from crm.search_words import wanted, words_of


def is_found(query, *texts):
    held = words_of(texts).split()
    return all(any(one.startswith(word) for one in held) for word in wanted(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("行李", "我的行李箱还没到"),
        ("李箱还", "我的行李箱还没到"),
        ("箱", "我的行李箱"),
        ("转人工", "请帮我转人工，谢谢"),
        ("7700 900123", "my phone is +44 7700 900123"),
        ("7700900123", "my phone is +44 7700 900123"),
        ("900123", "my phone is +44 7700-900-123"),
        ("138 0013 8000", "电话13800138000，请联系"),
        ("123456", "tag 0784123456, black"),
        ("0784-123-456", "行李牌0784123456"),
        ("３４５６", "0784123456"),
        ("ca1234", "flight CA 1234 from Beijing"),
        ("CA 1234", "航班ca1234到了吗"),
        ("PEKXXALPHA", "order PEKXXalpha"),
        ("alph", "hello i am Alpha"),
        ("muller", "Herr Müller"),
        ("mei@example.com", "Write to Mei@Example.com please"),
        ("张 行李", "行李没到。我姓张"),
    ],
)
def test_finds_what_was_said_by_a_part_of_it(query, text):
    assert is_found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [("李行", "我的行李箱"), ("0784123457", "0784123456"), ("phone beijing", "my phone"), ("ca1235", "CA 1234")],
)
def test_finds_nothing_else(query, text):
    assert not is_found(query, text)


def test_every_word_stands_once():
    assert words_of(["bag bag", "Bag"]) == "bag"
